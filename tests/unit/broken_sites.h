// The site of tests/errors/base with something else in it, in memory.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/levels.h"
#include "core/text.h"
#include "kyodo/kyodo.h"
#include "source_folder.h"
#include "testing.h"

namespace kyodo::testing {

inline const std::filesystem::path kTests = SourceFolder() / "tests";

inline std::string ReadWhole(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// All files below `folder`, as those of the site `site`.
inline Files ReadSite(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files["site/" + fs::relative(entry.path(), folder).string()] = ReadWhole(entry.path());
  }
  return files;
}

inline const Files& BaseSite() {
  static const Files base = ReadSite(kTests / "errors" / "base");
  return base;
}

/// All that `kyodo check` tells of the site, on 1 April 2026.
inline Diagnostics CheckSite(const Files& site) {
  const auto files = MakeMemoryFileSystem(site);
  PortalOptions options;
  options.folder = "site";
  options.now = ParseInstant("2026-04-01T09:00", 540).value();
  options.workers = 1;
  options.markdown = &SharedPool();
  Portal portal(*files, options);
  Diagnostics diagnostics = portal.diagnostics();
  if (portal.ok()) {
    NoSink nowhere;
    portal.Build(nowhere, diagnostics);
    diagnostics.Append(portal.SenseCheck()());
    ApplyLevels(portal.site().config.checks, diagnostics);
  }
  diagnostics.Sort();
  return diagnostics;
}

}  // namespace kyodo::testing
