#include "formats/xlsx_reader.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "core/text.h"
#include "formats/xlsx_cells.h"
#include "formats/xlsx_sheet.h"
#include "formats/xml_reader.h"
#include "formats/zip.h"
#include "system/workers.h"

namespace kyodo {

namespace {

constexpr size_t kMostPacked = 20 << 20, kMostUnpacked = 128 << 20, kMostCells = 1'000'000;

Diagnostic XlsxProblem(std::string_view rule, Message message, Message hint) {
  Diagnostics one;
  return one.FileError(rule, "", std::move(message), std::move(hint));
}
Diagnostic NoWorkbook() {
  return XlsxProblem("xlsx.format", {"Excel のブックとして読めません", "This cannot be read as an Excel workbook"},
                     {"Excel で開いて「Excel ブック (*.xlsx)」で保存し直します。",
                      "Open it in Excel and save it again as “Excel Workbook (*.xlsx)”."});
}
Diagnostic NoLibrary() {
  return XlsxProblem(
      "xlsx.library",
      {"Excel のブックを開くライブラリーがありません", "The library that opens Excel workbooks is missing"},
      {"Debian のパッケージ libarchive13 を入れるか、CSV で保存し直します。",
       "Install libarchive13 of Debian, or save the table as CSV."});
}
Diagnostic TooLarge() {
  return XlsxProblem("xlsx.size", {"ブックが大きすぎます", "The workbook is too large"},
                     {"要るシートと行だけのブックにします（20 MB、100 万セルまで）。",
                      "Keep only the sheets and rows that are needed (at most 20 MB and a million cells)."});
}

using Files = std::map<std::string, std::string>;

struct SheetEntry {
  std::string name, relation;
  bool hidden = false;
};

/// xl/workbook.xml.
class WorkbookVisitor : public XmlVisitor {
 public:
  std::vector<SheetEntry> sheets;
  bool from_1904 = false;

  void Start(std::string_view name, const char** attributes) override {
    if (name == "workbookPr") {
      const std::string_view flag = Attribute(attributes, "date1904");
      from_1904 = flag == "1" || flag == "true";
    }
    if (name != "sheet") return;
    const std::string_view state = Attribute(attributes, "state");
    std::string relation;  // r:id, and not sheetId
    for (const char** one = attributes; *one; one += 2) {
      if (EndsWith(one[0], ":id")) relation = one[1];
    }
    sheets.push_back({std::string(Attribute(attributes, "name")), relation, !state.empty() && state != "visible"});
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}
};

/// xl/_rels/workbook.xml.rels.
class RelationsVisitor : public XmlVisitor {
 public:
  std::map<std::string, std::string, std::less<>> targets;

  void Start(std::string_view name, const char** attributes) override {
    if (name != "Relationship") return;
    std::string target(Attribute(attributes, "Target"));
    target = StartsWith(target, "/") ? target.substr(1) : "xl/" + target;
    targets.emplace(Attribute(attributes, "Id"), std::move(target));
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}
};

/// xl/styles.xml: the formats of the numbers, by the style of a cell.
class StylesVisitor : public XmlVisitor {
 public:
  std::vector<NumberFormat> formats;

  void Start(std::string_view name, const char** attributes) override {
    if (name == "numFmt") codes_[NumberIn(Attribute(attributes, "numFmtId"))] = Attribute(attributes, "formatCode");
    if (name == "cellXfs") in_cells_ = true;
    if (name != "xf" || !in_cells_) return;
    const uint32_t id = NumberIn(Attribute(attributes, "numFmtId"));
    const auto code = codes_.find(id);
    formats.push_back(FormatOf(id, code == codes_.end() ? std::string_view() : code->second));
  }
  void End(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void Text(std::string_view) override {}

 private:
  std::map<uint32_t, std::string> codes_;
  bool in_cells_ = false;
};

/// xl/sharedStrings.xml: the texts of cells.
class StringsVisitor : public XmlVisitor {
 public:
  std::vector<std::string> strings;

  void Start(std::string_view name, const char**) override {
    if (name == "si") strings.emplace_back();
    if (name == "rPh") in_reading_ = true;
    in_text_ = name == "t";
  }
  void End(std::string_view name) override {
    if (name == "rPh") in_reading_ = false;
    if (name == "si") strings.back() = WithoutEscapes(strings.back());
    in_text_ = false;
  }
  void Text(std::string_view text) override {
    if (in_text_ && !in_reading_ && !strings.empty()) strings.back() += text;
  }

 private:
  bool in_text_ = false, in_reading_ = false;
};

/// False: it is there and not well formed.
bool ReadPart(const Files& files, const char* name, XmlVisitor& visitor) {
  const auto found = files.find(name);
  return found == files.end() || ReadXml(found->second, visitor);
}

// The way of sheets from the worker: both ends are the same program.
void Put(std::string& out, size_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }
void Put(std::string& out, std::string_view text) {
  Put(out, text.size());
  out += text;
}

class Taker {
 public:
  explicit Taker(std::string_view in) : in_(in) {}
  size_t Number() {
    size_t number = 0;
    if (in_.size() < sizeof number) return failed_ = true, 0;
    std::memcpy(&number, in_.data(), sizeof number);
    in_.remove_prefix(sizeof number);
    return number;
  }
  std::string Text() {
    const size_t size = Number();
    if (size > in_.size()) return failed_ = true, std::string();
    std::string text(in_.substr(0, size));
    in_.remove_prefix(size);
    return text;
  }
  bool failed() const { return failed_; }

 private:
  std::string_view in_;
  bool failed_ = false;
};

std::string EncodeSheets(const std::vector<Sheet>& sheets) {
  std::string out;
  Put(out, sheets.size());
  for (const Sheet& sheet : sheets) {
    Put(out, sheet.name);
    Put(out, size_t{sheet.hidden});
    Put(out, sheet.formulas);
    for (const auto* hidden : {&sheet.hidden_rows, &sheet.hidden_columns}) {
      Put(out, hidden->size());
      for (const size_t one : *hidden) Put(out, one);
    }
    Put(out, sheet.rows.size());
    for (const CsvRow& row : sheet.rows) {
      Put(out, row.line);
      Put(out, row.cells.size());
      for (const std::string& cell : row.cells) Put(out, cell);
    }
  }
  return out;
}

std::vector<Sheet> DecodeSheets(Taker& in) {
  std::vector<Sheet> sheets;
  for (size_t left = in.Number(); left > 0 && !in.failed(); --left) {
    Sheet& sheet = sheets.emplace_back();
    sheet.name = in.Text();
    sheet.hidden = in.Number() != 0;
    sheet.formulas = in.Number();
    for (auto* hidden : {&sheet.hidden_rows, &sheet.hidden_columns}) {
      for (size_t left_here = in.Number(); left_here > 0 && !in.failed(); --left_here) hidden->push_back(in.Number());
    }
    for (size_t rows = in.Number(); rows > 0 && !in.failed(); --rows) {
      CsvRow& row = sheet.rows.emplace_back();
      row.line = in.Number();
      for (size_t cells = in.Number(); cells > 0 && !in.failed(); --cells) row.cells.push_back(in.Text());
    }
  }
  return sheets;
}

}  // namespace

Result<std::vector<Sheet>> ReadXlsx(std::string_view bytes) {
  if (bytes.size() > kMostPacked) return TooLarge();
  if (StartsWith(bytes, "\xD0\xCF\x11\xE0"))
    return XlsxProblem("xlsx.password",
                       {"パスワードの付いたブックか、古い形（.xls）のブックです",
                        "The workbook has a password, or is of the old form (.xls)"},
                       {"Excel で開き、パスワードを外して「Excel ブック (*.xlsx)」で保存し直します。",
                        "Open it in Excel, take the password off and save it as “Excel Workbook (*.xlsx)”."});
  const Result<Files> files = ReadZip(bytes, {".xml", ".rels"}, kMostUnpacked);
  if (!files.ok() && files.error().rule == "zip.library") return NoLibrary();
  if (!files.ok()) return files.error().rule == "zip.size" ? TooLarge() : NoWorkbook();
  WorkbookVisitor workbook;
  RelationsVisitor relations;
  StylesVisitor styles;
  StringsVisitor strings;
  if (!ReadPart(*files, "xl/workbook.xml", workbook) || !ReadPart(*files, "xl/_rels/workbook.xml.rels", relations) ||
      !ReadPart(*files, "xl/styles.xml", styles) || !ReadPart(*files, "xl/sharedStrings.xml", strings) ||
      workbook.sheets.empty())
    return NoWorkbook();
  std::vector<Sheet> sheets;
  size_t cells_left = kMostCells;
  for (const SheetEntry& entry : workbook.sheets) {
    const auto target = relations.targets.find(entry.relation);
    const auto part = target == relations.targets.end() ? files->end() : files->find(target->second);
    if (part == files->end()) continue;  // a sheet of charts
    Sheet& sheet = sheets.emplace_back();
    sheet.name = entry.name;
    sheet.hidden = entry.hidden;
    const SheetOutcome outcome =
        ReadSheet(part->second, {strings.strings, styles.formats, workbook.from_1904}, cells_left, sheet);
    if (outcome == SheetOutcome::kDamaged) return NoWorkbook();
    if (outcome == SheetOutcome::kTooLarge) return TooLarge();
  }
  return sheets;
}

/// The sheets after an s, or the error's rule.
std::string WorkOnXlsx(std::string_view bytes) {
  const Result<std::vector<Sheet>> sheets = ReadXlsx(bytes);
  if (sheets.ok()) return "s" + EncodeSheets(*sheets);
  return sheets.error().rule;
}

Result<std::vector<Sheet>> ReadXlsxApart(std::string_view bytes, std::string program) {
  if (bytes.size() > kMostPacked) return TooLarge();
  WorkerPool pool(1, std::chrono::seconds(20), {std::move(program), std::string(kXlsxWork.name), size_t{1} << 30});
  Result<std::vector<Sheet>> result = TooLarge();
  const Status run = pool.Run(
      1, [&](size_t) { return std::string(bytes); },
      [&](size_t, WorkerOutcome outcome, std::string_view response) {
        if (outcome != WorkerOutcome::kDone) return;
        if (StartsWith(response, "xlsx.format")) result = NoWorkbook();
        if (StartsWith(response, "xlsx.library")) result = NoLibrary();
        if (StartsWith(response, "xlsx.password")) result = ReadXlsx(bytes.substr(0, 8));
        if (!StartsWith(response, "s")) return;
        Taker taker(response.substr(1));
        std::vector<Sheet> sheets = DecodeSheets(taker);
        if (!taker.failed()) result = std::move(sheets);
      });
  if (!run.ok()) return run.error();
  return result;
}

}  // namespace kyodo
