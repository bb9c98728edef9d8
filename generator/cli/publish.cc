#include "cli/publish.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/publish_told.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/text.h"
#include "load/load.h"
#include "publish/hosts.h"
#include "publish/publish.h"
#include "publish/refusals.h"
#include "publish/store.h"
#include "system/clock.h"
#include "system/readable.h"
#include "system/worker_process.h"

namespace kyodo::cli {

namespace {

using publish::PublishSummary;

/// How far it is: a line that changes on a terminal, else one now and then.
class Teller {
 public:
  explicit Teller(const PublishVerbOptions& options)
      : options_(options), terminal_(isatty(STDERR_FILENO) != 0), start_ms_(MonotonicMs()) {}
  ~Teller() { Clear(); }
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  publish::PublishWatch Watch() {
    return {
        [this](const Message& name) { Stage(name); },
        [this](uint64_t done, uint64_t all, size_t files, size_t all_files) { Progress(done, all, files, all_files); },
        {},
        [this](const Message& message) { Note(message); }};
  }
  double seconds() const { return static_cast<double>(MonotonicMs() - start_ms_) / 1000; }

 private:
  std::string_view Say(std::string_view ja, std::string_view en) const { return kyodo::Say(options_.tongue, ja, en); }
  bool silent() const { return options_.quiet || options_.format != Format::kText; }

  void Stage(const Message& name) {
    stage_start_ms_ = MonotonicMs();
    if (silent() || !terminal_) return;
    Clear();
    Err("\r{}…", name.In(options_.tongue));
    shown_ = true;
  }
  void Note(const Message& message) {
    if (silent()) return;
    Clear();
    Err("{}\n", message.In(options_.tongue));
  }
  void Progress(uint64_t done, uint64_t all, size_t files, size_t all_files) {
    const int64_t now = MonotonicMs();
    constexpr int64_t kOnTerminalMs = 100, kElsewhereMs = 15000;
    if (silent() || now - last_ms_ < (terminal_ ? kOnTerminalMs : kElsewhereMs)) return;
    if (!terminal_ && last_ms_ == 0) {  // what is quick needs no line
      last_ms_ = now;
      return;
    }
    last_ms_ = now;
    const int64_t spent = now - stage_start_ms_;
    const uint64_t left_ms = done == 0 ? 0 : static_cast<uint64_t>(spent) * (all - std::min(done, all)) / done;
    Clear();
    Err("{}{} / {}  {} / {}  {} {}:{:02}{}", terminal_ ? "\r" : "", files, all_files, FormatBytes(done),
        FormatBytes(all), Say("残り", "left"), left_ms / 60000, left_ms / 1000 % 60, terminal_ ? "" : "\n");
    shown_ = terminal_;
  }
  void Clear() {
    if (shown_) Print(stderr, "\r\033[K");
    shown_ = false;
  }

  const PublishVerbOptions& options_;
  const bool terminal_;
  const int64_t start_ms_;
  int64_t stage_start_ms_ = 0, last_ms_ = 0;
  bool shown_ = false;
};

/// The host, the network or this machine is the reason, and not the site or what was asked for.
bool IsOfEnvironment(const Diagnostic& error) {
  static constexpr std::string_view kRefusals[] = {
      "publish.foreign",  "publish.other-site", "publish.max-delete",  "publish.case",           "publish.path",
      "publish.names",    "publish.not-built",  "publish.other-build", "publish.changed-source", "publish.empty",
      "publish.rollback", "publish.gone",       "publish.preview"};
  return std::find(std::begin(kRefusals), std::end(kRefusals), error.rule) == std::end(kRefusals);
}

int Fail(const PublishVerbOptions& options, const Diagnostic& error, int code = 0, Diagnostics more = {}) {
  Diagnostics diagnostics;
  diagnostics.FileError(error.rule, error.path, error.message, error.hint);
  diagnostics.Append(std::move(more));
  Report(options).PrintEach(diagnostics);
  return code != 0 ? code : IsOfEnvironment(error) ? kEnvironment : kContentErrors;
}

Diagnostic NoTarget(const PublishVerbOptions& options, const std::vector<PublishTarget>& targets) {
  Diagnostic error;
  error.rule = "publish.target";
  error.path = options.site + "/site.yaml";
  std::string names;
  for (const PublishTarget& target : targets) names += (names.empty() ? "" : ", ") + target.name;
  if (targets.empty()) {
    error.message = {"公開先が書かれていません", "No place to publish to is written"};
    error.hint = {"site.yaml に書きます。例: publish: {public: {to: \"sftp://deploy@www.example.jp/var/www/html\"}}",
                  "Write it into site.yaml. Example: publish: {public: {to: "
                  "\"sftp://deploy@www.example.jp/var/www/html\"}}"};
    return error;
  }
  error.message = options.target.empty()
                      ? Message{"公開先がいくつかあります", "There are several places to publish to"}
                      : Message{fmt::format("この名前の公開先はありません: {}", options.target),
                                fmt::format("There is no place of this name to publish to: {}", options.target)};
  error.hint = {fmt::format("どれかの名前を付けます: {}。例: kyodo publish {}", names, targets.front().name),
                fmt::format("Give the name of one: {}. Example: kyodo publish {}", names, targets.front().name)};
  return error;
}

const PublishTarget* FindTarget(const PublishVerbOptions& options, const std::vector<PublishTarget>& targets) {
  if (options.target.empty()) return targets.size() == 1 ? &targets.front() : nullptr;
  const auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const PublishTarget& one) { return one.name == options.target; });
  return found == targets.end() ? nullptr : &*found;
}

std::string NewToken() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

/// What the build made, kept in the store unless nothing is to be written.
Result<Manifest> TakeBuild(FileSystem& files, const Workspace& workspace, const std::string& owner,
                           publish::Store& store, bool keep) {
  Result<Manifest> built = publish::BuiltManifest(files, workspace, owner);
  if (!built || !keep) return built;
  const Result<std::shared_ptr<void>> lock = files.Lock(workspace.lock);
  if (!lock) return lock.error().rule == "file.busy" ? publish::BuildIsRunning(workspace.site) : lock.error();
  built = publish::BuiltManifest(files, workspace, owner);
  if (!built) return built;
  if (const Status kept = store.Keep(workspace, *built); !kept) return kept.error();
  return built;
}

Result<Manifest> TakeEarlier(publish::Host& host, const publish::Clock& clock, const publish::Store& store,
                             size_t back) {
  const Result<std::vector<Manifest>> versions = store.Versions();
  if (!versions) return versions.error();
  const Result<Manifest> present = publish::PublishedManifest(host, clock);
  if (!present) return present;
  return publish::EarlierVersion(*versions, *present, back);
}

/// Of the site's settings and the target in them; an exit code when there is none.
struct Place {
  std::unique_ptr<const Site> site;
  const PublishTarget* target = nullptr;
  int code = kFine;
};

Place FindPlace(const PublishVerbOptions& options, FileSystem& files) {
  Place place;
  Diagnostics diagnostics;
  place.site = LoadSettings(files, {options.site}, diagnostics);
  if (diagnostics.HasErrors()) {
    diagnostics.Sort();
    Report(options).Print(diagnostics);
    place.code = kContentErrors;
    return place;
  }
  place.target = FindTarget(options, place.site->config.publish);
  if (!place.target) place.code = Fail(options, NoTarget(options, place.site->config.publish), kUsage);
  return place;
}

publish::HostOptions HostOptionsOf(const PublishVerbOptions& options, const publish::Store& store) {
  publish::HostOptions host;
  host.jobs = options.jobs;
  host.folder = std::filesystem::absolute(store.folder()).lexically_normal().string();
  host.secret = [](const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return std::string(value ? value : "");
  };
  host.site = options.site;
  host.askpass = ExecutablePath();
  return host;
}

}  // namespace

void AddOptions(CLI::App& app, PublishVerbOptions& options, const Words& words) {
  app.add_option("target", options.target,
                 words("公開先の名前（site.yaml の publish。一つなら省けます）",
                       "The name of the place, in publish of site.yaml (may be left out when there is one)"))
      ->type_name("TARGET");
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  AddFolder(app, "--out", options.out, words("build がページを書き出したフォルダー", "The folder that build wrote"));
  app.add_flag("--dry-run", options.dry_run,
               words("送るものと消すものを示すだけで、何も書き込まない",
                     "Tell what would be sent and removed, and write nothing"));
  app.add_flag(
      "--verify", options.verify,
      words("すべてのファイルを読み返し、違うものを送り直す", "Read every file back, and send again what differs"));
  auto* rollback = app.add_option_function<std::string>(
      "--rollback", [&options](const std::string& text) { options.rollback = static_cast<size_t>(std::stoul(text)); },
      words("N つ前の版に戻す（書かなければ 1 つ前）", "Go back to the version N before (1 unless given)"));
  rollback->expected(0, 1)->default_str("1")->check(WholeNumber(1, 5, "--rollback 2", words))->type_name("N");
  app.add_option("--max-delete", options.max_delete,
                 words("消してよいページなどの数（ふだんは公開中の 2 割、256 まで）",
                       "How many pages and the like may go (a fifth of those published, at most 256, unless given)"))
      ->check(WholeNumber(0, 1000000000, "--max-delete 300", words))
      ->type_name("N");
  app.add_flag(
      "--replace", options.replace,
      words("公開先に別のサイトやファイルがあれば、置き換える", "Replace another site, or other files, at the target"));
  app.add_flag("--allow-gone", options.allow_gone,
               words("公開したことのあるアドレスが開けなくなっても公開し、以後は問わない",
                     "Publish although addresses that were published die, and never ask for those again"));
  app.add_flag("--preview", options.preview,
               words("build --drafts や --now で作った下見を、そのための公開先に置く",
                     "Put a preview, built with --drafts or --now, where previews are looked at"));
  app.add_option("--wait", options.wait_seconds,
                 words("ほかの公開が終わるのを待つ秒数", "Seconds to wait for another publication to end"))
      ->check(WholeNumber(0, 86400, "--wait 600", words))
      ->capture_default_str()
      ->type_name("SECONDS");
  app.add_option("--jobs", options.jobs, words("同時に送る数", "How many files to send at a time"))
      ->check(WholeNumber(1, 64, "--jobs 4", words))
      ->capture_default_str()
      ->type_name("N");
  AddTongue(app, words);
  AddFormat(app, options.format, {"text", "json", "github"},
            words("知らせの形（text、json、github）", "How to print what it finds (text, json, github)"), words);
  app.add_flag("--quiet", options.quiet, words("問題だけを知らせる", "Say nothing but problems"));
}

int RunPublish(const PublishVerbOptions& options) {
  LetAllRead();
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  const Place place = FindPlace(options, *files);
  if (!place.target) return place.code;
  const Result<Workspace> workspace = WorkspaceOf(options.out);
  if (!workspace) return Fail(options, workspace.error(), kUsage);
  const std::string& owner = place.site->config.base_url;
  if (!options.rollback) {  // before anything is made beside a folder that may be no business of ours
    if (const Result<Manifest> built = publish::BuiltManifest(*files, *workspace, owner); !built)
      return Fail(options, built.error());
  }
  Result<std::unique_ptr<publish::Store>> store = publish::Store::Open(*files, *workspace, place.target->name);
  if (!store) return Fail(options, store.error());
  publish::Answer<std::unique_ptr<publish::Host>> host =
      publish::MakeHost(*place.target, HostOptionsOf(options, **store), *files);
  if (!host) return Fail(options, host.error().what);
  const publish::Clock clock{MonotonicMs,
                             [](int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }};
  const Result<Manifest> manifest = options.rollback ? TakeEarlier(**host, clock, **store, *options.rollback)
                                                     : TakeBuild(*files, *workspace, owner, **store, !options.dry_run);
  if (!manifest) return Fail(options, manifest.error());

  if (!manifest->preview.empty() && !options.preview)
    return Fail(options, publish::BuildIsPreview(options.out, manifest->preview));

  publish::PublishOptions asked;
  asked.token = NewToken();
  asked.dead_tokens = (*store)->DeadTokens();
  asked.dry_run = options.dry_run;
  asked.verify = options.verify;
  asked.replace = options.replace;
  if (options.allow_gone) asked.gone = publish::GoneRule::kGiveUp;
  if (options.rollback) asked.gone = publish::GoneRule::kTell;
  asked.max_delete = options.max_delete;
  asked.wait_ms = options.wait_seconds * 1000;
  if (const Status added = options.dry_run ? Status(Done{}) : (*store)->AddToken(asked.token); !added)
    return Fail(options, added.error());
  const publish::Tree tree{*manifest, [&](const ManifestEntry& entry) { return (*store)->Read(entry); }};
  Result<PublishSummary> summary = PublishSummary();
  double seconds = 0;
  std::vector<std::string> promised;
  {
    Teller teller(options);
    publish::PublishWatch watch = teller.Watch();
    watch.gone = [&promised](const std::vector<std::string>& pages) { promised = pages; };
    summary = publish::Publish(**host, tree, asked, clock, watch);
    seconds = teller.seconds();
  }
  if (!summary) return Fail(options, summary.error(), 0, WhereGone(*files, options, promised));
  if (const Status recorded = options.dry_run ? Status(Done{}) : (*store)->Record(*manifest); !recorded)
    return Fail(options, recorded.error());
  PrintPublished(options, *place.target, *summary, seconds);
  return kFine;
}

}  // namespace kyodo::cli
