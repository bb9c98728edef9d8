#include "load/private_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

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

constexpr size_t kNoLine = static_cast<size_t>(-1);

/// The lines of a file, with whose each is. What was found of a line is kept: many mistakes may be below one key.
class FileLines {
 public:
  FileLines(std::string text, const LineKeys& keys) : text_(std::move(text)), lines_(Split(text_, '\n')), keys_(keys) {
    std::vector<size_t> open;  // lines with growing margins, those of the keys that the next line may be part of
    size_t fences = 0, last = kNoLine;
    parents_.reserve(lines_.size());
    for (size_t at = 0; at < lines_.size(); ++at) {
      if (fences < 2 && Trim(lines_[at]) == "---" && ++fences == 2) body_ = at + 1;
      if (!HasKey(at)) {
        parents_.push_back(last);
        continue;
      }
      last = at;
      const size_t margin = MarginOf(lines_[at]);
      // What begins at the margin may go on with a text of the line before.
      while (!open.empty() && MarginOf(lines_[open.back()]) >= std::max<size_t>(margin, 1)) open.pop_back();
      parents_.push_back(open.empty() ? kNoLine : open.back());
      open.push_back(at);
    }
  }

  size_t size() const { return lines_.size(); }
  std::string_view Line(size_t line) const { return lines_[line]; }
  /// In the text of a document nothing is private.
  bool IsInBody(size_t line) const { return line >= body_; }

  /// Whose line it is, by its own key and those that it is part of.
  LineKind KindOf(size_t line) {
    const auto [known, is_new] = kinds_.try_emplace(line, LineKind::kHidden);
    if (is_new) known->second = FindKind(line);
    return known->second;
  }

 private:
  bool HasKey(size_t at) const { return !Trim(lines_[at]).empty() && !StartsWith(lines_[at], "#"); }

  LineKind FindKind(size_t line) {
    const std::string own = Fold(lines_[line]);
    for (const std::string& key : keys_.hidden) {
      if (StandsIn(own, key)) return LineKind::kHidden;
    }
    if (StartsWith(lines_[line], "---")) return LineKind::kShown;
    std::vector<size_t> passed;
    LineKind kind = LineKind::kUnknown;
    for (size_t at = HasKey(line) ? line : parents_[line]; at != kNoLine; at = parents_[at]) {
      if (const auto known = by_key_.find(at); known != by_key_.end()) {
        kind = known->second;
        break;
      }
      passed.push_back(at);
      if (const std::optional<LineKind> decided = Decide(at)) {
        kind = *decided;
        break;
      }
    }
    for (const size_t at : passed) by_key_.emplace(at, kind);
    return kind;
  }

  /// By the key of this line alone; nothing: it depends on what the line is part of.
  std::optional<LineKind> Decide(size_t at) const {
    if (StartsWith(lines_[at], "---")) return LineKind::kUnknown;
    const std::string word = FirstWord(lines_[at]);
    if (keys_.hidden.contains(word)) return LineKind::kHidden;
    if (MarginOf(lines_[at]) > 0) return std::nullopt;
    if (keys_.shown.contains(word)) return LineKind::kShown;
    std::vector<std::string_view> all(keys_.shown.begin(), keys_.shown.end());
    all.insert(all.end(), keys_.hidden.begin(), keys_.hidden.end());
    const std::string_view near = Nearest(word, all);
    if (!near.empty()) return keys_.shown.contains(near) ? LineKind::kShown : LineKind::kHidden;
    if (lines_[at].find(':') != std::string_view::npos) return LineKind::kUnknown;
    return std::nullopt;  // a text goes on at the margin
  }

  const std::string text_;
  const std::vector<std::string_view> lines_;
  const LineKeys& keys_;
  size_t body_ = kNoLine;
  std::vector<size_t> parents_;
  std::map<size_t, LineKind> kinds_, by_key_;
};

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
    auto file = files.find(one.path);
    if (file == files.end()) {
      Result<std::string> bytes = ReadPlainFile(loader.files, folder, one.path);
      file = files.try_emplace(one.path, bytes.ok() ? std::move(*bytes) : std::string(), keys->second).first;
    }
    FileLines& lines = file->second;
    const size_t line = std::min<size_t>(one.line, lines.size()) - 1;
    if (EndsWith(one.path, ".md") && lines.IsInBody(line)) return;
    const LineKind kind = lines.KindOf(line);
    // Of a long line only a part is there to compare with.
    const bool whole = one.source_start == 0 && Trim(one.source_line) == Trim(lines.Line(line));
    if (kind != LineKind::kShown) Hide(one, whole ? kind : LineKind::kHidden);
  });
}

}  // namespace kyodo::load
