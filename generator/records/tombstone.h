// What removed.yaml says of pages that are no more.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "model/site.h"
#include "system/file_changes.h"

namespace kyodo {

inline constexpr std::string_view kRemovedFile = "removed.yaml";

/// An entry to be. Texts are by the codes of languages.
struct Tombstone {
  std::vector<std::string> addresses;  // as aliases are written: "events/fair.html"
  std::vector<std::pair<std::string, std::string>> title, reason;
  Date day;
};

/// The reasons as they are given: "en=It is over" is in that language of the site, any other text in its first one.
std::vector<std::pair<std::string, std::string>> ReadReasons(const Site& site, const std::vector<std::string>& given);

/// For the record's page and its addresses of old.
Tombstone TombstoneOf(const Site& site, const Record& record, const std::vector<std::string>& reasons);

/// `text` of removed.yaml (or nothing) with one more entry; what stands there stays as it is written, unless it is in
/// brackets. Errors of yaml::Write.
Result<std::string> WithTombstone(const std::string& text, const Tombstone& tombstone);

/// That of the site's own file, which may be there or not. Errors of reading it, too.
Result<FileChange> ChangeOfRemoved(FileReader& files, const Site& site, const Tombstone& tombstone);

}  // namespace kyodo
