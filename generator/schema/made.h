// Files that are made for people who work on a site.
#pragma once

#include <string>
#include <vector>

namespace kyodo::schema {

/// Stands in files that are made anew each time, so that no other is taken for one.
inline constexpr const char* kMadeBy = "Made by kyodo schema";

struct MadeFile {
  std::string path;  // below the folder that was asked for
  std::string text;
  bool made_anew = true;  // else people go on writing it: only made where there is none
};
using MadeFiles = std::vector<MadeFile>;

}  // namespace kyodo::schema
