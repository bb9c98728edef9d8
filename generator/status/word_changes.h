// What is different in a text since an earlier version of it, word by word. Japanese is cut into words by ICU's
// dictionary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyodo::status {

/// `removed` stood between `before` and `after`, where now `added` stands; one of the two may be empty. The words about
/// it are a few, of the new text, on the same line.
struct WordChange {
  std::string before, removed, added, after;
  bool operator==(const WordChange&) const = default;
};

/// In the order of the text. Lines that were moved count as removed and added. Texts that have next to nothing in
/// common, and are long, are one change.
std::vector<WordChange> FindWordChanges(std::string_view before, std::string_view after);

}  // namespace kyodo::status
