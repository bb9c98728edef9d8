// What can be wrong with the text of a document as a whole.
#pragma once

#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::load {

/// The text of one language's file, behind its `---` lines.
struct DocumentBody {
  const SourceFile* file = nullptr;
  std::string_view text;
  uint32_t first_line = 1;
};

/// Warning `document.empty`, unless it may be: there is no text. Warning `document.late-key`: a line that begins
/// with one of `keys` and a colon, which belongs between the `---` lines and would be published; examples in
/// code are none.
void CheckBody(const DocumentBody& body, bool may_be_empty, const std::vector<std::string_view>& keys,
               Diagnostics& diagnostics);

/// Error `translation.original`: all of a document's files are translations, the first of which has that key at `at`.
void TellNoOriginal(const SourcePos& at, Diagnostics& diagnostics);

}  // namespace kyodo::load
