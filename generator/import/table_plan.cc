#include "import/table_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "import/cell_text.h"
#include "import/json_values.h"
#include "import/record_text.h"
#include "import/table_cells.h"
#include "load/meant_names.h"
#include "load/slug.h"
#include "words/latin.h"

namespace kyodo {

namespace {

using yaml::Value;

class Planner {
 public:
  Planner(const Table& table, const Site& site, const Collection& collection, const TableColumns& columns,
          const TableMapping& mapping, Diagnostics& diagnostics)
      : table_(table),
        site_(site),
        collection_(collection),
        columns_(columns),
        rows_(FindRows(table, columns, mapping, diagnostics)),
        diagnostics_(diagnostics) {}

  TablePlan Run() {
    if (rows_.head.cells.empty()) return {};
    MatchHead();
    KnowTitles();
    for (const CsvRow& row : rows_.records)
      if (HoldsAny(row)) PlanRow(row);
    plan_.remarks.insert(plan_.remarks.begin(), rows_.remarks.begin(), rows_.remarks.end());
    for (const int column : meaning_)
      plan_.columns.push_back(column < 0 ? "" : columns_.list()[static_cast<size_t>(column)].Id());
    return std::move(plan_);
  }

 private:
  void MatchHead() {
    const std::vector<std::string>& headings = rows_.headings;
    std::vector<size_t> twice;
    meaning_ = columns_.Match(headings, twice);
    for (const size_t at : twice)
      TellAt(table_, rows_.head.line, at, HeadingOf(rows_.head.cells[at]), "table.twice",
             {"ほかの列と同じ項目です", "Another column is the same field"},
             {"どちらかの列を消すか、言語を添えます。例: 名称（英語）",
              "Delete one of the columns, or name its language, such as “Name (English)”."},
             diagnostics_);
    for (size_t i = 0; i < headings.size(); ++i) {
      if (meaning_[i] >= 0 || headings[i].empty() || std::find(twice.begin(), twice.end(), i) != twice.end()) continue;
      const std::string near = columns_.Near(headings[i]);
      if (near.empty() || IsMapped(near)) {
        plan_.left_out.push_back(headings[i]);
        continue;
      }
      TellAt(table_, rows_.head.line, i, headings[i], "table.heading",
             {"この種類にない項目です", "No such field in this collection"},
             {fmt::format("「{}」のことでしょうか。取り込まない列なら、対応のファイルに {}: \"\" と書きます。", near,
                          headings[i]),
              fmt::format("Did you mean “{}”? To leave the column out, write {}: \"\" in the mapping.", near,
                          headings[i])},
             diagnostics_);
    }
  }

  bool IsMapped(const std::string& header) const {
    return std::any_of(meaning_.begin(), meaning_.end(),
                       [&](int one) { return one >= 0 && columns_.list()[static_cast<size_t>(one)].header == header; });
  }

  void KnowTitles() {
    for (const Record& record : collection_.records) {
      const auto [at, added] = by_title_.emplace(Fold(record.Title(0)), &record);
      if (!added) at->second = nullptr;  // of two with one title neither is known by it
    }
  }

  bool HoldsAny(const CsvRow& row) const {
    for (size_t i = 0; i < std::min(row.cells.size(), meaning_.size()); ++i) {
      if (meaning_[i] >= 0 && !TrimCell(row.cells[i]).empty()) return true;
    }
    return false;
  }

  std::string CellAt(const CsvRow& row, const std::string& id) const {
    const int column = columns_.At(id);
    for (size_t i = 0; column >= 0 && i < std::min(row.cells.size(), meaning_.size()); ++i) {
      if (meaning_[i] == column) return std::string(TrimCell(row.cells[i]));
    }
    return {};
  }

  /// In the first language.
  std::string TitleOf(const CsvRow& row, size_t language = 0) const {
    const std::string& title = collection_.schema.title;
    const std::string local = CellAt(row, title + "." + site_.config.languages[language].code);
    return local.empty() ? CellAt(row, title) : local;
  }

  std::string NewSlug(const CsvRow& row) const {
    std::vector<std::string> names;
    for (size_t id = site_.config.languages.size(); id > 0; --id) names.push_back(TitleOf(row, id - 1));
    const std::string& reading = collection_.schema.reading;
    if (!reading.empty()) {
      const std::string local = CellAt(row, reading + "." + site_.config.languages.front().code);
      names.push_back(latin_.OfKana(local.empty() ? CellAt(row, reading) : local));
    }
    names.push_back(latin_.OfKana(TitleOf(row)));
    const std::string slug = load::FirstSlug(names);
    return slug.empty() ? collection_.schema.id : slug;
  }

  /// Of a new record; empty: it is no name for a file, and that is told.
  std::string SlugFor(const CsvRow& row, const std::string& given) {
    if (given.empty()) {
      const std::string base = NewSlug(row);
      const bool plain = base == collection_.schema.id;
      std::string slug = plain ? base + "-1" : base;
      // Many may have one reading: each begins where the last one ended.
      for (int& number = last_numbers_.try_emplace(base, 1).first->second;
           collection_.by_slug.contains(slug) || slugs_.contains(slug);)
        slug = fmt::format("{}-{}", base, ++number);
      return slug;
    }
    Diagnostics told;
    if (load::CheckSlug(given, {}, told)) return given;
    const Diagnostic& one = told.list().front();
    TellCell(row, columns_.At("slug"), one.rule, one.message, one.hint);
    return {};
  }

  void TellCell(const CsvRow& row, int column, std::string_view rule, const Message& message, Message hint) {
    const auto at = std::find(meaning_.begin(), meaning_.end(), column);
    const size_t cell = at == meaning_.end() ? std::string::npos : static_cast<size_t>(at - meaning_.begin());
    TellAt(table_, row.line, cell, columns_.list()[static_cast<size_t>(column)].header, rule, message, std::move(hint),
           diagnostics_);
  }

  void PlanRow(const CsvRow& row) {
    const std::string given = CellAt(row, "slug"), title = TitleOf(row);
    const Record* record = nullptr;
    if (const auto found = collection_.by_slug.find(given); found != collection_.by_slug.end()) record = found->second;
    if (const auto found = by_title_.find(Fold(title)); given.empty() && !title.empty() && found != by_title_.end())
      record = found->second;
    PlannedRecord planned;
    planned.line = row.line;
    planned.title = title;
    const std::string slug = record ? record->slug : SlugFor(row, given);
    if (slug.empty()) return;
    if (const auto [before, added] = slugs_.emplace(slug, row.line); !added)
      return TellTwice(row, before->second, title);
    if (given.empty() && !title.empty()) {
      const auto [before, added] = titles_.emplace(Fold(title), row.line);
      if (!added) return TellTwice(row, before->second, title);
    }
    if (record) {
      Change(row, *record, planned);
    } else {
      planned.path = fmt::format("{}/{}/{}.yaml", site_.folder, collection_.schema.id, slug);
      Make(row, planned);
    }
    plan_.records.push_back(std::move(planned));
  }

  void TellTwice(const CsvRow& row, size_t before, const std::string& title) {
    const Message place = PlaceIn(table_, before);
    TellAt(table_, row.line, std::string::npos, title, "table.twice",
           {fmt::format("{} と同じ記録です", place.ja), fmt::format("It is the same record as in {}", place.en)},
           {"どちらかの行を消すか、「ファイル名」の列で別の名前を付けます。",
            "Delete one of the rows, or give each its own name in a column “File name”."},
           diagnostics_);
  }

  std::optional<Value> ValueAt(const CsvRow& row, size_t cell, const TableColumn& column) {
    if (cell >= row.cells.size()) return std::nullopt;
    if (const auto damage = DamageOf(row.cells[cell], column))
      TellAt(table_, row.line, cell, column.header, "table.cell", *damage,
             {"もとの表で、セルの書式を「文字列」にしてから書き直します。",
              "Set the cell's format to “Text” in the spreadsheet, and write it again."},
             diagnostics_);
    if (const auto doubt = DoubtOf(row.cells[cell], column)) {
      const Message place = PlaceIn(table_, row.line, cell);
      plan_.remarks.push_back(
          {place.ja + "「" + column.header + "」: " + doubt->ja, place.en + ", “" + column.header + "”: " + doubt->en});
    }
    return ValueOfCell(row.cells[cell], column, site_);
  }

  void Make(const CsvRow& row, PlannedRecord& planned) {
    Value record = Value::Map();
    for (size_t number = 1; number < columns_.list().size(); ++number) {
      const TableColumn& column = columns_.list()[number];
      const auto at = std::find(meaning_.begin(), meaning_.end(), static_cast<int>(number));
      const auto cell = static_cast<size_t>(at - meaning_.begin());
      std::optional<Value> value = at == meaning_.end() ? std::nullopt : ValueAt(row, cell, column);
      if (value) SetValue(record, column.path, std::move(*value));
      if (column.required && !FindValue(record, column.path))
        TellCell(row, static_cast<int>(number), "field.required",
                 {"必要な項目が書かれていません", "A required field is empty"}, {});
    }
    const Result<std::string> text = yaml::Write(record);
    if (text.ok()) planned.text = *text;
    if (!text.ok()) TellRow(row, text.error());
  }

  void TellRow(const CsvRow& row, const Diagnostic& error) {
    TellAt(table_, row.line, std::string::npos, "", error.rule, error.message, error.hint, diagnostics_);
  }

  void Change(const CsvRow& row, const Record& record, PlannedRecord& planned) {
    const SourceFile& file = *record.files.front();
    planned.path = file.path;
    planned.state = PlannedRecord::kSame;
    if (planned.title.empty()) planned.title = record.Title(0);
    const auto parsed = ParseFile(file.path, file.text, FileForm::kYaml);
    Value wanted = ValueOfNode(*parsed->root);
    std::vector<std::string> keys;
    for (size_t cell = 0; cell < meaning_.size(); ++cell) {
      const TableColumn* column = meaning_[cell] > 0 ? &columns_.list()[static_cast<size_t>(meaning_[cell])] : nullptr;
      if (!column || !ChangeCell(row, cell, *column, wanted, planned)) continue;
      if (std::find(keys.begin(), keys.end(), column->path.front()) == keys.end()) keys.push_back(column->path.front());
    }
    if (keys.empty()) return;
    planned.state = PlannedRecord::kChanged;
    const Result<std::string> text = WithValues(file.text, *parsed->root, wanted, keys);
    if (text.ok()) planned.text = *text;
    if (!text.ok()) TellRow(row, text.error());
  }

  /// True when the cell changes the record.
  bool ChangeCell(const CsvRow& row, size_t cell, const TableColumn& column, Value& wanted, PlannedRecord& planned) {
    const std::optional<Value> value = ValueAt(row, cell, column);
    const Value* old = FindValue(wanted, column.path);
    const Value shown = old ? WithoutPrivate(*old, *column.type) : Value();
    const std::string was = old ? CellOfValue(*old, column, site_) : "";
    const std::string now = value ? CellOfValue(*value, column, site_) : "";
    if (was == now || (old && value && JsonOf(*ValueOfCell(was, column, site_)) == JsonOf(*value))) return false;
    // A whole field that a table shows without its private parts would lose them.
    if (old && JsonOf(shown) != JsonOf(*old)) {
      if (value && JsonOf(shown) == JsonOf(*value)) return false;
      TellAt(
          table_, row.line, cell, column.header, "table.private",
          {"非公開の項目を含むので、表からは変えられません", "It has private parts, so that a table cannot change it"},
          {"kyodo export --with-private で書き出した表を使うか、ファイルで直します。",
           "Use a table of kyodo export --with-private, or change the file."},
          diagnostics_);
      return false;
    }
    SetValue(wanted, column.path, value);
    planned.changes.push_back({column.header, was, now, column.is_private});
    return true;
  }

  const Table& table_;
  const Site& site_;
  const Collection& collection_;
  const TableColumns& columns_;
  const TableRows rows_;
  Diagnostics& diagnostics_;
  std::vector<int> meaning_;                       // of each column of the table: of `columns_`, or -1
  std::map<std::string, const Record*> by_title_;  // folded
  std::map<std::string, size_t> slugs_, titles_;   // of rows before, with their lines
  const words::Latin latin_;
  std::map<std::string, int> last_numbers_;  // of slugs with one beginning
  TablePlan plan_;
};

}  // namespace

TablePlan PlanTable(const Table& table, const Site& site, const Collection& collection, const TableColumns& columns,
                    const TableMapping& mapping, Diagnostics& diagnostics) {
  return Planner(table, site, collection, columns, mapping, diagnostics).Run();
}

}  // namespace kyodo
