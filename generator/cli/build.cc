#include "cli/build.h"

#include <CLI/CLI.hpp>

#include "cli/build_note.h"
#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "core/json.h"
#include "core/text.h"
#include "kyodo/gone.h"
#include "kyodo/kyodo.h"
#include "kyodo/page_memory.h"
#include "output/site_writer.h"
#include "system/file_error.h"
#include "system/readable.h"
#include "system/worker_process.h"
#include "words/mecab.h"

namespace kyodo::cli {

namespace {

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

/// What makes the build a preview, as it was asked for.
std::string PreviewOf(const BuildOptions& options) {
  std::string preview = options.drafts ? "--drafts" : "";
  if (!options.now_text.empty()) preview += (preview.empty() ? "--now " : " --now ") + options.now_text;
  return preview;
}

int Finish(Report& report, Diagnostics& diagnostics, int code) {
  diagnostics.Sort();
  report.Print(diagnostics);
  return code;
}

Result<std::string> WholePath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  const std::string canonical = error ? "" : std::filesystem::weakly_canonical(whole, error).string();
  if (error) return FileError(FileCall::kStat, path, error.value());
  return canonical + "/";
}

/// Pages among the records would be read as records, those among the files of a theme published once more. Errors
/// `output.inside`; `file.*`: it cannot be seen.
Status CheckOutside(const std::string& out, const std::string& folder) {
  const Result<std::string> pages = WholePath(out), other = WholePath(folder);
  if (!pages.ok()) return pages.error();
  if (!other.ok()) return other.error();
  if (!StartsWith(*pages, *other)) return Done{};
  Diagnostics one;
  return one.FileError("output.inside", out,
                       {"書き出し先が、サイトかテーマのフォルダーの中にあります",
                        "The output is inside the folder of the site or of its theme"},
                       {"--out で、その外のフォルダーを指定します。例: --out ../public",
                        "Name a folder outside of it with --out. Example: --out ../public"});
}

/// A line for each page that was made again, or one for all of them.
void ExplainPages(const PageMemory& memory, const BuildOptions& options) {
  const auto tell = [&](std::string_view page, std::string_view because) {
    if (options.format != Format::kJson) return Out("{} ← {}\n", page, because);
    JsonWriter json;
    Out("{}\n", json.BeginObject().Key("page").String(page).Key("because").String(because).EndObject().Take());
  };
  const std::string_view all = Say(options.tongue, "すべてのページ", "every page");
  if (memory.everything() == "-")
    return tell(all, Say(options.tongue, "前の書き出しの記録がありません", "nothing is known of the last build"));
  if (!memory.everything().empty()) return tell(all, memory.everything());
  for (const auto& [page, because] : memory.reasons())
    tell(page, because.empty() ? Say(options.tongue, "新しいページか、検索の一覧が変わりました",
                                     "a new page, or another list of the search")
                               : because);
}

}  // namespace

void AddOptions(CLI::App& app, BuildOptions& options, const Words& words) {
  AddSiteOptions(app, options, words);
  AddFolder(app, "--out", options.out, words("ページを書き出すフォルダー", "The folder that the pages go to"));
  app.add_flag(
      "--replace", options.replace,
      words("書き出し先に別のサイトがあれば、置き換える", "Replace another site in the folder that the pages go to"));
  app.add_flag("--explain", options.explain, words("ページを作り直した訳を言う", "Say why pages were made again"));
}

PortalOptions PortalOptionsOf(const SiteOptions& options) {
  PortalOptions portal;
  portal.folder = options.site;
  portal.theme_parents = PlacesOfThemes(options.site);
  portal.now = options.now;
  portal.drafts = options.drafts;
  portal.workers = options.jobs;
  portal.image_folder = ImageFolder(options.out);
  portal.text_folder = TextFolder(options.out);
  return portal;
}

int Build(const BuildOptions& options) {
  LetAllRead();
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  Diagnostics diagnostics;
  const auto fail = [&](const Diagnostic& error) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return Finish(report, diagnostics, error.rule == "output.inside" ? kUsage : kEnvironment);
  };
  if (const Status outside = CheckOutside(options.out, options.site); !outside.ok()) return fail(outside.error());
  PortalOptions portal_options = PortalOptionsOf(options);
  portal_options.keeps = true;
  Snapshot inputs = InputsOf(*files, portal_options);
  const std::string stamp = inputs.Stamp(PreviewOf(options));
  if (const std::optional<Summary> before = FindUnchanged(*files, options, stamp)) {
    report.PrintSummary(*before, nullptr, true);
    return kFine;
  }
  Portal portal(*files, std::move(inputs), std::move(portal_options), &report);
  diagnostics = portal.diagnostics();
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  const Site& site = portal.site();
  for (const std::string& parent : PlacesOfThemes(options.site)) {
    const Status outside = CheckOutside(options.out, parent + "/" + site.config.theme);
    if (!outside.ok()) return fail(outside.error());
  }
  Result<std::unique_ptr<SiteWriter>> writer =
      SiteWriter::Open(*files, options.out, {site.config.base_url, options.replace, PreviewOf(options)});
  if (!writer.ok()) return fail(writer.error());
  PageMemory memory(ReadPageNotes(*files, options.out));
  const Summary summary = portal.Build(**writer, diagnostics, &memory);
  if (!diagnostics.HasErrors()) diagnostics.Append(FindGone((*writer)->PublishedPaths(), site, portal.plan()));
  ApplyLevels(site.config.checks, diagnostics);
  if (diagnostics.HasErrors()) return Finish(report, diagnostics, ExitCodeOf(diagnostics));
  report.Stage("公開", "write");
  const Result<WriteSummary> written = (*writer)->Publish();
  if (!written.ok()) return fail(written.error());
  const Status noted =
      WriteBuildNote(*files, options.out, WriteNote({stamp, site.today, site.utc_offset_minutes, summary}));
  if (!noted.ok()) return fail(noted.error());
  WritePageNotes(*files, options.out, portal.WriteMemory(memory));
  Finish(report, diagnostics, kFine);
  if (options.explain) ExplainPages(memory, options);
  report.PrintSummary(summary, &*written, !written->touched);
  return kFine;
}

}  // namespace kyodo::cli
