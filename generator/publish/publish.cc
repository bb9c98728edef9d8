#include "publish/publish.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "model/served_as.h"
#include "publish/addresses.h"
#include "publish/file_order.h"
#include "publish/refusals.h"
#include "publish/verify.h"

namespace kyodo::publish {

namespace {

constexpr uint64_t kBatchBytes = 32 << 20;
constexpr size_t kBatchFiles = 1000;

/// For steps that either go on or end the publication.
using Step = std::optional<Diagnostic>;

Step StepOf(const Outcome& outcome) { return outcome ? Step() : Step(outcome.error().what); }

class Publication {
 public:
  Publication(Host& host, const Tree& tree, const PublishOptions& options, const Clock& clock,
              const PublishWatch& watch)
      : tree_(tree),
        options_(options),
        watch_(watch),
        host_(
            host, clock,
            [this](const Trouble& why, int64_t pause_ms, size_t number) { Note(TryingAgain(why, pause_ms, number)); }),
        lock_(host_, options.token) {}

  Result<PublishSummary> Run() {
    Step failed = Do();
    lock_.TryRelease();
    if (failed) return *failed;
    return std::move(summary_);
  }

 private:
  Step Do();
  Step Look();
  Step CheckGone();
  Step CheckPlan();
  Step CheckCase();
  Step Begin();
  Step ClearIncoming();
  Step PutAll();
  Step PutSome(std::span<const ManifestEntry> entries);
  Step WriteDone();
  Step RemoveEarly();
  Step WriteManifest();
  Step Verify();
  Step RemoveOld();
  Step End();

  /// The host's newest manifest is the site's.
  bool has_manifest() const {
    return state_.number != 0 && state_.manifest.owner == tree_.manifest.owner &&
           state_.manifest.preview == tree_.manifest.preview && SameFiles(state_.manifest, tree_.manifest);
  }
  bool gives_up() const { return options_.gone == GoneRule::kGiveUp && !summary_.gone.empty(); }
  bool alone() { return host_.host().shows_all_at_once(); }
  void Note(const Message& message) const {
    if (watch_.note) watch_.note(message);
  }
  void Stage(const char* ja, const char* en) const {
    if (watch_.stage) watch_.stage({ja, en});
  }
  Step RemoveFolders(const std::vector<std::string>& folders);

  const Tree& tree_;
  const PublishOptions& options_;
  const PublishWatch& watch_;
  Patient host_;
  HostLock lock_;
  HostState state_;
  PublishSummary summary_;
  PublishPlan& plan_ = summary_.plan;
  std::vector<ManifestEntry> done_;
  int64_t last_done_ms_ = 0;
  std::set<std::string> mistrusted_;  // --verify found them wrong
  uint64_t number_ = 0;
  bool new_ledger_ = false;
};

/// What the host has, and so what there is to do.
Step Publication::Look() {
  Answer<HostState> state = ReadHostState(host_);
  if (!state) return state.error().what;
  state_ = std::move(*state);
  for (const std::string& path : mistrusted_) {
    state_.doubtful.insert(path);
    state_.done.erase(path);
  }
  const std::string& there = state_.manifest.owner;
  if (!there.empty() && there != tree_.manifest.owner && !options_.replace)
    return OtherSiteOnHost(there, tree_.manifest.owner);
  plan_ = MakePlan(tree_.manifest, state_);
  summary_.files = tree_.manifest.entries().size();
  summary_.gone = GonePages(PromisedPages(state_), tree_.manifest);
  summary_.number = state_.number;
  summary_.resumed = !state_.doubtful.empty() && mistrusted_.empty();
  return {};
}

Step Publication::CheckGone() {
  if (summary_.gone.empty() || options_.gone != GoneRule::kStop || options_.dry_run) return {};
  if (watch_.gone) watch_.gone(PromisedPages(state_));
  return AddressesGone(summary_.gone);
}

Step Publication::CheckPlan() {
  if (Step failed = CheckGone()) return failed;
  uint64_t published = 0;
  for (const std::string& path : state_.Paths()) published += IsNamedByContent(path) ? 0 : 1;
  const uint64_t limit = options_.max_delete.value_or(std::max(kAlwaysDeleted, std::min(kMaxDelete, published / 5)));
  if (const uint64_t removals = plan_.removed_addresses(); removals > limit && !options_.dry_run) {
    const std::string& example = plan_.removals.empty() ? plan_.early_removals.front() : plan_.removals.front();
    return TooManyRemovals(removals, published, limit, example);
  }
  if (!state_.first() || options_.replace) return {};
  // Somebody else's files may be there: what is at the top tells.
  const Answer<std::vector<Listed>> listed = host_.List("");
  if (!listed) return listed.error().what;
  std::vector<std::string> foreign;
  for (const Listed& one : *listed) {
    if (one.name != kStateFolder && (tree_.manifest.Find(one.name) || tree_.manifest.HasFolder(one.name)))
      foreign.push_back(one.name);
  }
  std::sort(foreign.begin(), foreign.end());
  if (!foreign.empty()) return ForeignOnHost(foreign);
  return {};
}

/// Where the host takes "A.html" and "a.html" for one file: refuses a site that has both, and removes neither name when
/// the site has the other. The host is asked only where it matters.
Step Publication::CheckCase() {
  const CaseTwins twins = FindCaseTwins(tree_.manifest, plan_);
  if ((twins.wanted.empty() && twins.removals.empty()) || alone()) return {};
  std::string folder(kStateFolder);
  std::transform(folder.begin(), folder.end(), folder.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  const Answer<std::optional<std::string>> other = host_.Read(folder + "/lock");
  if (!other) return other.error().what;
  if (!other->has_value()) return {};
  if (!twins.wanted.empty()) return CaseOnHost(twins.wanted.front());
  for (auto* paths : {&plan_.removals, &plan_.early_removals}) {
    std::erase_if(*paths, [&](const std::string& path) {
      return std::find(twins.removals.begin(), twins.removals.end(), path) != twins.removals.end();
    });
  }
  return {};
}

/// Says what may change from here on, so that any later run knows what it cannot trust.
Step Publication::Begin() {
  number_ = state_.next_number();
  if (alone()) return {};
  std::set<std::string, std::less<>> paths = state_.doubtful;
  for (const ManifestEntry& entry : plan_.puts) paths.insert(entry.path);
  for (const auto* removals : {&plan_.removals, &plan_.early_removals})
    paths.insert(removals->begin(), removals->end());
  const std::string text = FormatPaths(kUnderWayLine, {paths.begin(), paths.end()});
  if (Step failed = StepOf(host_.Put(UnderWayPath(options_.token), text))) return failed;
  for (const auto& [path, entry] : state_.done) {
    // What is going to be put anew is not as it says for much longer.
    const ManifestEntry* wanted = tree_.manifest.Find(path);
    if (wanted && wanted->hash == entry.hash && wanted->size_bytes == entry.size_bytes) done_.push_back(entry);
  }
  if (!done_.empty()) {
    if (Step failed = WriteDone()) return failed;
  }
  if (Step failed = StepOf(host_.Remove(state_.leftovers))) return failed;
  last_done_ms_ = host_.clock().now_ms();
  return state_.has_incoming ? ClearIncoming() : Step();
}

/// What cuts left beside, and of tries that failed.
Step Publication::ClearIncoming() {
  const std::string incoming = ParentFolder(BesidePath(0));
  const Answer<std::vector<Listed>> listed = host_.List(incoming);
  if (!listed) return listed.error().what;
  std::vector<std::string> left;
  for (const Listed& one : *listed) {
    if (!one.is_folder) left.push_back(incoming + "/" + one.name);
  }
  return StepOf(host_.Remove(left));
}

Step Publication::WriteDone() {
  if (alone()) return {};
  last_done_ms_ = host_.clock().now_ms();
  return StepOf(host_.Put(DonePath(options_.token), FormatManifest(Manifest(done_))));
}

Step Publication::PutSome(std::span<const ManifestEntry> entries) {
  for (size_t first = 0; first < entries.size();) {
    std::vector<Upload> batch;
    uint64_t bytes = 0;
    const size_t wave = WaveOf(entries[first].path);
    for (size_t i = first; i < entries.size() && batch.size() < kBatchFiles && bytes < kBatchBytes; ++i) {
      if (WaveOf(entries[i].path) != wave) break;
      batch.push_back(UploadOf(entries[i], tree_.manifest));
      batch.back().read = [this, entry = &entries[i]] { return tree_.read(*entry); };
      bytes += entries[i].size_bytes;
    }
    const Outcome put = host_.Put(batch, [&](size_t i) {
      const ManifestEntry& entry = entries[first + i];
      done_.push_back(entry);
      ++summary_.put;
      summary_.put_bytes += entry.size_bytes;
      if (watch_.progress) watch_.progress(summary_.put_bytes, plan_.put_bytes, summary_.put, plan_.puts.size());
    });
    first += batch.size();
    const bool due = host_.clock().now_ms() - last_done_ms_ >= options_.done_every_ms;
    if (!put) {
      // What is there need not be sent again, unless even this finds no space.
      if (put.error().kind == Trouble::kStops) {
        (void)ClearIncoming();
        (void)WriteDone();
      }
      return put.error().what;
    }
    if (due) {
      if (Step failed = WriteDone()) return failed;
    }
    if (Step failed = StepOf(lock_.Sign())) return failed;
  }
  return {};
}

Step Publication::RemoveFolders(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (Step failed = StepOf(host_.RemoveFolder(folder))) return failed;
  }
  return {};
}

Step Publication::RemoveEarly() {
  if (plan_.early_removals.empty()) return {};
  if (Step failed = StepOf(lock_.StillOurs())) return failed;
  if (Step failed = StepOf(host_.Remove(plan_.early_removals))) return failed;
  summary_.removed += plan_.early_removals.size();
  return RemoveFolders(plan_.early_folders);
}

Step Publication::PutAll() {
  const std::span<const ManifestEntry> puts = plan_.puts;
  const size_t early = puts.size() - plan_.late_puts;
  if (Step failed = PutSome(puts.first(early))) return failed;
  if (Step failed = RemoveEarly()) return failed;
  if (Step failed = PutSome(puts.subspan(early))) return failed;
  return puts.empty() ? Step() : WriteDone();
}

Step Publication::WriteManifest() {
  if (Step failed = StepOf(lock_.StillOurs())) return failed;
  const std::vector<std::string> ledger =
      NextLedger(state_, tree_.manifest, gives_up() ? summary_.gone : std::vector<std::string>());
  new_ledger_ = ledger != state_.ledger;
  if (new_ledger_) {
    summary_.new_addresses = static_cast<size_t>(std::count_if(ledger.begin(), ledger.end(), [&](const auto& line) {
      return line.front() != kGivenUp && !std::binary_search(state_.ledger.begin(), state_.ledger.end(), line);
    }));
    if (Step failed = StepOf(host_.Put(LedgerPath(number_), FormatPaths(kLedgerLine, ledger)))) return failed;
  }
  if (has_manifest()) return {};  // a run that was cut wrote it
  std::vector<ManifestEntry> entries = tree_.manifest.entries();
  for (ManifestEntry& entry : entries) entry.stamp = {};
  const std::string text = FormatManifest(Manifest(std::move(entries), tree_.manifest.owner, tree_.manifest.preview));
  if (Step failed = StepOf(host_.Put(ManifestPath(number_), text))) return failed;
  summary_.number = number_;
  return {};
}

Step Publication::Verify() {
  // What an earlier run put counts as put.
  const std::vector<ManifestEntry> all = options_.verify ? tree_.manifest.entries() : done_;
  const std::vector<ManifestEntry> entries = options_.verify ? all : SampleOf(all, kSample);
  const auto wrong_now = [&](const std::vector<ManifestEntry>& some) { return FindWrong(host_, some); };
  Answer<std::vector<ManifestEntry>> wrong = wrong_now(entries);
  if (wrong && !wrong->empty() && wrong->size() < entries.size()) {
    // Once more: it may have been a slip of the moment.
    const std::vector<ManifestEntry> again = *wrong;
    std::erase_if(done_, [&](const ManifestEntry& one) {
      return std::any_of(again.begin(), again.end(), [&](const auto& other) { return other.path == one.path; });
    });
    if (Step failed = PutSome(again)) return failed;
    wrong = wrong_now(again);
  }
  if (!wrong) return wrong.error().what;
  if (!wrong->empty()) {
    // They are not there after all.
    const std::string done = DonePath(options_.token);
    if (!alone()) (void)host_.Remove({&done, 1});
    return BytesChanged(wrong->front().path, wrong->size());
  }
  summary_.verified = entries.size();
  const Answer<std::string> renamed = FindRenamed(host_, done_);
  if (!renamed) return renamed.error().what;
  if (!renamed->empty()) return NameChanged(*renamed);
  return {};
}

Step Publication::RemoveOld() {
  if (plan_.removals.empty()) return {};
  if (Step failed = StepOf(lock_.StillOurs())) return failed;
  const std::span<const std::string> all = plan_.removals;
  for (size_t first = 0; first < all.size();) {
    size_t count = 1;
    while (first + count < all.size() && count < kBatchFiles && WaveOf(all[first + count]) == WaveOf(all[first]))
      ++count;
    if (Step failed = StepOf(host_.Remove(all.subspan(first, count)))) return failed;
    first += count;
    summary_.removed += count;
    if (Step failed = StepOf(lock_.Sign())) return failed;
  }
  return RemoveFolders(plan_.folders);
}

/// What was needed only on the way goes, and what is older than the newest few.
Step Publication::End() {
  // First, while what is under way still tells the next run that there is something to do.
  if (Step failed = ClearIncoming()) return failed;
  if (Step failed = StepOf(host_.RemoveFolder(ParentFolder(BesidePath(0))))) return failed;
  std::vector<std::string> gone;
  if (!alone()) gone.push_back(UnderWayPath(options_.token));
  const size_t kept = kKeptManifests - (has_manifest() ? 0 : 1);
  for (size_t i = 0; i + kept < state_.manifests.size(); ++i) gone.push_back(ManifestPath(state_.manifests[i]));
  for (size_t i = 0; i + (new_ledger_ ? 0 : 1) < state_.ledgers.size(); ++i)
    gone.push_back(LedgerPath(state_.ledgers[i]));
  for (const std::string& path : gone) {
    if (Step failed = StepOf(host_.Remove({&path, 1}))) return failed;
  }
  if (!alone() && !done_.empty()) {
    const std::string done = DonePath(options_.token);
    if (Step failed = StepOf(host_.Remove({&done, 1}))) return failed;
  }
  return {};
}

Step Publication::Do() {
  for (const ManifestEntry& entry : tree_.manifest.entries()) {
    if (entry.path.substr(0, entry.path.find('/')) == kStateFolder) return InOurFolder(entry.path);
  }
  Stage("公開先を見る", "look at the host");
  if (Step failed = StepOf(host_.Open())) return failed;
  if (Step failed = Look()) return failed;
  if (plan_.nothing() && options_.verify) {
    Stage("読み返す", "read back");
    const auto wrong = FindWrong(host_, tree_.manifest.entries());
    if (!wrong) return wrong.error().what;
    summary_.verified = tree_.manifest.entries().size();
    for (const ManifestEntry& entry : *wrong) mistrusted_.insert(entry.path);
    if (!wrong->empty()) {
      if (Step failed = Look()) return failed;
    }
  }
  if (plan_.nothing() && state_.leftovers.empty() && has_manifest() && !gives_up()) {
    if (Step failed = CheckGone()) return failed;
    return state_.has_lock && !options_.dry_run ? StepOf(lock_.ClearDead(options_.dead_tokens)) : Step();
  }
  if (Step failed = CheckPlan()) return failed;
  if (options_.dry_run) return {};
  if (!alone()) {
    const auto waits = [this] {
      Note({"ほかの公開が終わるのを待っています", "Waiting for another publication to end"});
    };
    if (Step failed = StepOf(lock_.Take(options_.wait_ms, options_.dead_tokens, waits))) return failed;
    summary_.took_over = lock_.took_over();
    if (Step failed = Look()) return failed;
    if (Step failed = CheckPlan()) return failed;
    if (Step failed = CheckCase()) return failed;
  }
  Stage("送る", "send");
  if (Step failed = Begin()) return failed;
  if (Step failed = PutAll()) return failed;
  if (Step failed = WriteManifest()) return failed;
  Stage("確かめる", "verify");
  if (Step failed = Verify()) return failed;
  Stage("片付ける", "tidy up");
  if (Step failed = RemoveOld()) return failed;
  if (Step failed = End()) return failed;
  if (Step failed = StepOf(lock_.Release())) return failed;
  return StepOf(host_.Finish("Publish " + tree_.manifest.owner));
}

}  // namespace

Result<PublishSummary> Publish(Host& host, const Tree& tree, const PublishOptions& options, const Clock& clock,
                               const PublishWatch& watch) {
  return Publication(host, tree, options, clock, watch).Run();
}

}  // namespace kyodo::publish
