#include "source/near_names.h"

#include <algorithm>
#include <optional>

#include "core/compose.h"
#include "core/diagnostic.h"
#include "core/text.h"
#include "system/litter.h"

namespace kyodo {

namespace {

std::optional<int> HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

}  // namespace

std::string WithoutPercentSigns(std::string_view name) {
  std::string out;
  for (size_t at = 0; at < name.size(); ++at) {
    const auto high = name[at] == '%' && at + 2 < name.size() ? HexDigit(name[at + 1]) : std::nullopt;
    const auto low = high ? HexDigit(name[at + 2]) : std::nullopt;
    if (!low) {
      out += name[at];
      continue;
    }
    const auto byte = static_cast<char>(*high * 16 + *low);
    if (byte == '/' || byte == '\0') return std::string(name);
    out += byte;
    at += 2;
  }
  return FindInvalidUtf8(out) == std::string::npos ? out : std::string(name);
}

const std::vector<NearNames::Entry>& NearNames::EntriesOf(const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = folders_.try_emplace(folder);
  if (!is_new) return known->second;
  const Result<std::vector<FolderEntry>> listed = files_.List(folder);
  for (const FolderEntry& entry : listed.ok() ? *listed : std::vector<FolderEntry>()) {
    const bool plain = entry.kind == FileInfo::kFile || entry.kind == FileInfo::kFolder;
    if (!plain || IsLitter(entry.name)) continue;
    std::string composed = ComposeMarks(entry.name);
    std::string folded = Fold(composed);
    known->second.push_back({entry.name, std::move(composed), std::move(folded)});
  }
  return known->second;
}

/// The entry that `part` may mean, and how near it is.
NearNames::Match NearNames::FindPart(const std::vector<Entry>& entries, std::string_view part, bool may_guess) {
  const std::string composed = ComposeMarks(part), decoded = ComposeMarks(WithoutPercentSigns(part));
  const std::string folded = Fold(decoded);
  Match slip;
  std::vector<std::string_view> names;
  for (const Entry& entry : entries) {
    if (entry.name == part || entry.composed == composed || entry.composed == decoded) return {NearName::kSame, &entry};
    if (entry.folded == folded) slip = {NearName::kSlip, &entry};
    names.push_back(entry.name);
  }
  if (slip.entry || !may_guess) return slip;
  const std::string_view near = Nearest(decoded, names);
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == near; });
  return near.empty() ? Match() : Match{NearName::kGuess, &*found};
}

NearName NearNames::Find(const std::string& root, std::string_view path) const {
  NearName found{NearName::kSame, root};
  const std::vector<std::string_view> parts = Split(path.substr(root.size() + 1), '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) continue;
    const Match match = FindPart(EntriesOf(found.path), parts[i], i + 1 == parts.size());
    if (!match.entry) return {};
    found.kind = std::max(found.kind, match.kind);
    found.path += "/" + match.entry->name;
  }
  return found;
}

NearName FindNearName(FileReader& files, const std::string& root, std::string_view path) {
  return NearNames(files).Find(root, path);
}

std::string NameFrom(std::string_view from, std::string_view path, bool in_link) {
  std::vector<std::string_view> here = Split(from, '/'), there = Split(path, '/');
  here.pop_back();
  size_t same = 0;
  while (same < here.size() && same + 1 < there.size() && here[same] == there[same]) ++same;
  std::string name;
  for (size_t i = same; i < here.size(); ++i) name += "../";
  for (size_t i = same; i < there.size(); ++i) name += (i > same ? "/" : "") + std::string(there[i]);
  for (size_t at = 0; in_link && (at = name.find(' ', at)) != name.npos; at += 3) name.replace(at, 1, "%20");
  return name;
}

}  // namespace kyodo
