// The text of a cell of a workbook, from its number and how Excel shows it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

/// How a number is shown, as far as it says what the number is.
struct NumberFormat {
  bool is_date = false;
  bool is_percent = false;
  size_t digits = 0;  // at least so many, with zeros before them: the format 00000
};

/// Of a built-in format (ECMA-376 part 1, 18.8.30, with those of Japan) or of a code such as `yyyy"年"m"月"`.
NumberFormat FormatOf(uint32_t id, std::string_view code);

/// `number` as the file writes it: 46113, 0.375, 1E-3, 0.10000000000000001.
std::string TextOfNumber(std::string_view number, const NumberFormat& format, bool from_1904);

/// What a cell holds whose formula nobody has worked out: a program wrote the file, and Excel has never saved it.
inline constexpr const char* kNotWorkedOut = "#FORMULA!";

/// The digits that it begins with.
uint32_t NumberIn(std::string_view text);

/// "B7" is the column 1, from 0; -1: no such place, or one beyond column 16384.
int ColumnOf(std::string_view place);

/// 0 is A, 26 AA.
std::string NameOfColumn(size_t column);

/// _x000D_ in a text stands for that character.
std::string WithoutEscapes(std::string_view text);

}  // namespace kyodo
