#include "check/titles.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr std::string_view kWideSpace = "　", kStop = "。";

bool EndsInHiragana(std::string_view text) {
  if (text.size() < 3) return false;
  size_t at = text.size() - 3;
  const char32_t last = DecodeUtf8(text, at);
  return last >= 0x3041 && last <= 0x3096;
}

/// Without a stop at the end, and with one plain space in the place of several. One wide space between two words of a
/// title, as of a subtitle, is usual.
std::string Better(std::string_view title) {
  std::string out;
  const auto ends_in_space = [&] { return EndsWith(out, " ") || EndsWith(out, kWideSpace); };
  for (size_t at = 0; at < title.size();) {
    const bool wide = StartsWith(title.substr(at), kWideSpace);
    const size_t length = wide ? kWideSpace.size() : 1;
    const bool space = wide || title[at] == ' ';
    if (!space || !(out.empty() || ends_in_space())) out += title.substr(at, length);
    at += length;
  }
  while (ends_in_space()) out.resize(out.size() - (EndsWith(out, " ") ? 1 : kWideSpace.size()));
  // A sentence ends in hiragana before it; names such as モーニング娘。 do not.
  if (EndsWith(out, kStop) && EndsInHiragana(std::string_view(out).substr(0, out.size() - kStop.size())))
    out.resize(out.size() - kStop.size());
  return out;
}

}  // namespace

void CheckFirstHeading(const Text& text, Diagnostics& diagnostics) {
  const size_t start = std::min(text.text.find_first_not_of("\r\n"), text.text.size());
  if (!text.IsMarkdown() || !text.record.collection->schema.is_document || text.text.substr(start, 1) != "#") return;
  const std::string_view line = text.text.substr(start, text.text.find('\n', start) - start);
  const std::string_view words = Trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
  if (words.empty() || words != text.record.Title(text.language().value_or(0))) return;
  diagnostics.Warning(
      "heading.title", text.PlaceOf(start, line.size()),
      {fmt::format("題がもう一度、見出しになっています: {}", words),
       fmt::format("The title is there again as a heading: {}", words)},
      {"題は title から出るので、この行を消します。", "The page shows its title itself: delete this line."});
}

void CheckTitle(const Site& site, const Record& record, Diagnostics& diagnostics) {
  const Datum* title = record.Find(record.collection->schema.title);
  if (!title) return;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    LanguageId shown = id;
    const Datum& own = title->In(id, false, &shown);
    if (own.kind != Datum::kText || (title->kind != Datum::kLocal && id > 0)) continue;
    const std::string better = Better(own.text());
    if (better == own.text() || better.empty()) continue;
    diagnostics.Add(Severity::kNote, "text.title", own.pos,
                    {fmt::format("題が文の形になっているか、余分な空白があります: {}", own.text()),
                     fmt::format("The title ends as a sentence does, or has spaces too many: {}", own.text())},
                    {fmt::format("{} と書きます。", better), fmt::format("Write {}", better)});
  }
}

}  // namespace kyodo::check
