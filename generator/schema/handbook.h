// The fields of a site as pages to read: what each is, whether it must be there, and how it may be written.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"
#include "schema/made.h"

namespace kyodo::schema {

/// For each collection ID.ja.md and ID.en.md, with the same of the keys that go anywhere (every-record), of site.yaml
/// (settings) and an index (README.md, README.en.md). Markdown.
MadeFiles HandbookFiles(const Site& site);

}  // namespace kyodo::schema
