#include "load/translations.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/levels.h"
#include "core/text.h"
#include "load/values.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kUnrecorded = "translation.unrecorded";

/// Appends all values of a node.
void AddTexts(const yaml::Node& node, char end, std::string& out) {
  out += node.text;
  out += end;
  for (const yaml::Node* item : node.items) AddTexts(*item, end, out);
  for (const yaml::Entry& entry : node.entries) AddTexts(*entry.value, end, out);
}

}  // namespace

std::vector<LanguageId> ShownIn(const Record& record, const std::vector<Language>& languages) {
  std::vector<LanguageId> shown;
  const auto has = [&](LanguageId id) {
    return id < record.translations.size() && record.translations[id] != Translation::kMissing;
  };
  for (LanguageId id = 0; id < record.translations.size(); ++id) {
    const std::vector<LanguageId>& others = languages[id].instead;
    const auto other = std::find_if(others.begin(), others.end(), has);
    shown.push_back(has(id) ? id : other == others.end() ? record.original : *other);
  }
  return shown;
}

std::vector<const yaml::Node*> TextsOfOriginal(const Schema& schema, const yaml::Node& front) {
  std::vector<const yaml::Node*> texts;
  for (const Field& field : schema.fields) {
    const yaml::Node* node = HasTranslatedText(field) ? front.Find(field.key) : nullptr;
    if (node) texts.push_back(node);
  }
  return texts;
}

std::string HashOfOriginal(const std::vector<const yaml::Node*>& texts, std::string_view body) {
  std::string all;
  for (const yaml::Node* text : texts) AddTexts(*text, '\0', all);
  const std::string meant = WithoutMeantSo(body);
  for (const std::string_view line : Split(Trim(meant), '\n')) {
    all += EndsWith(line, "\r") ? line.substr(0, line.size() - 1) : line;
    all += '\n';
  }
  return HexHash(Hash(all)).substr(0, 12);
}

std::string LinesOfOriginal(const std::vector<const yaml::Node*>& texts, std::string_view body) {
  std::string all;
  for (const yaml::Node* text : texts) AddTexts(*text, '\n', all);
  const std::string meant = WithoutMeantSo(body);
  return all += Trim(meant);
}

void NoteUnrecorded(const SourcePos& at, const std::string& hash, Diagnostics& diagnostics) {
  diagnostics.Add(
      Severity::kNote, kUnrecorded, at,
      {"元の文章のどの版を訳したのかが書かれていません",
       "This does not say which version of the original it translates"},
      {fmt::format("訳が元の文章と合っていることを確かめて、--- の間に translation: {{of: {}}} と書きます。", hash),
       fmt::format("Check it against the original, then write translation: {{of: {}}} between the --- lines.", hash)});
}

void TellUnrecordedOnce(Diagnostics& diagnostics) {
  const auto is_one = [](const Diagnostic& one) { return one.rule == kUnrecorded; };
  const std::vector<Diagnostic>& list = diagnostics.list();
  const auto count = std::count_if(list.begin(), list.end(), is_one);
  if (count < 2) return;
  Diagnostic note = *std::find_if(list.begin(), list.end(), is_one);
  note.message = {fmt::format("元の文章のどの版を訳したのかが書かれていない訳が、これを含めて{}件あります", count),
                  fmt::format("{} translations, this one among them, do not say which version of the original they "
                              "translate",
                              count)};
  diagnostics.Forget(is_one);
  diagnostics.Add(note.severity, note.rule, {}, note.message, note.hint) = note;
}

}  // namespace kyodo::load
