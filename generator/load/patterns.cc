#include "load/patterns.h"

#include <unicode/regex.h>

#include <memory>
#include <unordered_map>

namespace kyodo::load {

namespace {

constexpr int32_t kTicks = 50;            // of ICU: 10,000 saved states each
constexpr int32_t kStackBytes = 4 << 20;  // of saved states

std::unique_ptr<icu::RegexMatcher> Compile(std::string_view pattern) {
  if (pattern.size() > kLongestPattern) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  auto matcher = std::make_unique<icu::RegexMatcher>(
      icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<int32_t>(pattern.size()))), 0, status);
  if (U_FAILURE(status)) return nullptr;  // what it left behind crashes when it is used
  matcher->setTimeLimit(kTicks, status);
  matcher->setStackLimit(kStackBytes, status);
  return U_SUCCESS(status) ? std::move(matcher) : nullptr;
}

}  // namespace

bool IsPattern(std::string_view pattern) { return Compile(pattern) != nullptr; }

Fit FitsPattern(const std::string& pattern, std::string_view text) {
  thread_local std::unordered_map<std::string, std::unique_ptr<icu::RegexMatcher>> matchers;
  const auto [found, is_new] = matchers.try_emplace(pattern);
  if (is_new) found->second = Compile(pattern);
  icu::RegexMatcher* const matcher = found->second.get();
  if (!matcher) return Fit::kNo;
  const icu::UnicodeString input =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  matcher->reset(input);
  UErrorCode status = U_ZERO_ERROR;
  const bool fits = matcher->matches(status) != 0;
  if (U_FAILURE(status)) return Fit::kTooSlow;
  return fits ? Fit::kYes : Fit::kNo;
}

bool IsWebAddress(std::string_view text) {
  static const std::string kPattern = R"(https?://[^\s/?#"<>.]+(\.[^\s/?#"<>.]+)+\.?([/?#][^\s"<>]*)?)";
  return FitsPattern(kPattern, text) == Fit::kYes;
}

}  // namespace kyodo::load
