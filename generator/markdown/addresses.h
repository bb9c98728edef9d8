// Bare addresses in running text. CommonMark's extension lets them go on to the
// next space, which Japanese does not have: `https://example.jp/、または` must
// end before the comma.
#pragma once

#include <vector>

#include "markdown/mend.h"

namespace kyodo {

/// Cuts bare addresses at Japanese punctuation; what follows is text again.
/// Warning `link.bare`: one that still has other characters than ASCII in it.
void MendAddresses(cmark_node* root, const MendedMarkdown& source, std::vector<MarkdownResult::Problem>& problems);

}  // namespace kyodo
