#include "check/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "check/calendar_words.h"
#include "check/digits.h"
#include "check/written_dates.h"
#include "check/written_times.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

const Date* DayIn(const Datum* value, bool last) {
  if (!value) return nullptr;
  const Datum* day = value;
  if (value->kind == Datum::kObject) {
    const auto parts = value->items();
    day = last && parts[date_range::kEnd].kind == Datum::kDate ? &parts[date_range::kEnd] : &parts[date_range::kStart];
  }
  return day->kind == Datum::kDate && day->date.IsFull() ? &day->date : nullptr;
}

bool HasDay(int year, int month, int day) {
  return ParseDate(fmt::format("{:04}-{:02}-{:02}", year, month, day), {}).ok();
}

Date DayOfYear(const WrittenDate& date, int year) {
  return {static_cast<int16_t>(year), static_cast<uint8_t>(date.month), static_cast<uint8_t>(date.day)};
}

bool Fits(const WrittenDate& date, int year) {
  if (!HasDay(year, date.month, date.day)) return false;
  const int day = DayOfWeek(DayOfYear(date, year));
  return std::find(date.weekdays.begin(), date.weekdays.end(), day) != date.weekdays.end();
}

/// The year that a date without one can only be in, as it is the day of the record's event. 0: not known.
int YearOf(const Record& record, const WrittenDate& date) {
  const Datum* period = PeriodOf(record);
  for (const bool last : {false, true}) {
    const Date* day = DayIn(period, last);
    if (day && day->month == date.month && day->day == date.day) return day->year;
  }
  return 0;
}

/// No year about that of the last change, or of the event, has that day of the week.
bool FitsNoYearNear(const Record& record, const WrittenDate& date) {
  const Date* event = DayIn(PeriodOf(record), false);
  if (!record.Changed() && !event) return false;
  const int year = record.Changed() ? record.Changed()->year : event->year;
  return !Fits(date, year - 1) && !Fits(date, year) && !Fits(date, year + 1);
}

/// The year in which the day is nearest to the record's only event, of which such a date tells. 0: there is none, or
/// another year may be meant.
int YearNearEvent(const Record& record, const WrittenDate& date, OtherYears& others) {
  const Date* first = DayIn(PeriodOf(record), false);
  if (!first || RepeatsOf(record) || others.Before(date.begin)) return 0;
  int best = 0;
  int64_t least = 0;
  for (int year = first->year - 1; year <= first->year + 1; ++year) {
    if (!HasDay(year, date.month, date.day)) continue;
    const int64_t days = std::abs(DaysSince1970(DayOfYear(date, year)) - DaysSince1970(*first));
    if (best == 0 || days < least) {
      best = year;
      least = days;
    }
  }
  constexpr int64_t kNear = 120;
  return best && least <= kNear ? best : 0;
}

class DateReader {
 public:
  DateReader(const Text& text, Diagnostics& diagnostics)
      : text_(text), diagnostics_(diagnostics), other_years_(text.text) {}

  void Read(const WrittenDate& date) {
    const std::string_view written = text_.text.substr(date.begin, date.end - date.begin);
    // A leap year will have it.
    const bool exists = date.day > 0 && HasDay(date.year ? date.year : 2000, date.month, date.day);
    if (!exists) {
      const bool english = date.day <= 31 && std::any_of(written.begin(), written.end(), IsLetter);
      if (date.year || english || static_cast<unsigned char>(written.back()) >= 0x80) NoSuchDay(date, written);
      return;
    }
    if (constexpr int kLastYear = 2100; date.year > kLastYear) return FarYear(date, written);
    if (date.weekdays.empty()) return;
    int year = date.year ? date.year : YearOf(text_.record, date);
    if (!year) year = YearNearEvent(text_.record, date, other_years_);
    if (year ? !Fits(date, year) : FitsNoYearNear(text_.record, date)) WrongWeekday(date, written, year);
  }

  /// 4月10日～4月9日, 2027年4月10日～2027年3月20日. Where a year is not written, it may be the next.
  void ReadRange(const WrittenDate& from, const WrittenDate& to) {
    const size_t behind = std::max(from.end, from.weekday_end);
    if (to.begin <= behind) return;
    std::string_view between = text_.text.substr(behind, to.begin - behind);
    if (const size_t close = Leading(between, {"）", ")"})) between.remove_prefix(close);
    between = Trim(between);
    if (between != "～" && between != "〜" && between != "~" && between != "から" && between != "－") return;
    const bool years = from.year && to.year;
    if (!years && from.month != to.month) return;
    const int last = to.year ? to.year : from.year;
    if (DayOfYear(to, years ? last : 0) >= DayOfYear(from, years ? from.year : 0)) return;
    const std::string_view written = text_.text.substr(from.begin, to.end - from.begin);
    diagnostics_.Warning("date.reversed", text_.PlaceOf(from.begin, written.size()),
                         {fmt::format("終わりの日が、始まりの日より前です: {}", written),
                          fmt::format("The last day is before the first: {}", written)},
                         {"どちらかの年、月、日を直します。", "Mend the year, the month or the day of one of them."});
  }

  /// 第6土曜日: no month has six.
  void SixthWeekdays() {
    constexpr std::string_view kSign = "第";
    for (size_t at = text_.text.find(kSign); at != std::string_view::npos; at = text_.text.find(kSign, at + 1)) {
      size_t end = at + kSign.size();
      const int number = NumberAt(text_.text, end, 1);
      if (number < 6 && number != 0) continue;
      const size_t day = Leading(text_.text.substr(end), {"日", "月", "火", "水", "木", "金", "土"});
      if (!day || !Leading(text_.text.substr(end + day), {"曜"})) continue;
      NoSuchDay({at, end + day, 0, 0, 0, {}, 0, 0}, text_.text.substr(at, end + day - at));
    }
  }

  void Read(const WrittenEra& era) {
    diagnostics_.Warning("date.era", text_.PlaceOf(era.begin, era.end - era.begin),
                         {fmt::format("西暦と元号が合いません: {}", text_.text.substr(era.begin, era.end - era.begin)),
                          fmt::format("The two years differ: {}", text_.text.substr(era.begin, era.end - era.begin))},
                         {fmt::format("{}年は西暦{}年、西暦{}年は{}です。", era.era, era.year_of_era, era.year,
                                      ToWareki({static_cast<int16_t>(era.year), 0, 0})),
                          fmt::format("{} is {}; {} is {}.", era.era, era.year_of_era, era.year,
                                      ToWareki({static_cast<int16_t>(era.year), 0, 0}))});
  }

  void Read(const WrittenTime& time) {
    const std::string_view written = text_.text.substr(time.begin, time.end - time.begin);
    const SourcePos at = text_.PlaceOf(time.begin, time.end - time.begin);
    if (time.reversed) {
      diagnostics_.Warning("date.time", at,
                           {fmt::format("終わりの時刻が、始まりの時刻より前です: {}", written),
                            fmt::format("The end is before the start: {}", written)},
                           {"どちらかの時刻を直します。次の日までなら「翌」を付けます。",
                            "Mend one of the times. If it ends on the next day, say so."});
    } else {
      diagnostics_.Warning(
          "date.time", at,
          {fmt::format("このような時刻はありません: {}", written), fmt::format("There is no such time: {}", written)},
          {"午後1時、または13時と書きます。分は59までです。", "Write 1 p.m. or 13:00. Minutes go up to 59."});
    }
  }

 private:
  void FarYear(const WrittenDate& date, std::string_view written) {
    diagnostics_.Warning("date.year", text_.PlaceOf(date.begin, date.end - date.begin),
                         {fmt::format("ずっと先の年です: {}（{}年）", written, date.year),
                          fmt::format("Years from now: {} ({})", written, date.year)},
                         {"年の数字が入れ替わっていないか、確かめます。", "See whether two digits changed places."});
  }

  void NoSuchDay(const WrittenDate& date, std::string_view written) {
    diagnostics_.Warning(
        "date.no-day", text_.PlaceOf(date.begin, date.end - date.begin),
        {fmt::format("このような日はありません: {}", written), fmt::format("There is no such day: {}", written)},
        {"月と日を確かめます。", "Look at the month and the day."});
  }

  void WrongWeekday(const WrittenDate& date, std::string_view written, int year) {
    const SourcePos at = text_.PlaceOf(date.begin, std::max(date.end, date.weekday_end) - date.begin);
    const bool japanese = static_cast<unsigned char>(written.back()) >= 0x80 || date.weekdays.size() > 1 ||
                          !IsAscii(text_.text.substr(date.weekday_begin, date.weekday_end - date.weekday_begin));
    const int said = date.weekdays.front();
    if (!year) {
      diagnostics_.Warning("date.weekday", at,
                           {fmt::format("{}が{}曜日になる年は、近くにありません", written, kWeekdays[size_t(said)]),
                            fmt::format("In no year near is {} a {}", written, kEnglishWeekdays[size_t(said)])},
                           {"日付と曜日を、暦で確かめます。", "See in a calendar which of the two is right."});
      return;
    }
    const Date day = DayOfYear(date, year);
    const size_t right = static_cast<size_t>(DayOfWeek(day));
    const std::string better = japanese ? fmt::format("{}（{}）", written, kWeekdays[right])
                                        : fmt::format("{} {}", kEnglishWeekdays[right], written);
    diagnostics_.Warning(
        "date.weekday", at,
        {fmt::format("曜日が合いません: {}は{}曜日です", FormatDate(day, true), kWeekdays[right]),
         fmt::format("The day of the week does not fit: {} is a {}", FormatDate(day, false), kEnglishWeekdays[right])},
        {fmt::format("日付が正しければ、{} と書きます。", better),
         fmt::format("If the date is right, write {}", better)});
  }

  const Text& text_;
  Diagnostics& diagnostics_;
  OtherYears other_years_;
};

/// Rules about the fields of one record.
class RecordRules {
 public:
  RecordRules(const Site& site, const Record& record, Diagnostics& diagnostics)
      : site_(site), record_(record), diagnostics_(diagnostics) {}

  void Run() {
    Future();
    const Datum* period = PeriodOf(record_);
    const Date* last = DayIn(period, true);
    if (!last) return;
    Year(*period, *last);
    const bool repeats = RepeatsOf(record_);
    if (repeats) {
      Overlap(*period);
      return CancelledSeries();
    }
    Shown(*last);
    const Datum* deadline = DeadlineOf(record_);
    if (const Date* until = DayIn(deadline, true); until && *until > *last) {
      diagnostics_.Warning("date.deadline", deadline->pos,
                           {fmt::format("締め切り（{}）が、開催の日（{}）より後です", ToIso(*until), ToIso(*last)),
                            fmt::format("The deadline ({}) is after the event ({})", ToIso(*until), ToIso(*last))},
                           {"どちらかの年、月、日を直します。", "Mend the year, the month or the day of one of them."});
    }
    // A year that was copied with the rest.
    if (const Date* until = DayIn(deadline, true);
        until && record_.published && *until < *record_.published && *last >= *record_.published) {
      diagnostics_.Warning(
          "date.deadline", deadline->pos,
          {fmt::format("締め切り（{}）が、公開した日（{}）より前です", ToIso(*until), ToIso(*record_.published)),
           fmt::format("The deadline ({}) is before the day of publication ({})", ToIso(*until),
                       ToIso(*record_.published))},
          {"どちらかの年、月、日を直します。", "Mend the year, the month or the day of one of them."});
    }
    // Reports come soon after an event, and archives years after it.
    constexpr int64_t kDaysOfReports = 90, kDaysOfYear = 366;
    const int64_t late = record_.published ? DaysSince1970(*record_.published) - DaysSince1970(*last) : 0;
    if (late > kDaysOfReports && late <= kDaysOfYear) Past(*period, *last);
  }

 private:
  void Future() {
    const auto tell = [&](const std::optional<Date>& day, const char* key) {
      if (!day || *day <= site_.today) return;
      diagnostics_.Warning("date.future", PlaceOfKey(key),
                           {fmt::format("{} が、今日（{}）より先の日です: {}", key, ToIso(site_.today), ToIso(*day)),
                            fmt::format("“{}” is after today ({}): {}", key, ToIso(site_.today), ToIso(*day))},
                           {"書き間違いでなければ、その日まで公開しないように publish_from を書きます。",
                            "If it is no slip, add publish_from, so that nothing is published before that day."});
    };
    tell(record_.published, "published");
    tell(record_.updated, "updated");
    if (record_.published && record_.updated && *record_.updated < *record_.published) {
      diagnostics_.Warning(
          "date.order", PlaceOfKey("updated"),
          {fmt::format("更新日（{}）が、公開日（{}）より前です", ToIso(*record_.updated), ToIso(*record_.published)),
           fmt::format("Updated ({}) before it was published ({})", ToIso(*record_.updated),
                       ToIso(*record_.published))},
          {"updated は、公開した後で直した日です。", "“updated” is the day of a change after publication."});
    }
  }

  void Year(const Datum& period, const Date& last) {
    constexpr int kYearsAhead = 20;
    if (last.year <= site_.today.year + kYearsAhead) return;
    diagnostics_.Warning("date.year", period.pos,
                         {fmt::format("ずっと先の年です: {}", last.year), fmt::format("Years from now: {}", last.year)},
                         {"年の数字が入れ替わっていないか、確かめます。", "See whether two digits changed places."});
  }

  void Past(const Datum& period, const Date& last) {
    diagnostics_.Add(Severity::kNote, "date.past", period.pos,
                     {fmt::format("公開した日（{}）より前に終わっています: {}", ToIso(*record_.published), ToIso(last)),
                      fmt::format("Over ({}) before it was published ({})", ToIso(last), ToIso(*record_.published))},
                     {"来年の日付のつもりなら、年を直します。", "If next year was meant, mend the year."});
  }

  /// Each of a series lasts until the next: the end of the series stands where the end of one belongs.
  void Overlap(const Datum& period) {
    const Occurrence* before = nullptr;
    for (const Occurrence* one : record_.occurrences) {
      if (one->is_deadline || one->change || !one->rule_day) continue;
      const bool longer = before && before->time.first < one->time.first &&
                          (before->time.last > one->time.first ||
                           (before->time.last == one->time.first &&
                            (before->time.IsAllDay() || before->time.end_minute > one->time.start_minute)));
      if (longer) {
        const std::string end = ToIso(before->time.last), start = ToIso(before->time.first);
        diagnostics_.Warning(
            "recurrence.overlap", period.pos,
            {fmt::format("1回が次の回まで続いています: {} から {} まで", start, end),
             fmt::format("Each lasts until the next begins: from {} to {}", start, end)},
            {fmt::format("end は1回の終わりの日です。end を消し、全体の終わりは規則に ;UNTIL={} と書きます。",
                         Digits(end)),
             fmt::format("“end” is of one of them. Delete it, and give the end of all in the rule: ;UNTIL={}",
                         Digits(end))});
        return;
      }
      before = one;
    }
  }

  static std::string Digits(std::string date) {
    std::erase(date, '-');
    return date;
  }

  /// Nobody can read of it before it is over.
  void Shown(const Date& last) {
    const auto tell = [&](const char* key, Message found) {
      diagnostics_.Warning("date.order", PlaceOfKey(key), std::move(found),
                           {"年、月、日を直します。", "Mend the year, the month or the day."});
    };
    if (record_.publish_from && *record_.publish_from > last) {
      tell("publish_from", {fmt::format("開催の日（{}）が過ぎてから公開されます", ToIso(last)),
                            fmt::format("Published only after the event ({})", ToIso(last))});
    } else if (record_.publish_until && *record_.publish_until < last) {
      tell("publish_until", {fmt::format("開催の日（{}）より前に、公開が終わります", ToIso(last)),
                             fmt::format("No longer published on the day of the event ({})", ToIso(last))});
    }
  }

  void CancelledSeries() {
    if (StateOf(StatusOf(record_)) != EventState::kCancelled) return;
    bool told = false;
    ForEachText(site_, record_, [&](const Text& text) {
      if (told || text.IsMarkdown()) return;
      const std::vector<WrittenDate> dates = FindDates(text.text);
      if (dates.size() != 1) return;
      told = true;
      const WrittenDate& date = dates.front();
      const std::string day = ToIso(DayOfYear(date, date.year ? date.year : YearOf(date)));
      diagnostics_.Add(
          Severity::kNote, "date.cancelled-series", text.PlaceOf(date.begin, date.end - date.begin),
          {"繰り返す行事の全部が中止になっています。中止はこの日だけですか",
           "The whole series is cancelled. Is it this day alone?"},
          {fmt::format("一日だけなら、状況は書かず、{} の changes に {{date: {}, cancelled: true}} と書きます。",
                       record_.collection->schema.calendar.repeats, day),
           fmt::format("Then leave the status out, and write {{date: {}, cancelled: true}} in “changes” of {}.", day,
                       record_.collection->schema.calendar.repeats)});
    });
  }

  /// The first year in which such a day is not before the series, or before today.
  int YearOf(const WrittenDate& date) const {
    const Date* first = DayIn(record_.Find(record_.collection->schema.calendar.period), false);
    const Date& from = first ? *first : site_.today;
    return from.year + (DayOfYear(date, from.year) < from ? 1 : 0);
  }

  /// The line of a key of every record.
  SourcePos PlaceOfKey(std::string_view key) const {
    const SourceFile* file = record_.files[record_.original];
    const std::string_view text = file->text;
    const std::string begins = fmt::format("{}:", key);
    for (size_t at = text.find(begins); at != text.npos; at = text.find(begins, at + 1)) {
      if (at == 0 || text[at - 1] == '\n') return PosAt(*file, at, key.size());
    }
    return record_.pos;
  }

  const Site& site_;
  const Record& record_;
  Diagnostics& diagnostics_;
};

}  // namespace

void CheckWrittenDates(const Text& text, Diagnostics& diagnostics) {
  DateReader reader(text, diagnostics);
  const std::vector<WrittenDate> dates = FindDates(text.text);
  for (const WrittenDate& date : dates) reader.Read(date);
  for (size_t i = 1; i < dates.size(); ++i) reader.ReadRange(dates[i - 1], dates[i]);
  reader.SixthWeekdays();
  for (const WrittenEra& era : FindEras(text.text)) reader.Read(era);
  for (const WrittenTime& time : FindOddTimes(text.text)) reader.Read(time);
}

void CheckDatesOf(const Site& site, const Record& record, Diagnostics& diagnostics) {
  RecordRules(site, record, diagnostics).Run();
}

}  // namespace kyodo::check
