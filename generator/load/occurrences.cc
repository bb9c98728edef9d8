// When the records of a site take place or close.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "formats/recurrence.h"
#include "load/limits.h"
#include "load/loader.h"

namespace kyodo::load {

namespace {

/// The days of a list field.
std::vector<Date> DaysOf(const Datum& list) {
  std::vector<Date> days;
  if (list.kind != Datum::kList) return days;
  for (const Datum& item : list.items()) days.push_back(item.date);
  return days;
}

/// `base` moved so that it starts on `day`.
EventTime MovedTo(const EventTime& base, const Date& day) {
  EventTime moved = base;
  moved.first = day;
  moved.last = DayAfter(day, DaysSince1970(base.last) - DaysSince1970(base.first));
  return moved;
}

class Finder {
 public:
  Finder(Loader& loader) : loader_(loader), site_(loader.site) {}

  void Run() {
    for (const auto& [id, collection] : site_.collections) {
      if (collection.schema.calendar.empty()) continue;
      for (const Record& record : collection.records) {
        if (record.hidden) continue;
        AddRecord(record);
        if (site_.occurrences.size() > kMostOccurrences) return ComplainMany(record);
      }
    }
    std::stable_sort(site_.occurrences.begin(), site_.occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
      return std::tuple(a.first_day, a.time.start_minute) < std::tuple(b.first_day, b.time.start_minute);
    });
    for (const Occurrence& one : site_.occurrences) {
      loader_.Own(*one.record).occurrences.push_back(&one);
      if (!one.is_deadline) NoteChange(site_, one.first_day);
      if (one.opens) NoteChange(site_, *one.opens);
      NoteChange(site_, DayAfter(one.last_day));
    }
  }

 private:
  void AddRecord(const Record& record) {
    const size_t before = site_.occurrences.size();
    const Datum* period = PeriodOf(record);
    const Datum* repeats = RepeatsOf(record);
    if (repeats && !period) {
      loader_.diagnostics.Error("recurrence.start", repeats->pos,
                                {"繰り返す予定の、最初の日がありません", "What repeats has no first day"},
                                {fmt::format("例: {}: {{start: 2026-04-11, start_time: 10:00, end_time: 12:00}}",
                                             record.collection->schema.calendar.period),
                                 fmt::format("Example: {}: {{start: 2026-04-11, start_time: 10:00, end_time: 12:00}}",
                                             record.collection->schema.calendar.period)});
      return;
    }
    if (period && IsRead(*period)) {
      const EventTime time = TimeOf(*period);
      NeedTime(*period, time);
      const auto rule = repeats ? ParseRecurrence(repeats->items()[recurrence::kRule].text()) : std::nullopt;
      if (rule) {
        AddRepeated(record, time, *rule, *repeats);
      } else {
        Add(record, time);
      }
    }
    const Datum* deadline = DeadlineOf(record);
    if (deadline && IsRead(*deadline) && CanBeOpen(record)) AddDeadline(record, *deadline, before);
  }

  /// Nobody may apply for what is cancelled or full, so its deadline is none.
  static bool CanBeOpen(const Record& record) {
    const EventState state = StateOf(StatusOf(record));
    return state == EventState::kScheduled || state == EventState::kRescheduled;
  }

  /// Is it over before that day? `before`: where its own occurrences begin.
  bool EndsBefore(const Date& day, size_t before) const {
    bool any = false;
    for (size_t i = before; i < site_.occurrences.size(); ++i) {
      const Occurrence& one = site_.occurrences[i];
      if (!one.cancelled && one.last_day >= day) return false;
      any = true;
    }
    return any;
  }

  /// False after an error in it, which is told, and for a month or a year alone.
  static bool IsRead(const Datum& value) {
    const Datum& start = value.kind == Datum::kObject ? value.items()[date_range::kStart] : value;
    return start.kind == Datum::kDate && start.date.IsFull();
  }

  EventTime TimeOf(const Datum& value) {
    if (value.kind == Datum::kObject) {
      const Datum& zone = value.items()[date_range::kTimeZone];
      const auto found = zone.kind == Datum::kText ? TimeZone::Find(zone.text()) : std::nullopt;
      if (found) site_.zones.emplace(zone.text(), *found);
    }
    return ReadEventTime(value, site_);
  }

  /// Error `value.time`: an end without a start, or on that day the clocks there skip the time.
  void NeedTime(const Datum& period, const EventTime& time) {
    if (time.IsAllDay()) {
      if (time.end_minute >= 0 && !HasStartTime(period)) ComplainNoStart(period.items()[date_range::kEndTime]);
      return;
    }
    if (time.zone->ToLocal(time.Start()) == LocalTime{time.first, time.start_minute}) return;
    const Datum& written = period.items()[date_range::kStartTime];
    loader_.diagnostics.Error("value.time", written.pos,
                              {fmt::format("この日、時計が進むので、この時刻はありません: {}", written.text()),
                               fmt::format("On that day the clocks skip this time: {}", written.text())},
                              {fmt::format("{} で実際に始まる時刻を書きます。", time.zone->name()),
                               fmt::format("Write the time at which it really starts in {}.", time.zone->name())});
  }

  /// One that could not be read, and is told.
  static bool HasStartTime(const Datum& period) {
    const SourcePos& end = period.items()[date_range::kEndTime].pos;
    for (uint32_t line = period.pos.line; end.file && line <= end.line; ++line) {
      if (end.file->Line(line).find("start_time:") != std::string_view::npos) return true;
    }
    return false;
  }

  void ComplainNoStart(const Datum& end) {
    loader_.diagnostics.Error(
        "value.time", end.pos,
        {"終わりの時刻だけがあり、始まりの時刻がありません", "There is an end time without a start time"},
        {"例: {start: 2026-12-12, start_time: 10:00, end_time: 12:00}",
         "Example: {start: 2026-12-12, start_time: 10:00, end_time: 12:00}"});
  }

  Occurrence& Add(const Record& record, const EventTime& time) {
    Occurrence& added = site_.occurrences.emplace_back();
    added.record = &record;
    Place(added, time);
    return added;
  }

  /// Sets the time, and the days in the site's zone.
  void Place(Occurrence& occurrence, const EventTime& time) const {
    occurrence.time = time;
    occurrence.first_day = time.first;
    occurrence.last_day = time.last;
    const TimeZone& ours = site_.Zone();
    if (time.IsAllDay() || time.zone == &ours) return;
    occurrence.first_day = ours.ToLocal(time.Start()).day;
    // What ends at midnight here is not on the next day.
    occurrence.last_day = std::max(occurrence.first_day, ours.ToLocal(time.End() - 1).day);
  }

  void AddDeadline(const Record& record, const Datum& deadline, size_t before) {
    EventTime time = TimeOf(deadline);
    std::optional<Date> opens;
    if (deadline.kind == Datum::kObject) {
      // Without an end it is open for good.
      if (deadline.items()[date_range::kEnd].kind != Datum::kDate) {
        NoteChange(site_, time.first);
        return;
      }
      opens = time.first;
    }
    if (EndsBefore(time.last, before)) return;
    // It closes at the end time of its last day.
    time.first = time.last;
    time.start_minute = std::exchange(time.end_minute, -1);
    Occurrence& added = Add(record, time);
    added.is_deadline = true;
    added.opens = opens;
  }

  void AddRepeated(const Record& record, const EventTime& time, const RecurrenceRule& rule, const Datum& repeats) {
    const auto parts = repeats.items();
    const std::vector<Date> also = DaysOf(parts[recurrence::kAlso]), excepted = DaysOf(parts[recurrence::kExcept]);
    const std::set<Date> except(excepted.begin(), excepted.end());
    std::map<Date, const Datum*> changes;
    if (parts[recurrence::kChanges].kind == Datum::kList) {
      for (const Datum& change : parts[recurrence::kChanges].items()) {
        const Datum& day = change.items()[recurrence::kDate];
        if (day.kind != Datum::kDate) continue;
        if (except.contains(day.date) || !changes.emplace(day.date, &change).second) ComplainTwice(day);
      }
    }
    // What begins later still is seen to begin.
    const Date until = std::max(site_.calendar_until, time.first);
    Date last = until;
    for (const Date& day : except) last = std::max(last, day);
    if (!changes.empty()) last = std::max(last, changes.rbegin()->first);
    if (rule.until && *rule.until < time.first) return ComplainUntil(parts[recurrence::kRule], *rule.until, time.first);
    const std::vector<Date> by_rule = Expand(rule, time.first, last);
    if (by_rule.empty() || by_rule.front() != time.first) return ComplainStart(record, by_rule);
    std::set<Date> days(by_rule.begin(), by_rule.end());
    days.insert(also.begin(), also.end());
    NeedDays(parts[recurrence::kExcept], days);
    NoteIdleDays(parts[recurrence::kExcept], {}, {});
    NoteIdleDays(parts[recurrence::kAlso], by_rule, except);
    NoteEarly(parts[recurrence::kAlso], time.first);
    for (const auto& [day, change] : changes) NeedDay(change->items()[recurrence::kDate], days);
    for (const Date& day : except) days.erase(day);
    const Date latest = days.empty() ? Date{} : *days.rbegin();
    for (const Date& day : days) {
      const auto changed = changes.find(day);
      // Changed ones always count: they may have been moved into sight. So does the last of what is over.
      const bool inside = (day >= site_.calendar_from || day == latest) && day <= until;
      if (changed == changes.end() && !inside) continue;
      Occurrence& added = Add(record, MovedTo(time, day));
      added.rule_day = day;
      if (changed != changes.end()) Change(added, *changed->second);
    }
  }

  void Change(Occurrence& occurrence, const Datum& change) {
    const auto parts = change.items();
    EventTime time = occurrence.time;
    if (parts[recurrence::kStart].kind == Datum::kDate) time = MovedTo(time, parts[recurrence::kStart].date);
    if (parts[recurrence::kEnd].kind == Datum::kDate) time.last = parts[recurrence::kEnd].date;
    const int start = MinuteOf(parts[recurrence::kStartTime]), end = MinuteOf(parts[recurrence::kEndTime]);
    if (start >= 0) time.start_minute = start;
    if (end >= 0) time.end_minute = end;
    time.EndBeforeMidnight();
    const EventTime planned = occurrence.time;
    Place(occurrence, time);
    NeedOrder(time, change);
    occurrence.change = &change;
    occurrence.cancelled =
        parts[recurrence::kCancelled].kind == Datum::kBoolean && parts[recurrence::kCancelled].boolean;
    if (!occurrence.cancelled && planned.Start() != time.Start()) occurrence.moved_from = planned;
    const bool same = planned.Start() == time.Start() && planned.last == time.last &&
                      planned.end_minute == time.end_minute && planned.start_minute == time.start_minute;
    if (same && !occurrence.cancelled && parts[recurrence::kNote].absent()) NoteIdle(change);
  }

  /// Note `recurrence.idle`: as if it had not been written.
  void NoteIdle(const Datum& written) {
    loader_.diagnostics.Add(Severity::kNote, "recurrence.idle", written.pos,
                            {"書いてあっても、何も変わりません", "What is written here changes nothing"},
                            {"この日に変えたいことを書きます。なければ、消します。",
                             "Write what is different on this day, or take it out."});
  }

  /// Days that stand in a list twice, or that the rule has anyway.
  void NoteIdleDays(const Datum& list, const std::vector<Date>& anyway, const std::set<Date>& except) {
    if (list.kind != Datum::kList) return;
    std::set<Date> told;
    for (const Datum& item : list.items()) {
      if (item.kind != Datum::kDate) continue;
      const bool there = std::binary_search(anyway.begin(), anyway.end(), item.date);
      if (!told.insert(item.date).second || there || except.contains(item.date)) NoteIdle(item);
    }
  }

  /// Note `recurrence.early`: the first day is not the first.
  void NoteEarly(const Datum& also, const Date& first) {
    if (also.kind != Datum::kList) return;
    for (const Datum& item : also.items()) {
      if (item.kind != Datum::kDate || item.date >= first) continue;
      loader_.diagnostics.Add(
          Severity::kNote, "recurrence.early", item.pos,
          {fmt::format("最初の日（{}）より前の日です: {}", ToIso(first), ToIso(item.date)),
           fmt::format("This is before the first day ({}): {}", ToIso(first), ToIso(item.date))},
          {"年や月の書き間違いでないか、確かめます。", "See whether the year or the month is a slip."});
    }
  }

  /// Error `value.order`: it would end before it starts.
  void NeedOrder(const EventTime& time, const Datum& change) {
    const bool same_day = time.first == time.last;
    const bool times = !same_day || time.IsAllDay() || time.end_minute < 0 || time.end_minute > time.start_minute;
    if (time.last >= time.first && times) return;
    loader_.diagnostics.Error(
        "value.order", change.pos,
        {"変えた回が、始まる前に終わることになります", "The changed one would end before it starts"},
        {"終わりも書きます。例: {date: 2026-12-12, start_time: 13:00, end_time: 15:00}",
         "Write its end too. Example: {date: 2026-12-12, start_time: 13:00, end_time: 15:00}"});
  }

  /// Error `recurrence.twice`.
  void ComplainTwice(const Datum& day) {
    loader_.diagnostics.Error("recurrence.twice", day.pos,
                              {fmt::format("この日のことが、二度書かれています: {}", ToIso(day.date)),
                               fmt::format("This day is spoken of twice: {}", ToIso(day.date))},
                              {"except と changes を合わせて、一つの日は一度だけ書きます。",
                               "A day stands once in except and changes together."});
  }

  /// Error `calendar.size`, at the record that is too many.
  void ComplainMany(const Record& record) {
    site_.occurrences.clear();
    const Datum* repeats = RepeatsOf(record);
    loader_.diagnostics.Error(
        "calendar.size", repeats ? repeats->pos : record.pos,
        {fmt::format("カレンダーに載る回が、ここまでで {} を超えました", kMostOccurrences),
         fmt::format("Up to here, more than {} dates would be in the calendar", kMostOccurrences)},
        {"毎日のような予定は、一つの期間か受付時間として書くか、規則に終わりを付けます。例: FREQ=DAILY;COUNT=30",
         "Write what is on every day as one period or as hours, or give rules an end. Example: FREQ=DAILY;COUNT=30"});
  }

  /// Error `recurrence.start`, where the rule stands.
  void ComplainUntil(const Datum& rule, const Date& until, const Date& first) {
    loader_.diagnostics.Error(
        "recurrence.start", rule.pos,
        {fmt::format("繰り返しの終わり（UNTIL）が、最初の日より前です: {}", ToIso(until)),
         fmt::format("The last day (UNTIL) is before the first: {}", ToIso(until))},
        {fmt::format("最初の日は {} です。", ToIso(first)), fmt::format("The first day is {}.", ToIso(first))});
  }

  void ComplainStart(const Record& record, const std::vector<Date>& by_rule) {
    const Datum& period = *PeriodOf(record);
    const Datum& start = period.kind == Datum::kObject ? period.items()[date_range::kStart] : period;
    const std::string first = by_rule.empty() ? "" : ToIso(by_rule.front());
    loader_.diagnostics.Error("recurrence.start", start.pos,
                              {fmt::format("最初の日が、繰り返しの規則に合いません: {}", ToIso(start.date)),
                               fmt::format("The first day does not fit the rule: {}", ToIso(start.date))},
                              first.empty() ? Message{"規則に合う日がありません。", "The rule has no day."}
                                            : Message{fmt::format("規則に合う最初の日は {} です。", first),
                                                      fmt::format("The first day that fits is {}.", first)});
  }

  void NeedDays(const Datum& list, const std::set<Date>& days) {
    if (list.kind != Datum::kList) return;
    for (const Datum& item : list.items()) NeedDay(item, days);
  }

  /// Error `recurrence.day`: an exception for a day on which it does not take place anyway is a slip.
  void NeedDay(const Datum& day, const std::set<Date>& days) {
    if (day.kind != Datum::kDate || days.contains(day.date)) return;
    const auto next = days.lower_bound(day.date);
    const std::string near = ToIso(next == days.end() ? *days.rbegin() : *next);
    loader_.diagnostics.Error("recurrence.day", day.pos,
                              {fmt::format("この日の予定はありません: {}", ToIso(day.date)),
                               fmt::format("It does not take place on this day: {}", ToIso(day.date))},
                              {fmt::format("規則に合う日を書きます。近い日: {}", near),
                               fmt::format("Write a day of the rule. A day nearby: {}", near)});
  }

  Loader& loader_;
  Site& site_;
};

}  // namespace

void NoteChange(Site& site, const Date& day) {
  if (day > site.today && (!site.next_change || day < *site.next_change)) site.next_change = day;
}

void FindOccurrences(Loader& loader) {
  Site& site = loader.site;
  site.calendar_from = {static_cast<int16_t>(site.today.year - 1), site.today.month, 1};
  site.calendar_until = {static_cast<int16_t>(FiscalYear(site.today) + 3), 3, 31};
  Finder(loader).Run();
}

}  // namespace kyodo::load
