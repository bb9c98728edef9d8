// What a name was meant for where there is no file of just that name.
#pragma once

#include <string>
#include <string_view>

#include "system/file_system.h"

namespace kyodo {

struct NearName {
  enum Kind {
    kNone,
    kSame,   // the same name: written with other bytes (NFC, NFD) or with percent signs
    kSlip,   // large letters for small ones, full-width for half-width
    kGuess,  // a letter or two are other ones
  };
  Kind kind = kNone;
  std::string path;  // begins with the root, as `path` did; of a plain file or folder
};

/// Looks for `path`, which begins with `root` and a slash, in the folders of the disk, litter aside.
NearName FindNearName(FileReader& files, const std::string& root, std::string_view path);

/// `%20` and the like decoded; as it is where that would not be text.
std::string WithoutPercentSigns(std::string_view name);

/// `path` as it is written in the file `from`; both begin with the same root. Blanks are percent-encoded where a link
/// of Markdown needs them to be.
std::string NameFrom(std::string_view from, std::string_view path, bool in_link);

}  // namespace kyodo
