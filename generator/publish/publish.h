// Publishes a finished site to a host: the difference, in an order in which whatever stops it leaves a site whose pages
// are whole and whose links lead somewhere, and from which the next run goes on.
//
//   read what the host has; nothing to do: end, and nothing was written
//   lock; read again
//   under-way                  which files may change (publish/host_state.h)
//   assets, pages, indexes     over the old ones, each whole; `done` every few seconds
//   files in the way, and those that needed their names
//   ledger, manifest           under a new number
//   verification               what was put is read back: all of it, or a part spread evenly
//   removals                   of our own files alone, and none after any error
//   under-way, done, old manifests go; unlock
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "publish/host_lock.h"
#include "publish/patient.h"
#include "publish/plan.h"

namespace kyodo::publish {

/// A finished site that does not change while it is published.
struct Tree {
  Manifest manifest;
  /// The bytes of one of its files.
  std::function<Result<std::string>(const ManifestEntry&)> read;
};

/// What is done about pages that were published and are in the site no more (publish/addresses.h).
enum class GoneRule : uint8_t {
  kStop,    // nothing is published
  kGiveUp,  // they may go, for ever
  kTell,    // they are gone for now: an earlier version is published
};

struct PublishOptions {
  std::string token;                       // of this run, of letters and digits, unlike any other's
  std::vector<std::string> dead_tokens{};  // of earlier runs of this machine, which are surely over
  bool dry_run = false;
  bool verify = false;  // reads back every file of the site, also of those that were there
  GoneRule gone = GoneRule::kStop;
  bool replace = false;                // over another site, and over files that kyodo did not put there
  std::optional<uint64_t> max_delete;  // addresses; none: kMaxDelete or a fifth of those published, if that is less
  int64_t wait_ms = 15 * 60 * 1000;    // for another publication
  int64_t done_every_ms = 5000;
};

inline constexpr uint64_t kMaxDelete = 256, kAlwaysDeleted = 10;
/// So many are read back without `verify`.
inline constexpr size_t kSample = 100;

/// How far it is, for people. Called on the thread that publishes.
struct PublishWatch {
  std::function<void(Message)> stage;
  std::function<void(uint64_t done_bytes, uint64_t all_bytes, size_t done_files, size_t all_files)> progress;
  std::function<void(const std::vector<std::string>& promised)> gone;  // just before `publish.gone`: all that must stay
  std::function<void(Message)> note;                                   // a pause, a lock that is waited for
};

struct PublishSummary {
  PublishPlan plan;     // that was carried out, or would be
  size_t files = 0;     // of the site
  uint64_t number = 0;  // of the publication that the host has now
  size_t put = 0, removed = 0, verified = 0;
  uint64_t put_bytes = 0;
  size_t new_addresses = 0;       // that the ledger did not have
  std::vector<std::string> gone;  // pages that were published and do not answer, or would not
  bool resumed = false;           // an interrupted publication was finished
  bool took_over = false;         // a lock without signs of life
};

/// Errors, all `publish.*`: `gone`, `foreign`, `other-site`, `max-delete`, `case`, `busy`, `lock-lost`,
/// `changed-bytes`, `names`, and the troubles of the host. After any of them nothing was removed but files in the way
/// of others, and the next run goes on.
Result<PublishSummary> Publish(Host& host, const Tree& tree, const PublishOptions& options, const Clock& clock,
                               const PublishWatch& watch = {});

}  // namespace kyodo::publish
