#include "system/kept_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kFirstLine = "kyodo-links 1\n";
constexpr size_t kParts = 8;

bool IsOneLine(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
}

bool ReadLine(std::string_view line, KeptAnswers& answers) {
  const std::vector<std::string_view> parts = Split(line, '\t');
  KeptAnswer one;
  int why = 0;
  if (parts.size() != kParts || !ReadNumber(parts[1], one.asked) || !ReadNumber(parts[2], one.good) ||
      !ReadNumber(parts[3], one.result.status) || !ReadNumber(parts[4], why) || why < 0 ||
      why > static_cast<int>(NoAnswer::kOther))
    return false;
  one.result.why = static_cast<NoAnswer>(why);
  one.result.target = parts[5];
  one.result.moved_to = parts[6];
  one.result.error = parts[7];
  return answers.emplace(parts[0], std::move(one)).second;
}

}  // namespace

std::string FormatAnswers(const KeptAnswers& answers) {
  std::string out(kFirstLine);
  for (const auto& [url, one] : answers) {
    const ProbeResult& result = one.result;
    const std::string line = fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", url, one.asked, one.good, result.status,
                                         static_cast<int>(result.why), result.target, result.moved_to, result.error);
    if (IsOneLine(url + result.target + result.moved_to + result.error)) out += line + "\n";
  }
  return out;
}

KeptAnswers ParseAnswers(std::string_view text) {
  KeptAnswers answers;
  if (!StartsWith(text, kFirstLine)) return answers;
  text.remove_prefix(kFirstLine.size());
  for (const std::string_view line : Split(text, '\n')) ReadLine(line, answers);
  return answers;
}

}  // namespace kyodo
