#include "check/language_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "check/written_numbers.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

struct Placed {
  double value;
  const Text* text;
  std::string_view written;
};

/// Of Markdown what its readers see: addresses have numbers too.
std::string_view Shown(const Text& text) {
  return text.IsMarkdown() ? std::string_view(text.datum.markdown->result.plain) : text.text;
}

using Kinds = std::array<std::vector<Placed>, kCountedKinds>;

void Collect(const Text& text, Kinds& kinds) {
  const std::string_view shown = Shown(text);
  const WrittenNumbers found = FindCounted(shown);
  for (size_t kind = 0; kind < kCountedKinds; ++kind) {
    for (const CountedNumber& one : found[kind])
      kinds[kind].push_back({one.value, &text, shown.substr(one.begin, one.end - one.begin)});
  }
}

/// Each value of `own` that is not in `other`, once.
std::vector<Placed> Missing(const std::vector<Placed>& own, const std::vector<Placed>& other) {
  std::set<double> known;
  for (const Placed& one : other) known.insert(one.value);
  std::vector<Placed> missing;
  for (const Placed& one : own) {
    if (known.insert(one.value).second) missing.push_back(one);
  }
  return missing;
}

}  // namespace

void TranslatedNumbers::Add(const Text& text) {
  const auto id = text.language();
  if (!id || !text.place.language || !text.IsWords()) return;
  const std::string& code = site_.config.languages[*id].code;
  const bool english = code == "en" || StartsWith(code, "en-");
  if (english || code == "ja") texts_.push_back({text, !english});
}

void TranslatedNumbers::Compare(Diagnostics& diagnostics) {
  for (size_t first = 0; first < texts_.size();) {
    size_t last = first;
    while (last < texts_.size() && texts_[last].text.place.outer == texts_[first].text.place.outer) ++last;
    CompareField(first, last, diagnostics);
    first = last;
  }
  texts_.clear();
}

void TranslatedNumbers::CompareField(size_t first, size_t last, Diagnostics& diagnostics) const {
  constexpr size_t kMost = 3;  // more are two texts of their own
  const auto has = [&](bool japanese) {
    return std::any_of(texts_.begin() + static_cast<std::ptrdiff_t>(first),
                       texts_.begin() + static_cast<std::ptrdiff_t>(last),
                       [&](const Known& one) { return one.japanese == japanese; });
  };
  if (!has(true) || !has(false)) return;
  Kinds japanese, english;
  for (size_t i = first; i < last; ++i) Collect(texts_[i].text, texts_[i].japanese ? japanese : english);
  const size_t days = static_cast<size_t>(Counted::kDay);
  const bool dated = !japanese[days].empty() || !english[days].empty();
  bool day = false;
  for (size_t kind = 0; kind < kCountedKinds; ++kind) {
    const std::vector<Placed> here = Missing(english[kind], japanese[kind]);
    const std::vector<Placed> there = Missing(japanese[kind], english[kind]);
    if (here.empty() || here.size() != there.size() || here.size() > kMost) continue;
    if (kind == static_cast<size_t>(Counted::kMonth) && day) continue;
    if (kind == static_cast<size_t>(Counted::kWeekday) && dated) continue;  // held against their days
    day = day || kind == static_cast<size_t>(Counted::kDay);
    const Placed& one = here.front();
    const size_t at = std::min(one.text->text.find(one.written), one.text->text.size());
    diagnostics.Warning(
        "language.number", one.text->PlaceOf(at, at < one.text->text.size() ? one.written.size() : 0),
        {fmt::format("日本語と英語で違います: 「{}」と「{}」", there.front().written, one.written),
         fmt::format("The Japanese and the English differ: “{}” and “{}”", there.front().written, one.written)},
        {"どちらが正しいかを確かめ、もう一方を直します。", "See which of them is right, and mend the other."});
  }
}

}  // namespace kyodo::check
