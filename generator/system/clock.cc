#include "system/clock.h"

#include <charconv>
#include <chrono>
#include <string_view>

namespace kyodo {
namespace {

Diagnostic BadEpoch(std::string_view text) {
  Diagnostic error;
  error.rule = "clock.source-date-epoch";
  error.message.ja = "環境変数 SOURCE_DATE_EPOCH の値が秒数ではありません: " + std::string(text);
  error.message.en = "the environment variable SOURCE_DATE_EPOCH is not a number of seconds: " + std::string(text);
  error.hint.ja = "1970年からの秒数を半角の数字で書くか、設定をやめてください。例: 1775001600";
  error.hint.en = "Give the seconds since 1970 in digits, or leave it unset. Example: 1775001600";
  return error;
}

}  // namespace

Result<Instant> Now(const char* source_date_epoch) {
  const std::string_view text = source_date_epoch != nullptr ? source_date_epoch : "";
  if (text.empty()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::floor<std::chrono::seconds>(now).count()};
  }
  Instant seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0) {
    return BadEpoch(text);
  }
  return seconds;
}

int64_t MonotonicMs() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace kyodo
