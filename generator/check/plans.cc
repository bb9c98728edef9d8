#include "check/plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "model/taking_part.h"

namespace kyodo::check {

namespace {

/// A word of letters stands alone: no “yet” in “anyeth”.
bool StandsAlone(std::string_view text, size_t at, size_t length) {
  if (!IsLetter(text[at])) return true;
  const size_t end = at + length;
  return (at == 0 || !IsLetter(text[at - 1])) && (end == text.size() || !IsLetter(text[end]));
}

bool IsQuotedOrDated(std::string_view before) {
  constexpr std::string_view kEnds[] = {"「", "“", "年", "月", "日"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return EndsWith(before, end); });
}

/// A term says that one registers, whether there is a deadline or not.
bool Registers(const Record& record) {
  return std::any_of(record.fields.begin(), record.fields.end(), [](const Datum& datum) {
    return datum.kind == Datum::kTerm && EndsWith(datum.term->same_as, "schema.org/RegisterAction");
  });
}

}  // namespace

bool IsPlan(const Record& record) {
  return std::any_of(record.fields.begin(), record.fields.end(), [](const Datum& datum) {
    return datum.kind == Datum::kTerm && EndsWith(datum.term->same_as, "schema.org/PotentialActionStatus");
  });
}

void CheckPlan(const Site& site, const Text& text, Diagnostics& diagnostics) {
  const auto words = site.vocabularies.find(std::string(usual::kPresentWords));
  if (words == site.vocabularies.end() || !text.IsWords() || !text.language()) return;
  const std::string lower = SmallLetters(text.text);
  for (const Term& term : words->second.terms) {
    const std::string word = SmallLetters(term.label.Has(*text.language()) ? term.label.In(*text.language()) : "");
    for (size_t at = word.empty() ? lower.npos : lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
      if (!StandsAlone(lower, at, word.size()) || IsQuotedOrDated(text.text.substr(0, at))) continue;
      diagnostics.Add(Severity::kError, "plan.now", text.PlaceOf(at, word.size()),
                      {fmt::format("予定のことを、今のことのように書いています: {}", word),
                       fmt::format("A plan is told as if it were today: {}", word)},
                      {"いつ、何に書かれた予定かを書きます。例: 2014年3月の指針は、窓口を設けるとしています。",
                       "Say when and where it was planned. Example: The guideline of March 2014 planned a desk."});
    }
  }
}

void CheckHow(const Site& site, const Record& record, Diagnostics& diagnostics) {
  if (record.occurrences.empty()) return;
  const TakingPart part = TakingPartIn(record, site);
  const bool closes = part.closes && (part.state == TakingPart::kOpen || part.state == TakingPart::kLater);
  if (!closes && !(Registers(record) && part.IsPossible())) return;
  const std::vector<Field>& fields = record.collection->schema.fields;
  std::vector<std::string_view> how;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].says_how) continue;
    if (!record.fields[i].absent()) return;
    how.push_back(fields[i].key);
  }
  if (how.empty()) return;
  diagnostics.Add(
      Severity::kWarning, "act.how", record.pos,
      {"受け付けているのに、申し込み方がどこにも書かれていません", "It is open, and nothing says how to apply"},
      {fmt::format("どれかの項目に、方法を書きます: {}", fmt::join(how, ", ")),
       fmt::format("Say how in one of these fields: {}", fmt::join(how, ", "))});
}

}  // namespace kyodo::check
