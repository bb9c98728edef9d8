// Values as they may be written, for messages: valid when they are pasted.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/map_reader.h"
#include "model/site.h"
#include "yaml/scan.h"

namespace kyodo {

namespace {

/// The parts that show best what an object is: what is required, else the first few.
std::string ExampleOfParts(const FieldType& type, const std::vector<Language>& languages, const Site* site) {
  const auto required =
      std::count_if(type.fields.begin(), type.fields.end(), [](const Field& part) { return part.required; });
  std::string out;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const Field& part = type.fields[i];
    if (required >= 2 ? !part.required : i >= 3) continue;
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", part.key, ExampleOf(part, languages, true, site));
  }
  return "{" + out + "}";
}

/// A term that can be written; empty vocabularies have none.
std::string FirstTerm(const std::string& vocabulary, const Site& site) {
  const auto found = site.vocabularies.find(vocabulary);
  return found == site.vocabularies.end() || found->second.terms.empty() ? "" : found->second.terms.front().id;
}

std::string FirstRecord(const std::string& collection, const Site& site) {
  const Collection* found = site.FindCollection(collection);
  return found && !found->records.empty() ? found->records.front().slug : "";
}

bool HasJapanese(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (IsCjk(DecodeUtf8(text, at))) return true;
  }
  return false;
}

/// What a field is called, in the place of a text that nobody knows.
std::string WordFor(const Field* field, LanguageId id) {
  return field ? FlowText(field->label.In(id).empty() ? field->key : field->label.In(id)) : "text";
}

}  // namespace

std::string InItsLanguage(std::string_view text, const std::vector<Language>& languages) {
  const bool japanese = HasJapanese(text);
  const auto own = std::find_if(languages.begin(), languages.end(),
                                [&](const Language& language) { return language.japanese == japanese; });
  if (languages.empty()) return std::string(text);
  return fmt::format("{}: {}", (own == languages.end() ? languages.front() : *own).code, text);
}

std::string ExampleOf(const FieldType& type, const std::vector<Language>& languages, const Site* site,
                      const Field* field) {
  std::string known;
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney: return std::to_string(type.minimum.value_or(type.kind == FieldKind::kMoney ? 30000 : 10));
    case FieldKind::kDecimal: return "35.658";
    case FieldKind::kBoolean: return "true";
    case FieldKind::kDate: return type.partial ? "2026-04" : "2026-04-01";
    case FieldKind::kDateTime: return "2026-04-01T14:00";
    case FieldKind::kEmail: return "kyodo@example.jp";
    case FieldKind::kTel: return "03-1234-5678";
    case FieldKind::kUrl: return "https://example.jp/";
    case FieldKind::kFile: return "form.pdf";
    case FieldKind::kTerm: known = site ? FirstTerm(type.vocabulary, *site) : ""; break;
    case FieldKind::kRef: known = site ? FirstRecord(type.collection, *site) : ""; break;
    case FieldKind::kDateRange: return "{start: 2026-04-01, end: 2026-04-30}";
    case FieldKind::kRecurrence: return "{rule: FREQ=MONTHLY;BYDAY=2SA}";
    case FieldKind::kImage:
    case FieldKind::kPlace:
    case FieldKind::kObject: return ExampleOfParts(type, languages, site);
    case FieldKind::kList:
      return fmt::format("[{}]", type.of ? ExampleOf(*type.of, languages, site, field) : WordFor(field, 0));
    default: known = type.one_of.empty() ? "" : type.one_of.front();
  }
  return known.empty() ? WordFor(field, 0) : known;
}

std::string ExampleOf(const Field& field, const std::vector<Language>& languages, bool by_language, const Site* site) {
  const bool each = field.ByLanguage(by_language);
  if (!field.example.empty())
    return each ? fmt::format("{{{}}}", InItsLanguage(field.example, languages)) : field.example;
  if (!each) return ExampleOf(field.type, languages, site, &field);
  const auto value = [&](LanguageId id) {
    if (!field.type.one_of.empty()) return field.type.one_of.front();
    return field.type.kind == FieldKind::kList ? fmt::format("[{}]", WordFor(&field, id)) : WordFor(&field, id);
  };
  std::string out;
  for (LanguageId id = 0; id < languages.size(); ++id) {
    if (id == 0 || field.label.Has(id))
      out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", languages[id].code, value(id));
  }
  return "{" + out + "}";
}

std::string FlowText(std::string_view text) {
  const bool plain = !text.empty() && text.find_first_of(",:[]{}#\"'\\\n") == text.npos &&
                     std::string_view("&*!|>%@`-? ").find(text.front()) == text.npos && text.back() != ' ' &&
                     text != "~" && yaml::SkipAllSpaces(text, 0) == 0 && !EndsWith(text, "　");
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

Message NamesOfTerms(const std::string& vocabulary, const Site& site) {
  const auto found = site.vocabularies.find(vocabulary);
  Message all;
  if (found == site.vocabularies.end()) return all;
  for (const Term& term : found->second.terms) {
    const Message label = InTongues(term.label, site.config.languages);
    all.ja += fmt::format("{}{}（{}）", all.ja.empty() ? "" : ", ", term.id, label.ja);
    all.en += fmt::format("{}{} ({})", all.en.empty() ? "" : ", ", term.id, label.en);
  }
  return all;
}

std::string NamesOfRecords(const std::string& collection, const Site& site) {
  constexpr size_t kFew = 8;
  const Collection* found = site.FindCollection(collection);
  std::string all;
  for (size_t i = 0; found && i < found->records.size() && i < kFew; ++i)
    all += (all.empty() ? "" : ", ") + found->records[i].slug;
  return found && found->records.size() > kFew ? all + " …" : all;
}

}  // namespace kyodo
