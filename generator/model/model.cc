#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "model/site.h"

namespace kyodo {

Language MakeLanguage(std::string_view code, bool is_default) {
  Language language;
  language.code = code;
  language.japanese = code.substr(0, 2) == "ja";
  language.name = NameIn(language, language);
  if (!is_default) language.prefix = language.code + "/";
  return language;
}

std::string NameIn(const Language& other, const Language& language) {
  icu::UnicodeString name;
  icu::Locale(language.code.c_str()).getDisplayName(icu::Locale(other.code.c_str()), name);
  std::string text;
  return name.toUTF8String(text);
}

bool LocalText::empty() const {
  for (const std::string& text : texts_) {
    if (!text.empty()) return false;
  }
  return true;
}

const std::string& LocalText::In(LanguageId id) const {
  static const std::string kNothing;
  if (Has(id)) return texts_[id];
  for (const std::string& text : texts_) {
    if (!text.empty()) return text;
  }
  return kNothing;
}

const std::vector<std::string_view>& FieldKindNames() {
  static const std::vector<std::string_view> kNames = {
      "string",   "text",       "markdown",   "integer", "decimal", "money", "boolean", "date",
      "datetime", "date_range", "recurrence", "email",   "tel",     "url",   "image",   "file",
      "term",     "ref",        "place",      "hours",   "object",  "list"};
  return kNames;
}

int Schema::Find(std::string_view key) const {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

const Datum& Datum::In(LanguageId id, bool fallback, LanguageId* shown) const {
  if (shown) *shown = id;
  if (kind != kLocal) return *this;
  if (!parts[id].absent() || !fallback) return parts[id];
  for (size_t i = 0; i < count; ++i) {
    if (parts[i].absent()) continue;
    if (shown) *shown = i;
    return parts[i];
  }
  return parts[id];
}

const Datum* Record::Find(std::string_view key) const {
  const int at = collection->schema.Find(key);
  return at < 0 ? nullptr : &fields[static_cast<size_t>(at)];
}

std::string_view Record::Title(LanguageId id) const {
  const Datum* title = Find(collection->schema.title);
  if (!title) return slug;
  const Datum& value = title->In(id);
  return value.kind == Datum::kText ? value.text() : std::string_view(slug);
}

std::string_view Record::Summary(LanguageId id) const {
  const Datum* summary = Find(collection->schema.summary);
  if (summary && summary->In(id).kind == Datum::kText) return summary->In(id).text();
  const Datum& text = body.In(id);
  return text.kind == Datum::kMarkdown ? std::string_view(text.markdown->result.excerpt) : std::string_view();
}

const Collection* Site::FindCollection(std::string_view id) const {
  const auto found = collections.find(std::string(id));
  return found == collections.end() ? nullptr : &found->second;
}

std::optional<Date> Collection::Changed() const {
  std::optional<Date> last;
  for (const Record& record : records) {
    const std::optional<Date>& day = record.Changed();
    if (!record.hidden && day && (!last || *day > *last)) last = day;
  }
  return last;
}

}  // namespace kyodo
