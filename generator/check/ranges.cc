#include "check/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

using Ends = std::pair<std::string_view, std::string_view>;
/// Parts of the keys of two fields that are the ends of a range.
constexpr std::array<Ends, 7> kEnds = {{{"min", "max"},
                                        {"minimum", "maximum"},
                                        {"from", "to"},
                                        {"least", "most"},
                                        {"lowest", "highest"},
                                        {"low", "high"},
                                        {"lower", "upper"}}};

std::optional<double> NumberOf(const Datum& datum) {
  if (datum.kind == Datum::kInteger) return static_cast<double>(datum.integer);
  if (datum.kind == Datum::kDecimal) return datum.decimal;
  return std::nullopt;
}

/// "age_min" with `min` as `max`; empty: it has no such part.
std::string Counterpart(std::string_view key, const Ends& ends) {
  std::string out;
  bool found = false;
  for (const std::string_view part : Split(key, '_')) {
    out += out.empty() ? "" : "_";
    out += !found && part == ends.first ? ends.second : part;
    found = found || part == ends.first;
  }
  return found ? out : std::string();
}

void CheckPair(const Field& low, const Datum& least, const Field& high, const Datum& most, Diagnostics& diagnostics) {
  const auto from = NumberOf(least), to = NumberOf(most);
  if (!from || !to || *from <= *to) return;
  diagnostics.Warning("value.from-to", most.pos,
                      {fmt::format("{} が {} より小さくなっています: {} と {}", high.key, low.key, *to, *from),
                       fmt::format("{} is less than {}: {} and {}", high.key, low.key, *to, *from)},
                      {fmt::format("小さいほうを {}、大きいほうを {} に書きます。", low.key, high.key),
                       fmt::format("The smaller number belongs to {}, the larger to {}.", low.key, high.key)});
}

void CheckFields(const std::vector<Field>& fields, const Datum* data, Diagnostics& diagnostics);

void CheckParts(const FieldType& type, const Datum& datum, Diagnostics& diagnostics) {
  if (datum.kind == Datum::kList && type.of) {
    for (const Datum& item : datum.items()) CheckParts(*type.of, item, diagnostics);
  } else if (datum.kind == Datum::kObject && type.kind == FieldKind::kObject) {
    CheckFields(type.fields, datum.items().data(), diagnostics);
  }
}

void CheckFields(const std::vector<Field>& fields, const Datum* data, Diagnostics& diagnostics) {
  for (size_t i = 0; i < fields.size(); ++i) {
    CheckParts(fields[i].type, data[i], diagnostics);
    if (!NumberOf(data[i])) continue;
    for (const Ends& ends : kEnds) {
      const std::string other = Counterpart(fields[i].key, ends);
      const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.key == other; });
      if (found != fields.end()) CheckPair(fields[i], data[i], *found, data[found - fields.begin()], diagnostics);
    }
  }
}

/// 1,000円, ５歳, 3万円; its end is 0 if there is none.
struct Amount {
  double value = 0;
  std::string_view unit;
  size_t end = 0;
};

Amount AmountAt(std::string_view text, size_t at) {
  Amount amount;
  size_t digits = 0, bytes = 0;
  for (;; at += bytes) {
    const int digit = DigitAt(text, at, bytes);
    if (digit >= 0) {
      amount.value = amount.value * 10 + digit;
      ++digits;
    } else if ((bytes = digits > 0 ? Leading(text.substr(at), {",", "，"}) : 0) == 0) {
      break;
    }
  }
  if (digits == 0 || digits > 12 || Leading(text.substr(at), {".", "．"})) return {};
  for (const auto& [sign, times] : {std::pair<std::string_view, double>{"千", 1e3}, {"万", 1e4}, {"億", 1e8}}) {
    if (!StartsWith(text.substr(at), sign)) continue;
    amount.value *= times;
    at += sign.size();
  }
  const size_t unit = Leading(text.substr(at), {"歳", "才", "名", "人", "円", "年生", "世帯", "団体", "件", "点", "組",
                                                "か月", "ヶ月", "カ月", "kg", "cm"});
  amount.unit = text.substr(at, unit);
  amount.end = at + unit;
  return amount;
}

}  // namespace

void CheckWrittenRanges(const Text& text, Diagnostics& diagnostics) {
  const std::string_view all = text.text;
  for (const std::string_view sign : {"〜", "～", "~"}) {
    for (size_t at = all.find(sign); at != all.npos; at = all.find(sign, at + sign.size())) {
      const Amount to = AmountAt(all, at + sign.size());
      if (to.end == 0 || to.unit.empty()) continue;
      // Back to where the number before it begins.
      constexpr size_t kFarthest = 40;
      size_t start = at > kFarthest ? at - kFarthest : 0;
      Amount from;
      for (; start < at; ++start) {
        const bool inside = IsContinuation(all[start]) || DigitBefore(all, start) > 0 ||
                            (start > 0 && std::string_view(",.-:/").find(all[start - 1]) != std::string_view::npos);
        if (inside) continue;
        from = AmountAt(all, start);
        if (from.end == at) break;
      }
      const bool same = from.end == at && (from.unit.empty() || from.unit == to.unit);
      if (!same || from.value <= to.value) continue;
      const std::string_view range = all.substr(start, to.end - start);
      diagnostics.Warning(
          "text.range", text.PlaceOf(start, range.size()),
          {fmt::format("大きい数から小さい数への範囲です: {}", range),
           fmt::format("A range from a larger number to a smaller one: {}", range)},
          {"数を確かめるか、小さいほうを先に書きます。", "Check the numbers, or put the smaller one first."});
    }
  }
}

void CheckRangeFields(const Record& record, Diagnostics& diagnostics) {
  CheckFields(record.collection->schema.fields, record.fields.data(), diagnostics);
}

}  // namespace kyodo::check
