#include "cli/init.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <functional>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/questions.h"
#include "cli/report.h"
#include "core/text.h"
#include "core/time_zone.h"
#include "start/start.h"
#include "system/clock.h"

namespace kyodo::cli {

namespace {

constexpr const char* kUsualUrl = "https://example.jp/";
constexpr const char* kUsualZone = "Asia/Tokyo";
constexpr const char* kTheme = "kyodo";

/// Commas of Japanese keyboards count, too.
std::vector<std::string> ListOf(std::string text) {
  for (const std::string_view comma : {"、", "，"})
    for (size_t at; (at = text.find(comma)) != text.npos;) text.replace(at, comma.size(), ",");
  std::vector<std::string> list;
  for (const std::string_view one : Split(text, ','))
    if (const std::string_view word = Trim(one); !word.empty()) list.emplace_back(word);
  return list;
}

/// Turns what was asked for, asks on a terminal for what was not, and takes what is usual where nobody answers.
class Interview {
 public:
  Interview(const InitOptions& options, start::Starter& starter)
      : options_(options), starter_(starter), asks_(!options.usual && IsTerminal()) {}

  /// Errors `usage.kinds`: a kind that there is not; `usage.stopped`: the input ended before the last answer. What is
  /// typed wrongly is told and asked again; what was given as an option is not looked at here.
  Result<start::Wishes> Ask() {
    const std::vector<std::function<Status()>> steps = {[&] { return AskLanguages(); }, [&] { return AskNames(); },
                                                        [&] { return AskUrl(); }, [&] { return AskZone(); },
                                                        [&] { return AskKinds(); }};
    for (const auto& step : steps)
      if (const Status done = step(); !done.ok()) return done.error();
    return wishes_;
  }

  /// What was taken without anybody saying so, "languages: ja,en"; empty: nothing.
  const std::string& taken() const { return taken_; }

 private:
  /// Asks until `take` takes the answer. Error `usage.stopped`, or that of `take` where nobody can be asked again.
  Status Answer(const std::string& question, const std::string& usual, const TakeAnswer& take) {
    if (!asks_) {
      taken_ += fmt::format("  {}: {}\n", question, usual);
      return take(usual);
    }
    return AskUntilTaken(options_.tongue, question, usual,
                         {"もう一度実行します。何も尋ねずに作るなら: kyodo init my-city --yes",
                          "Run it again. To make a site without being asked: kyodo init my-city --yes"},
                         take);
  }

  /// Error: the first that the settings would have so far.
  Status Check() {
    if (!asks_) return Done{};
    start::Wishes so_far = wishes_;
    if (so_far.base_url.empty()) so_far.base_url = kUsualUrl;
    if (so_far.time_zone.empty()) so_far.time_zone = kUsualZone;
    so_far.names = {{"", kTheme}};
    Diagnostics unread;  // told when all is asked
    const Diagnostics wrong = start::ProblemsOfSettings(starter_.Make(so_far, unread));
    if (!wrong.HasErrors()) return Done{};
    return *std::find_if(wrong.list().begin(), wrong.list().end(),
                         [](const Diagnostic& one) { return one.severity == Severity::kError; });
  }

  Status AskLanguages() {
    wishes_.languages = options_.languages;
    const auto take = [&](const std::string& answer) {
      wishes_.languages = ListOf(answer);
      return Check();
    };
    Status done = Done{};
    if (wishes_.languages.empty())
      done = Answer(
          words_("言語（コンマで区切る。最初の言語が入口）", "Languages (with commas; the first is the site's own)"),
          "ja,en", take);
    if (done.ok() && !starter_.Speaks(wishes_.languages)) AddEnglish();
    return done;
  }

  /// What nobody has written in those languages is in English, marked as such, until somebody does.
  void AddEnglish() {
    const std::string told =
        fmt::format(fmt::runtime(words_("{} の文章は用意がないので、英語を加えました。あとから書きかえられます",
                                        "There are no ready texts in {}, so English was added, to be replaced later")),
                    fmt::join(wishes_.languages, ","));
    wishes_.languages.push_back("en");
    if (asks_)
      Out("  {}\n", told);
    else
      taken_ += fmt::format("  {}\n", told);
  }

  Status AskNames() {
    for (const std::string& given : options_.names) {
      const size_t equals = given.find('=');
      const std::string code = given.substr(0, std::min(equals, given.size()));
      const bool by_language = equals != given.npos && std::find(wishes_.languages.begin(), wishes_.languages.end(),
                                                                 code) != wishes_.languages.end();
      wishes_.names[by_language ? code : ""] = by_language ? given.substr(equals + 1) : given;
    }
    if (!wishes_.names.empty()) return Done{};
    for (const std::string& code : wishes_.languages) {
      if (!asks_ && !starter_.Speaks({code})) continue;  // it is called as in another language
      const auto take = [&](const std::string& answer) -> Status {
        wishes_.names[code] = answer;
        return Done{};
      };
      const std::string question = fmt::format("{} ({})", words_("サイトの名前", "Name of the site"), code);
      if (const Status done = Answer(question, starter_.UsualName(code), take); !done.ok()) return done;
    }
    return Done{};
  }

  Status AskUrl() {
    const auto take = [&](const std::string& answer) {
      wishes_.base_url = answer + (EndsWith(answer, "/") ? "" : "/");
      return Check();
    };
    if (options_.base_url.empty()) return Answer(words_("公開するアドレス", "Address of the site"), kUsualUrl, take);
    wishes_.base_url = options_.base_url + (EndsWith(options_.base_url, "/") ? "" : "/");
    return Done{};
  }

  Status AskZone() {
    wishes_.time_zone = options_.time_zone;
    if (!wishes_.time_zone.empty()) return Done{};
    return Answer(words_("時間帯", "Time zone"), kUsualZone, [&](const std::string& answer) {
      wishes_.time_zone = answer;
      return Check();
    });
  }

  Status AskKinds() {
    if (!options_.kinds.empty()) return TakeKinds(options_.kinds);
    std::vector<std::string> usual;
    for (const start::Kind& kind : starter_.kinds()) {
      if (kind.is_usual) usual.push_back(kind.id);
      if (asks_) Out("  {:10} {}\n", kind.id, kind.label.In(options_.tongue));
    }
    return Answer(
        words_("載せるもの（コンマで区切る。all: すべて、none: なし）", "What to have (with commas; all, none)"),
        fmt::format("{}", fmt::join(usual, ",")), [&](const std::string& answer) { return TakeKinds(ListOf(answer)); });
  }

  Status TakeKinds(std::vector<std::string> kinds) {
    std::vector<std::string_view> all;
    for (const start::Kind& kind : starter_.kinds()) all.push_back(kind.id);
    if (kinds.size() == 1 && kinds.front() == "all") kinds.assign(all.begin(), all.end());
    if (kinds.size() == 1 && kinds.front() == "none") kinds.clear();
    for (const std::string& kind : kinds) {
      if (std::find(all.begin(), all.end(), kind) != all.end()) continue;
      Diagnostics one;
      return one.FileError("usage.kinds", "",
                           {fmt::format("選べないものです: {}", kind), fmt::format("Not to be had: {}", kind)},
                           Suggest(Nearest(kind, all),
                                   {fmt::format("選べるもの: {}。例: --kinds news,events", fmt::join(all, ", ")),
                                    fmt::format("There are: {}. Example: --kinds news,events", fmt::join(all, ", "))}));
    }
    wishes_.kinds = std::move(kinds);
    return Done{};
  }

  const InitOptions& options_;
  start::Starter& starter_;
  const Words words_{options_.tongue};
  const bool asks_;
  start::Wishes wishes_;
  std::string taken_;
};

/// The folder start/ of the theme; error `start.missing` with all places where it was looked for.
Result<std::string> FindStart(FileSystem& files, const std::string& site) {
  std::vector<std::string> looked;
  for (const std::string& place : PlacesOfThemes(site)) {
    looked.push_back(fmt::format("{}/{}/start", place, kTheme));
    if (files.Stat(looked.back() + "/start.yaml").ok()) return looked.back();
  }
  Diagnostics one;
  return one.FileError("start.missing", looked.back(),
                       {"新しいサイトのもとになるファイルがありません", "What a new site is made from is missing"},
                       {fmt::format("kyodo を入れ直すか、KYODO_DATA に kyodo のデータのフォルダーを書きます。例: "
                                    "KYODO_DATA=/usr/share/kyodo 探した所: {}",
                                    fmt::join(looked, ", ")),
                        fmt::format("Install kyodo anew, or name the folder of its data in KYODO_DATA. Example: "
                                    "KYODO_DATA=/usr/share/kyodo. Looked at: {}",
                                    fmt::join(looked, ", "))});
}

void TellNext(const InitOptions& options, const std::string& taken, size_t count) {
  const Words words{options.tongue};
  if (options.quiet) return;
  if (!taken.empty())
    Out("{}\n{}", words("答えがないので、次のようにしました:", "Nobody was asked, so this was chosen:"), taken);
  Out(fmt::runtime(
          words("{} に {} 個のファイルを書きました。次にすること:\n", "Wrote to {} {} files. What to do next:\n")),
      options.folder, count);
  Out("  cd {}\n  kyodo build --lang {}\n", options.folder, options.tongue == Tongue::kJa ? "ja" : "en");
  Out("{}\n", words("できたら、public/index.html をブラウザーで開きます。README.md も読んでください。",
                    "Then open public/index.html in a browser, and read README.md."));
}

Result<Date> TodayIn(const std::string& zone_name) {
  const Result<Instant> now = Now(std::getenv("SOURCE_DATE_EPOCH"));
  if (!now.ok()) return now.error();
  const auto zone = TimeZone::Find(zone_name);
  return DayOf(*now, zone ? zone->OffsetMinutes(*now) : 0);
}

}  // namespace

void AddOptions(CLI::App& app, InitOptions& options, const Words& words) {
  AddFolder(app, "FOLDER", options.folder, words("新しいフォルダー", "The new folder"))->required()->type_name("");
  app.add_option("--name", options.names,
                 words("サイトの名前。言語ごとに書くなら --name en=Kyodo",
                       "The site's name; for one language: --name en=Kyodo"))
      ->type_name("NAME");
  app.add_option("--languages", options.languages, words("言語（例: ja,en）", "Its languages (such as ja,en)"))
      ->delimiter(',')
      ->type_name("LANGS");
  app.add_option("--url", options.base_url, words("公開するアドレス", "The address that it will have"))
      ->type_name("URL");
  app.add_option("--time-zone", options.time_zone,
                 words("時間帯（例: Asia/Tokyo）", "Its time zone (such as Asia/Tokyo)"))
      ->type_name("ZONE");
  app.add_option("--kinds", options.kinds,
                 words("載せるもの（例: news,events。all、none）", "What it has (such as news,events; all, none)"))
      ->delimiter(',')
      ->type_name("KINDS");
  app.add_flag("--yes", options.usual, words("何も尋ねず、ふつうの答えにする", "Ask nothing; take the usual answers"));
  app.add_flag("--quiet", options.quiet, words("問題だけを知らせる", "Say nothing but problems"));
  AddTongue(app, words);
}

int Init(const InitOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  Diagnostics diagnostics;
  const auto fail = [&](const Diagnostic& error, int code) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    report.Print(diagnostics);
    return code;
  };
  if (const Status fresh = start::MayWriteNew(*files, options.folder); !fresh.ok())
    return fail(fresh.error(), kEnvironment);
  const Result<std::string> folder = FindStart(*files, options.folder + "/content");
  if (!folder.ok()) return fail(folder.error(), kEnvironment);
  start::Starter starter(*files, *folder, diagnostics);
  if (diagnostics.HasErrors()) {
    report.Print(diagnostics);
    return kEnvironment;
  }
  Interview interview(options, starter);
  Result<start::Wishes> wishes = interview.Ask();
  if (!wishes.ok()) return fail(wishes.error(), kUsage);
  const Result<Date> today = TodayIn(wishes->time_zone);
  if (!today.ok()) return fail(today.error(), kUsage);
  wishes->today = *today;
  const start::NewFiles texts = starter.Make(*wishes, diagnostics);
  if (!diagnostics.HasErrors()) diagnostics.Append(start::ProblemsOfSettings(texts));
  if (diagnostics.HasErrors()) {
    report.Print(diagnostics);
    return kUsage;
  }
  if (const Status written = start::WriteNew(*files, options.folder, texts); !written.ok())
    return fail(written.error(), kEnvironment);
  TellNext(options, interview.taken(), texts.size());
  return kFine;
}

}  // namespace kyodo::cli
