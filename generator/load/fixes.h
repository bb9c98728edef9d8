// What `check --fix` changes in the files of a site, found without writing anything.
#pragma once

#include <string>
#include <vector>

#include "load/load.h"

namespace kyodo {

struct FixedFile {
  std::string path;  // begins with the folder of the site
  std::string before, after;
};

/// All files of records, schemas, vocabularies and settings that would change, by path. Edits of diagnostics
/// (Diagnostic::Edit), unless their rule is off or they are meant so; lines end in LF without spaces; letters and their
/// marks are put together. A translation that was up to date stays so, since its original says what it said. Each is
/// tried on a copy in memory, and reading goes on from there, since a slip can hide another: with the changes made,
/// this finds none.
std::vector<FixedFile> FindFixes(FileReader& files, const LoadOptions& options, MarkdownPool& markdown);

}  // namespace kyodo
