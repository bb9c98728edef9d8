// Records and collections as people name them on the command line.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "model/site.h"

namespace kyodo {

/// By its id or its label in any language. Error `usage.collection`, with the collections that there are.
Result<const Collection*> FindNamedCollection(const Site& site, std::string_view name);

/// The same, of those that can be tables. Error `table.collection`: its records are documents.
Result<const Collection*> FindTableCollection(const Site& site, std::string_view name);

/// `events/park`, or the path of one of its files: `content/events/park.yaml`. Error `usage.record`, with the nearest.
Result<const Record*> FindNamedRecord(const Site& site, std::string_view name);

/// The collection and the slug in `events/park`, which need not be there; both empty: it is no such name.
struct RecordName {
  std::string collection, slug;
};
RecordName ReadRecordName(const Site& site, std::string_view name);

}  // namespace kyodo
