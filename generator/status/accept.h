// Writing down that translations are up to date: one line of each file changes, everything else stays byte for byte.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"
#include "system/file_changes.h"

namespace kyodo::status {

struct Acceptance {
  std::vector<FileChange> files;     // by path; none where all of it stands there already
  std::vector<std::string> left_be;  // translations that were stale before the last change of their original
};

/// `files`, as a person names them, are translations that have been compared with their originals. Errors
/// `status.file`: no file of a document; `status.original`: it is no translation; `status.form`: to be written by hand;
/// and those of reading it.
Acceptance Accept(FileReader& disk, const Site& site, const std::vector<std::string>& files, Diagnostics& diagnostics);

/// `files` are originals in which the last change, committed or not, was a slip. Their translations that were up to
/// date before it are so again. Errors as above, and `status.git`: without it nobody knows what was up to date.
Acceptance AcceptMinor(FileReader& disk, const Site& site, const std::vector<std::string>& files,
                       Diagnostics& diagnostics);

/// The bytes of a document with `translation: {of: HASH}` in them, where one line changes or is new. Empty: it is
/// written in a way that only a person can change.
std::string WithTranslationOf(const std::string& path, const std::string& bytes, const std::string& hash);

}  // namespace kyodo::status
