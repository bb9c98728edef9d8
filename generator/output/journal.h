// What a publication is about to do, written down before it is done, so that a
// later run can tell how far it came.
//
// Text form: lines that end in a line feed. The first is
//   kyodo-journal 1
// and the last is
//   end
// and a text without it was cut off: then nothing had been done yet. Between
// them is either
//   exchange INODE
// the folder with that inode number, now in staging, is going to be the site; or
//   replace
//   put NUMBER PATH     (any number of lines)
//   drop PATH           (any number of lines)
// the files of the site are going to be replaced one by one: PATH by the file
// that is named NUMBER in the incoming folder, and those to be dropped removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/workspace.h"

namespace kyodo {

struct Journal {
  enum Kind { kNone, kExchange, kReplace };
  Kind kind = kNone;
  uint64_t staging_inode = 0;  // kExchange
  struct Put {
    size_t number = 0;
    std::string path;
  };
  std::vector<Put> puts;           // kReplace, in the order to be done
  std::vector<std::string> drops;  // kReplace
};

std::string FormatJournal(const Journal& journal);
/// kNone for a text that was cut off; nothing for one that kyodo did not write, such as with a path that is none of a
/// site (IsSitePath).
std::optional<Journal> ParseJournal(std::string_view text);
/// kNone when there is none. Error `output.journal`: kyodo did not write it.
Result<Journal> ReadJournal(FileSystem& files, const std::string& path);
/// The same where a path of `journal` leads through a symbolic link inside the site, or a file to be put there is none.
Status CheckJournal(FileSystem& files, const Workspace& workspace, const Journal& journal);

}  // namespace kyodo
