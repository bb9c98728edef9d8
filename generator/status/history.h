// What git knows of originals and their translations. It is asked for many files together: each question starts a
// program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "status/attention.h"

namespace kyodo::status {

/// A document as one version of it was.
struct Version {
  std::string day;    // of its commit; empty: as it is on the disk
  std::string hash;   // of what a translator translates (load/translations.h)
  std::string lines;  // the same, for comparing
};

/// Of the bytes of a document of that collection. None: it cannot be read.
std::optional<Version> ReadVersion(const Schema& schema, const std::string& path, std::string bytes);

/// The version that a translation says it is of, as written: `translation: {of: 0123456789ab}`. Empty: it says none.
std::string RecordedIn(const std::string& path, const std::string& text);

/// The versions of the record's original that git has, the newest first, as many as count. None: there is no git.
std::optional<std::vector<Version>> VersionsOf(const Site& site, const Record& record);

/// Sets `since` of translations that are stale or do not say what they are of.
void FindChanges(const Site& site, std::vector<Item>& items);

}  // namespace kyodo::status
