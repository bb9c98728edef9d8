// What a text counts, in Japanese and in English words: amounts, days, months, years, times, shares, people, days of
// the week, ages and telephone numbers, so that a text and its translation can be compared.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace kyodo::check {

enum class Counted { kYen, kDay, kMonth, kYear, kFiscalYear, kTime, kPercent, kPeople, kWeekday, kAge, kTelephone };
inline constexpr size_t kCountedKinds = 11;

struct CountedNumber {
  double value = 0;  // of a day month × 100 + day; of a time minutes after midnight or noon; of yen yen
  size_t begin = 0, end = 0;
};

/// By kind, in their order: 3万円 and 30,000 yen, 7月5日 and 5 July, 令和9年 and 2027, 午後1時 and 1 p.m., 12名 and 12
/// people, 水曜 and Wednesday, 18歳 and aged 18. A number that is none of these is left out.
using WrittenNumbers = std::array<std::vector<CountedNumber>, kCountedKinds>;
WrittenNumbers FindCounted(std::string_view text);

}  // namespace kyodo::check
