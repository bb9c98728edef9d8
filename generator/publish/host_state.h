// What a host keeps of its publications, in files of the folder `_kyodo` (publish/host.h), all UTF-8:
//   lock, alive-TOKEN     the lock and its holder's signs of life (publish/host_lock.h)
//   NUMBER.manifest       the site as of a publication (output/manifest.h, stamps of zeros); the newest five are kept
//   NUMBER.ledger         every address that was ever published, until then; with a ! before it, one that was given up
//   under-way-TOKEN       the files that a publication may have changed, or may be about to
//   done-TOKEN            those of them that are surely there, with their hashes: a manifest
//   incoming/             files that wait for their rename
//
// No name is used a second time, so a torso, or a manifest that a proxy kept, can never be taken for a newer one; what
// is no whole text is passed over. Publications are numbered and not dated: a clock that goes back changes nothing.
//
// `under-way` is written before the first change, `done` as it goes on. Whatever run comes next, on any machine, knows
// from them what may be trusted: of a path in `under-way` nothing but what `done` says, of any other what the manifest
// says. So an interruption costs what was sent since the last `done`.
//
// A ledger is "kyodo-ledger 1", an under-way file "kyodo-under-way 1", then one path a line, sorted by bytes, then
// "end COUNT"; each line ends in a line feed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "output/manifest.h"
#include "publish/patient.h"

namespace kyodo::publish {

inline constexpr std::string_view kLedgerLine = "kyodo-ledger 1";
inline constexpr std::string_view kUnderWayLine = "kyodo-under-way 1";
inline constexpr char kGivenUp = '!';  // before a path of a ledger
inline constexpr size_t kKeptManifests = 5;

struct HostState {
  Manifest manifest;                            // the newest that is whole
  uint64_t number = 0;                          // of it; 0: there is none
  std::vector<uint64_t> manifests, ledgers;     // numbers of the files, sorted
  std::vector<std::string> ledger;              // of the newest that is whole, sorted
  std::set<std::string, std::less<>> doubtful;  // paths in `under-way` files
  std::map<std::string, ManifestEntry, std::less<>> done;
  std::vector<std::string> leftovers;  // `under-way` files, then those of `done`
  bool has_incoming = false, has_lock = false;

  bool first() const { return number == 0 && doubtful.empty(); }
  uint64_t next_number() const;
  /// What is surely at the path; null: nothing, or it is not known.
  const ManifestEntry* Known(std::string_view path) const;
  /// Whatever may be there of ours.
  std::set<std::string, std::less<>> Paths() const;
};

Answer<HostState> ReadHostState(Patient& host);

/// "_kyodo/12.manifest", "_kyodo/under-way-TOKEN"
std::string ManifestPath(uint64_t number);
std::string LedgerPath(uint64_t number);
std::string UnderWayPath(std::string_view token);
std::string DonePath(std::string_view token);

/// What the host has, as its newest manifest says; empty when there is none.
Result<Manifest> PublishedManifest(Host& host, const Clock& clock);

/// `paths` must be sorted.
std::string FormatPaths(std::string_view first_line, const std::vector<std::string>& paths);
/// None when it is cut off, of another kind, or has a path that no site has.
std::optional<std::vector<std::string>> ParsePaths(std::string_view first_line, std::string_view text);

}  // namespace kyodo::publish
