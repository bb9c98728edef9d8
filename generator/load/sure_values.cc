// The values of meant_values.h that can only be one thing.
#include <fmt/format.h>

#include <algorithm>

#include "core/date.h"
#include "core/text.h"
#include "load/meant_values.h"

namespace kyodo::load {

namespace {

bool Holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// Is `meant` no more than the text in half width, without blanks and commas?
bool IsSame(std::string_view text, std::string_view meant) {
  std::string plain = Fold(text);
  std::erase_if(plain, [](char c) { return c == ' ' || c == ','; });
  return plain == meant;
}

std::optional<std::string> OnlyIfSame(std::string_view text, std::optional<std::string> meant) {
  return meant && IsSame(text, *meant) ? meant : std::nullopt;
}

bool HasWeekday(std::string_view folded) { return Holds(folded, "曜") || Holds(folded, "("); }

/// The parts of `10:00〜12:00`; both empty: no range.
std::pair<std::string_view, std::string_view> SplitRange(std::string_view text) {
  for (const std::string_view wave : {"〜", "～", "~", "∼"}) {
    const size_t at = text.find(wave);
    if (at == text.npos) continue;
    const std::string_view from = Trim(text.substr(0, at)), until = Trim(text.substr(at + wave.size()));
    if (from.empty() || until.empty()) return {};
    return {from, until};
  }
  return {};
}

/// Indentation of an entry that has a line to itself or begins an item; none: between brackets.
std::optional<std::string> IndentOfEntry(const yaml::Entry& entry, const SourceFile& file) {
  const std::string_view line = file.Line(entry.key_pos.line);
  const std::string_view before = line.substr(0, std::min<size_t>(entry.key_pos.column - 1u, line.size()));
  if (before.find_first_not_of(" -") != before.npos) return std::nullopt;
  return std::string(before.size(), ' ');
}

}  // namespace

std::optional<std::string> SureInteger(std::string_view text) { return OnlyIfSame(text, MeantInteger(text)); }
std::optional<std::string> SureDecimal(std::string_view text) { return OnlyIfSame(text, MeantDecimal(text)); }

std::optional<std::string> SureDate(std::string_view text, bool partial) {
  const auto date = HasWeekday(Fold(text)) ? std::nullopt : GuessDate(text);
  return date && (partial || date->IsFull()) ? std::optional(ToIso(*date)) : std::nullopt;
}

std::optional<std::string> SureTime(std::string_view text) {
  std::string plain = Fold(text);
  std::erase(plain, ' ');
  if (plain == "正午") return "12:00";
  for (const std::string_view half : {"am", "pm", "a.m.", "p.m."}) {  // 2pm, 2:30 p.m. as 午後2時, 午後2:30
    if (!EndsWith(plain, half)) continue;
    const std::string number = plain.substr(0, plain.size() - half.size());
    plain = (half[0] == 'p' ? "午後" : "午前") + number + (number.find(':') == number.npos ? "時" : "");
    break;
  }
  constexpr size_t kDigits = 4;  // 1400, 14.00
  if (const size_t point = plain.find('.'); point != plain.npos && point + 3 == plain.size()) plain[point] = ':';
  if (plain.size() == kDigits && LeadingDigits(plain) == kDigits) plain.insert(2, ":");
  std::string_view rest = plain;
  const bool later = StartsWith(rest, "午後"), half_day = later || StartsWith(rest, "午前");
  if (half_day) rest.remove_prefix(std::string_view("午後").size());
  const size_t digits = LeadingDigits(rest);
  if (digits == 0 || digits > 2) return std::nullopt;
  int hour = std::stoi(std::string(rest.substr(0, digits))), minute = 0;
  rest.remove_prefix(digits);
  const bool in_words = StartsWith(rest, "時");
  if (!in_words && !StartsWith(rest, ":")) return std::nullopt;
  rest.remove_prefix(in_words ? std::string_view("時").size() : 1);
  const size_t more = LeadingDigits(rest);
  if (more == 2) minute = std::stoi(std::string(rest.substr(0, 2)));
  rest.remove_prefix(more);
  if (in_words && more == 0 && rest == "半") minute = 30;
  const bool whole =
      in_words ? (more == 0 ? rest.empty() || rest == "半" : more == 2 && rest == "分") : more == 2 && rest.empty();
  if (!whole || minute > 59 || hour > 23 || (half_day && (hour < 1 || hour > 11))) return std::nullopt;
  return fmt::format("{:02}:{:02}", later ? hour + 12 : hour, minute);
}

std::optional<std::string> SureDateTime(std::string_view text) {
  std::string plain = Fold(Trim(text));
  const size_t day = plain.find("日");
  const size_t cut = std::min(plain.find_first_of(" t"), day == plain.npos ? day : day + std::string_view("日").size());
  if (cut >= plain.size()) return std::nullopt;
  const auto date = SureDate(plain.substr(0, cut));
  const auto time = SureTime(plain.substr(plain[cut] == 't' ? cut + 1 : cut));
  return date && time ? std::optional(*date + "T" + *time) : std::nullopt;
}

std::optional<std::string> SureRange(std::string_view text) {
  if (const auto day = SureDate(text)) return fmt::format("{{start: {}}}", *day);
  const auto [from, until] = SplitRange(text);
  const auto first = SureDate(from), last = SureDate(until);
  if (first && last && *first <= *last) return fmt::format("{{start: {}, end: {}}}", *first, *last);
  const auto begin = SureDateTime(from);
  const auto end = SureTime(until);
  if (!begin || !end || begin->substr(11) >= *end) return std::nullopt;
  return fmt::format("{{start: {}, start_time: {}, end_time: {}}}", begin->substr(0, 10), begin->substr(11), *end);
}

void MendValue(Diagnostic& diagnostic, const yaml::Node& value, const std::optional<std::string>& text) {
  if (!text || value.kind != yaml::Node::kScalar || value.text_line) return;
  diagnostic.edits.push_back(
      {value.pos.line, value.pos.column + (value.quoted ? 1u : 0u), std::string(value.text), *text});
}

void MendRanges(const yaml::Node& mapping, const SourceFile& file, size_t first, Diagnostics& diagnostics) {
  const auto mend = [&](const yaml::Entry& entry, std::string_view end_key, const auto& read) {
    const auto [from, until] = SplitRange(entry.value->text);
    const auto begin = read(from), end = read(until);
    if (!begin || !end || *begin > *end || mapping.Find(end_key)) return;
    const auto indent = IndentOfEntry(entry, file);
    const std::string between = indent ? "\n" + *indent : ", ";
    size_t number = 0;
    diagnostics.ForEach([&](Diagnostic& one) {
      const bool of_it = one.line == entry.value->pos.line && one.column == entry.value->pos.column;
      if (number++ < first || !of_it || !one.edits.empty()) return;
      one.hint = {
          fmt::format("始まりと終わりを分けて書きます。例: {{{}: {}, {}: {}}}", entry.key, *begin, end_key, *end),
          fmt::format("Write start and end apart. Example: {{{}: {}, {}: {}}}", entry.key, *begin, end_key, *end)};
      MendValue(one, *entry.value, fmt::format("{}{}{}: {}", *begin, between, end_key, *end));
    });
  };
  for (const yaml::Entry& entry : mapping.entries) {
    if (entry.value->kind != yaml::Node::kScalar || entry.value->quoted) continue;
    if (entry.key == "start") mend(entry, "end", [](std::string_view text) { return SureDate(text); });
    if (entry.key == "start_time") mend(entry, "end_time", SureTime);
  }
}

}  // namespace kyodo::load
