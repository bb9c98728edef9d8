#include "cli/status.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/levels.h"
#include "load/load.h"
#include "markdown/pool.h"
#include "status/accept.h"
#include "status/history.h"
#include "status/other_texts.h"
#include "status/report.h"
#include "system/file_changes.h"

namespace kyodo::cli {

namespace {

class StatusRun {
 public:
  StatusRun(const StatusOptions& options, FileSystem& files, Diagnostics& diagnostics)
      : options_(options), files_(files), diagnostics_(diagnostics), places_(PlacesOfThemes(options.site)) {}

  int Run() {
    if (!KnowsKinds()) return kUsage;
    MarkdownPool pool(std::max<size_t>(options_.jobs, 1));
    site_ = Load(files_, {options_.site, options_.now, true, places_}, pool, diagnostics_);
    if (diagnostics_.HasErrors()) return ExitCodeOf(diagnostics_);
    ApplyLevels(site_->config.checks, diagnostics_);
    for (const Diagnostic& one : diagnostics_.list())
      if (one.rule == "file.unused") unused_.push_back(one.path);
    diagnostics_ = {};  // warnings and notes of the site are for `check`
    return options_.accept.empty() && options_.minor.empty() ? Tell() : WriteDown();
  }

 private:
  template <class... Args>
  void Say(std::string_view ja, std::string_view en, const Args&... args) {
    if (!options_.quiet) Put(stderr, "{}", fmt::format(fmt::runtime(kyodo::Say(options_.tongue, ja, en)), args...));
  }

  /// Error `usage.fail-on`.
  bool KnowsKinds() {
    std::vector<std::string_view> names;
    for (const status::KindWords& kind : status::AllKinds()) names.push_back(kind.name);
    for (const std::string& word : options_.fail_on) {
      if (std::find(names.begin(), names.end(), word) != names.end()) continue;
      diagnostics_.FileError("usage.fail-on", "",
                             {fmt::format("--fail-on に使えない言葉です: {}", word),
                              fmt::format("--fail-on does not know this word: {}", word)},
                             Suggest(Nearest(word, names), {fmt::format("使える言葉: {}", fmt::join(names, ", ")),
                                                            fmt::format("The words: {}", fmt::join(names, ", "))}));
    }
    return !diagnostics_.HasErrors();
  }

  int Tell() {
    status::Question question{options_.days, std::move(unused_), {}};
    question.other_texts = status::ReadOtherTexts(files_, *site_, places_);
    status::Attention attention{*site_, status::FindAttention(*site_, question), options_.days};
    status::FindChanges(*site_, attention.items);
    if (!options_.html.empty()) {
      const Status written = ReplaceFile(files_, options_.html, status::HtmlOf(attention, options_.tongue));
      if (!written) return Complain(written.error(), options_.html);
      Say("{} に書きました（{} 件）。\n", "Written to {} ({} items).\n", options_.html, attention.items.size());
    }
    if (options_.json) {
      Print(stdout, status::JsonOf(attention));
    } else if (options_.csv) {
      Print(stdout, status::CsvOf(attention, options_.tongue));
    } else if (options_.html.empty()) {
      Print(stdout, status::TextOf(attention, options_.tongue));
    }
    return Judge(attention);
  }

  int Judge(const status::Attention& attention) {
    std::string found;
    for (size_t i = 0; i < status::kKinds; ++i) {
      const std::string_view name = status::AllKinds()[i].name;
      const bool asked = std::find(options_.fail_on.begin(), options_.fail_on.end(), name) != options_.fail_on.end();
      const size_t count = attention.Count(static_cast<status::Kind>(i));
      if (asked && count) found += fmt::format("{}{} {}", found.empty() ? "" : ", ", name, count);
    }
    if (found.empty()) return kFine;
    Put(stderr, "{}",
        fmt::format(fmt::runtime(kyodo::Say(options_.tongue, "--fail-on にあたるものがあります: {}\n",
                                            "Found what --fail-on names: {}\n")),
                    found));
    return kContentErrors;
  }

  int WriteDown() {
    status::Acceptance all = status::Accept(files_, *site_, options_.accept, diagnostics_);
    status::Acceptance minor = status::AcceptMinor(files_, *site_, options_.minor, diagnostics_);
    if (diagnostics_.HasErrors()) return kUsage;
    for (FileChange& file : minor.files) {
      const auto same = [&](const FileChange& one) { return one.path == file.path; };
      if (std::none_of(all.files.begin(), all.files.end(), same)) all.files.push_back(std::move(file));
    }
    if (const Status written = ApplyChanges(files_, all.files); !written.ok())
      return Complain(written.error(), written.error().path);
    for (const FileChange& file : all.files)
      Say("{}: 元の文章と合っていると記録しました。\n", "{}: written down as up to date.\n", file.path);
    for (const std::string& path : minor.left_be)
      Say("{}: 前から古い訳なので、そのままです。\n", "{}: stale since before; left as it is.\n", path);
    if (all.files.empty() && minor.left_be.empty())
      Say("記録することはありません。訳は最新です。\n", "Nothing to write down: the translations are up to date.\n");
    return kFine;
  }

  int Complain(const Diagnostic& error, const std::string& path) {
    diagnostics_.FileError(error.rule, path, error.message, error.hint);
    return kEnvironment;
  }

  const StatusOptions& options_;
  FileSystem& files_;
  Diagnostics& diagnostics_;
  const std::vector<std::string> places_;
  std::unique_ptr<const Site> site_;
  std::vector<std::string> unused_;
};

}  // namespace

void AddOptions(CLI::App& app, StatusOptions& options, const Words& words) {
  AddPlaceAndTime(app, options, words);
  app.add_option("--days", options.days, words("この日数までを「もうすぐ」とする", "How many days count as soon"))
      ->check(WholeNumber(0, 3660, "--days 30", words))
      ->capture_default_str()
      ->type_name("N");
  CLI::Option* const json = app.add_flag("--json", options.json, words("JSON で出す", "Print JSON"));
  app.add_flag("--csv", options.csv, words("Excel で開ける CSV で出す", "Print CSV that Excel opens"))->excludes(json);
  app.add_option("--html", options.html,
                 words("担当者に配れる、一つのページとして書き出す", "Write it as a page of its own for the staff"))
      ->type_name("FILE");
  app.add_option("--fail-on", options.fail_on,
                 words("これがあれば失敗として終わる（例: stale,missing）",
                       "End as a failure if there is one of these (such as stale,missing)"))
      ->delimiter(',')
      ->type_name("KINDS");
  app.add_option("--accept", options.accept,
                 words("この訳を、今の元の文章と合っていると記録する",
                       "Write down that these translations are up to date with their originals"))
      ->type_name("FILE");
  app.add_option("--minor", options.minor,
                 words("この元の文章の最後の変更は誤字などで、訳は最新のままだと記録する",
                       "The last change of these originals was a slip: keep their translations up to date"))
      ->type_name("FILE");
  AddTongue(app, words);
  app.add_flag("--quiet", options.quiet, words("結果と誤りだけを表示する", "Show the result and errors only"));
}

int ShowStatus(const StatusOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Diagnostics diagnostics;
  const int code = StatusRun(options, *files, diagnostics).Run();
  diagnostics.Sort();
  Report(options).PrintEach(diagnostics);
  return code;
}

}  // namespace kyodo::cli
