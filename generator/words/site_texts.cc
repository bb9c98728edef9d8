#include "words/site_texts.h"

#include <algorithm>
#include <unordered_set>

#include "core/text.h"
#include "model/public_values.h"
#include "words/kana.h"

namespace kyodo::words {

namespace {

bool IsInside(char32_t c) { return IsKanji(c) || IsKana(c) || IsDigit(c) || IsLetter(c); }

class TextCollector {
 public:
  TextCollector(const Site& site, const Theme& theme) : site_(site), theme_(theme) {}

  void AddLanguage(LanguageId japanese) {
    id_ = japanese;
    for (const auto& [key, text] : theme_.strings) AddFilled(text.In(id_));
    AddDates();
    AddConfig(site_.config);
    for (const auto& [name, vocabulary] : site_.vocabularies) {
      Add(vocabulary.label.In(id_));
      for (const Term& term : vocabulary.terms) AddTerm(term);
    }
    for (const auto& [name, collection] : site_.collections) AddCollection(collection);
  }

  std::vector<std::u32string> Take() { return std::move(texts_); }

 private:
  void AddPart(std::string_view text) {
    if (seen_.insert(std::string(text)).second) texts_.push_back(Decode(text));
  }

  void Add(std::string_view text) {
    size_t begin = 0;
    bool kanji = false;
    for (size_t at = 0; at < text.size();) {
      const size_t here = at;
      const char32_t c = DecodeUtf8(text, at);
      kanji = kanji || IsKanji(c);
      if (IsInside(c)) continue;
      if (kanji) AddPart(text.substr(begin, here - begin));
      begin = at;
      kanji = false;
    }
    if (kanji) AddPart(text.substr(begin));
  }

  /// In place of {total} there will often be a number.
  void AddFilled(std::string_view text) {
    std::string filled;
    for (size_t at = 0; at < text.size();) {
      const size_t open = std::min(text.find('{', at), text.size()), close = text.find('}', open);
      filled.append(text, at, open - at);
      if (close == std::string_view::npos) break;
      filled += "10";
      at = close + 1;
    }
    Add(filled);
  }

  /// What the filter `date` makes.
  void AddDates() {
    Add("2026年 平成26年 令和8年 令和元年 12月");
    for (int day = 1; day <= 31; ++day) Add("10月" + std::to_string(day) + "日");
    Add("月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜");
  }

  void AddConfig(const SiteConfig& config) {
    Add(config.title.In(id_));
    Add(config.description.In(id_));
    Add(config.license.In(id_));
    for (const auto& [name, items] : config.menus) {
      for (const MenuItem& item : items) Add(item.label.In(id_));
    }
  }

  void AddTerm(const Term& term) {
    Add(term.label.In(id_));
    Add(term.description.In(id_));
    for (const Term::Use& use : term.used_by) {
      Add(use.name.In(id_));
      Add(use.note.In(id_));
    }
  }

  void AddCollection(const Collection& collection) {
    const Schema& schema = collection.schema;
    Add(schema.label.In(id_));
    Add(schema.label_one.In(id_));
    Add(schema.description.In(id_));
    AddLabels(schema.fields);
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      ForEachPublicValue(record, {id_, true}, [&](const Datum& datum, const FieldType&) {
        if (datum.kind == Datum::kText) Add(datum.text());
        if (datum.kind == Datum::kMarkdown) AddHtml(datum.markdown->html.text);
      });
    }
  }

  void AddLabels(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (field.is_private) continue;
      Add(field.label.In(id_));
      AddLabels(field.type.of ? field.type.of->fields : field.type.fields);
    }
  }

  /// Text between tags, without words that have their reading already.
  void AddHtml(std::string_view html) {
    while (!html.empty()) {
      const size_t open = std::min(html.find('<'), html.size());
      Add(html.substr(0, open));
      html.remove_prefix(open);
      if (StartsWith(html, "<ruby")) html.remove_prefix(std::min(html.find("</ruby>"), html.size()));
      html.remove_prefix(std::min(html.find('>'), html.size()));
      if (!html.empty()) html.remove_prefix(1);
    }
  }

  const Site& site_;
  const Theme& theme_;
  LanguageId id_ = 0;
  std::unordered_set<std::string> seen_;
  std::vector<std::u32string> texts_;
};

}  // namespace

std::vector<std::u32string> JapaneseTexts(const Site& site, const Theme& theme,
                                          const std::vector<LanguageId>& japanese) {
  TextCollector collector(site, theme);
  for (const LanguageId id : japanese) collector.AddLanguage(id);
  return collector.Take();
}

}  // namespace kyodo::words
