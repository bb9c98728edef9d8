#include "publish/host_state.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "output/workspace.h"

namespace kyodo::publish {

namespace {

constexpr std::string_view kManifestEnd = ".manifest", kLedgerEnd = ".ledger";
constexpr std::string_view kUnderWay = "under-way-", kDone = "done-";

/// 12 for "12.manifest"; none for other names.
std::optional<uint64_t> NumberOf(std::string_view name, std::string_view end) {
  if (!EndsWith(name, end)) return std::nullopt;
  name.remove_suffix(end.size());
  uint64_t number = 0;
  if (!ReadNumber(name, number) || number == 0) return std::nullopt;
  return number;
}

bool IsOurs(std::string_view path) { return IsSitePath(path) && path.substr(0, path.find('/')) != kStateFolder; }

/// The newest of them that `parse` takes.
Outcome ReadNewest(Patient& host, const std::vector<uint64_t>& numbers, std::string (*path_of)(uint64_t),
                   const std::function<bool(uint64_t, const std::string&)>& parse) {
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    const Answer<std::optional<std::string>> text = host.Read(path_of(*number));
    if (!text) return text.error();
    if (*text && parse(*number, **text)) return Done{};
  }
  return Done{};
}

Outcome ReadUnfinished(Patient& host, const std::vector<std::string>& under_way, const std::vector<std::string>& done,
                       HostState& state) {
  const auto read = [&](const std::vector<std::string>& paths, const std::function<void(const std::string&)>& take) {
    return host.Get(paths, [&](size_t, const std::optional<std::string>& text) {
      if (text) take(*text);
    });
  };
  Outcome outcome = read(under_way, [&](const std::string& text) {
    const auto paths = ParsePaths(kUnderWayLine, text);
    if (paths) state.doubtful.insert(paths->begin(), paths->end());
  });
  if (!outcome) return outcome;
  return read(done, [&](const std::string& text) {
    const std::optional<Manifest> entries = ParseManifest(text);
    if (!entries) return;
    for (const ManifestEntry& entry : entries->entries()) {
      if (IsOurs(entry.path)) state.done[entry.path] = entry;
    }
  });
}

}  // namespace

std::string ManifestPath(uint64_t number) { return fmt::format("{}/{}{}", kStateFolder, number, kManifestEnd); }
std::string LedgerPath(uint64_t number) { return fmt::format("{}/{}{}", kStateFolder, number, kLedgerEnd); }
std::string UnderWayPath(std::string_view token) { return fmt::format("{}/{}{}", kStateFolder, kUnderWay, token); }
std::string DonePath(std::string_view token) { return fmt::format("{}/{}{}", kStateFolder, kDone, token); }

std::string FormatPaths(std::string_view first_line, const std::vector<std::string>& paths) {
  std::string out = std::string(first_line) + "\n";
  for (const std::string& path : paths) out.append(path).append("\n");
  return out + fmt::format("end {}\n", paths.size());
}

std::optional<std::vector<std::string>> ParsePaths(std::string_view first_line, std::string_view text) {
  if (!EndsWith(text, "\n")) return std::nullopt;
  std::vector<std::string_view> lines = Split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 2 || lines.front() != first_line) return std::nullopt;
  if (lines.back() != fmt::format("end {}", lines.size() - 2)) return std::nullopt;
  std::vector<std::string> paths(lines.begin() + 1, lines.end() - 1);
  if (!std::all_of(paths.begin(), paths.end(), IsOurs)) return std::nullopt;
  return paths;
}

uint64_t HostState::next_number() const {
  uint64_t highest = 0;
  for (const auto& numbers : {manifests, ledgers}) {
    if (!numbers.empty()) highest = std::max(highest, numbers.back());
  }
  return highest + 1;
}

const ManifestEntry* HostState::Known(std::string_view path) const {
  if (const auto found = done.find(path); found != done.end()) return &found->second;
  return doubtful.contains(path) ? nullptr : manifest.Find(path);
}

std::set<std::string, std::less<>> HostState::Paths() const {
  std::set<std::string, std::less<>> paths = doubtful;
  for (const ManifestEntry& entry : manifest.entries()) paths.insert(entry.path);
  for (const auto& [path, entry] : done) paths.insert(path);
  return paths;
}

Answer<HostState> ReadHostState(Patient& host) {
  const Answer<std::vector<Listed>> entries = host.List(std::string(kStateFolder));
  if (!entries) return entries.error();
  HostState state;
  std::vector<std::string> under_way, done;
  for (const Listed& entry : *entries) {
    const std::string path = fmt::format("{}/{}", kStateFolder, entry.name);
    if (entry.is_folder) state.has_incoming = state.has_incoming || entry.name == "incoming";
    state.has_lock = state.has_lock || entry.name == "lock";
    if (const auto number = NumberOf(entry.name, kManifestEnd)) state.manifests.push_back(*number);
    if (const auto number = NumberOf(entry.name, kLedgerEnd)) state.ledgers.push_back(*number);
    if (StartsWith(entry.name, kUnderWay)) under_way.push_back(path);
    if (StartsWith(entry.name, kDone)) done.push_back(path);
  }
  std::sort(state.manifests.begin(), state.manifests.end());
  std::sort(state.ledgers.begin(), state.ledgers.end());
  Outcome read = ReadNewest(host, state.manifests, ManifestPath, [&](uint64_t number, const std::string& text) {
    std::optional<Manifest> manifest = ParseManifest(text);
    const auto& all = manifest ? manifest->entries() : std::vector<ManifestEntry>();
    if (!manifest || !std::all_of(all.begin(), all.end(), [](const auto& one) { return IsOurs(one.path); }))
      return false;
    state.manifest = std::move(*manifest);
    state.number = number;
    return true;
  });
  if (!read) return read.error();
  read = ReadNewest(host, state.ledgers, LedgerPath, [&](uint64_t, const std::string& text) {
    auto paths = ParsePaths(kLedgerLine, text);
    if (paths) state.ledger = std::move(*paths);
    return paths.has_value();
  });
  if (!read) return read.error();
  read = ReadUnfinished(host, under_way, done, state);
  if (!read) return read.error();
  state.leftovers = std::move(under_way);
  state.leftovers.insert(state.leftovers.end(), done.begin(), done.end());
  return state;
}

Result<Manifest> PublishedManifest(Host& host, const Clock& clock) {
  Patient patient(host, clock);
  if (const Outcome opened = patient.Open(); !opened) return opened.error().what;
  Answer<HostState> state = ReadHostState(patient);
  if (!state) return state.error().what;
  return std::move(state->manifest);
}

}  // namespace kyodo::publish
