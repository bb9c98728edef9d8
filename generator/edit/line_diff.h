// How one text differs from another, line by line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::edit {

struct DiffLine {
  enum Kind : uint8_t { kSame, kGone, kAdded, kSkipped };  // kSkipped: lines in between that are the same
  Kind kind = kSame;
  std::string_view text;
};

/// The fewest lines that are gone or added, with two lines around each change. Texts that differ in more than some
/// thousand lines are told as one change. Both must outlive what is returned.
std::vector<DiffLine> CompareLines(std::string_view before, std::string_view after);

}  // namespace kyodo::edit
