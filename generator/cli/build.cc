#include "cli/build.h"

#include <filesystem>

#include "cli/inputs.h"
#include "cli/report.h"
#include "core/hash.h"
#include "formats/mecab.h"
#include "kyodo/kyodo.h"
#include "output/site_writer.h"

namespace kyodo::cli {

namespace {

std::string ExecutablePath() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

/// Of everything that a build is made from.
std::string Stamp(FileSystem& files, const Options& options) {
  // Any of the places where the theme may be found counts as an input.
  std::vector<std::string> folders = ThemeParents(options.site, ExecutablePath());
  folders.front() = options.site;
  return StampInputs(files, folders, {ExecutablePath(), kMecabDictionaryFile}, options.drafts ? "drafts\n" : "");
}

/// What the last build said, when it was made from just what is there now.
std::optional<Summary> FindUnchanged(FileSystem& files, const Options& options, const std::string& stamp) {
  const auto note = ReadNote(ReadBuildNote(files, options.out));
  if (!note || note->stamp != stamp || note->day != DayOf(options.now, note->utc_offset_minutes) ||
      !IsIntact(files, options.out))
    return std::nullopt;
  return note->summary;
}

int Finish(Report& report, Diagnostics& diagnostics, int code) {
  diagnostics.Sort();
  report.Print(diagnostics);
  return code;
}

}  // namespace

PortalOptions PortalOptionsOf(const Options& options) {
  PortalOptions portal;
  portal.folder = options.site;
  portal.theme_parents = ThemeParents(options.site, ExecutablePath());
  portal.now = options.now;
  portal.drafts = options.drafts;
  portal.workers = options.jobs;
  portal.image_folder = ImageFolder(options.out);
  return portal;
}

int Build(const Options& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  const std::string stamp = Stamp(*files, options);
  if (const std::optional<Summary> before = FindUnchanged(*files, options, stamp)) {
    report.PrintSummary(*before, nullptr, true);
    return kFine;
  }
  PortalOptions portal_options = PortalOptionsOf(options);
  portal_options.keep_images = true;
  Portal portal(*files, std::move(portal_options), &report);
  Diagnostics diagnostics = portal.diagnostics();
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  const auto fail = [&](const Diagnostic& error) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return Finish(report, diagnostics, kEnvironment);
  };
  Result<std::unique_ptr<SiteWriter>> writer = SiteWriter::Open(*files, options.out);
  if (!writer.ok()) return fail(writer.error());
  const Summary summary = portal.Build(**writer, diagnostics);
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  report.Stage("公開", "write");
  const Result<WriteSummary> written = (*writer)->Publish();
  if (!written.ok()) return fail(written.error());
  const Site& site = portal.site();
  const Status noted =
      WriteBuildNote(*files, options.out, WriteNote({stamp, site.today, site.utc_offset_minutes, summary}));
  if (!noted.ok()) return fail(noted.error());
  Finish(report, diagnostics, kFine);
  report.PrintSummary(summary, &*written, !written->touched);
  return kFine;
}

}  // namespace kyodo::cli
