#include "cli/verbs.h"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <memory>

#include "cli/build.h"
#include "cli/check.h"
#include "cli/explain.h"
#include "cli/export.h"
#include "cli/import.h"
#include "cli/init.h"
#include "cli/misuse.h"
#include "cli/new.h"
#include "cli/print.h"
#include "cli/publish.h"
#include "cli/rename.h"
#include "cli/schema.h"
#include "cli/search.h"
#include "cli/serve.h"
#include "cli/setup.h"
#include "cli/status.h"
#include "cli/verify.h"

namespace kyodo::cli {

namespace {

constexpr const char* kVersion = "0.1.0";

template <class Options>
int RunWith(Options& options, int (*run)(const Options&)) {
  if constexpr (std::derived_from<Options, SiteOptions>) {
    const Status settled = Settle(options, std::getenv("SOURCE_DATE_EPOCH"));
    if (!settled.ok()) {
      Print(stderr, FormatText(settled.error(), options.tongue));
      return kUsage;
    }
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
    return run(options);
  } else {
    return run(options);
  }
}

template <class Options, int (*kRun)(const Options&)>
Runner Add(CLI::App& app, const Words& words) {
  auto options = std::make_shared<Options>();
  options->tongue = words.tongue;
  AddOptions(app, *options, words);
  return [options] { return RunWith<Options>(*options, kRun); };
}

const Verb kVerbs[] = {
    {"init", {"新しいサイトを始める", "Start a new site"}, Add<InitOptions, Init>},
    {"build", {"サイトを調べ、ページを作る", "Check the site and write its pages"}, Add<BuildOptions, Build>},
    {"check", {"サイトを調べる（何も書き出さない）", "Check the site, and write nothing"}, Add<CheckOptions, Check>},
    {"serve",
     {"書きながら、ブラウザーで見る", "Look at the site in a browser while you write"},
     Add<ServeVerbOptions, RunServe>},
    {"publish",
     {"できたサイトを、ウェブサーバーなどに公開する", "Publish the finished site to a web host"},
     Add<PublishVerbOptions, RunPublish>},
    {"new", {"新しい記録を書く", "Write a new record"}, Add<NewOptions, New>},
    {"rename",
     {"記録の名前を変え、参照を直す", "Rename a record, and mend what refers to it"},
     Add<RenameOptions, Rename>},
    {"remove", {"参照されていない記録を消す", "Remove a record that nothing refers to"}, Add<RemoveOptions, Remove>},
    {"import", {"ほかの形から記録を作る", "Make records from other forms"}, Add<ImportVerbOptions, Import>},
    {"export",
     {"記録を表にする（Excel、CSV、JSON）", "Make a table of records (Excel, CSV, JSON)"},
     Add<ExportOptions, Export>},
    {"explain",
     {"知らせの意味と、書き方の例を表示する", "Tell what a rule means, with examples"},
     Add<ExplainOptions, Explain>},
    {"schema",
     {"エディターの設定、項目の手引きを作る", "Make settings for editors, and a handbook of the fields"},
     Add<SchemaOptions, RunSchema>},
    {"status",
     {"手入れの要るもの（古い訳、期限など）を調べる",
      "Tell what wants attention: old translations, days that have come"},
     Add<StatusOptions, ShowStatus>},
    {"verify",
     {"公開したサイトが、作ったとおりに出ているか調べる", "Tell whether the published site is as it was built"},
     Add<VerifyVerbOptions, RunVerify>},
    {"setup",
     {"ひとりでに作って公開する設定を書く", "Write a recipe that builds and publishes by itself"},
     Add<SetupOptions, RunSetup>},
    {"search", {"作ったサイトの中を探す", "Search the built site"}, Add<SearchOptions, Search>},
};

/// What to say when the first argument is no verb; nothing when it is, or an option.
std::string ComplainOfVerb(const std::vector<std::string>& arguments, const Words& words) {
  if (arguments.empty() || arguments[0].substr(0, 1) == "-") return {};
  std::vector<std::string_view> names;
  for (const Verb& verb : kVerbs) names.push_back(verb.name);
  if (std::find(names.begin(), names.end(), arguments[0]) != names.end()) return {};
  const std::string_view near = Nearest(arguments[0], names);
  const std::string hint =
      near.empty() ? fmt::format(fmt::runtime(words("命令は {} です。kyodo --help で使い方を表示します。",
                                                    "The verbs are {}. See kyodo --help.")),
                                 fmt::join(names, words("、", ", ")))
                   : fmt::format(fmt::runtime(words("「{}」のことでしょうか。", "Did you mean “{}”?")), near);
  return fmt::format("{} {}\n{}\n", words("知らない命令です:", "Unknown verb:"), arguments[0], hint);
}

void Label(CLI::App& app, const Words& words) {
  const auto formatter = app.get_formatter();
  formatter->label("Usage", words("使い方", "Usage"));
  formatter->label("OPTIONS", words("オプション", "OPTIONS"));
  formatter->label("SUBCOMMAND", words("命令", "VERB"));
  formatter->label("SUBCOMMANDS", words("命令", "VERBS"));
  formatter->label("Options", words("オプション", "Options"));
  formatter->label("Subcommands", words("命令", "Verbs"));
  formatter->column_width(26);
  app.option_defaults()->group(words("オプション", "Options"));
  app.set_help_flag("-h,--help", words("この説明を表示する", "Show this help"));
  app.set_version_flag("--version", kVersion, words("版を表示する", "Show the version"));
}

/// Help and version come as an exception, too.
Command CommandOf(const CLI::App& app, const CLI::ParseError& error, const Words& words) {
  Command command;
  if (error.get_exit_code() == 0) {
    std::ostringstream out, err;
    app.exit(error, out, err);
    command.out = out.str();
  } else {
    command.err = TellMisuse(app, error, words);
    command.exit_code = kUsage;
  }
  return command;
}

}  // namespace

std::span<const Verb> Verbs() { return kVerbs; }

Command ReadCommand(std::vector<std::string> arguments, Tongue tongue) {
  const Words words{tongue};
  if (std::string complaint = ComplainOfVerb(arguments, words); !complaint.empty())
    return {nullptr, "", std::move(complaint), kUsage};
  CLI::App app(words("kyodo: 協働の案内サイトを、Markdown と YAML から作ります。",
                     "kyodo: makes a collaboration portal from Markdown and YAML."),
               "kyodo");
  Label(app, words);
  app.require_subcommand(1);
  std::vector<Runner> runners;
  for (const Verb& verb : kVerbs) {
    CLI::App* const sub = app.add_subcommand(std::string(verb.name), verb.summary.In(tongue));
    sub->group(words("命令", "Verbs"));
    runners.push_back(verb.add(*sub, words));
  }
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return CommandOf(app, error, words);
  }
  const std::string chosen = app.get_subcommands().front()->get_name();
  const auto verb =
      std::find_if(std::begin(kVerbs), std::end(kVerbs), [&](const Verb& one) { return one.name == chosen; });
  return {std::move(runners[static_cast<size_t>(verb - kVerbs)]), "", "", kFine};
}

Tongue FindTongue(const std::vector<std::string>& arguments, const std::function<const char*(const char*)>& variable) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::string_view value;
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) value = arguments[i + 1];
    if (arguments[i].substr(0, 7) == "--lang=") value = std::string_view(arguments[i]).substr(7);
    if (value == "ja") return Tongue::kJa;
    if (value == "en") return Tongue::kEn;
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = variable(name);
    if (value && *value) return std::string_view(value).substr(0, 2) == "ja" ? Tongue::kJa : Tongue::kEn;
  }
  return Tongue::kEn;
}

}  // namespace kyodo::cli
