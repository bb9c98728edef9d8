// What a name was meant for where there is no file of just that name.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

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

/// Looks in the folders of the disk, each of which it reads once. For several threads at once.
class NearNames {
 public:
  explicit NearNames(FileReader& files) : files_(files) {}
  /// Looks for `path`, which begins with `root` and a slash; litter aside.
  NearName Find(const std::string& root, std::string_view path) const;

 private:
  struct Entry {
    std::string name, composed, folded;
  };
  struct Match {
    NearName::Kind kind = NearName::kNone;
    const Entry* entry = nullptr;
  };
  const std::vector<Entry>& EntriesOf(const std::string& folder) const;
  static Match FindPart(const std::vector<Entry>& entries, std::string_view part, bool may_guess);

  FileReader& files_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::vector<Entry>> folders_;  // a map does not move them
};

NearName FindNearName(FileReader& files, const std::string& root, std::string_view path);

/// `%20` and the like decoded; as it is where that would not be text.
std::string WithoutPercentSigns(std::string_view name);

/// `path` as it is written in the file `from`; both begin with the same root. Blanks are percent-encoded where a link
/// of Markdown needs them to be.
std::string NameFrom(std::string_view from, std::string_view path, bool in_link);

}  // namespace kyodo
