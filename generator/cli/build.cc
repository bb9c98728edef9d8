#include "cli/build.h"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "cli/build_note.h"
#include "cli/report.h"
#include "core/text.h"
#include "kyodo/kyodo.h"
#include "output/site_writer.h"
#include "words/mecab.h"

namespace kyodo::cli {

namespace {

std::string ExecutablePath() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

/// Of everything that a build is made from.
Snapshot InputsOf(FileSystem& files, const PortalOptions& options) {
  InputPlaces places = options.Places();
  places.files = {ExecutablePath(), kMecabDictionaryFile};
  return Snapshot(files, places);
}

/// What the last build said, when it was made from just what is there now.
std::optional<Summary> FindUnchanged(FileSystem& files, const BuildOptions& options, const std::string& stamp) {
  const auto note = ReadNote(ReadBuildNote(files, options.out));
  if (stamp.empty() || !note || note->stamp != stamp || note->day != DayOf(options.now, note->utc_offset_minutes) ||
      !IsIntact(files, options.out))
    return std::nullopt;
  return note->summary;
}

int Finish(Report& report, Diagnostics& diagnostics, int code) {
  diagnostics.Sort();
  report.Print(diagnostics);
  return code;
}

/// Pages among the records would be read as records.
bool IsInside(const std::string& folder, const std::string& other) {
  const auto whole = [](const std::string& path) {
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    return canonical.string() + "/";
  };
  return StartsWith(whole(folder), whole(other));
}

int ComplainInside(const BuildOptions& options, Report& report) {
  Diagnostics diagnostics;
  diagnostics.FileError("output.inside", options.out,
                        {"書き出し先が、サイトのフォルダーの中にあります", "The output is inside the site's folder"},
                        {"--out でサイトの外のフォルダーを指定します。例: --out ../public",
                         "Name a folder outside the site with --out. Example: --out ../public"});
  return Finish(report, diagnostics, kUsage);
}

}  // namespace

void AddOptions(CLI::App& app, BuildOptions& options, const Words& words) {
  AddSiteOptions(app, options, words);
  AddFolder(app, "--out", options.out, words("ページを書き出すフォルダー", "The folder that the pages go to"));
  app.add_flag(
      "--replace", options.replace,
      words("書き出し先に別のサイトがあれば、置き換える", "Replace another site in the folder that the pages go to"));
}

PortalOptions PortalOptionsOf(const SiteOptions& options) {
  PortalOptions portal;
  portal.folder = options.site;
  portal.theme_parents = ThemeParents(options.site, ExecutablePath());
  portal.now = options.now;
  portal.drafts = options.drafts;
  portal.workers = options.jobs;
  portal.image_folder = ImageFolder(options.out);
  return portal;
}

int Build(const BuildOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  if (IsInside(options.out, options.site)) return ComplainInside(options, report);
  PortalOptions portal_options = PortalOptionsOf(options);
  portal_options.keep_images = true;
  Snapshot inputs = InputsOf(*files, portal_options);
  const std::string stamp = inputs.Stamp(options.drafts ? "drafts\n" : "");
  if (const std::optional<Summary> before = FindUnchanged(*files, options, stamp)) {
    report.PrintSummary(*before, nullptr, true);
    return kFine;
  }
  Portal portal(*files, std::move(inputs), std::move(portal_options), &report);
  Diagnostics diagnostics = portal.diagnostics();
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  const auto fail = [&](const Diagnostic& error) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return Finish(report, diagnostics, kEnvironment);
  };
  const Site& site = portal.site();
  Result<std::unique_ptr<SiteWriter>> writer =
      SiteWriter::Open(*files, options.out, {site.config.base_url, options.replace});
  if (!writer.ok()) return fail(writer.error());
  const Summary summary = portal.Build(**writer, diagnostics);
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  report.Stage("公開", "write");
  const Result<WriteSummary> written = (*writer)->Publish();
  if (!written.ok()) return fail(written.error());
  const Status noted =
      WriteBuildNote(*files, options.out, WriteNote({stamp, site.today, site.utc_offset_minutes, summary}));
  if (!noted.ok()) return fail(noted.error());
  Finish(report, diagnostics, kFine);
  report.PrintSummary(summary, &*written, !written->touched);
  return kFine;
}

}  // namespace kyodo::cli
