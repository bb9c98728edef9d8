#include "import/event_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "formats/recurrence.h"
#include "import/event_target.h"
#include "import/plain_text.h"
#include "load/slug.h"

namespace kyodo {

namespace {

using yaml::Value;

std::string ClockText(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

/// RFC 5545 allows any text as a UID; of "spring-fair.events@kyodo.example" the slug is "spring-fair".
std::string SlugOf(const IcsEvent& event, const std::string& collection) {
  std::string_view name = std::string_view(event.uid).substr(0, event.uid.find('@'));
  if (EndsWith(name, "." + collection)) name.remove_suffix(collection.size() + 1);
  std::string slug;
  for (const char c : name.substr(0, 60)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) slug += c;
    if (c >= 'A' && c <= 'Z') slug += static_cast<char>(c - 'A' + 'a');
    if (!letter && (c < 'A' || c > 'Z') && !slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  Diagnostics ignored;
  return !slug.empty() && load::CheckSlug(slug, {}, ignored) ? slug : "event-" + ToIso(event.start.day);
}

class Importer {
 public:
  Importer(const Site& site, const Collection& collection, const ImportOptions& options)
      : site_(site), schema_(collection.schema), options_(options) {}

  ImportedRecord Import(const IcsEvent& event, const std::vector<const IcsEvent*>& changed) {
    ImportedRecord out{SlugOf(event, options_.collection), event.uid, Value::Map(), event.lost};
    lost_ = &out.lost;
    for (const IcsEvent* one : changed)
      for (const std::string& lost : one->lost) Lose(lost.c_str());
    Value& record = out.record;
    const Term* status = StatusTerm(event);
    std::string title = Trimmed(event.summary);
    if (status) title = WithoutMark(title, *status);
    if (title.empty()) Lose("SUMMARY");
    if (title.empty()) title = ToIso(event.start.day);
    const bool called_off = status && StateOf(status) == EventState::kCancelled;
    if (event.status == "TENTATIVE" || (event.status == "CANCELLED" && !called_off))
      Lose(("STATUS=" + event.status).c_str());
    if (!event.url.empty() && !StartsWith(event.url, site_.config.base_url) &&
        event.description.find(event.url) == event.description.npos)
      Lose("URL");
    if (EndsBefore(event)) Lose("DTEND");
    SetText(record, schema_.title, title);
    const int summary = schema_.Find(schema_.summary);
    const bool markdown =
        summary >= 0 && schema_.fields[static_cast<size_t>(summary)].type.kind == FieldKind::kMarkdown;
    const std::string text = TextOf(event, markdown);
    if (!schema_.summary.empty()) SetText(record, schema_.summary, text.empty() ? title : text);
    for (const auto& [key, value] : options_.fixed) record.Add(key, Value::Text(value));
    if (status) record.Add(schema_.calendar.status, Value::Text(status->id));
    const Times times = TimesOf(event);
    AddTimes(record, times, event, changed);
    const std::string place = Trimmed(event.location);
    if (!place.empty()) SetLocation(record, place);
    if (!event.conference.empty() && !IsAddress(place)) {
      IsAddress(event.conference) ? SetLocation(record, event.conference) : Lose("CONFERENCE");
    }
    record.Add("draft", Value::Text("true"));
    const auto add_day = [&](const char* key, const std::optional<IcsMoment>& moment) {
      if (moment) record.Add(key, Value::Text(ToIso(Placed(*moment, site_.config.time_zone).day)));
    };
    add_day("published", event.created);
    add_day("updated", event.modified);
    return out;
  }

 private:
  struct Times {
    Date first, last;
    int start = -1, end = -1;
    std::string zone;  // empty: the site's
  };

  static std::string Trimmed(std::string_view text) { return std::string(Trim(text)); }
  void Lose(const char* what) {
    if (std::find(lost_->begin(), lost_->end(), what) == lost_->end()) lost_->emplace_back(what);
  }

  void SetText(Value& record, const std::string& key, const std::string& text) const {
    const Field& field = schema_.fields[static_cast<size_t>(schema_.Find(key))];
    const bool block = text.find('\n') != std::string::npos && field.type.kind != FieldKind::kString;
    std::string line = text;
    if (!block) std::replace(line.begin(), line.end(), '\n', ' ');
    Value value = block ? Value::Block(text + "\n") : Value::Text(line);
    if (field.translate) {
      Value local = Value::Map();
      local.Add(site_.config.languages[options_.language].code, std::move(value));
      value = std::move(local);
    }
    record.Add(key, std::move(value));
  }

  /// The description; a calendar of ours ends it with where to join and the address of the page.
  static std::string TextOf(const IcsEvent& event, bool markdown = false) {
    const std::string plain =
        IsHtml(event.description) ? TextOfHtml(event.description, markdown) : std::string(event.description);
    std::string_view text = Trim(plain);
    for (const std::string& address : {event.url, event.conference}) {
      if (!address.empty() && EndsWith(text, address)) text = Trim(text.substr(0, text.size() - address.size()));
    }
    return std::string(text);
  }

  const Vocabulary* Statuses() const {
    const int at = schema_.calendar.status.empty() ? -1 : schema_.Find(schema_.calendar.status);
    return at < 0 ? nullptr : &site_.vocabularies.at(schema_.fields[static_cast<size_t>(at)].type.vocabulary);
  }

  std::string MarkOf(const Term& term) const {
    const std::string label = term.label.In(options_.language);
    return site_.config.languages[options_.language].japanese ? "【" + label + "】" : label + ": ";
  }

  /// By the mark that our own calendars put before the title, else by STATUS.
  const Term* StatusTerm(const IcsEvent& event) const {
    const Vocabulary* statuses = Statuses();
    if (!statuses) return nullptr;
    for (const Term& term : statuses->terms) {
      if (StartsWith(event.summary, MarkOf(term))) return &term;
    }
    for (const Term& term : statuses->terms) {
      if (event.status == "CANCELLED" && StateOf(&term) == EventState::kCancelled) return &term;
    }
    return nullptr;
  }

  std::string WithoutMark(const std::string& title, const Term& term) const {
    const std::string mark = MarkOf(term);
    return StartsWith(title, mark) ? title.substr(mark.size()) : title;
  }

  /// On the clocks of that zone; one without a zone stays as it is.
  IcsMoment Placed(IcsMoment moment, const std::string& zone) const {
    if (moment.minute < 0 || moment.zone == zone || moment.zone.empty()) return moment;
    const auto from = TimeZone::Find(moment.zone), to = TimeZone::Find(zone);
    if (!from || !to) return moment;
    const LocalTime local = to->ToLocal(from->ToInstant(moment.day, moment.minute));
    return {local.day, local.minute, zone};
  }

  /// What repeats in UTC must stay there; anything else of UTC is shown in the site's zone.
  std::string ZoneFor(const IcsEvent& event) const {
    const std::string& own = event.start.zone;
    if (own.empty() || (own == "UTC" && event.rule.empty() && event.also.empty())) return site_.config.time_zone;
    return own;
  }

  Times TimesOf(const IcsEvent& event, std::string zone = {}) const {
    if (zone.empty()) zone = ZoneFor(event);
    const IcsMoment start = Placed(event.start, zone);
    Times times{start.day, start.day, start.minute, -1, zone == site_.config.time_zone ? "" : zone};
    if (start.minute < 0) times.zone.clear();
    if (!event.end) return times;
    const IcsMoment end = Placed(*event.end, zone);
    times.last = start.minute < 0 ? std::max(start.day, DayAfter(end.day, -1)) : std::max(start.day, end.day);
    const bool after = end.day > start.day || end.minute > start.minute;
    if (start.minute >= 0 && end.minute >= 0 && after) times.end = end.minute;
    return times;
  }

  static bool EndsBefore(const IcsEvent& event) {
    if (!event.end || event.end->zone != event.start.zone) return false;
    return event.end->day < event.start.day ||
           (event.end->day == event.start.day && event.end->minute < event.start.minute);
  }

  static Value TimesValue(const Times& times) {
    Value value = Value::Map();
    value.Add("start", Value::Text(ToIso(times.first)));
    if (times.last != times.first) value.Add("end", Value::Text(ToIso(times.last)));
    if (times.start >= 0) value.Add("start_time", Value::Text(ClockText(times.start)));
    if (times.end >= 0) value.Add("end_time", Value::Text(ClockText(times.end)));
    if (!times.zone.empty()) value.Add("time_zone", Value::Text(times.zone));
    return value;
  }

  void AddTimes(Value& record, Times times, const IcsEvent& event, const std::vector<const IcsEvent*>& changed) {
    const std::string zone = times.zone.empty() ? site_.config.time_zone : times.zone;
    const bool repeats = !event.rule.empty() && !schema_.calendar.repeats.empty();
    const auto rule = repeats ? ParseRecurrence(RuleWithDay(event.rule, zone)) : std::nullopt;
    if (!event.rule.empty() && !rule) Lose("RRULE");
    Value recurrence = Value::Map();
    if (rule) {
      const Date horizon = DayAfter(times.first, 366 * 30);
      const std::vector<Date> by_rule = Expand(*rule, times.first, horizon);
      std::set<Date> days(by_rule.begin(), by_rule.end()), also;
      recurrence.Add("rule", Value::Text(rule->text));
      // A start that is no day of the rule is a day besides.
      if (!by_rule.empty() && by_rule.front() != times.first) {
        also.insert(times.first);
        times = Moved(times, by_rule.front());
      }
      for (const IcsMoment& moment : event.also) {
        const IcsMoment placed = Placed(moment, zone);
        if (placed.minute != times.start) Lose("RDATE");
        if (!days.contains(placed.day)) also.insert(placed.day);
      }
      std::set<Date> except;
      for (const IcsMoment& moment : event.except) {
        const Date day = Placed(moment, zone).day;
        if (!days.contains(day) && !also.contains(day)) Lose("EXDATE");
        if (days.contains(day) && !also.contains(day)) except.insert(day);
        also.erase(day);
      }
      AddDays(recurrence, "except", except);
      AddDays(recurrence, "also", also);
      days.insert(also.begin(), also.end());
      for (const Date& day : except) days.erase(day);
      AddChanges(recurrence, times, event, changed, days);
    } else if (!event.also.empty()) {
      Lose("RDATE");
    }
    record.Add(schema_.calendar.period, TimesValue(times));
    if (rule) record.Add(schema_.calendar.repeats, std::move(recurrence));
  }

  /// UNTIL as a day where the event is.
  static std::string RuleWithDay(std::string rule, const std::string& zone) {
    const size_t at = rule.find("UNTIL=");
    if (at == std::string::npos) return rule;
    const size_t end = std::min(rule.find(';', at), rule.size());
    const std::string written = rule.substr(at + 6, end - at - 6);
    if (written.size() < 15) return rule;
    const std::string iso = fmt::format("{}-{}-{}T{}:{}Z", written.substr(0, 4), written.substr(4, 2),
                                        written.substr(6, 2), written.substr(9, 2), written.substr(11, 2));
    std::string day = written.substr(0, 8);
    const auto instant = ParseInstant(iso);
    const auto found = TimeZone::Find(zone);
    if (EndsWith(written, "Z") && instant && found) {
      day = ToIso(found->ToLocal(*instant).day);
      day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
    }
    return rule.replace(at + 6, end - at - 6, day);
  }

  static Times Moved(Times times, const Date& day) {
    const int64_t length = DaysSince1970(times.last) - DaysSince1970(times.first);
    times.first = day;
    times.last = DayAfter(day, length);
    return times;
  }

  static void AddDays(Value& recurrence, const char* key, const std::set<Date>& days) {
    if (days.empty()) return;
    Value list = Value::List();
    for (const Date& day : days) list.items.push_back(Value::Text(ToIso(day)));
    recurrence.Add(key, std::move(list));
  }

  void AddChanges(Value& recurrence, const Times& times, const IcsEvent& event,
                  const std::vector<const IcsEvent*>& changed, const std::set<Date>& days) {
    const std::string zone = times.zone.empty() ? site_.config.time_zone : times.zone;
    Value list = Value::List();
    std::set<Date> told;
    for (const IcsEvent* one : changed) {
      const Date day = Placed(*one->replaces, zone).day;
      if (!days.contains(day) || !told.insert(day).second) {
        Lose("RECURRENCE-ID");
        continue;
      }
      const Times usual = Moved(times, day), now = TimesOf(*one, zone);
      Value change = Value::Map();
      change.Add("date", Value::Text(ToIso(day)));
      const bool moved =
          now.first != usual.first || now.start != usual.start || now.end != usual.end || now.last != usual.last;
      if (moved) {
        change.Add("start", Value::Text(ToIso(now.first)));
        if (now.last != now.first) change.Add("end", Value::Text(ToIso(now.last)));
        if (now.start >= 0) change.Add("start_time", Value::Text(ClockText(now.start)));
        if (now.end >= 0) change.Add("end_time", Value::Text(ClockText(now.end)));
      }
      if (one->status == "CANCELLED") change.Add("cancelled", Value::Text("true"));
      if (const std::string note = NoteOf(*one, event); !note.empty()) {
        Value local = Value::Map();
        local.Add(site_.config.languages[options_.language].code, Value::Text(note));
        change.Add("note", std::move(local));
      }
      list.items.push_back(std::move(change));
    }
    if (!list.items.empty()) recurrence.Add("changes", std::move(list));
  }

  /// What the changed occurrence says that the others do not.
  std::string NoteOf(const IcsEvent& one, const IcsEvent& usual) const {
    const std::string text = TextOf(one), common = TextOf(usual);
    if (text != common && !text.empty()) {
      std::string_view own = text;
      if (EndsWith(own, common)) own = Trim(own.substr(0, own.size() - common.size()));
      std::string note(own);
      std::replace(note.begin(), note.end(), '\n', ' ');
      return note;
    }
    const Term* status = StatusTerm(one);
    const std::string title = status ? WithoutMark(Trimmed(one.summary), *status) : Trimmed(one.summary);
    return title == Trimmed(usual.summary) ? std::string() : title;
  }

  static bool IsAddress(const std::string& text) { return StartsWith(text, "http://") || StartsWith(text, "https://"); }

  void SetLocation(Value& record, const std::string& place) {
    for (const std::string& key : schema_.calendar.location) {
      const Field& field = schema_.fields[static_cast<size_t>(schema_.Find(key))];
      if (field.type.kind == (IsAddress(place) ? FieldKind::kUrl : FieldKind::kString))
        return SetText(record, key, place);
    }
    Lose("LOCATION");
  }

  const Site& site_;
  const Schema& schema_;
  const ImportOptions& options_;
  std::vector<std::string>* lost_ = nullptr;
};

}  // namespace

std::vector<ImportedRecord> ImportEvents(const IcsCalendar& calendar, const Site& site, const ImportOptions& options,
                                         Diagnostics& diagnostics) {
  const Collection* collection = FindTarget(site, options, diagnostics);
  if (!collection) return {};
  std::map<std::string, std::vector<const IcsEvent*>> changed;  // by UID
  std::set<std::string> whole;                                  // events that are there with all that repeats
  for (const IcsEvent& event : calendar.events) {
    if (event.replaces) changed[event.uid].push_back(&event);
    if (!event.replaces) whole.insert(event.uid);
  }
  Importer importer(site, *collection, options);
  std::vector<ImportedRecord> out;
  std::set<std::string> slugs;
  for (const IcsEvent& event : calendar.events) {
    const bool alone = event.replaces && !whole.contains(event.uid);
    if ((event.replaces && !alone) || (event.is_private && !options.with_private)) continue;
    ImportedRecord record = importer.Import(event, alone ? std::vector<const IcsEvent*>() : changed[event.uid]);
    if (alone) record.uid += " " + ToIso(event.replaces->day);
    const std::string base = record.slug;
    for (int number = 2; !slugs.insert(record.slug).second; ++number) record.slug = fmt::format("{}-{}", base, number);
    out.push_back(std::move(record));
  }
  return out;
}

}  // namespace kyodo
