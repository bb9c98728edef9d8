#include "load/document_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo::load {

namespace {

/// The key that a line begins with, followed by a colon and a space or nothing; empty: none.
std::string_view KeyOf(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || (colon + 1 < line.size() && line[colon + 1] != ' ')) return {};
  return line.substr(0, colon);
}

void LateKey(const DocumentBody& body, uint32_t line, std::string_view key, std::string_view text,
             Diagnostics& diagnostics) {
  diagnostics.Warning("document.late-key", {body.file, line, 1, static_cast<uint16_t>(key.size())},
                      {fmt::format("項目が本文の中にあり、文章として公開されます: {}", key),
                       fmt::format("This entry stands in the text and would be published as part of it: {}", key)},
                      {fmt::format("ファイルの初めの --- で囲んだ部分に移します。書き方: {}", text),
                       fmt::format("Move it between the --- lines at the start of the file. Write: {}", text)});
}

}  // namespace

void CheckBody(const DocumentBody& body, bool may_be_empty, const std::vector<std::string_view>& keys,
               Diagnostics& diagnostics) {
  if (Trim(body.text).empty()) {
    if (may_be_empty) return;
    diagnostics.Warning("document.empty", {body.file, 1, 1, 1}, {"本文がありません", "There is no text"},
                        {"2つ目の --- の下に文章を書きます。まだ公開しないページなら、draft: true と書きます。",
                         "Write the text below the second ---. For a page that is not ready, write draft: true"});
    return;
  }
  bool code = false;
  uint32_t number = body.first_line;
  for (const std::string_view whole : Split(body.text, '\n')) {
    const std::string_view line = EndsWith(whole, "\r") ? whole.substr(0, whole.size() - 1) : whole;
    if (StartsWith(line, "```") || StartsWith(line, "~~~")) code = !code;
    const std::string_view key = code ? std::string_view() : KeyOf(line);
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end())
      LateKey(body, number, key, line, diagnostics);
    ++number;
  }
}

void TellNoOriginal(const SourcePos& at, Diagnostics& diagnostics) {
  diagnostics.Error("translation.original", at,
                    {"元になる言語のファイルがありません", "There is no file in the original language"},
                    {"translation のある翻訳だけがあります。元の文章のファイルを作るか、これが元の文章なら "
                     "translation の行を消します。",
                     "There are only translations, with the key “translation”. Add the original, or, if this is "
                     "the original, delete that line."});
}

}  // namespace kyodo::load
