// What a value was meant to be that has not the shape of its type: `３０人` is 30, `はい` true.
// Nothing where it may be something else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// ３０, 1,000円, 約30人, 3万円, 無料 (of money): decimal digits.
std::optional<std::string> MeantInteger(std::string_view text);
/// １．５, 1,5, 1.5km.
std::optional<std::string> MeantDecimal(std::string_view text);
/// はい, Yes, ○; いいえ, No, ×.
std::optional<bool> MeantBoolean(std::string_view text);
/// 2026-05-02 9:00, 2026年5月2日 午後2時: 2026-05-02T14:00.
std::optional<std::string> MeantDateTime(std::string_view text);

/// With its scheme, in half-width letters, without blanks; not looked at further.
std::string MeantUrl(std::string_view text);

/// A rule for repeating in capital half-width letters, without blanks, whose UNTIL is a day: UNTIL=2027-02-30 is
/// UNTIL=20270228. It may be no rule still.
std::string MeantRule(std::string_view text);

/// `軍手、帽子`, `［軍手，帽子］`, `Gloves, hat`: one after the other.
std::vector<std::string> MeantItems(std::string_view text);

// What a value can only be: the same characters in another width, numbers with separators of thousands, a day whose
// year, month and day are there. Nothing where a word or a unit would be lost.

std::optional<std::string> SureInteger(std::string_view text);
std::optional<std::string> SureDecimal(std::string_view text);
/// Not of a day with its weekday, which may say something else.
std::optional<std::string> SureDate(std::string_view text, bool partial = false);
/// ９：３０, 9時半, 午後2時: 14:00.
std::optional<std::string> SureTime(std::string_view text);
std::optional<std::string> SureDateTime(std::string_view text);
/// `2026-04-01〜2026-04-03`, `2026-04-11 10:00～12:00` or one day alone as the keys of a range of days, in braces.
std::optional<std::string> SureRange(std::string_view text);

/// The diagnostic is of the value, which can only be `text`; none: it may be anything.
void MendValue(Diagnostic& diagnostic, const yaml::Node& value, const std::optional<std::string>& text);
/// Of a mapping with `start: 2026-04-01〜2026-04-03` or `start_time: 10:00〜12:00` and no end: what was told of the
/// value, from the diagnostic number `first` on, is mended by the two keys that it can only be.
void MendRanges(const yaml::Node& mapping, const SourceFile& file, size_t first, Diagnostics& diagnostics);

}  // namespace kyodo::load
