// Ids of headings, notes, tables and figures, unique on a page that shows several texts of one record.
#pragma once

#include <functional>
#include <vector>

#include "core/result.h"
#include "markdown/markdown.h"
#include "model/record.h"

namespace kyodo::load {

using RenderMany = std::function<Result<std::vector<MarkdownResult>>(const std::vector<MarkdownRequest>&)>;

/// Renders texts again whose ids another text of the same record has that stands on the same page: in the same
/// language, or in another where the page's own is missing. The latter keep theirs, then the body, then the fields in
/// the order of the file. Most sites have none. `results` are those of `requests`, which are of `texts`.
/// Error: what `render` says.
Status MakeIdsUnique(const std::vector<MarkdownText*>& texts, std::vector<MarkdownRequest>& requests,
                     std::vector<MarkdownResult>& results, const RenderMany& render);

}  // namespace kyodo::load
