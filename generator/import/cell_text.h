// The texts of cells as people and old systems leave them.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// Without blanks at both ends, those of full width and those that do not break among them.
std::string_view TrimCell(std::string_view cell);

/// ｶﾅ as カナ: old systems knew no others. All else stays.
std::string WithWideKana(const std::string& text);

/// 12人, 1,000円, 3万円: a number and what it counts. 10名以上 and 500円（中学生は無料） say more.
bool IsNumberWithUnit(const std::string& text);

}  // namespace kyodo
