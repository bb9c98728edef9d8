// What git knows of the files in a folder. It is asked by running `git`, without a shell; it writes nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace kyodo {

/// The files below `folder` that are not as the last commit has them, or that git does not keep; paths begin with the
/// folder. None: the folder is in no repository, there is no commit or no git, or git does not answer.
std::optional<std::set<std::string>> FindUncommitted(const std::string& folder);

/// A version of a file that a commit made.
struct CommittedFile {
  std::string path;   // begins with the folder
  std::string blob;   // what ReadBlobs takes
  std::string day;    // of the commit: "2026-04-01"
  size_t commit = 0;  // its place among those that were looked at, the newest first
};

/// The versions of the files, which lie below `folder`, the newest first; merges are left out. With `follow`, of one
/// file, also those from before it was moved, under the name of today. None as above.
std::optional<std::vector<CommittedFile>> FindVersions(const std::string& folder, const std::vector<std::string>& paths,
                                                       bool follow = false);

/// What they hold, in their order. None as above, or when git lacks one of them.
std::optional<std::vector<std::string>> ReadBlobs(const std::string& folder, const std::vector<std::string>& blobs);

}  // namespace kyodo
