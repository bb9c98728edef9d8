// Turns the events of a calendar into records for review.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/ics_reader.h"
#include "model/site.h"
#include "yaml/writer.h"

namespace kyodo {

/// How the first line of a record begins that came of an event, before its UID.
inline constexpr std::string_view kUidRemark = "# iCalendar UID: ";

struct ImportOptions {
  std::string collection;
  LanguageId language = 0;                   // of the calendar's texts
  bool with_private = false;                 // also what is marked as private
  std::map<std::string, std::string> fixed;  // fields with the same value in every record: status → planned
};

struct ImportedRecord {
  std::string slug;
  std::string uid;  // of the event
  yaml::Value record;
  std::vector<std::string> lost;  // what a record of the collection cannot hold
};

/// Where events belong unless somebody names another collection: the only one whose schema has a calendar with a
/// period. Empty: there is none, or several.
std::string CollectionOfEvents(const Site& site);

/// A record for each event, in the order of the calendar; changed occurrences become `changes` of theirs, or records of
/// their own where the calendar has nothing else of the event. Private events are left out. What goes
/// where follows from the schema's `calendar`. Drafts, so that nobody sees them before they are looked through. The
/// slug is made from the UID, so that the same event is the same record whenever it is imported.
/// Errors `import.collection`: the schema has no calendar with a period; `import.required`: a field that no calendar
/// holds must be given in `fixed`; `import.field`: no such field.
std::vector<ImportedRecord> ImportEvents(const IcsCalendar& calendar, const Site& site, const ImportOptions& options,
                                         Diagnostics& diagnostics);

}  // namespace kyodo
