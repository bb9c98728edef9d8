#include "start/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory_resource>

#include "core/text.h"
#include "load/map_reader.h"
#include "load/translations.h"
#include "model/language.h"

namespace kyodo::start {

namespace {

constexpr std::string_view kFence = "---\n";

/// The lines between the --- lines, and what comes after them.
struct Document {
  std::string_view front, rest;
};

Document Cut(std::string_view text) {
  if (!StartsWith(text, kFence)) return {{}, text};
  const size_t end = text.find("\n---\n");
  if (end == text.npos) return {{}, text};
  return {text.substr(kFence.size(), end + 1 - kFence.size()), text.substr(end + 1 + kFence.size())};
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines = Split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string_view KeyOf(std::string_view line) { return line.substr(0, line.find(':')); }

/// What follows `key` in a line without its indent; nullopt: another line.
std::optional<std::string_view> After(std::string_view words, std::string_view key) {
  if (!StartsWith(words, key)) return std::nullopt;
  return words.substr(key.size());
}

/// The text of a value in one line: `Desk`, `"Example: desk"`.
std::string ValueOf(std::string_view written) {
  if (written.size() < 2 || written.front() != '"') return std::string(written);
  return std::string(written.substr(1, written.size() - 2));
}

/// The tree of the keys between the --- lines; null: they are not right.
const yaml::Node* KeysOf(std::string_view front, std::pmr::memory_resource& memory) {
  const SourceFile file{"", std::string(front)};
  Diagnostics unread;  // the theme's own files are right
  return yaml::Parse(file, front, 1, memory, unread);
}

}  // namespace

Voices VoicesOf(const std::vector<std::string>& site, const std::set<std::string, std::less<>>& texts) {
  Voices voices;
  for (const std::string& language : site) {
    std::vector<std::string> codes = WiderLanguages(language);
    std::erase_if(codes,
                  [&](const std::string& code) { return std::find(site.begin(), site.end(), code) != site.end(); });
    codes.insert(codes.begin(), language);
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const auto& code) { return texts.contains(code); });
    const auto same = [&](const Voice& voice) { return voice.language == language; };
    if (found != codes.end() && std::none_of(voices.begin(), voices.end(), same)) voices.push_back({language, *found});
  }
  return voices;
}

const Voice& OriginalOf(const Voices& voices) {
  for (const std::string_view code : {"ja", "en"}) {
    for (const Voice& voice : voices)
      if (voice.texts == code) return voice;
  }
  return voices.front();
}

std::string FillIn(std::string_view text, const Blanks& blanks) {
  std::string out;
  for (const std::string_view line : LinesOf(text)) {
    std::string filled(line);
    bool stays = true;
    for (const auto& [name, value] : blanks) {
      const std::string blank = "@" + name + "@";
      if (filled == blank) stays = !(filled = value).empty();
      for (size_t at; (at = filled.find(blank)) != filled.npos;) filled.replace(at, blank.size(), value);
    }
    if (stays) out += filled + "\n";
  }
  return out;
}

std::string KeepLanguages(std::string_view text, const Voices& voices, const Translate& translate) {
  const auto speaks = [&](std::string_view code) {
    return std::any_of(voices.begin(), voices.end(), [&](const Voice& voice) { return voice.texts == code; });
  };
  std::string out;
  for (const std::string_view line : LinesOf(text)) {
    const std::string_view words = Trim(line);
    const std::string_view indent = line.substr(0, std::min(line.find_first_not_of(' '), line.size()));
    const auto japanese = After(words, "ja: "), english = After(words, "en: ");
    const auto said_in_japanese = After(words, "#ja "), said_in_english = After(words, "#en ");
    if (said_in_japanese || said_in_english) {
      const bool stays = said_in_japanese ? speaks("ja") : speaks("en") || !speaks("ja");
      if (stays) out += fmt::format("{}# {}\n", indent, said_in_japanese ? *said_in_japanese : *said_in_english);
      continue;
    }
    if (!japanese && !english) {
      out.append(line).append("\n");
      continue;
    }
    for (const Voice& voice : voices) {
      if (japanese.has_value() != (voice.texts == "ja")) continue;
      const std::string said = japanese              ? std::string(*japanese)
                               : voice.texts == "en" ? std::string(*english)
                                                     : FlowText(translate(ValueOf(*english), voice.texts));
      out += fmt::format("{}{}: {}\n", indent, voice.language, said);
    }
  }
  return out;
}

std::string AsOriginal(std::string_view document, std::string_view original) {
  const Document own = Cut(document), from = Cut(original);
  if (own.front.empty()) return std::string(document);
  std::string out(kFence);
  std::set<std::string_view> keys;
  for (const std::string_view line : LinesOf(own.front)) {
    if (KeyOf(line) == "translation") continue;
    keys.insert(KeyOf(line));
    out += std::string(line) + "\n";
  }
  for (const std::string_view line : LinesOf(from.front))
    if (!keys.contains(KeyOf(line))) out += std::string(line) + "\n";
  return out + std::string(kFence) + std::string(own.rest);
}

std::string AsTranslation(std::string_view document, std::string_view original) {
  const Document own = Cut(document), from = Cut(original);
  if (own.front.empty()) return std::string(document);
  std::pmr::monotonic_buffer_resource memory;
  const yaml::Node* keys = KeysOf(from.front, memory);
  std::string out(kFence);
  std::vector<const yaml::Node*> texts;
  for (const std::string_view line : LinesOf(own.front)) {
    if (KeyOf(line) == "translation") continue;
    out += std::string(line) + "\n";
    if (const yaml::Node* text = keys ? keys->Find(KeyOf(line)) : nullptr) texts.push_back(text);
  }
  out += fmt::format("translation: {{of: {}}}\n", load::HashOfOriginal(texts, from.rest));
  return out + std::string(kFence) + std::string(own.rest);
}

}  // namespace kyodo::start
