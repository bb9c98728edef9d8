#include "cli/import_table.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "core/text.h"
#include "import/table_plan.h"
#include "markdown/pool.h"
#include "records/named_record.h"
#include "source/parsed_file.h"
#include "system/file_changes.h"
#include "yaml/yaml.h"

namespace kyodo::cli {

namespace {

/// `columns: {団体名: name.ja, 備考: ""}`.
TableMapping ReadMapping(FileSystem& files, const ImportVerbOptions& options, const std::string& collection,
                         const TableColumns& columns, Diagnostics& diagnostics) {
  const bool usual = options.table.mapping.empty();
  const std::string path = usual ? fmt::format("{}/imports/{}.yaml", options.site, collection) : options.table.mapping;
  const Result<std::string> text = files.Read(path);
  if (!text.ok()) {
    const Diagnostic& error = text.error();
    if (!usual || error.rule != "file.missing") diagnostics.FileError(error.rule, path, error.message, error.hint);
    return {};
  }
  const auto parsed = ParseFile(path, *text, FileForm::kYaml);
  diagnostics.Append(parsed->diagnostics);
  const yaml::Node* list = parsed->root ? parsed->root->Find("columns") : nullptr;
  const Message example = {"例: columns: {団体名: name.ja, 備考: \"\"}",
                           "Example: columns: {Group: name.ja, Remarks: \"\"}"};
  if (parsed->root && (!list || list->kind != yaml::Node::kMapping))
    diagnostics.FileError("table.mapping", path,
                          {"列と項目の対応がありません", "It does not say which column is which field"}, example);
  TableMapping mapping;
  for (const yaml::Entry& entry : list ? list->entries : std::span<const yaml::Entry>()) {
    std::vector<size_t> ignored;
    const std::string id(entry.value->text);
    if (!id.empty() && columns.Match({id}, ignored).front() < 0) {
      const std::string near = columns.Near(id);
      diagnostics.Error(
          "table.mapping", entry.value->pos,
          {fmt::format("この種類にない項目です: {}", id), fmt::format("No such field in this collection: {}", id)},
          near.empty() ? example : Suggest(near, {}));
    }
    mapping.emplace(entry.key, id);
  }
  return mapping;
}

const char* NameOf(PlannedRecord::State state, Tongue tongue) {
  switch (state) {
    case PlannedRecord::kNew: return Say(tongue, "新しい", "new").data();
    case PlannedRecord::kChanged: return Say(tongue, "変わる", "changed").data();
    default: return Say(tongue, "同じ", "same").data();
  }
}

/// On one line, and not all of a long text.
std::string Short(const std::string& cell, bool is_private, Tongue tongue) {
  if (is_private && !cell.empty()) return std::string(Say(tongue, "（非公開）", "(private)"));
  constexpr size_t kMost = 40;
  std::u32string text = Decode(cell);
  std::replace(text.begin(), text.end(), U'\n', U'⏎');
  if (text.size() > kMost) text = text.substr(0, kMost) + U"…";
  return text.empty() ? std::string(Say(tongue, "（なし）", "(nothing)")) : Encode(text);
}

size_t CountOf(const TablePlan& plan, PlannedRecord::State state) {
  return static_cast<size_t>(std::count_if(plan.records.begin(), plan.records.end(),
                                           [&](const PlannedRecord& one) { return one.state == state; }));
}

void PrintPlan(const ImportVerbOptions& options, const Table& table, const TablePlan& plan) {
  const Tongue tongue = options.tongue;
  for (const PlannedRecord& record : plan.records) {
    if (record.state == PlannedRecord::kSame || options.quiet) continue;
    Out("{} {}  {}  {}\n", NameOf(record.state, tongue), record.path, PlaceIn(table, record.line).In(tongue),
        record.title);
    for (const PlannedChange& change : record.changes)
      Out("    {}: {} → {}\n", change.header, Short(change.was, change.is_private, tongue),
          Short(change.now, change.is_private, tongue));
  }
  if (!plan.left_out.empty())
    Out("{} {}\n", Say(tongue, "取り込まない列:", "Columns that are left out:"), fmt::join(plan.left_out, ", "));
  for (const Message& remark : plan.remarks) Out("{}\n", remark.In(tongue));
  if (table.formulas > 0)
    Out(fmt::runtime(Say(tongue, "数式のセルが {} あります。ファイルに残っている計算の結果を使います。\n",
                         "{} cells hold formulas; the results that the file has are used.\n")),
        table.formulas);
  if (!table.other_sheets.empty())
    Out("{} {}\n",
        Say(tongue, "ほかのシートは読みません（--sheet で選べます）:", "Other sheets are not read (see --sheet):"),
        fmt::join(table.other_sheets, ", "));
}

void PrintCounts(const ImportVerbOptions& options, const TablePlan& plan, size_t errors, bool written) {
  const Tongue tongue = options.tongue;
  Out(fmt::runtime(Say(tongue, "新しい {} 件、変わる {} 件、同じ {} 件、誤り {} か所。",
                       "{} new, {} changed, {} same, {} errors.")),
      CountOf(plan, PlannedRecord::kNew), CountOf(plan, PlannedRecord::kChanged), CountOf(plan, PlannedRecord::kSame),
      errors);
  const bool any = CountOf(plan, PlannedRecord::kSame) < plan.records.size();
  if (errors > 0)
    Out("{}\n", Say(tongue, "何も書いていません。直してから、もう一度実行します。",
                    " Nothing was written. Mend them and run it again."));
  else if (written)
    Out("{}\n", Say(tongue, "書きました。", " Written."));
  else
    Out("{}\n", !any ? std::string_view()
                     : Say(tongue, "まだ書いていません。--write を付けると書きます。",
                           " Nothing is written yet; --write does that."));
}

/// All files, or none. False after an error.
bool WriteAll(FileSystem& files, const TablePlan& plan, Diagnostics& diagnostics) {
  std::vector<FileChange> changes;
  for (const PlannedRecord& record : plan.records) {
    if (record.text.empty()) continue;
    std::optional<std::string> before;
    if (record.state == PlannedRecord::kChanged) {
      const Result<std::string> bytes = files.Read(record.path);
      if (bytes.ok()) before = *bytes;
    }
    changes.push_back({record.path, std::move(before), record.text});
  }
  const Status status = ApplyChanges(files, changes);
  if (status.ok()) return true;
  diagnostics.FileError(status.error().rule, status.error().path, status.error().message, status.error().hint);
  return false;
}

/// All that is left when the site is loaded and the table read.
int RunPlan(FileSystem& files, const ImportVerbOptions& options, const Site& site, const Collection& collection,
            MarkdownPool& pool, Diagnostics& diagnostics) {
  const TableColumns columns(site, collection);
  const TableMapping mapping = ReadMapping(files, options, collection.schema.id, columns, diagnostics);
  const Result<std::string> bytes = files.Read(options.source);
  if (!bytes.ok()) {
    diagnostics.FileError(bytes.error().rule, options.source, bytes.error().message, bytes.error().hint);
    return kEnvironment;
  }
  if (diagnostics.HasErrors()) return kContentErrors;
  const Result<Table> table = ReadTable(options.source, *bytes, options.table.sheet, columns, kThisProgram);
  if (!table.ok()) {
    diagnostics.FileError(table.error().rule, table.error().path, table.error().message, table.error().hint).line =
        table.error().line;
    return ExitCodeOf(diagnostics);
  }
  const TablePlan plan = PlanTable(*table, site, collection, columns, mapping, diagnostics);
  TryPlan(plan, *table, site, columns, files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool,
          diagnostics);
  const size_t errors = diagnostics.Count(Severity::kError);
  const bool write = options.table.write && errors == 0;
  if (options.format == Format::kText) PrintPlan(options, *table, plan);
  if (write && !WriteAll(files, plan, diagnostics)) return kEnvironment;
  if (options.format == Format::kText && !plan.columns.empty()) PrintCounts(options, plan, errors, write);
  return errors > 0 ? kContentErrors : kFine;
}

}  // namespace

void AddTableOptions(CLI::App& app, ImportVerbOptions& options, const Words& words) {
  CLI::App& table = *app.add_subcommand(
      "table", words("Excel や CSV の表を記録にする。はじめは計画だけを見せ、--write で書く",
                     "Turn a table (Excel, CSV, JSON) into records: shows the plan, and writes it with --write"));
  table.callback([&options] { options.table.chosen = true; });
  table
      .add_option("FILE", options.source, words("表のファイル（.xlsx、.csv、.json）", "The table (.xlsx, .csv, .json)"))
      ->required()
      ->type_name("");
  AddFolder(table, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  table.add_option("--into", options.into, words("記録の種類", "The collection of the records"))
      ->required()
      ->type_name("NAME");
  table
      .add_option("--sheet", options.table.sheet,
                  words("読むシート。なければ、はじめのシート", "The sheet to read; else the first"))
      ->type_name("NAME");
  table
      .add_option("--mapping", options.table.mapping,
                  words("列と項目の対応。なければ、あれば imports/種類.yaml",
                        "Which column is which field; else imports/NAME.yaml, if there is one"))
      ->type_name("FILE");
  table.add_flag(
      "--write", options.table.write,
      words("誤りがなければ書く。すべてか、何も書かないか", "Write it if nothing is wrong: all of it or nothing"));
  AddTongue(table, words);
  AddFormat(table, options.format, {"text", "json", "github"}, words("誤りの形", "The form of messages"), words);
  table.add_flag("--quiet", options.quiet, words("変わる記録を一つずつ表示しない", "Do not list each record"));
}

int ImportTable(const ImportVerbOptions& options) {
  Report report(options);
  Diagnostics diagnostics;
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  MarkdownPool pool(1);
  int code = kContentErrors;
  const std::unique_ptr<const Site> site =
      Load(*files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, diagnostics);
  if (diagnostics.HasErrors()) {
    code = ExitCodeOf(diagnostics);
  } else {
    diagnostics = {};  // warnings and notes of the site are for `check`
    const Result<const Collection*> collection = FindTableCollection(*site, options.into);
    if (collection.ok()) {
      code = RunPlan(*files, options, *site, **collection, pool, diagnostics);
    } else {
      code = kUsage;
      diagnostics.Error(collection.error().rule, {}, {}) = collection.error();
    }
  }
  diagnostics.Sort();
  std::fflush(stdout);
  report.PrintEach(diagnostics);
  return code;
}

}  // namespace kyodo::cli
