// Which collection the events of a calendar go into.
#pragma once

#include "import/event_import.h"

namespace kyodo {

/// That of `options`. Null after an error: `import.collection`, `import.required`, `import.field` as ImportEvents says.
const Collection* FindTarget(const Site& site, const ImportOptions& options, Diagnostics& diagnostics);

}  // namespace kyodo
