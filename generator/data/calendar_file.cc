#include "data/calendar_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.h"
#include "core/text.h"
#include "formats/ics.h"
#include "formats/recurrence.h"
#include "views/addresses.h"
#include "views/event_text.h"
#include "views/host_files.h"

namespace kyodo::render {

namespace {

std::string UidOf(const Record& record, bool is_deadline, const Site& site) {
  return fmt::format("{}.{}{}@{}", record.slug, record.collection->schema.id, is_deadline ? ".deadline" : "",
                     HostPart(site.config.base_url));
}

class CalendarWriter {
 public:
  CalendarWriter(const Views& views, LanguageId id) : views_(views), site_(views.site()), id_(id) {}

  std::string Run(std::string_view name, const std::vector<const Record*>& records) {
    ics_.Begin("VCALENDAR");
    ics_.Line("VERSION", "2.0");
    ics_.Line("PRODID", "-//kyodo//kyodo 0.1//" + std::string(japanese() ? "JA" : "EN"));
    ics_.Line("CALSCALE", "GREGORIAN");
    ics_.Line("METHOD", "PUBLISH");
    ics_.Text("NAME", name);
    ics_.Text("X-WR-CALNAME", name);
    ics_.Line("X-WR-TIMEZONE", site_.config.time_zone);
    ics_.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    ics_.Line("X-PUBLISHED-TTL", "PT12H");
    AddZones(records);
    for (const Record* record : records) AddRecord(*record);
    ics_.End("VCALENDAR");
    return ics_.Take();
  }

 private:
  bool japanese() const { return views_.languages()[id_].japanese; }

  /// The site's own zone always: a calendar must have some component.
  void AddZones(const std::vector<const Record*>& records) {
    std::map<std::string, std::pair<const TimeZone*, Date>> zones;  // from the first day that needs it
    const auto need = [&](const TimeZone& zone, const Date& day) {
      Date& first = zones.try_emplace(zone.name(), &zone, day).first->second.second;
      first = std::min(first, day);
    };
    need(site_.Zone(), site_.calendar_from);
    for (const Record* record : records) {
      for (const Occurrence* one : record->occurrences) need(*one->time.zone, one->time.first);
      const Datum* period = record->occurrences.empty() ? nullptr : PeriodOf(*record);
      if (!period) continue;
      const EventTime time = ReadEventTime(*period, site_);
      need(*time.zone, time.first);
    }
    for (const auto& [name, zone] : zones) ics_.Raw(zone.first->ToVtimezone(DaysSince1970(zone.second) * 86400));
  }

  void AddRecord(const Record& record) {
    const Occurrence* deadline = nullptr;
    const Occurrence* first = nullptr;
    for (const Occurrence* one : record.occurrences) (one->is_deadline ? deadline : first) = one;
    if (first) AddEvent(record, *first);
    if (deadline) {
      Begin(record, true, deadline->time);
      Summary(record, fmt::format("{}{}", views_.String("calendar_deadline", id_), views_.String("colon", id_)));
      ics_.Line("TRANSP", "TRANSPARENT");
      Body(record, {}, true);
      ics_.End("VEVENT");
    }
  }

  void AddEvent(const Record& record, const Occurrence& any) {
    const Datum* repeats = RepeatsOf(record);
    const EventTime time = repeats ? ReadEventTime(*PeriodOf(record), site_) : any.time;
    Begin(record, false, time);
    if (repeats) Repeat(*repeats, time);
    State(record, StateOf(StatusOf(record)));
    Body(record, {});
    ics_.End("VEVENT");
    for (const Occurrence* one : record.occurrences) {
      if (!one->change) continue;
      Begin(record, false, one->time);
      Time("RECURRENCE-ID", time, *one->rule_day, time.start_minute);
      // That it was moved is said by RECURRENCE-ID.
      const bool moved = one->moved_from && StateOf(StatusOf(record)) == EventState::kScheduled;
      State(record, moved ? EventState::kScheduled : StateOf(*one));
      Body(record, NoteOf(*one, id_));
      ics_.End("VEVENT");
    }
  }

  void Begin(const Record& record, bool is_deadline, const EventTime& time) {
    ics_.Begin("VEVENT");
    ics_.Line("UID", UidOf(record, is_deadline, site_));
    const Date published = record.published.value_or(record.updated.value_or(time.first));
    const Date updated = record.updated.value_or(published);
    const auto moment = [&](const Date& day) { return IcsUtc(site_.Zone().ToInstant(day, 0)); };
    ics_.Line("DTSTAMP", moment(updated));
    if (record.published) ics_.Line("CREATED", moment(published));
    if (record.updated) ics_.Line("LAST-MODIFIED", moment(updated));
    ics_.Line("SEQUENCE", std::to_string(std::max<int64_t>(0, DaysSince1970(updated) - DaysSince1970(published))));
    if (time.IsAllDay()) {
      Time("DTSTART", time, time.first, -1);
      Time("DTEND", time, DayAfter(time.last), -1);
      return;
    }
    Moment("DTSTART", time, time.Start());
    if (time.end_minute >= 0) Moment("DTEND", time, time.End());
  }

  /// What clocks in the event's zone show then, which is never a time that they skip.
  void Moment(std::string_view name, const EventTime& time, Instant instant) {
    const LocalTime local = time.zone->ToLocal(instant);
    Time(name, time, local.day, local.minute);
  }

  /// A day, or a time in the event's zone.
  void Time(std::string_view name, const EventTime& time, const Date& day, int minute) {
    if (minute < 0) return ics_.Line(std::string(name) + ";VALUE=DATE", IcsDate(day));
    ics_.Line(fmt::format("{};TZID={}", name, time.zone->name()), IcsLocal(day, minute));
  }

  void Repeat(const Datum& repeats, const EventTime& time) {
    std::string rule(repeats.items()[recurrence::kRule].text());
    const auto parsed = ParseRecurrence(rule);
    if (parsed && parsed->until && !time.IsAllDay()) {
      // With a time, the end of a rule is one as well, in UTC.
      const std::string day = "UNTIL=" + IcsDate(*parsed->until);
      rule.replace(rule.find(day), day.size(),
                   "UNTIL=" + IcsUtc(time.zone->ToInstant(*parsed->until, time.start_minute)));
    }
    ics_.Line("RRULE", rule);
    for (const auto& [name, part] : {std::pair("EXDATE", recurrence::kExcept), std::pair("RDATE", recurrence::kAlso)}) {
      const Datum& days = repeats.items()[part];
      if (days.kind != Datum::kList) continue;
      for (const Datum& day : days.items()) Time(name, time, day.date, time.start_minute);
    }
  }

  void Summary(const Record& record, std::string_view mark) {
    ics_.Text("SUMMARY", std::string(mark) + std::string(record.Title(id_)));
  }

  void State(const Record& record, EventState state) {
    Summary(record, state == EventState::kScheduled ? std::string() : StateMark(views_, state, id_));
    ics_.Line("STATUS", state == EventState::kCancelled   ? "CANCELLED"
                        : state == EventState::kPostponed ? "TENTATIVE"
                                                          : "CONFIRMED");
  }

  void Body(const Record& record, std::string_view note, bool is_deadline = false) {
    const std::string url = Canonical(site_, record.PathIn(views_.languages()[id_]));
    std::string text(note);
    const Datum* summary = record.Find(record.collection->schema.summary);
    const Locations where = LocationsOf(record);
    // Nobody is to join on the day of a deadline.
    const std::string_view online = where.online && !is_deadline ? TextOf(*where.online, id_) : std::string_view();
    // Few programs show CONFERENCE.
    for (const std::string_view part : {summary ? TextOf(*summary, id_) : std::string_view(),
                                        where.place ? online : std::string_view(), std::string_view(url)}) {
      if (!text.empty() && !part.empty()) text += "\n\n";
      text += part;
    }
    ics_.Text("DESCRIPTION", text);
    const Datum* location = where.place ? where.place : is_deadline ? nullptr : where.online;
    if (location) {
      ics_.Text("LOCATION", LocationText(*location, id_));
      if (const auto point = PointOf(*location)) ics_.Line("GEO", fmt::format("{};{}", point->first, point->second));
    }
    if (!online.empty()) ics_.Line("CONFERENCE;VALUE=URI", online);
    ics_.Text("CATEGORIES", record.collection->schema.label.In(id_));
    ics_.Line("URL;VALUE=URI", url);
  }

  const Views& views_;
  const Site& site_;
  LanguageId id_;
  IcsWriter ics_;
};

void AppendTime(JsonWriter& json, const char* key, Instant instant, const TimeZone& zone) {
  json.Key(key).String(ToIso(instant, zone.OffsetMinutes(instant)));
}

}  // namespace

std::string MakeCalendarFile(const Views& views, LanguageId id, std::string_view name,
                             const std::vector<const Record*>& records) {
  return CalendarWriter(views, id).Run(name, records);
}

std::string MakeCalendarJson(const Views& views) {
  const Site& site = views.site();
  JsonWriter json;
  json.BeginObject().Key("from").String(ToIso(site.calendar_from)).Key("until").String(ToIso(site.calendar_until));
  json.Key("occurrences").BeginArray();
  for (const Occurrence& one : site.occurrences) {
    if (one.record->apart || one.last_day < site.calendar_from || one.first_day > site.calendar_until) continue;
    json.BeginObject().Key("uid").String(UidOf(*one.record, one.is_deadline, site)).Key("title").BeginObject();
    for (LanguageId id = 0; id < CountWhole(views.languages()); ++id)
      json.Key(views.languages()[id].code).String(one.record->Title(id));
    json.EndObject().Key("url").String(Canonical(site, one.record->path));
    json.Key("kind").String(one.is_deadline ? "deadline" : "event");
    const EventTime& time = one.time;
    if (time.IsAllDay()) {
      json.Key("start").String(ToIso(time.first)).Key("end").String(ToIso(DayAfter(time.last)));
    } else {
      AppendTime(json, "start", time.Start(), *time.zone);
      AppendTime(json, "end", time.End(), *time.zone);
    }
    json.Key("all_day").Raw(time.IsAllDay() ? "true" : "false");
    json.Key("status").String(StateName(StateOf(one))).EndObject();
  }
  return json.EndArray().EndObject().Take() + "\n";
}

}  // namespace kyodo::render
