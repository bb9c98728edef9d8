// Small sites in memory, loaded and rendered, for tests of load/ and plan/.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "images/pool.h"
#include "load/load.h"
#include "load/theme.h"
#include "markdown/pool.h"
#include "plan/renderer.h"

namespace kyodo::testing {

/// Worker processes that all tests share.
MarkdownPool& SharedPool();
ImagePool& SharedImagePool();

/// The work of the workers of system_workers_test.cc.
std::string WorkOnTest(std::string_view request);

/// A file of tests/unit/images: "wide.png".
std::string ImageFile(const std::string& name);

using Files = std::map<std::string, std::string>;

/// A site with a collection of records (`groups`) and one of documents (`cases`).
Files SmallSite();
/// The same with `more` added or replaced.
Files SmallSiteWith(const Files& more);

/// The small site with collections `events` (when, recurrence, deadline, status) and `calls` (open, a range that
/// closes), and `more`.
Files CalendarSiteWith(const Files& more);

struct Loaded {
  std::unique_ptr<FileSystem> files;
  std::unique_ptr<const Site> site;
  std::unique_ptr<Theme> theme;
  /// The readings, if a test gives some; no search index.
  DerivedFiles readings;
  Diagnostics diagnostics;

  const Record& Get(const std::string& collection, const std::string& slug) const;
  /// "rule place" of every diagnostic, one a line.
  std::string Problems() const;
};

Loaded LoadFiles(const Files& files, std::string_view now = "2026-04-01", bool drafts = false);

/// Every page and file of the site, by path; `loaded` gets the diagnostics.
std::map<std::string, std::string> RenderAll(Loaded& loaded);

}  // namespace kyodo::testing
