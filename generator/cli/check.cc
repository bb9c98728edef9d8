#include "cli/check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "check/external_links.h"
#include "check/plain_words.h"
#include "cli/build.h"
#include "cli/report.h"
#include "system/http_probe.h"

namespace kyodo::cli {

namespace {

/// Warnings `link.external` for addresses outside that no longer answer.
void CheckExternalLinks(const Site& site, Diagnostics& diagnostics) {
  const std::vector<check::ExternalLink> links = check::ExternalLinks(site);
  std::vector<std::string> urls;
  for (const check::ExternalLink& link : links) {
    if (urls.empty() || urls.back() != link.url) urls.push_back(link.url);
  }
  const std::vector<ProbeResult> results = Probe(urls);
  size_t at = 0;
  for (const check::ExternalLink& link : links) {
    while (urls[at] != link.url) ++at;
    if (results[at].ok()) continue;
    const std::string answer = results[at].status ? fmt::format("HTTP {}", results[at].status) : results[at].error;
    diagnostics.Warning("link.external", link.pos,
                        {fmt::format("リンクの先が開けません: {}（{}）", link.url, answer),
                         fmt::format("The link does not open: {} ({})", link.url, answer)},
                        {"住所が変わっていないか、ブラウザーで確かめます。", "See in a browser whether it has moved."});
  }
}

}  // namespace

void AddOptions(CLI::App& app, CheckOptions& options, const Words& words) {
  AddSiteOptions(app, options, words);
  app.add_flag(
      "--external", options.external,
      words("サイトの外へのリンクも、相手のサーバーに確かめる", "Also ask the servers of links that leave the site"));
}

int Check(const CheckOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  PortalOptions portal_options = PortalOptionsOf(options);
  Portal portal(*files, {*files, portal_options.Places()}, portal_options, &report);
  Diagnostics diagnostics = portal.diagnostics();
  Summary summary;
  if (portal.ok()) {
    NoSink nowhere;
    summary = portal.Build(nowhere, diagnostics);
    check::SuggestPlainWords(portal.site(), diagnostics);
    if (options.external) {
      report.Stage("外部リンク", "links");
      CheckExternalLinks(portal.site(), diagnostics);
    }
  }
  diagnostics.Sort();
  report.Print(diagnostics);
  if (diagnostics.HasErrors()) return ExitCodeOf(diagnostics);
  report.PrintSummary(summary, nullptr, false);
  return kFine;
}

}  // namespace kyodo::cli
