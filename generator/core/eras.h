// The eras of Japan, newest first.
#pragma once

#include <array>
#include <string_view>

#include "core/date.h"

namespace kyodo {

struct Era {
  std::string_view name, english, letter;  // 令和, Reiwa, r
  int before;                              // the Gregorian year before its first: 令和元年 is before + 1
  Date first;                              // the day on which it began; Meiji's from the Gregorian calendar on
};

constexpr std::array<Era, 5> kEras = {{{"令和", "Reiwa", "r", 2018, {2019, 5, 1}},
                                       {"平成", "Heisei", "h", 1988, {1989, 1, 8}},
                                       {"昭和", "Showa", "s", 1925, {1926, 12, 25}},
                                       {"大正", "Taisho", "t", 1911, {1912, 7, 30}},
                                       {"明治", "Meiji", "m", 1867, {1873, 1, 1}}}};

}  // namespace kyodo
