#include "cli/options.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>

#include "cli/print.h"
#include "system/clock.h"

namespace kyodo::cli {

namespace {

constexpr const char* kVersion = "0.1.0";

/// `--lang` is needed before the other options, to explain them in it.
Tongue FindTongue(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    std::string_view value;
    if (argument == "--lang" && i + 1 < argc) value = argv[i + 1];
    if (argument.substr(0, 7) == "--lang=") value = argument.substr(7);
    if (value == "ja") return Tongue::kJa;
    if (value == "en") return Tongue::kEn;
  }
  return TongueOfLocale();
}

struct Texts {
  Tongue tongue;
  std::string operator()(const char* ja, const char* en) const { return std::string(Say(tongue, ja, en)); }
};

const std::vector<std::string_view> kVerbs = {"build", "check", "import", "search"};

/// True, with a word to the user, when the first argument is no verb.
bool IsWrongVerb(int argc, char** argv, const Texts& text) {
  const std::string_view verb = argc > 1 ? argv[1] : "-";
  if (verb.substr(0, 1) == "-" || std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end()) return false;
  const std::string_view near = Nearest(verb, kVerbs);
  Err("{} {}\n", text("知らない命令です:", "Unknown verb:"), verb);
  Err("{}\n", near.empty() ? text("命令は build、check、import、search です。kyodo --help で使い方を表示します。",
                                  "The verbs are build, check, import and search. See kyodo --help.")
                           : fmt::format(fmt::runtime(text("「{}」のことでしょうか。", "Did you mean “{}”?")), near));
  return true;
}

/// Each of the jobs costs a thread and two processes: a slip of the finger should
/// not start thousands.
CLI::Validator JobsCheck(const Texts& text) {
  const auto check = [text](const std::string& given) -> std::string {
    size_t jobs = 0;
    const auto read = std::from_chars(given.data(), given.data() + given.size(), jobs);
    if (read.ec == std::errc() && read.ptr == given.data() + given.size() && jobs <= kMaxJobs) return {};
    return fmt::format(fmt::runtime(text("{} は使えません。0 から {} までの整数です。例: --jobs 4",
                                         "{} cannot be used. A whole number from 0 to {}. Example: --jobs 4")),
                       given, kMaxJobs);
  };
  return CLI::Validator(check, "");
}

/// A job may have a file open and a socket to each of its two workers; the rest is for everything else.
size_t JobsThatFit(size_t jobs) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return jobs;
  constexpr rlim_t kOthers = 16, kOfJob = 3;
  const rlim_t most = files.rlim_cur > kOthers ? (files.rlim_cur - kOthers) / kOfJob : 1;
  return std::clamp<size_t>(jobs, 1, std::max<size_t>(most, 1));
}

/// What CLI11 keeps until everything is parsed.
struct Raw {
  std::string now, lang, format = "text";
};

void AddCommon(CLI::App& verb, Options& options, Raw& raw, const Texts& text) {
  verb.add_option("--site", options.site, text("サイトのフォルダー", "The site's folder"))
      ->capture_default_str()
      ->type_name("DIR");
  verb.add_option("--now", raw.now,
                  text("この日時として扱う（例: 2026-04-01、2026-04-01T09:00+09:00）",
                       "Act as if it were this time (such as 2026-04-01 or 2026-04-01T09:00+09:00)"))
      ->type_name("TIME");
  verb.add_flag("--drafts", options.drafts,
                text("下書きと公開前のものも含める", "Include drafts and what is not published yet"));
  verb.add_option("--jobs", options.jobs,
                  text("同時に動かす数（0: コアの数）", "How many to run at a time (0: one for each core)"))
      ->check(JobsCheck(text))
      ->type_name("N");
  verb.add_option("--lang", raw.lang, text("kyodo の言葉（ja か en）", "The language that kyodo speaks (ja or en)"))
      ->check(CLI::IsMember({"ja", "en"}))
      ->type_name("LANG");
  verb.add_option("--format", raw.format,
                  text("知らせの形（text、json、github）", "How to print what it finds (text, json, github)"))
      ->check(CLI::IsMember({"text", "json", "github"}))
      ->type_name("FORM");
  verb.add_flag("--quiet", options.quiet, text("問題だけを知らせる", "Say nothing but problems"));
  verb.set_help_flag("-h,--help", text("この説明を表示する", "Show this help"));
}

/// `import calendar`: the one kind of thing that can be imported.
void AddImport(CLI::App& verb, Options& options, Raw& raw, const Texts& text) {
  CLI::App* calendar = verb.add_subcommand("calendar", text("iCalendar の予定を、下書きの記録にする",
                                                            "Turn the events of an iCalendar file into draft records"));
  verb.require_subcommand(1);
  verb.set_help_flag("-h,--help", text("この説明を表示する", "Show this help"));
  calendar
      ->add_option("SOURCE", options.source,
                   text("ファイルの名前か、http か https のアドレス", "A file, or an address of http or https"))
      ->required()
      ->type_name("");
  calendar->add_option("--site", options.site, text("サイトのフォルダー", "The site's folder"))
      ->capture_default_str()
      ->type_name("DIR");
  calendar->add_option("--into", options.into, text("記録の種類", "The collection of the records"))->type_name("NAME");
  calendar
      ->add_option("--set", options.fixed,
                   text("どの記録にも書く項目（例: municipality=minato）",
                        "A field for every record (such as municipality=minato)"))
      ->type_name("FIELD=VALUE");
  calendar
      ->add_option("--in", options.language,
                   text("予定の文章の言語（例: ja）", "The language of the calendar's texts (such as ja)"))
      ->type_name("LANG");
  calendar->add_flag("--allow-private", options.allow_private,
                     text("内部のネットワークのアドレスも使う", "Also fetch from addresses of a private network"));
  calendar
      ->add_option("--lang", raw.lang, text("kyodo の言葉（ja か en）", "The language that kyodo speaks (ja or en)"))
      ->check(CLI::IsMember({"ja", "en"}))
      ->type_name("LANG");
  calendar->add_flag("--quiet", options.quiet, text("誤りだけを表示する", "Show errors only"));
  calendar->set_help_flag("-h,--help", text("この説明を表示する", "Show this help"));
}

void AddSearch(CLI::App& verb, Options& options, Raw& raw, const Texts& text) {
  verb.add_option(
          "QUERY", options.query,
          text("探す言葉（- なら、標準入力の1行ごと）", "What to look for (-: each line of the standard input)"))
      ->required()
      ->type_name("");
  verb.add_option("--out", options.out, text("作ったページのフォルダー", "The folder of the built pages"))
      ->capture_default_str()
      ->type_name("DIR");
  verb.add_option("--in", options.language,
                  text("先に並べる言語（例: en）", "The language that comes first (such as en)"))
      ->type_name("LANG");
  verb.add_option("--limit", options.limit, text("表示する件数", "How many results to show"))
      ->capture_default_str()
      ->type_name("N");
  verb.add_option("--lang", raw.lang, text("kyodo の言葉（ja か en）", "The language that kyodo speaks (ja or en)"))
      ->check(CLI::IsMember({"ja", "en"}))
      ->type_name("LANG");
  verb.add_option("--format", raw.format, text("答えの形（text、json）", "How to print the answer (text, json)"))
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORM");
  verb.set_help_flag("-h,--help", text("この説明を表示する", "Show this help"));
}

void Label(CLI::App& app, const Texts& text) {
  const auto formatter = app.get_formatter();
  formatter->label("Usage", text("使い方", "Usage"));
  formatter->label("OPTIONS", text("オプション", "OPTIONS"));
  formatter->label("SUBCOMMAND", text("命令", "VERB"));
  formatter->label("SUBCOMMANDS", text("命令", "VERBS"));
  formatter->label("Options", text("オプション", "Options"));
  formatter->label("Subcommands", text("命令", "Verbs"));
  formatter->column_width(26);
}

/// `--now`, else SOURCE_DATE_EPOCH, else the clock; a time without a zone is Tokyo's.
Result<Instant> FindNow(const std::string& given) {
  if (given.empty()) return Now(std::getenv("SOURCE_DATE_EPOCH"));
  constexpr int kTokyoMinutes = 540;
  if (const auto instant = ParseInstant(given, kTokyoMinutes)) return *instant;
  Diagnostics one;
  return one.FileError(
      "usage.now", "",
      {fmt::format("--now の日時が読めません: {}", given), fmt::format("Cannot read the time of --now: {}", given)},
      {"例: --now 2026-04-01T09:00+09:00", "Example: --now 2026-04-01T09:00+09:00"});
}

}  // namespace

Tongue TongueOfLocale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string_view(value).substr(0, 2) == "ja" ? Tongue::kJa : Tongue::kEn;
  }
  return Tongue::kEn;
}

std::optional<Options> ReadOptions(int argc, char** argv, int& exit_code) {
  Options options;
  options.tongue = FindTongue(argc, argv);
  const Texts text{options.tongue};
  Raw raw;
  CLI::App app(text("kyodo: 協働の案内サイトを、Markdown と YAML から作ります。",
                    "kyodo: makes a collaboration portal from Markdown and YAML."),
               "kyodo");
  Label(app, text);
  if (IsWrongVerb(argc, argv, text)) {
    exit_code = kUsage;
    return std::nullopt;
  }
  app.option_defaults()->group(text("オプション", "Options"));
  app.set_help_flag("-h,--help", text("この説明を表示する", "Show this help"));
  app.set_version_flag("--version", kVersion, text("版を表示する", "Show the version"));
  app.require_subcommand(1);
  CLI::App* build =
      app.add_subcommand("build", text("サイトを調べ、ページを作る", "Check the site and write its pages"));
  build->group(text("命令", "Verbs"));
  AddCommon(*build, options, raw, text);
  build->add_option("--out", options.out, text("ページを書き出すフォルダー", "The folder that the pages go to"))
      ->capture_default_str()
      ->type_name("DIR");
  build->add_flag(
      "--replace", options.replace,
      text("書き出し先に別のサイトがあれば、置き換える", "Replace another site in the folder that the pages go to"));
  CLI::App* check =
      app.add_subcommand("check", text("サイトを調べる（何も書き出さない）", "Check the site, and write nothing"));
  check->group(text("命令", "Verbs"));
  AddCommon(*check, options, raw, text);
  check->add_flag(
      "--external", options.external,
      text("サイトの外へのリンクも、相手のサーバーに確かめる", "Also ask the servers of links that leave the site"));
  CLI::App* import = app.add_subcommand("import", text("ほかの形から記録を作る", "Make records from other forms"));
  import->group(text("命令", "Verbs"));
  AddImport(*import, options, raw, text);
  CLI::App* search = app.add_subcommand("search", text("作ったサイトの中を探す", "Search the built site"));
  search->group(text("命令", "Verbs"));
  AddSearch(*search, options, raw, text);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      exit_code = app.exit(error);
    } else {
      Err("{} {}\n{}\n", text("命令の書き方が違います:", "Usage:"), error.what(),
          text("kyodo --help で使い方を表示します。", "See kyodo --help."));
      exit_code = kUsage;
    }
    return std::nullopt;
  }
  options.verb = app.get_subcommands().front()->get_name();
  options.format = raw.format == "json" ? Format::kJson : raw.format == "github" ? Format::kGithub : Format::kText;
  const Result<Instant> now = FindNow(raw.now);
  if (!now.ok()) {
    Print(stderr, FormatText(now.error(), options.tongue));
    exit_code = kUsage;
    return std::nullopt;
  }
  options.now = *now;
  if (options.jobs == 0) options.jobs = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, kMaxJobs);
  options.jobs = JobsThatFit(options.jobs);
  while (options.site.size() > 1 && options.site.back() == '/') options.site.pop_back();
  while (options.out.size() > 1 && options.out.back() == '/') options.out.pop_back();
  return options;
}

}  // namespace kyodo::cli
