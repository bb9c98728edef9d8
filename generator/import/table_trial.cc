// The loader's errors, where they stand in the table.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "import/table_plan.h"
#include "load/trial.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

/// The keys that lead to a line of a record.
std::vector<std::string> PathAt(const yaml::Node& root, uint32_t line) {
  std::vector<std::string> path;
  for (const yaml::Node* node = &root; node && node->kind == yaml::Node::kMapping;) {
    const yaml::Entry* last = nullptr;
    for (const yaml::Entry& entry : node->entries) {
      if (entry.key_pos.line <= line) last = &entry;
    }
    if (!last) break;
    path.emplace_back(last->key);
    node = last->value;
  }
  return path;
}

/// The cell whose column leads farthest to that place; npos: none does.
size_t CellFor(const std::vector<std::string>& path, const TablePlan& plan, const TableColumns& columns) {
  size_t best = std::string::npos, most = 0;
  for (size_t cell = 0; cell < plan.columns.size(); ++cell) {
    const int at = plan.columns[cell].empty() ? -1 : columns.At(plan.columns[cell]);
    if (at < 0) continue;
    const std::vector<std::string>& own = columns.list()[static_cast<size_t>(at)].path;
    size_t same = 0;
    while (same < std::min(own.size(), path.size()) && own[same] == path[same]) ++same;
    if (same > most) best = cell;
    most = std::max(most, same);
  }
  return best;
}

/// What to write into the cell: messages of the loader speak of files.
Message HintFor(const Diagnostic& one, const TableColumn* column, const Site& site) {
  const FieldType* type = column ? column->type : nullptr;
  while (type && type->of) type = type->of.get();
  if (one.rule == "value.boolean") return {"○ か × と書きます。", "Write ○ or ×."};
  const Collection* target = type && one.rule == "ref.missing" ? site.FindCollection(type->collection) : nullptr;
  if (!target) return one.hint;
  std::vector<std::string_view> titles;
  for (const Record& record : target->records) titles.push_back(record.Title(0));
  const std::string_view written = std::string_view(one.about.name).substr(one.about.name.find('/') + 1);
  std::string all;
  for (const std::string_view title : titles) {
    if (all.size() < 200) all += (all.empty() ? "" : "、") + std::string(title);
  }
  return Suggest(Nearest(written, titles), {fmt::format("題名か、ファイルの名前を書きます。例: {}", all),
                                            fmt::format("Write a title or the name of a file. Examples: {}", all)});
}

}  // namespace

void TryPlan(const TablePlan& plan, const Table& table, const Site& site, const TableColumns& columns,
             FileReader& files, const LoadOptions& options, MarkdownPool& markdown, Diagnostics& diagnostics) {
  std::map<std::string, std::string> texts;
  std::map<std::string, const PlannedRecord*> records;
  for (const PlannedRecord& record : plan.records) {
    if (record.text.empty()) continue;
    texts[record.path] = record.text;
    records[record.path] = &record;
  }
  std::set<size_t> incomplete;  // rows that are told to lack a field
  for (const Diagnostic& one : diagnostics.list()) {
    if (one.rule == "field.required") incomplete.insert(one.line);
  }
  const auto damaged = [&](size_t line, size_t cell) {
    return std::any_of(diagnostics.list().begin(), diagnostics.list().end(), [&](const Diagnostic& one) {
      return one.rule == "table.cell" && one.line == line && one.column == cell + 1;
    });
  };
  if (texts.empty()) return;
  const Diagnostics told = TryFiles(files, texts, options, markdown);
  for (const Diagnostic& one : told.list()) {
    if (one.severity != Severity::kError) continue;
    const auto found = records.find(one.path);
    if (found == records.end()) {
      diagnostics.FileError(one.rule, one.path, one.message, one.hint).line = one.line;
      continue;
    }
    const size_t line = found->second->line;
    if (one.rule == "field.required" && incomplete.contains(line)) continue;
    const auto parsed = ParseFile(one.path, found->second->text, FileForm::kYaml);
    const size_t cell = one.line && parsed->root && one.rule != "field.required"
                            ? CellFor(PathAt(*parsed->root, one.line), plan, columns)
                            : std::string::npos;
    if (damaged(line, cell)) continue;
    const TableColumn* column =
        cell == std::string::npos ? nullptr : &columns.list()[static_cast<size_t>(columns.At(plan.columns[cell]))];
    TellAt(table, line, cell, column ? column->header : "", one.rule, one.message, HintFor(one, column, site),
           diagnostics);
  }
}

}  // namespace kyodo
