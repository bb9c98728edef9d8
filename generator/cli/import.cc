#include "cli/import.h"

#include <fmt/format.h>

#include "cli/languages.h"
#include "cli/print.h"
#include "cli/report.h"
#include "core/text.h"
#include "import/event_import.h"
#include "load/load.h"
#include "markdown/pool.h"
#include "system/http_get.h"

namespace kyodo::cli {

namespace {

bool IsAddress(std::string_view source) { return source.find("://") != std::string_view::npos; }

Result<std::string> ReadSource(FileSystem& files, const Options& options) {
  if (!IsAddress(options.source)) return files.Read(options.source);
  GetLimits limits;
  limits.private_addresses = options.allow_private;
  return HttpGet(options.source, limits);
}

/// "municipality=minato".
bool ReadFixed(const Options& options, ImportOptions& to, Diagnostics& diagnostics) {
  for (const std::string& pair : options.fixed) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      diagnostics.FileError(
          "usage.set", "",
          {fmt::format("--set の書き方が違います: {}", pair), fmt::format("Cannot read --set {}", pair)},
          {"例: --set municipality=minato", "Example: --set municipality=minato"});
      return false;
    }
    to.fixed[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return true;
}

struct Counts {
  size_t written = 0, there = 0;
};

/// False when a file could not be written.
bool WriteRecord(FileSystem& files, const Options& options, const std::string& into, const ImportedRecord& one,
                 Counts& counts, Diagnostics& diagnostics) {
  const std::string path = fmt::format("{}/{}/{}.yaml", options.site, into, one.slug);
  const Result<FileInfo> there = files.Stat(path);
  if (!there.ok() && there.error().rule != "file.missing") {
    diagnostics.FileError(there.error().rule, path, there.error().message, there.error().hint);
    return false;
  }
  if (there.ok()) {
    ++counts.there;
    if (!options.quiet) Out("{} {}\n", Say(options.tongue, "もうあります", "already there"), path);
    return true;
  }
  const Result<std::string> text = yaml::Write(one.record);
  const Status status = text.ok() ? files.Write(path, *text) : Status(text.error());
  if (!status.ok()) {
    diagnostics.FileError(status.error().rule, path, status.error().message, status.error().hint);
    return false;
  }
  ++counts.written;
  if (options.quiet) return true;
  Out("{} {}\n", Say(options.tongue, "書きました  ", "written      "), path);
  if (!one.lost.empty())
    Out("  {}: {}\n", Say(options.tongue, "取り込めなかったもの", "not taken over"), fmt::join(one.lost, ", "));
  return true;
}

void PrintSummary(const Options& options, const Counts& counts, size_t unreadable) {
  if (options.quiet) return;
  Out(fmt::runtime(Say(options.tongue, "{} 件を下書きとして書きました。{} 件はもうありました。\n",
                       "{} written as drafts, {} already there.\n")),
      counts.written, counts.there);
  if (unreadable > 0)
    Out(fmt::runtime(Say(options.tongue, "始まりの日が読めない予定が {} 件ありました。\n",
                         "{} events had no start that can be read.\n")),
        unreadable);
  if (counts.written > 0)
    Out("{}\n", Say(options.tongue,
                    "確かめて、足りないことを書き足し、draft: true の行を消すと公開されます。下書きは kyodo build "
                    "--drafts で見られます。",
                    "Look them through, add what is missing, and delete the line draft: true to publish. "
                    "kyodo build --drafts shows drafts."));
}

}  // namespace

int Import(const Options& options) {
  Report report(options);
  Diagnostics diagnostics;
  const auto finish = [&](int code) {
    diagnostics.Sort();
    report.Print(diagnostics);
    return code;
  };
  const auto fail = [&](const Diagnostic& error, int code) {
    diagnostics.FileError(error.rule, options.source, error.message, error.hint);
    return finish(code);
  };
  ImportOptions import;
  if (!ReadFixed(options, import, diagnostics)) return finish(kUsage);
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  MarkdownPool pool(1);
  Diagnostics of_site;
  const std::unique_ptr<const Site> site = Load(*files, {options.site, options.now, true}, pool, of_site);
  if (of_site.HasErrors()) {
    diagnostics = std::move(of_site);
    return finish(ExitCodeOf(diagnostics));
  }
  import.collection = options.into.empty() ? CollectionOfEvents(*site) : options.into;
  std::vector<std::string> languages;
  for (const Language& language : site->config.languages) languages.push_back(language.code);
  const Result<size_t> language = FindLanguage(options.language, languages);
  if (!language.ok()) return fail(language.error(), kUsage);
  import.language = *language;
  const Result<std::string> text = ReadSource(*files, options);
  if (!text.ok()) return fail(text.error(), kEnvironment);
  const Result<IcsCalendar> calendar = ReadIcs(*text);
  if (!calendar.ok()) return fail(calendar.error(), kContentErrors);
  const std::vector<ImportedRecord> records = ImportEvents(*calendar, *site, import, diagnostics);
  if (diagnostics.HasErrors()) return finish(kUsage);
  Counts counts;
  const Status folder = files->MakeFolders(options.site + "/" + import.collection);
  if (!folder.ok()) return fail(folder.error(), kEnvironment);
  for (const ImportedRecord& one : records) {
    if (!WriteRecord(*files, options, import.collection, one, counts, diagnostics)) return finish(kEnvironment);
  }
  PrintSummary(options, counts, calendar->unreadable);
  return finish(kFine);
}

}  // namespace kyodo::cli
