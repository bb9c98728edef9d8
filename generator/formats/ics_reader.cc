#include "formats/ics_reader.h"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "core/text.h"
#include "formats/libical.h"

namespace kyodo {

namespace {

using Component = std::unique_ptr<icalcomponent, void (*)(icalcomponent*)>;

/// Kept, or of no use to a reader of the event.
constexpr std::array kKnown = {ICAL_UID_PROPERTY,      ICAL_SUMMARY_PROPERTY,      ICAL_DESCRIPTION_PROPERTY,
                               ICAL_LOCATION_PROPERTY, ICAL_STATUS_PROPERTY,       ICAL_DTSTART_PROPERTY,
                               ICAL_DTEND_PROPERTY,    ICAL_DURATION_PROPERTY,     ICAL_RRULE_PROPERTY,
                               ICAL_EXDATE_PROPERTY,   ICAL_RDATE_PROPERTY,        ICAL_RECURRENCEID_PROPERTY,
                               ICAL_CREATED_PROPERTY,  ICAL_LASTMODIFIED_PROPERTY, ICAL_DTSTAMP_PROPERTY,
                               ICAL_SEQUENCE_PROPERTY, ICAL_TRANSP_PROPERTY,       ICAL_CLASS_PROPERTY,
                               ICAL_PRIORITY_PROPERTY, ICAL_URL_PROPERTY,          ICAL_CONFERENCE_PROPERTY,
                               ICAL_X_PROPERTY,        ICAL_XLICERROR_PROPERTY};

/// "Tokyo Standard Time", "/example.org/2024/Europe/Berlin" as names of the database.
std::string NameOfZone(std::string_view id) {
  if (TimeZone::Find(id)) return std::string(id);
  for (size_t at = id.find('/'); at != std::string_view::npos; at = id.find('/', at + 1)) {
    if (TimeZone::Find(id.substr(at + 1))) return std::string(id.substr(at + 1));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString found;
  icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(std::string(id)), nullptr, found, status);
  std::string name;
  if (U_SUCCESS(status)) found.toUTF8String(name);
  return name;
}

class IcsReader {
 public:
  explicit IcsReader(icalcomponent* calendar)
      : calendar_(calendar), is_cancellation_(icalcomponent_get_method(calendar) == ICAL_METHOD_CANCEL) {}

  void Read(icalcomponent* component, IcsCalendar& out) {
    IcsEvent event;
    bool has_start = false;
    for (icalproperty* p = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
      const icalproperty_kind kind = icalproperty_isa(p);
      has_start = has_start || kind == ICAL_DTSTART_PROPERTY;
      Take(kind, p, event);
      if (kind == ICAL_XLICERROR_PROPERTY) Lose(event, UnreadIn(p).c_str());
      if (std::find(kKnown.begin(), kKnown.end(), kind) == kKnown.end()) Lose(event, icalproperty_kind_to_string(kind));
    }
    if (!has_start || !IsDay(event.start)) {
      out.unreadable.push_back(event.summary);
      return;
    }
    if (is_cancellation_) event.status = "CANCELLED";
    if (event.description.empty()) event.description = std::move(rich_text_);
    rich_text_.clear();
    if (!event.end) SetEndByDuration(component, event);
    out.events.push_back(std::move(event));
  }

 private:
  static bool IsDay(const IcsMoment& moment) {
    return moment.day.month > 0 && moment.day.IsFull() && ParseDate(ToIso(moment.day), {}).ok();
  }

  /// Without the control characters and noncharacters that no record may hold.
  static std::string TextOf(icalproperty* p) {
    const char* const value = icalvalue_get_text(icalproperty_get_value(p));
    return Cleaned(value ? value : "");
  }

  /// libical leaves the escapes of properties that it does not know.
  static std::string TextOfOther(icalproperty* p) {
    const char* const value = icalproperty_get_x(p);
    std::string text = Cleaned(value ? value : "");
    for (const auto& [from, to] :
         {std::pair<std::string_view, std::string_view>{"\\n", "\n"}, {"\\,", ","}, {"\\;", ";"}})
      ReplaceAll(text, from, to);
    return text;
  }

  static std::string Cleaned(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
      const size_t start = at;
      const char32_t c = DecodeUtf8(text, at);
      const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
      if (!control && (c & 0xFFFE) != 0xFFFE && c != 0xFEFF) out += text.substr(start, at - start);
    }
    return out;
  }

  /// Of a property whose value cannot be read: "DTEND".
  static std::string UnreadIn(icalproperty* p) {
    const std::string_view said = icalproperty_get_xlicerror(p);
    const size_t at = said.find(" in "), end = said.find(" property", std::min(at, said.size()));
    return end == said.npos ? "X-LIC-ERROR" : std::string(said.substr(at + 4, end - at - 4));
  }

  static void Lose(IcsEvent& event, const char* name) {
    if (std::find(event.lost.begin(), event.lost.end(), name) == event.lost.end()) event.lost.emplace_back(name);
  }

  void Take(icalproperty_kind kind, icalproperty* p, IcsEvent& event) {
    switch (kind) {
      case ICAL_UID_PROPERTY: event.uid = icalproperty_get_uid(p); break;
      case ICAL_SUMMARY_PROPERTY: event.summary = TextOf(p); break;
      case ICAL_DESCRIPTION_PROPERTY: event.description = TextOf(p); break;
      case ICAL_LOCATION_PROPERTY: event.location = TextOf(p); break;
      case ICAL_STATUS_PROPERTY: event.status = icalproperty_status_to_string(icalproperty_get_status(p)); break;
      case ICAL_URL_PROPERTY: event.url = icalproperty_get_url(p); break;
      case ICAL_CONFERENCE_PROPERTY:
        if (event.conference.empty()) event.conference = icalproperty_get_conference(p);
        break;
      case ICAL_DTSTART_PROPERTY: event.start = MomentOf(icalproperty_get_dtstart(p), p, event); break;
      case ICAL_DTEND_PROPERTY: event.end = MomentOf(icalproperty_get_dtend(p), p, event); break;
      case ICAL_EXDATE_PROPERTY: event.except.push_back(MomentOf(icalproperty_get_exdate(p), p, event)); break;
      case ICAL_RECURRENCEID_PROPERTY:
        event.replaces = MomentOf(icalproperty_get_recurrenceid(p), p, event);
        if (icalproperty_get_first_parameter(p, ICAL_RANGE_PARAMETER)) Lose(event, "RECURRENCE-ID;RANGE");
        break;
      case ICAL_X_PROPERTY:
        if (std::string_view(icalproperty_get_x_name(p)) == "X-ALT-DESC") rich_text_ = TextOfOther(p);
        break;
      case ICAL_RDATE_PROPERTY: TakeRdate(p, event); break;
      case ICAL_DTSTAMP_PROPERTY: event.stamp = MomentOf(icalproperty_get_dtstamp(p), p, event, false); break;
      case ICAL_SEQUENCE_PROPERTY: event.sequence = icalproperty_get_sequence(p); break;
      case ICAL_CLASS_PROPERTY: {
        const icalproperty_class access = icalproperty_get_class(p);
        event.is_private = access == ICAL_CLASS_PRIVATE || access == ICAL_CLASS_CONFIDENTIAL;
        break;
      }
      case ICAL_RRULE_PROPERTY:
        if (!event.rule.empty()) Lose(event, "RRULE");
        event.rule = icalproperty_get_value_as_string(p);
        break;
      case ICAL_CREATED_PROPERTY: event.created = MomentOf(icalproperty_get_created(p), p, event, false); break;
      case ICAL_LASTMODIFIED_PROPERTY:
        event.modified = MomentOf(icalproperty_get_lastmodified(p), p, event, false);
        break;
      default: break;
    }
  }

  void TakeRdate(icalproperty* p, IcsEvent& event) {
    const icaldatetimeperiodtype value = icalproperty_get_rdate(p);
    const bool is_period = icaltime_is_null_time(value.time);
    event.also.push_back(MomentOf(is_period ? value.period.start : value.time, p, event));
  }

  static Date DayOfTime(const icaltimetype& time) {
    return {static_cast<int16_t>(time.year), static_cast<uint8_t>(time.month), static_cast<uint8_t>(time.day)};
  }

  IcsMoment MomentOf(icaltimetype time, icalproperty* p, IcsEvent& event, bool needs_seconds = true) const {
    IcsMoment moment;
    const icalparameter* parameter = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
    if (!time.is_date && icaltime_is_utc(time)) {
      moment.zone = "UTC";
    } else if (!time.is_date && parameter) {
      const std::string id = icalparameter_get_tzid(parameter);
      moment.zone = NameOfZone(id);
      icaltimezone* const own = moment.zone.empty() ? icalcomponent_get_timezone(calendar_, id.c_str()) : nullptr;
      if (own) {
        icaltimezone_convert_time(&time, own, icaltimezone_get_utc_timezone());
        moment.zone = "UTC";
      } else if (moment.zone.empty()) {
        Lose(event, ("TZID=" + id).c_str());
      }
    }
    if (!time.is_date && time.second != 0 && needs_seconds) Lose(event, "seconds");
    moment.day = DayOfTime(time);
    if (time.is_date) return moment;
    moment.minute = time.hour * 60 + time.minute;
    if (moment.minute >= 1440 && IsDay(moment)) {  // 24:00
      moment.day = DayAfter(moment.day, moment.minute / 1440);
      moment.minute %= 1440;
    }
    return moment;
  }

  void SetEndByDuration(icalcomponent* component, IcsEvent& event) const {
    icalproperty* const duration = icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY);
    if (!duration) return;
    const int64_t minutes = icaldurationtype_as_int(icalproperty_get_duration(duration)) / 60;
    if (minutes < 0) return Lose(event, "DURATION");
    IcsMoment end = event.start;
    const int64_t at = std::max(event.start.minute, 0) + minutes;
    end.day = DayAfter(event.start.day, at / 1440);
    if (end.minute >= 0) end.minute = static_cast<int>(at % 1440);
    event.end = end;
  }

  icalcomponent* calendar_;
  const bool is_cancellation_;
  std::string rich_text_;  // of the event being read, as Outlook writes it
};

/// A line break and a blank are no part of a text, wherever they stand.
std::string Unfolded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t line = at + (text[at] == '\r' ? 1 : 0);
    const bool folded =
        line + 1 < text.size() && text[line] == '\n' && (text[line + 1] == ' ' || text[line + 1] == '\t');
    if (folded) {
      at = line + 1;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// The order of two revisions of one event.
bool IsOlder(const IcsEvent& a, const IcsEvent& b) {
  const auto key = [](const IcsEvent& event) {
    const IcsMoment moment = event.modified ? *event.modified : event.stamp.value_or(IcsMoment());
    return std::make_tuple(event.sequence, moment.day, moment.minute);
  };
  return key(a) < key(b);
}

/// Keeps the newest revision of each event, at the place of the first; events without a UID are all kept.
void DropOlder(IcsCalendar& calendar) {
  std::map<std::string, size_t> places;
  std::vector<IcsEvent> kept;
  for (IcsEvent& event : calendar.events) {
    const std::string occurrence =
        event.replaces ? fmt::format("{} {}", ToIso(event.replaces->day), event.replaces->minute) : "";
    const auto [found, first] = places.emplace(event.uid + "\n" + occurrence, kept.size());
    if (event.uid.empty() || first) {
      if (!first) found->second = kept.size();
      kept.push_back(std::move(event));
      continue;
    }
    IcsEvent& other = kept[found->second];
    calendar.older.push_back(IsOlder(event, other) ? event.summary : other.summary);
    if (!IsOlder(event, other)) other = std::move(event);
  }
  calendar.events = std::move(kept);
}

Diagnostic SyntaxError() {
  Diagnostics one;
  return one.FileError("ics.syntax", "", {"iCalendar のファイルではありません", "This is no iCalendar file"},
                       {"BEGIN:VCALENDAR で始まり、END:VCALENDAR で終わるファイルを指定します。",
                        "Name a file that begins with BEGIN:VCALENDAR and ends with END:VCALENDAR."});
}

/// A download that broke off would lose the events that did not come.
Diagnostic CutError() {
  Diagnostics one;
  return one.FileError("ics.cut", "",
                       {"カレンダーのファイルが途中で終わっています（END:VCALENDAR がありません）",
                        "The calendar breaks off: there is no END:VCALENDAR"},
                       {"もう一度ダウンロードするか、書き出し直します。", "Download or export it again."});
}

}  // namespace

Result<IcsCalendar> ReadIcs(std::string_view written) {
  if (StartsWith(written, "\xEF\xBB\xBF")) written.remove_prefix(3);
  const std::string text = Unfolded(written);
  if (FindInvalidUtf8(text) != std::string_view::npos) {
    Diagnostics one;
    return one.FileError("text.utf8", "", {"文字コードが UTF-8 ではありません", "The text is not UTF-8"},
                         {"UTF-8 で書き出し直してください。", "Please export it as UTF-8."});
  }
  if (text.find("BEGIN:VCALENDAR") != text.npos && text.rfind("END:VCALENDAR") == text.npos) return CutError();
  UseLibical();
  const Component root(icalparser_parse_string(text.c_str()), icalcomponent_free);
  if (!root) return SyntaxError();
  // Several calendars in one file hang below a component of no name.
  std::vector<icalcomponent*> calendars;
  if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT) calendars.push_back(root.get());
  for (icalcomponent* c = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT); c;
       c = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT))
    calendars.push_back(c);
  if (calendars.empty()) return SyntaxError();
  IcsCalendar out;
  for (icalcomponent* calendar : calendars) {
    IcsReader reader(calendar);
    for (icalcomponent* c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
      reader.Read(c, out);
    out.others += static_cast<size_t>(icalcomponent_count_components(calendar, ICAL_VTODO_COMPONENT) +
                                      icalcomponent_count_components(calendar, ICAL_VJOURNAL_COMPONENT));
  }
  DropOlder(out);
  return out;
}

}  // namespace kyodo
