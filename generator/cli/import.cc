#include "cli/import.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

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

Result<std::string> ReadSource(FileSystem& files, const ImportCalendarOptions& options) {
  if (!IsAddress(options.source)) return files.Read(options.source);
  GetLimits limits;
  limits.private_addresses = options.allow_private;
  return HttpGet(options.source, limits);
}

/// "municipality=minato".
bool ReadFixed(const ImportCalendarOptions& options, ImportOptions& to, Diagnostics& diagnostics) {
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
bool WriteRecord(FileSystem& files, const ImportCalendarOptions& options, const std::string& into,
                 const ImportedRecord& one, Counts& counts, Diagnostics& diagnostics) {
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

void PrintSummary(const ImportCalendarOptions& options, const Counts& counts, size_t unreadable) {
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

/// `import calendar`: the one kind of thing that can be imported.
void AddOptions(CLI::App& app, ImportCalendarOptions& options, const Words& words) {
  CLI::App& calendar = *app.add_subcommand(
      "calendar",
      words("iCalendar の予定を、下書きの記録にする", "Turn the events of an iCalendar file into draft records"));
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", words("この説明を表示する", "Show this help"));
  calendar
      .add_option("SOURCE", options.source,
                  words("ファイルの名前か、http か https のアドレス", "A file, or an address of http or https"))
      ->required()
      ->type_name("");
  AddFolder(calendar, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  calendar.add_option("--into", options.into, words("記録の種類", "The collection of the records"))->type_name("NAME");
  calendar
      .add_option("--set", options.fixed,
                  words("どの記録にも書く項目（例: municipality=minato）",
                        "A field for every record (such as municipality=minato)"))
      ->type_name("FIELD=VALUE");
  calendar
      .add_option("--in", options.language,
                  words("予定の文章の言語（例: ja）", "The language of the calendar's texts (such as ja)"))
      ->type_name("LANG");
  calendar.add_flag("--allow-private", options.allow_private,
                    words("内部のネットワークのアドレスも使う", "Also fetch from addresses of a private network"));
  AddTongue(calendar, words);
  calendar.add_flag("--quiet", options.quiet, words("誤りだけを表示する", "Show errors only"));
}

int Import(const ImportCalendarOptions& options) {
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
  if (!language.ok()) {
    Print(stderr, FormatText(language.error(), options.tongue));
    return kUsage;
  }
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
