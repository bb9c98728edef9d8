#include "cli/export.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "core/text.h"
#include "import/table_export.h"
#include "load/load.h"
#include "markdown/pool.h"
#include "records/named_record.h"

namespace kyodo::cli {

namespace {

/// A file beside the one that is asked for, so that no half of it ever has that name.
Status WriteWorkbook(FileSystem& files, const ExportOptions& options, const std::string& label,
                     const ExportedTable& table) {
  const std::string unfinished = options.file + ".new";
  const Status made = MakeXlsx(unfinished, label, table);
  const Status status = made.ok() ? files.Rename(unfinished, options.file) : made;
  if (!status.ok()) (void)files.RemoveFile(unfinished);
  return status;
}

/// By the options, else by the ending of the file's name. False after the error `export.form`.
bool ChooseForm(ExportOptions& options, Diagnostics& diagnostics) {
  if (!options.csv && !options.xlsx && !options.json) {
    const std::string name = Fold(options.file);
    options.csv = EndsWith(name, ".csv");
    options.xlsx = EndsWith(name, ".xlsx");
    options.json = EndsWith(name, ".json");
  }
  if (options.csv + options.xlsx + options.json == 1 && !(options.xlsx && options.file.empty())) return true;
  diagnostics.FileError(
      "export.form", "", {"どの形で書き出すのか、決められません", "It is not clear in which form to write"},
      {fmt::format("例: kyodo export {} --xlsx --out {}.xlsx", options.collection, options.collection),
       fmt::format("Example: kyodo export {} --xlsx --out {}.xlsx", options.collection, options.collection)});
  return false;
}

Status WriteTable(FileSystem& files, const ExportOptions& options, const Site& site, const Collection& collection) {
  const TableColumns columns(site, collection);
  const ExportedTable table = ExportTable(site, collection, columns, options.with_private);
  if (options.xlsx) return WriteWorkbook(files, options, collection.schema.label.In(0), table);
  const std::string text = options.csv ? CsvOf(table) : ExportJson(collection, options.with_private);
  if (!options.file.empty()) return ReplaceFile(files, options.file, text);
  Print(stdout, text);
  return Done{};
}

int Run(FileSystem& files, const ExportOptions& options, Diagnostics& diagnostics) {
  MarkdownPool pool(1);
  const std::unique_ptr<const Site> site =
      Load(files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, diagnostics);
  if (diagnostics.HasErrors()) return ExitCodeOf(diagnostics);
  diagnostics = {};  // warnings and notes of the site are for `check`
  const Result<const Collection*> found = FindTableCollection(*site, options.collection);
  if (!found.ok()) {
    diagnostics.Error(found.error().rule, {}, {}) = found.error();
    return kUsage;
  }
  const Collection* const collection = *found;
  const Status status = WriteTable(files, options, *site, *collection);
  if (!status.ok()) {
    const Diagnostic& error = status.error();
    Diagnostic& told = diagnostics.FileError(error.rule, options.file, error.message, error.hint);
    told.line = error.line;
    told.column = error.column;
    return kEnvironment;
  }
  if (!options.file.empty() && !options.quiet)
    Out(fmt::runtime(Say(options.tongue, "{} 件を {} に書きました。\n", "{} records written to {}.\n")),
        collection->records.size(), options.file);
  return kFine;
}

}  // namespace

void AddOptions(CLI::App& app, ExportOptions& options, const Words& words) {
  app.add_option("COLLECTION", options.collection, words("記録の種類", "The collection of the records"))
      ->required()
      ->type_name("");
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  app.add_flag("--csv", options.csv, words("Excel で開ける CSV（UTF-8）", "CSV that Excel opens (UTF-8)"));
  app.add_flag("--xlsx", options.xlsx, words("Excel のブック", "An Excel workbook"));
  app.add_flag("--json", options.json, words("JSON", "JSON"));
  app.add_option("--out", options.file,
                 words("書き出すファイル。形は名前の終わりでも決まる。なければ画面に出す",
                       "The file to write, whose ending may say the form; else the text is printed"))
      ->type_name("FILE");
  app.add_flag("--with-private", options.with_private,
               words("非公開の項目も書き出す。取り扱いに注意", "Private fields as well: take care of the file"));
  AddTongue(app, words);
  app.add_flag("--quiet", options.quiet, words("誤りだけを表示する", "Show errors only"));
}

int Export(const ExportOptions& given) {
  ExportOptions options = given;
  Report report(options);
  Diagnostics diagnostics;
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  const int code = ChooseForm(options, diagnostics) ? Run(*files, options, diagnostics) : kUsage;
  diagnostics.Sort();
  report.PrintEach(diagnostics);
  return code;
}

}  // namespace kyodo::cli
