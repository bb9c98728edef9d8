#include "cli/import.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <set>

#include "cli/import_table.h"
#include "cli/languages.h"
#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "core/text.h"
#include "import/event_import.h"
#include "load/load.h"
#include "load/trial.h"
#include "markdown/pool.h"
#include "system/http_get.h"

namespace kyodo::cli {

namespace {

bool IsAddress(std::string_view source) { return source.find("://") != std::string_view::npos; }

Result<std::string> ReadSource(FileSystem& files, const ImportVerbOptions& options) {
  if (!IsAddress(options.source)) return files.Read(options.source);
  GetLimits limits;
  limits.private_addresses = options.allow_private;
  return HttpGet(options.source, limits);
}

/// "status=planned".
bool ReadFixed(const ImportVerbOptions& options, ImportOptions& to, Diagnostics& diagnostics) {
  for (const std::string& pair : options.fixed) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      diagnostics.FileError(
          "usage.set", "",
          {fmt::format("--set の書き方が違います: {}", pair), fmt::format("Cannot read --set {}", pair)},
          {"例: --set status=planned", "Example: --set status=planned"});
      return false;
    }
    to.fixed[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return true;
}

struct Counts {
  size_t written = 0, there = 0, refused = 0;
};

/// The text of a record's file. A UID is any text, so of one line and of characters that a record may hold.
Result<std::string> TextOf(const ImportedRecord& one) {
  const Result<std::string> text = yaml::Write(one.record);
  if (!text.ok() || one.uid.empty()) return text;
  std::string uid;
  for (const char c : one.uid) uid += static_cast<unsigned char>(c) < ' ' || c == 0x7F ? '?' : c;
  return std::string(kUidRemark) + uid + "\n" + *text;
}

/// The records that came of an event before, by their first line.
std::map<std::string, std::string> FindImported(const Site& site) {
  std::map<std::string, std::string> found;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      const SourceFile* file = record.files.empty() ? nullptr : record.files.front();
      if (!file || !StartsWith(file->text, kUidRemark)) continue;
      found.emplace(file->Line(1), file->path);
    }
  }
  return found;
}

/// The errors of the new files, were they written: by path.
std::map<std::string, std::vector<Diagnostic>> ErrorsOf(FileSystem& files, const ImportVerbOptions& options,
                                                        const std::map<std::string, std::string>& texts) {
  MarkdownPool pool(1);
  const Diagnostics diagnostics =
      TryFiles(files, texts, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool);
  std::map<std::string, std::vector<Diagnostic>> errors;
  for (const Diagnostic& one : diagnostics.list()) {
    if (one.severity == Severity::kError && texts.contains(one.path)) errors[one.path].push_back(one);
  }
  return errors;
}

void TellLost(const ImportVerbOptions& options, const ImportedRecord& one) {
  if (!one.lost.empty() && !options.quiet)
    Out("  {}: {}\n", Say(options.tongue, "取り込めなかったもの", "not taken over"), fmt::join(one.lost, ", "));
}

/// What each event becomes: where it is, and its text; those that are there already are told.
std::map<std::string, std::string> PlanFiles(FileSystem& files, const ImportVerbOptions& options, const Site& site,
                                             std::vector<ImportedRecord>& records, const std::string& into,
                                             Counts& counts, Diagnostics& diagnostics) {
  const std::map<std::string, std::string> imported = FindImported(site);
  std::set<std::string> of_others;  // files of events with other UIDs
  for (const auto& [remark, path] : imported) of_others.insert(path);
  std::map<std::string, std::string> texts;
  const auto path_of = [&](const std::string& slug) { return fmt::format("{}/{}/{}.yaml", options.site, into, slug); };
  for (ImportedRecord& one : records) {
    const Result<std::string> text = TextOf(one);
    const auto found = text.ok() ? imported.find(text->substr(0, text->find('\n'))) : imported.end();
    const std::string base = one.slug;
    const auto taken = [&](const std::string& path) { return of_others.contains(path) || texts.contains(path); };
    for (int number = 2; found == imported.end() && taken(path_of(one.slug)); ++number)
      one.slug = fmt::format("{}-{}", base, number);
    std::string path = path_of(one.slug);
    const Result<FileInfo> there = files.Stat(path);
    if (!text.ok()) {
      diagnostics.FileError(text.error().rule, path, text.error().message, text.error().hint);
      continue;
    }
    if (!there.ok() && there.error().rule != "file.missing") {
      diagnostics.FileError(there.error().rule, path, there.error().message, there.error().hint);
      continue;
    }
    if (found != imported.end()) path = found->second;
    if (found == imported.end() && !there.ok()) {
      texts.emplace(path, *text);
      continue;
    }
    ++counts.there;
    if (!options.quiet) Out("{} {}\n", Say(options.tongue, "もうあります", "already there"), path);
  }
  return texts;
}

/// False when a file could not be written.
bool WriteRecords(FileSystem& files, const ImportVerbOptions& options, const std::string& into,
                  const std::vector<ImportedRecord>& records, const std::map<std::string, std::string>& texts,
                  Counts& counts, Diagnostics& diagnostics) {
  const auto errors =
      texts.empty() ? std::map<std::string, std::vector<Diagnostic>>() : ErrorsOf(files, options, texts);
  for (const ImportedRecord& one : records) {
    const std::string path = fmt::format("{}/{}/{}.yaml", options.site, into, one.slug);
    const auto text = texts.find(path);
    if (text == texts.end()) continue;
    if (const auto wrong = errors.find(path); wrong != errors.end()) {
      ++counts.refused;
      Out("{} {}: {}\n", Say(options.tongue, "書けません  ", "not written  "), path,
          wrong->second.front().message.In(options.tongue));
      continue;
    }
    if (const Status status = files.Write(path, text->second); !status.ok()) {
      diagnostics.FileError(status.error().rule, path, status.error().message, status.error().hint);
      return false;
    }
    ++counts.written;
    if (!options.quiet) Out("{} {}\n", Say(options.tongue, "書きました  ", "written      "), path);
    TellLost(options, one);
  }
  return true;
}

/// What of the calendar became no record, and why.
void PrintLeftOut(const ImportVerbOptions& options, const IcsCalendar& calendar, const Counts& counts) {
  const auto tell = [&](size_t count, const char* ja, const char* en) {
    if (count > 0) Out(fmt::runtime(Say(options.tongue, ja, en)), count);
  };
  const auto hidden = static_cast<size_t>(std::count_if(calendar.events.begin(), calendar.events.end(),
                                                        [](const IcsEvent& event) { return event.is_private; }));
  const auto name = [&](const std::vector<std::string>& titles) {
    for (const std::string& title : titles) Out("  {}\n", title.substr(0, title.find('\n')));
  };
  tell(calendar.unreadable.size(), "始まりの日が読めない予定が {} 件ありました。\n",
       "{} events had no start that can be read.\n");
  name(calendar.unreadable);
  tell(calendar.older.size(), "より新しい版がある予定が {} 件あり、新しい版だけを取り込みました。\n",
       "{} events were older revisions of others (the same UID), and only the newest was taken.\n");
  name(calendar.older);
  tell(calendar.others, "予定でないもの（ToDo など）が {} 件あり、取り込みませんでした。\n",
       "{} tasks or journals are no events and were left out.\n");
  tell(options.with_private ? 0 : hidden,
       "非公開の予定が {} 件あり、取り込みませんでした。取り込むなら --with-private を付けます。\n",
       "{} events are private and were left out; --with-private takes them too.\n");
  tell(counts.refused, "記録にできない予定が {} 件あり、書きませんでした。\n",
       "{} events would make records with errors, and were not written.\n");
}

void PrintSummary(const ImportVerbOptions& options, const Counts& counts, const IcsCalendar& calendar) {
  if (options.quiet) return;
  Out(fmt::runtime(Say(options.tongue, "{} 件を下書きとして書きました。{} 件はもうありました。\n",
                       "{} written as drafts, {} already there.\n")),
      counts.written, counts.there);
  PrintLeftOut(options, calendar, counts);
  if (counts.written > 0)
    Out("{}\n", Say(options.tongue,
                    "確かめて、足りないことを書き足し、draft: true の行を消すと公開されます。下書きは kyodo build "
                    "--drafts で見られます。",
                    "Look them through, add what is missing, and delete the line draft: true to publish. "
                    "kyodo build --drafts shows drafts."));
}

void AddCalendarOptions(CLI::App& app, ImportVerbOptions& options, const Words& words) {
  CLI::App& calendar = *app.add_subcommand(
      "calendar",
      words("iCalendar の予定を、下書きの記録にする", "Turn the events of an iCalendar file into draft records"));
  calendar
      .add_option("SOURCE", options.source,
                  words("ファイルの名前か、http か https のアドレス", "A file, or an address of http or https"))
      ->required()
      ->type_name("");
  AddFolder(calendar, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  calendar.add_option("--into", options.into, words("記録の種類", "The collection of the records"))->type_name("NAME");
  calendar
      .add_option(
          "--set", options.fixed,
          words("どの記録にも書く項目（例: status=planned）", "A field for every record (such as status=planned)"))
      ->type_name("FIELD=VALUE");
  calendar
      .add_option("--in", options.language,
                  words("予定の文章の言語（例: ja）", "The language of the calendar's texts (such as ja)"))
      ->type_name("LANG");
  calendar.add_flag("--with-private", options.with_private,
                    words("非公開の予定も取り込む", "Also take events that are marked as private"));
  calendar.add_flag("--allow-private", options.allow_private,
                    words("内部のネットワークのアドレスも使う", "Also fetch from addresses of a private network"));
  AddTongue(calendar, words);
  calendar.add_flag("--quiet", options.quiet, words("誤りだけを表示する", "Show errors only"));
}

int ImportCalendar(const ImportVerbOptions& options) {
  Report report(options);
  Diagnostics diagnostics;
  const auto finish = [&](int code) {
    diagnostics.Sort();
    report.Print(diagnostics);
    return code;
  };
  const auto fail = [&](const Diagnostic& error, int code) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return finish(code);
  };
  ImportOptions import;
  if (!ReadFixed(options, import, diagnostics)) return finish(kUsage);
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  MarkdownPool pool(1);
  Diagnostics of_site;
  const std::unique_ptr<const Site> site =
      Load(*files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, of_site);
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
  import.with_private = options.with_private;
  const Result<std::string> text = ReadSource(*files, options);
  if (!text.ok()) return fail(text.error(), kEnvironment);
  const Result<IcsCalendar> calendar = ReadIcs(*text);
  if (!calendar.ok()) return fail(calendar.error(), kContentErrors);
  std::vector<ImportedRecord> records = ImportEvents(*calendar, *site, import, diagnostics);
  if (diagnostics.HasErrors()) return finish(kUsage);
  Counts counts;
  const Status folder = files->MakeFolders(options.site + "/" + import.collection);
  if (!folder.ok()) return fail(folder.error(), kEnvironment);
  const std::map<std::string, std::string> texts =
      PlanFiles(*files, options, *site, records, import.collection, counts, diagnostics);
  if (diagnostics.HasErrors() || !WriteRecords(*files, options, import.collection, records, texts, counts, diagnostics))
    return finish(kEnvironment);
  PrintSummary(options, counts, *calendar);
  return finish(kFine);
}

}  // namespace

void AddOptions(CLI::App& app, ImportVerbOptions& options, const Words& words) {
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", words("この説明を表示する", "Show this help"));
  AddCalendarOptions(app, options, words);
  AddTableOptions(app, options, words);
}

int Import(const ImportVerbOptions& options) {
  return options.table.chosen ? ImportTable(options) : ImportCalendar(options);
}

}  // namespace kyodo::cli
