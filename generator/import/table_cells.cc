#include "import/table_cells.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "formats/xlsx_cells.h"
#include "import/cell_days.h"
#include "import/cell_text.h"
#include "import/json_values.h"
#include "load/meant_values.h"

namespace kyodo {

namespace {

using yaml::Value;

Value CellText(std::string_view text) {
  return text.find('\n') == text.npos ? Value::Text(std::string(text)) : Value::Block(std::string(text) + "\n");
}

/// The lines below > are joined by blanks, of which there are none within Japanese.
std::string Unfolded(std::string_view text) {
  const std::u32string all = Decode(text);
  std::u32string out;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool between = all[i] == ' ' && i > 0 && i + 1 < all.size() && IsCjk(all[i - 1]) && IsCjk(all[i + 1]);
    if (!between) out += all[i];
  }
  return Encode(out);
}

bool IsScalar(const Value& value) { return value.kind == Value::kText || value.kind == Value::kBlock; }

/// ０３－１２３４－５６７８ in half-width letters; what is no such text stays as it is.
std::string HalfWidth(const std::string& text, std::string_view letters) {
  std::string plain = Fold(text);
  for (const std::string_view dash : {"ー", "−", "―", "‐"}) {
    for (size_t at = 0; (at = plain.find(dash, at)) != plain.npos; ++at) plain.replace(at, dash.size(), "-");
  }
  const bool wide = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return wide && plain.find_first_not_of(letters) == plain.npos ? plain : text;
}

/// What people write where there is nothing; in a text it may be one.
bool MeansNothing(std::string_view text, FieldKind kind) {
  if (kind == FieldKind::kString || kind == FieldKind::kText || kind == FieldKind::kMarkdown) return false;
  constexpr std::string_view kNothing[] = {"-", "－", "―", "ー", "—", "−"};
  return std::find(std::begin(kNothing), std::end(kNothing), text) != std::end(kNothing);
}

std::string MeantTerm(const std::string& text, const std::string& vocabulary, const Site& site) {
  const auto found = site.vocabularies.find(vocabulary);
  if (found == site.vocabularies.end() || found->second.by_id.contains(text)) return text;
  const std::string wanted = Fold(text);
  const Term* meant = nullptr;
  for (const Term& term : found->second.terms) {
    bool same = Fold(term.id) == wanted;
    for (LanguageId id = 0; id < site.config.languages.size(); ++id)
      same = same || (term.label.Has(id) && Fold(term.label.In(id)) == wanted);
    if (same && meant) return text;  // which of the two?
    if (same) meant = &term;
  }
  return meant ? meant->id : text;
}

std::string MeantRecord(const std::string& text, const std::string& collection_id, const Site& site) {
  const Collection* collection = site.FindCollection(collection_id);
  if (!collection || collection->by_slug.contains(text)) return text;
  const std::string wanted = Fold(text);
  const Record* meant = nullptr;
  for (const Record& record : collection->records) {
    bool same = false;
    for (LanguageId id = 0; id < site.config.languages.size(); ++id) same = same || Fold(record.Title(id)) == wanted;
    if (same && meant) return text;
    if (same) meant = &record;
  }
  return meant ? meant->slug : text;
}

/// One value of one word or text, as the loader wants it.
std::string MeantText(const std::string& text, const FieldType& type, const std::string& key, const Site& site) {
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney: return IsNumberWithUnit(text) ? load::MeantInteger(text).value_or(text) : text;
    case FieldKind::kDecimal: return IsNumberWithUnit(text) ? load::MeantDecimal(text).value_or(text) : text;
    case FieldKind::kBoolean: {
      const auto meant = load::MeantBoolean(text);
      return meant ? (*meant ? "true" : "false") : text;
    }
    case FieldKind::kDate: return MeantDay(text);
    case FieldKind::kDateTime:
      return ParseInstant(text) && text.size() > 10 ? text : load::MeantDateTime(text).value_or(text);
    case FieldKind::kTel: return HalfWidth(text, "0123456789-()+ ");
    case FieldKind::kEmail: return HalfWidth(text, "abcdefghijklmnopqrstuvwxyz0123456789@.-_+");
    case FieldKind::kTerm: return MeantTerm(text, type.vocabulary, site);
    case FieldKind::kRef: return MeantRecord(text, type.collection, site);
    case FieldKind::kString: return key == "start_time" || key == "end_time" ? MeantTime(text) : text;
    default: return text;
  }
}

bool IsKnown(const std::string& text, const FieldType& type, const Site& site) {
  if (type.kind == FieldKind::kTerm) {
    const auto vocabulary = site.vocabularies.find(type.vocabulary);
    return vocabulary != site.vocabularies.end() &&
           vocabulary->second.by_id.contains(MeantTerm(text, type.vocabulary, site));
  }
  const Collection* collection = site.FindCollection(type.collection);
  return type.kind == FieldKind::kRef && collection &&
         collection->by_slug.contains(MeantRecord(text, type.collection, site));
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(text, '\n')) {
    if (const std::string_view own = Trim(line); !own.empty()) lines.emplace_back(own);
  }
  for (const std::string_view mark : {"・", "- ", "* ", "● ", "●"}) {
    const bool all = std::all_of(lines.begin(), lines.end(), [&](const auto& one) { return StartsWith(one, mark); });
    if (!all) continue;
    for (std::string& line : lines) line = std::string(Trim(std::string_view(line).substr(mark.size())));
    break;
  }
  return lines;
}

std::vector<std::string> Items(const std::string& text, const FieldType& type, const Site& site) {
  if (text.find('\n') != text.npos) return Lines(text);
  if (IsKnown(text, type, site)) return {text};
  const std::vector<std::string> items = load::MeantItems(text);
  if (type.kind != FieldKind::kTerm && type.kind != FieldKind::kRef) return items;
  const auto known = [&](const std::string& one) { return IsKnown(one, type, site); };
  if (std::all_of(items.begin(), items.end(), known)) return items;
  std::string other = text;  // 防災・環境, 防災／環境
  for (const std::string_view mark : {"・", "／", "/", "；", ";", " ", "　"}) {
    for (size_t at = 0; (at = other.find(mark, at)) != other.npos; ++at) other.replace(at, mark.size(), ",");
  }
  const std::vector<std::string> others = load::MeantItems(other);
  return std::all_of(others.begin(), others.end(), known) ? others : items;
}

Value ListOf(const std::string& text, const FieldType& item, const std::string& key, const Site& site) {
  Value list = Value::List();
  for (const std::string& one : Items(text, item, site))
    list.items.push_back(CellText(MeantText(one, item, key, site)));
  return list;
}

/// Does the name of the column say that its numbers are per cent?
bool IsPerCent(const TableColumn& column) { return Fold(column.header).find('%') != std::string::npos; }

std::string WithoutPerCent(std::string text) {
  for (const std::string_view mark : {"%", "％"}) {
    if (EndsWith(text, mark)) text.resize(text.size() - mark.size());
  }
  return text;
}

/// A place by its address.
Value PlaceOf(const std::string& text, const Site& site) {
  Value local = Value::Map(), place = Value::Map();
  local.Add(site.config.languages.front().code, Value::Text(text));
  place.Add("address", std::move(local));
  return place;
}

/// How one value is shown.
std::string Shown(const Value& value, const FieldType& type, const Site& site) {
  const std::string text(Trim(value.text));
  switch (type.kind) {
    case FieldKind::kBoolean: return text == "true" ? "○" : text == "false" ? "×" : text;
    case FieldKind::kTerm: {
      const auto vocabulary = site.vocabularies.find(type.vocabulary);
      if (vocabulary == site.vocabularies.end()) return text;
      const auto term = vocabulary->second.by_id.find(text);
      return term == vocabulary->second.by_id.end() ? text : term->second->label.In(0);
    }
    case FieldKind::kRef: {
      const Collection* collection = site.FindCollection(type.collection);
      if (!collection || !collection->by_slug.contains(text)) return text;
      return std::string(collection->by_slug.at(text)->Title(0));
    }
    default: return text;
  }
}

}  // namespace

yaml::Value ValueOfNode(const yaml::Node& node) {
  if (node.kind == yaml::Node::kSequence) {
    Value list = Value::List();
    for (const yaml::Node* item : node.items) list.items.push_back(ValueOfNode(*item));
    return list;
  }
  if (node.kind == yaml::Node::kMapping) {
    Value map = Value::Map();
    for (const yaml::Entry& entry : node.entries) {
      if (!entry.value->IsAbsent()) map.Add(std::string(entry.key), ValueOfNode(*entry.value));
    }
    return map;
  }
  return CellText(node.folded ? Unfolded(Trim(node.text)) : std::string(Trim(node.text)));
}

const Value* FindValue(const Value& root, const std::vector<std::string>& path) {
  const Value* at = &root;
  for (const std::string& key : path) {
    const auto found = std::find(at->keys.begin(), at->keys.end(), key);
    if (at->kind != Value::kMap || found == at->keys.end()) return nullptr;
    at = &at->items[static_cast<size_t>(found - at->keys.begin())];
  }
  return at;
}

void SetValue(Value& root, const std::vector<std::string>& path, std::optional<Value> value) {
  const std::vector<std::string> rest(path.begin() + 1, path.end());
  if (root.kind != Value::kMap) root = Value::Map();
  const auto found = std::find(root.keys.begin(), root.keys.end(), path.front());
  auto at = static_cast<size_t>(found - root.keys.begin());
  if (found == root.keys.end()) {
    if (!value) return;
    root.Add(path.front(), Value::Map());
    at = root.items.size() - 1;
  }
  if (rest.empty() && value) root.items[at] = std::move(*value);
  const bool gone = rest.empty() && !value;
  if (!rest.empty() && (value || root.items[at].kind == Value::kMap)) SetValue(root.items[at], rest, std::move(value));
  if (gone || (root.items[at].kind == Value::kMap && root.items[at].keys.empty())) {
    root.keys.erase(root.keys.begin() + static_cast<long>(at));
    root.items.erase(root.items.begin() + static_cast<long>(at));
  }
}

std::optional<Value> ValueOfCell(const std::string& cell, const TableColumn& column, const Site& site) {
  std::string own(TrimCell(cell));
  std::erase(own, '\r');
  const FieldType& type = *column.type;
  if (own.empty() || MeansNothing(own, type.kind)) return std::nullopt;
  const bool parts = !type.fields.empty() || type.kind == FieldKind::kList;
  if (parts && (own.front() == '{' || own.front() == '[')) {
    if (auto value = ReadJsonValue(own)) return value;
  }
  own = WithWideKana(own);
  if (type.kind == FieldKind::kDecimal && IsPerCent(column)) own = std::string(Trim(WithoutPerCent(own)));
  if (type.kind == FieldKind::kList) return ListOf(own, *type.of, column.path.back(), site);
  if (type.kind == FieldKind::kDateRange) return MeantRange(own);
  if (type.kind == FieldKind::kPlace) return PlaceOf(own, site);
  return CellText(MeantText(own, type, column.path.back(), site));
}

std::optional<Message> DamageOf(const std::string& cell, const TableColumn& column) {
  constexpr std::string_view kFailed[] = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"};
  const std::string text(TrimCell(cell));
  if (text == kNotWorkedOut)
    return Message{"数式の計算の結果が、ファイルにありません", "The file does not have what the formula gives"};
  if (std::find(std::begin(kFailed), std::end(kFailed), text) != std::end(kFailed))
    return Message{fmt::format("Excel の計算が失敗しています: {}", text),
                   fmt::format("A formula of Excel has failed: {}", text)};
  const bool digits = text.find_first_not_of("0123456789") == text.npos;
  const bool scaled =
      text.size() > 5 && text.find("E+") != text.npos && text.find_first_not_of("0123456789.E+") == text.npos;
  const FieldKind kind = column.type->kind;
  if (scaled && (kind == FieldKind::kTel || kind == FieldKind::kString))
    return Message{fmt::format("Excel が数とみなして、けたを落としています: {}", text),
                   fmt::format("Excel took it for a number, and digits are lost: {}", text)};
  if (kind == FieldKind::kTel && digits && (text.size() == 9 || text.size() == 10) && text.front() != '0')
    return Message{fmt::format("電話番号のはじめの 0 が消えています: {}", text),
                   fmt::format("The first 0 of the telephone number is lost: {}", text)};
  return std::nullopt;
}

std::optional<Message> DoubtOf(const std::string& cell, const TableColumn& column) {
  const FieldType& type = *column.type;
  const std::string_view text = TrimCell(cell);
  if (type.kind != FieldKind::kList || !type.of || type.of->kind != FieldKind::kString || StartsWith(text, "["))
    return std::nullopt;
  for (const std::string_view mark : {"・", "／", "/", "；", ";"}) {
    const size_t at = text.find(mark);
    if (at == 0 || at == text.npos || text.find('\n') != text.npos || text.find("、") != text.npos) continue;
    return Message{fmt::format("「{}」では分けずに、一つとみなしました: {}", mark, text),
                   fmt::format("Taken for one thing, as “{}” does not divide: {}", mark, text)};
  }
  return std::nullopt;
}

std::string CellOfValue(const Value& value, const TableColumn& column, const Site& site) {
  const FieldType& type = *column.type;
  const std::string json = JsonOf(value);
  const auto means_it = [&](const std::string& cell) {
    const auto meant = ValueOfCell(cell, column, site);
    return meant && JsonOf(*meant) == json;
  };
  if (IsScalar(value)) {
    const std::string shown = Shown(value, type, site);
    return means_it(shown) ? shown : std::string(Trim(value.text));
  }
  if (value.kind == Value::kMap && value.items.empty()) return {};
  const bool of_words = value.kind == Value::kList && type.kind == FieldKind::kList && type.of &&
                        std::all_of(value.items.begin(), value.items.end(), IsScalar);
  for (const char* between : {"、", "\n"}) {
    std::string cell;
    for (size_t i = 0; of_words && i < value.items.size(); ++i)
      cell += (i ? between : "") + Shown(value.items[i], *type.of, site);
    if (of_words && means_it(cell)) return cell;
  }
  return json;
}

Value WithoutPrivate(const Value& value, const FieldType& type) {
  Value out = value;
  if (value.kind == Value::kList && type.of) {
    for (Value& item : out.items) item = WithoutPrivate(item, *type.of);
  }
  if (value.kind != Value::kMap) return out;
  for (const Field& field : type.fields) {
    if (field.is_private) {
      SetValue(out, {field.key}, std::nullopt);
    } else if (const Value* part = FindValue(out, {field.key})) {
      SetValue(out, {field.key}, WithoutPrivate(*part, field.type));
    }
  }
  return out;
}

}  // namespace kyodo
