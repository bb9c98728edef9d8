#include "load/private_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/text.h"
#include "load/built_in_keys.h"

namespace kyodo::load {

namespace {

/// The keys of a collection's files.
struct LineKeys {
  std::set<std::string, std::less<>> shown, hidden;  // keys of fields and, folded, their labels
};

void AddKeys(const std::vector<Field>& fields, size_t languages, bool is_private, bool top, LineKeys& keys) {
  for (const Field& field : fields) {
    const bool hides = is_private || field.is_private;
    if (hides || top) {
      std::set<std::string, std::less<>>& to = hides ? keys.hidden : keys.shown;
      to.insert(field.key);
      for (LanguageId id = 0; id < languages; ++id) {
        if (field.label.Has(id)) to.insert(Fold(field.label.In(id)));
      }
    }
    const FieldType* type = &field.type;
    while (type->of) type = type->of.get();
    AddKeys(type->fields, languages, hides, false, keys);
  }
}

size_t MarginOf(std::string_view line) { return std::min(line.find_first_not_of(" \t-"), line.size()); }

/// What a line begins with: "name" of `name: …`, of `"name" :` and of `name　…`, whose colon is missing.
std::string FirstWord(std::string_view line) {
  const std::string word = Fold(Trim(line.substr(MarginOf(line))));
  const size_t start = std::min(word.find_first_not_of("\"'"), word.size());
  return word.substr(start, word.find_first_of(" :\"'\t", start) - start);
}

bool StandsIn(std::string_view text, std::string_view word) {
  const auto goes_on = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  for (size_t at = 0; (at = text.find(word, at)) != text.npos; ++at) {
    const size_t end = at + word.size();
    if ((at == 0 || !goes_on(text[at - 1])) && (end == text.size() || !goes_on(text[end]))) return true;
  }
  return false;
}

enum class LineKind { kShown, kHidden, kUnknown };

/// Whose line it is, by its own key and those that it is part of.
LineKind KindOfLine(const std::vector<std::string_view>& lines, size_t line, const LineKeys& keys) {
  const std::string own = Fold(lines[line]);
  for (const std::string& key : keys.hidden) {
    if (StandsIn(own, key)) return LineKind::kHidden;
  }
  if (StartsWith(lines[line], "---")) return LineKind::kShown;
  size_t limit = lines[line].size() + 1;
  for (size_t at = line + 1; at-- > 0;) {
    if (Trim(lines[at]).empty() || MarginOf(lines[at]) >= limit || StartsWith(lines[at], "#")) continue;
    if (StartsWith(lines[at], "---")) return LineKind::kUnknown;
    limit = MarginOf(lines[at]);
    const std::string word = FirstWord(lines[at]);
    if (keys.hidden.contains(word)) return LineKind::kHidden;
    if (limit > 0) continue;
    if (keys.shown.contains(word)) return LineKind::kShown;
    std::vector<std::string_view> all(keys.shown.begin(), keys.shown.end());
    all.insert(all.end(), keys.hidden.begin(), keys.hidden.end());
    const std::string_view near = Nearest(word, all);
    if (!near.empty()) return keys.shown.contains(near) ? LineKind::kShown : LineKind::kHidden;
    if (lines[at].find(':') != std::string_view::npos) return LineKind::kUnknown;
    limit = 1;  // a text goes on at the margin
  }
  return LineKind::kUnknown;
}

/// In the text of a document nothing is private.
bool IsInBody(const std::vector<std::string_view>& lines, size_t line) {
  size_t fences = 0;
  for (size_t at = 0; at < line; ++at) fences += Trim(lines[at]) == "---";
  return fences >= 2;
}

/// Whether what is said has a word of the line in it. Of letters, one or two make no word: `ja` stands in examples.
bool Repeats(const Message& said, std::string_view line) {
  const std::string told = Fold(said.ja) + '\n' + Fold(said.en), folded = Fold(line);
  const auto in_word = [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (auto at = folded.begin(); at != folded.end();) {
    const auto start = std::find_if(at, folded.end(), in_word);
    at = std::find_if_not(start, folded.end(), in_word);
    const std::string word(start, at);
    const bool short_of_letters = word.size() < 3 && std::none_of(start, at, IsDigit);
    if (!short_of_letters && told.find(word) != std::string::npos) return true;
  }
  return false;
}

void Hide(Diagnostic& one, LineKind kind) {
  const std::string line = std::exchange(one.source_line, {});
  if (kind == LineKind::kUnknown && one.rule == "key.unknown") return;  // tells the key alone
  one.edits.clear();
  if (kind == LineKind::kHidden || Repeats(one.message, line)) {
    one.message = {"公開しない項目のある所に、誤りがあります。内容は表示しません",
                   "Something is wrong where a private field stands; what is written there is not shown"};
  }
  if (kind == LineKind::kHidden || Repeats(one.hint, line)) {
    one.hint = {fmt::format("この行を見てください。誤りの説明: kyodo explain {}", one.rule),
                fmt::format("Look at that line. What it means: kyodo explain {}", one.rule)};
  }
}

}  // namespace

void HidePrivateLines(Loader& loader) {
  struct FileLines {
    std::string text;
    std::vector<std::string_view> lines;
  };
  std::map<std::string, FileLines> files;  // by path; a map does not move them
  std::map<std::string_view, LineKeys> keys_of;
  for (const auto& [id, collection] : loader.site.collections) {
    LineKeys keys;
    AddKeys(collection.schema.fields, loader.site.config.languages.size(), false, true, keys);
    if (keys.hidden.empty()) continue;
    for (const std::string_view built_in : kBuiltInKeys) keys.shown.emplace(built_in);
    keys_of.emplace(id, std::move(keys));
  }
  if (keys_of.empty()) return;
  const std::string& folder = loader.options.folder;
  loader.diagnostics.ForEach([&](Diagnostic& one) {
    if (one.line == 0 || one.source_line.empty() || !StartsWith(one.path, folder + "/")) return;
    const std::string_view inside = std::string_view(one.path).substr(folder.size() + 1);
    const auto keys = keys_of.find(inside.substr(0, inside.find('/')));
    if (keys == keys_of.end()) return;
    const auto [file, first] = files.try_emplace(one.path);
    auto& [text, lines] = file->second;
    if (first) {
      Result<std::string> bytes = ReadPlainFile(loader.files, folder, one.path);
      if (bytes.ok()) text = std::move(*bytes);
      lines = Split(text, '\n');
    }
    const size_t line = std::min<size_t>(one.line, lines.size()) - 1;
    if (EndsWith(one.path, ".md") && IsInBody(lines, line)) return;
    if (const LineKind kind = KindOfLine(lines, line, keys->second); kind != LineKind::kShown) Hide(one, kind);
  });
}

}  // namespace kyodo::load
