// Reads the events of an iCalendar file (RFC 5545), with libical.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time_zone.h"

namespace kyodo {

/// A day or a minute of a day, on the clocks of a zone.
struct IcsMoment {
  Date day;
  int minute = -1;   // of the day; -1: the whole day
  std::string zone;  // of the IANA database; empty: wherever the reader is
};

struct IcsEvent {
  std::string uid, summary, description, location, status, url;
  std::string conference;  // where to join online (RFC 7986 section 5.11), the first of them
  IcsMoment start;
  std::optional<IcsMoment> end;  // of whole days: the day after the last
  std::string rule;              // RRULE; empty: it does not repeat
  std::vector<IcsMoment> except, also;
  std::optional<IcsMoment> replaces;  // RECURRENCE-ID: this is one occurrence, changed
  std::optional<IcsMoment> created, modified, stamp;
  int sequence = 0;               // of its revision
  bool is_private = false;        // CLASS: PRIVATE or CONFIDENTIAL
  std::vector<std::string> lost;  // names of properties that this struct does not hold, and "seconds"
};

struct IcsCalendar {
  std::vector<IcsEvent> events;         // in the order of the file, with changed occurrences among them
  std::vector<std::string> unreadable;  // titles of events without a start that is a day
  std::vector<std::string> older;       // of revisions that newer ones in the file take the place of
  size_t others = 0;                    // tasks (VTODO) and journals (VJOURNAL)
};

/// Of several revisions of an event the newest is kept. Lines are unfolded before they are looked at, because programs
/// fold them inside a character (RFC 5545, 3.1). Zones are found by their name in the database, by that of Windows, or
/// from VTIMEZONE, then as UTC. Of a calendar that calls events off (METHOD:CANCEL) all are cancelled.
/// Error `ics.syntax`: no calendar. Error `ics.cut`: its end is missing. Error `text.utf8`.
Result<IcsCalendar> ReadIcs(std::string_view text);

}  // namespace kyodo
