#include "import/table_columns.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <set>

#include "core/text.h"

namespace kyodo {

namespace {

/// Letters and digits alone, without what people add to headings.
std::string NameKey(std::string_view heading) {
  std::string folded = Fold(heading);
  // 会員数（人） is 会員数; （千円） is another number.
  for (const std::string_view unit :
       {"(人)", "(名)", "(円)", "(歳)", "(才)", "(件)", "(回)", "(世帯)", "(西暦)", "(○×)", "(有無)"}) {
    if (EndsWith(folded, unit) && folded.size() > unit.size()) folded.resize(folded.size() - unit.size());
  }
  for (const std::string_view mark : {"必須", "任意"}) {
    if (const size_t at = folded.find(mark); at != folded.npos && folded.size() > mark.size())
      folded.erase(at, mark.size());
  }
  std::u32string out;
  for (const char32_t c : Decode(folded)) {
    if (u_isalnum(static_cast<UChar32>(c))) out += c;
  }
  return Encode(out);
}

bool HasParts(const FieldType& type) { return !type.fields.empty() && type.kind != FieldKind::kList; }

}  // namespace

std::string TableColumn::Id() const { return fmt::format("{}", fmt::join(path, ".")); }

/// Where a column is added: its place, and its name in each language of the site.
struct TableColumns::Labels {
  const Field* field = nullptr;
  std::vector<std::string> path;
  std::vector<std::string> labels;
  bool is_private = false, required = false;
};

TableColumns::TableColumns(const Site& site, const Collection& collection) : site_(site) {
  AddBuiltIn("slug", FieldKind::kString, "ファイル名", "File name");
  for (const Field& field : collection.schema.fields) {
    Labels at{&field, {field.key}, {}, field.is_private, field.required && field.default_value.empty()};
    for (LanguageId id = 0; id < site.config.languages.size(); ++id)
      at.labels.push_back(field.label.empty() ? field.key : field.label.In(id));
    Add(at, field);
  }
  AddBuiltIn("draft", FieldKind::kBoolean, "下書き", "Draft");
  AddBuiltIn("example", FieldKind::kBoolean, "例", "Example");
  AddBuiltIn("unlisted", FieldKind::kBoolean, "検索に出さない", "Unlisted");
  AddBuiltIn("layout", FieldKind::kString, "レイアウト", "Layout");
  AddBuiltIn("published", FieldKind::kDate, "公開日", "Published");
  AddBuiltIn("updated", FieldKind::kDate, "更新日", "Updated");
  AddBuiltIn("publish_from", FieldKind::kDate, "公開の始まり", "Publish from");
  AddBuiltIn("publish_until", FieldKind::kDate, "公開の終わり", "Publish until");
  AddBuiltIn("aliases", FieldKind::kList, "以前のアドレス", "Aliases");
  std::set<std::string> seen;
  for (TableColumn& column : list_) {
    if (!seen.insert(NameKey(column.header)).second) column.header = column.Id();
  }
}

void TableColumns::AddBuiltIn(const char* key, FieldKind kind, const char* ja, const char* en) {
  FieldType& type = built_in_.emplace_back();
  type.kind = kind;
  if (kind == FieldKind::kList) type.of = std::make_shared<FieldType>();
  Labels at{nullptr, {key}, {}, false, false};
  for (const Language& language : site_.config.languages) at.labels.push_back(language.japanese ? ja : en);
  AddLeaf(at, type, 0, false);
  Name(ja, list_.size() - 1, true);
  Name(en, list_.size() - 1, true);
}

void TableColumns::Add(const Labels& at, const Field& field) {
  const std::vector<Language>& languages = site_.config.languages;
  if (field.translate) {
    for (LanguageId id = 0; id < languages.size(); ++id) {
      Labels local = at;
      local.path.push_back(languages[id].code);
      local.required = at.required && id == 0;
      AddLeaf(local, field.type, id, true);
    }
    return;
  }
  AddLeaf(at, field.type, 0, false);
  if (!HasParts(field.type)) return;
  list_.back().is_whole = true;
  list_.back().required = false;
  for (const Field& part : field.type.fields) {
    Labels inner = at;
    inner.path.push_back(part.key);
    inner.is_private = at.is_private || part.is_private;
    inner.required = at.required && part.required;
    for (LanguageId id = 0; id < languages.size(); ++id) {
      const std::string& label = part.label.empty() ? part.key : part.label.In(id);
      inner.labels[id] += (languages[id].japanese ? "：" : ": ") + label;
      if (id == 0 || part.label.Has(id)) Name(label, list_.size() + (part.translate ? id : 0), false);
    }
    Add(inner, part);
  }
}

void TableColumns::AddLeaf(const Labels& at, const FieldType& type, LanguageId language, bool translated) {
  const std::vector<Language>& languages = site_.config.languages;
  const size_t number = list_.size();
  TableColumn& column = list_.emplace_back();
  column.path = at.path;
  column.type = &type;
  column.field = at.field;
  column.language = language;
  column.is_private = at.is_private;
  column.required = at.required;
  column.header = at.labels.front();
  if (translated && languages.size() > 1) {
    const std::string name = NameIn(languages.front(), languages[language]);
    column.header += languages.front().japanese ? "（" + name + "）" : " (" + name + ")";
  }
  Name(column.Id(), number, true);
  for (LanguageId id = 0; id < languages.size(); ++id) {
    const std::string& label = at.labels[id];
    if (!translated || language == 0) Name(label, number, true);
    if (!translated) continue;
    if (language == id) Name(label, number, false);
    for (const Language& other : languages) Name(label + NameIn(other, languages[language]), number, true);
    Name(label + languages[language].name, number, true);
    Name(label + languages[language].code, number, true);
  }
}

void TableColumns::Name(const std::string& name, size_t column, bool strong) {
  std::vector<size_t>& columns = (strong ? strong_ : weak_)[NameKey(name)];
  if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

int TableColumns::At(const std::string& id) const {
  const auto found = std::find_if(list_.begin(), list_.end(), [&](const TableColumn& one) { return one.Id() == id; });
  return found == list_.end() ? -1 : static_cast<int>(found - list_.begin());
}

std::vector<int> TableColumns::Match(const std::vector<std::string>& headings, std::vector<size_t>& twice) const {
  std::vector<int> out(headings.size(), -1);
  std::set<size_t> taken;
  const auto names = [&](const std::map<std::string, std::vector<size_t>>& known, const std::string& heading) {
    const std::string key = NameKey(heading);
    const auto found = key.empty() ? known.end() : known.find(key);
    return found == known.end() ? std::vector<size_t>() : found->second;
  };
  for (size_t i = 0; i < headings.size(); ++i) {
    for (size_t one = 0; one < list_.size() && out[i] < 0; ++one) {
      const bool exact = headings[i] == list_[one].Id() || headings[i] == list_[one].header;
      if (exact && taken.insert(one).second) out[i] = static_cast<int>(one);
    }
  }
  // Labels of the first language come before those of others, which stand for what is left.
  for (const bool first : {true, false}) {
    for (size_t i = 0; i < headings.size(); ++i) {
      if (out[i] >= 0) continue;
      std::vector<size_t> meant = names(strong_, headings[i]);
      const std::vector<size_t> perhaps = names(weak_, headings[i]);
      // The label of a part alone is clear when no other part has it.
      if (!meant.empty() || perhaps.size() == 1) meant.insert(meant.end(), perhaps.begin(), perhaps.end());
      const bool by_first = !meant.empty() && NameKey(list_[meant.front()].header).rfind(NameKey(headings[i]), 0) == 0;
      if (first && !by_first) continue;
      const auto free = std::find_if(meant.begin(), meant.end(), [&](size_t one) { return !taken.contains(one); });
      if (free != meant.end()) taken.insert(*free);
      if (free != meant.end()) out[i] = static_cast<int>(*free);
      if (free == meant.end() && !meant.empty()) twice.push_back(i);
    }
  }
  std::sort(twice.begin(), twice.end());
  twice.erase(std::unique(twice.begin(), twice.end()), twice.end());
  return out;
}

std::string TableColumns::Near(const std::string& heading) const {
  const std::string key = NameKey(heading);
  std::vector<std::string> keys;
  for (const auto& [name, columns] : strong_) keys.push_back(name);
  const std::string_view near = Nearest(key, {keys.begin(), keys.end()});
  if (!near.empty() && key.size() > 3) return list_[strong_.at(std::string(near)).front()].header;
  // 団体名称 for 団体名: of one of them all letters stand in the other.
  for (const TableColumn& column : list_) {
    const std::string own = NameKey(column.header);
    if (own.size() >= 6 && key.size() >= 6 && (StartsWith(key, own) || StartsWith(own, key))) return column.header;
  }
  return {};
}

}  // namespace kyodo
