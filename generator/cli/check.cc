#include "cli/check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <future>

#include "cli/build.h"
#include "cli/check_links.h"
#include "cli/fix.h"
#include "cli/print.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/json.h"
#include "core/levels.h"

namespace kyodo::cli {

namespace {

void PrintLinks(const CheckOptions& options, const LinkCounts& counts) {
  if (options.quiet) return;
  if (options.format == Format::kJson) {
    JsonWriter json;
    const auto add = [&](const char* key, auto number) { json.Key(key).Integer(static_cast<int64_t>(number)); };
    json.BeginObject().Key("links").BeginObject();
    add("asked", counts.asked);
    add("kept", counts.kept);
    add("oldest_days", counts.oldest_days);
    add("known_dead", counts.known_dead);
    return Out("{}\n", json.EndObject().EndObject().Take());
  }
  Out(fmt::runtime(
          Say(options.tongue,
              "外部リンク            {} 件を確かめ、{} 件は前の返事（古いもので {} "
              "日前）を使いました。開けないと分かっているもの {} 件\n",
              "links to elsewhere    {} asked, {} answered before (at most {} days ago), {} known to be dead\n")),
      counts.asked, counts.kept, counts.oldest_days, counts.known_dead);
}

}  // namespace

void AddOptions(CLI::App& app, CheckOptions& options, const Words& words) {
  AddSiteOptions(app, options, words);
  CLI::Option* const external = app.add_flag(
      "--external", options.external,
      words("サイトの外へのリンクも、相手のサーバーに確かめる", "Also ask the servers of links that leave the site"));
  app.add_option("--max-age", options.max_age_days,
                 words("--external で、この日数より新しい、開けたという返事は、また確かめない（0: すべて確かめる）",
                       "With --external, do not ask again for what opened less than so many days ago (0: ask for all)"))
      ->needs(external)
      ->check(WholeNumber(0, 3660, "--max-age 7", words))
      ->capture_default_str()
      ->type_name("DAYS");
  CLI::Option* const fix =
      app.add_flag("--fix", options.fix,
                   words("確かに直せるところ（全角の数字、空白、改行、箇条書きの印など）を、見せてから直す",
                         "Show, then make, the changes that can only be right: full-width digits, "
                         "spaces, line ends, list marks"));
  app.add_flag("--yes", options.yes, words("--fix で、たずねずに書き換える", "With --fix, write without asking"))
      ->needs(fix);
}

int Check(const CheckOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  if (options.fix) {
    if (const int code = Fix(options, *files); code != kFine) return code;
  }
  Report report(options);
  PortalOptions portal_options = PortalOptionsOf(options);
  Portal portal(*files, {*files, portal_options.Places()}, portal_options, &report);
  Diagnostics diagnostics = portal.diagnostics();
  Summary summary;
  // Where a core is free, it reads the texts while the pages are made.
  std::future<Diagnostics> sense = std::async(std::launch::async, portal.SenseCheck());
  if (portal.ok()) {
    NoSink nowhere;
    summary = portal.Build(nowhere, diagnostics);
    const AllowedHosts& allowed = portal.site().config.security;
    if (!allowed.empty()) summary.security_policy = PolicyOfHeaders(allowed);
  }
  LinkCounts links;
  diagnostics.Append(sense.get());
  if (portal.ok() && options.external) links = CheckExternalLinks(*files, options, portal.site(), report, diagnostics);
  summary.silenced += ApplyLevels(portal.site().config.checks, diagnostics);
  diagnostics.Sort();
  report.Print(diagnostics, portal.ChecksToCome());
  if (diagnostics.HasErrors()) return ExitCodeOf(diagnostics);
  report.PrintSummary(summary, nullptr, false);
  if (options.external) PrintLinks(options, links);
  return kFine;
}

}  // namespace kyodo::cli
