// What each name that templates see stands for, in a line: for the reference that theme authors
// read (themes/reference.md), which tests/reference/ makes. No page needs it.
#pragma once

#include <span>
#include <string_view>

namespace kyodo::render {

struct Description {
  /// "page.title": a field of a struct of views/types.cc by the struct's name, where "record"
  /// stands for those of all collections. "field money": what a field of a schema gives.
  /// "filter date": a filter of views/filters.cc.
  std::string_view name;
  std::string_view ja;
  std::string_view en;
};

/// In the order of the definitions.
std::span<const Description> Descriptions();

}  // namespace kyodo::render
