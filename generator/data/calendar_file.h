// Calendars that other programs subscribe to: iCalendar (RFC 5545), and all occurrences as JSON.
#pragma once

#include <string>
#include <vector>

#include "views/views.h"

namespace kyodo::render {

/// The events and deadlines of the records, in their order. Times are local with VTIMEZONE; a UID is the record's
/// collection and slug at the site's host, the same in every language and build. SEQUENCE is the number of days
/// between the record's `published` and `updated`, which also are CREATED and LAST-MODIFIED.
std::string MakeCalendarFile(const Views& views, LanguageId id, std::string_view name,
                             const std::vector<const Record*>& records);

/// calendar.json: every occurrence within the site's calendar, expanded:
/// {"from": date, "until": date, "occurrences": [{"uid", "title": {"ja": …}, "url", "kind": "event" | "deadline",
/// "start", "end", "all_day", "status"}]}. Times are RFC 3339 with the offset of the event's own zone; of whole days
/// `end` is the day after the last.
std::string MakeCalendarJson(const Views& views);

}  // namespace kyodo::render
