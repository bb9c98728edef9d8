#include "model/locale_text.h"

#include <fmt/format.h>
#include <unicode/dtfmtsym.h>
#include <unicode/dtitvinf.h>
#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>

#include <algorithm>
#include <memory>

#include "core/text.h"

namespace kyodo {

namespace {

/// Thin and narrow spaces, which come and go with the versions of CLDR, become plain ones.
std::string Utf8(icu::UnicodeString text) {
  for (const char16_t space : {u'\u2009', u'\u202F'}) {
    for (int32_t at = text.indexOf(space); at >= 0; at = text.indexOf(space, at)) text.setCharAt(at, u' ');
  }
  std::string out;
  return text.toUTF8String(out);
}

icu::UnicodeString Utf16(const std::string& text) { return icu::UnicodeString::fromUTF8(text); }

template <size_t kCount>
void Copy(const icu::UnicodeString* from, int32_t count, int32_t first, std::array<std::string, kCount>& to) {
  for (size_t i = 0; i < kCount && static_cast<int32_t>(i) + first < count; ++i)
    to[i] = Utf8(from[static_cast<int32_t>(i) + first]);
}

/// The code with what holds for all languages: numbers and dates of a page are of one kind.
icu::Locale Gregorian(std::string_view code) {
  icu::Locale locale = LocaleOf(code);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", "gregorian", status);
  locale.setKeywordValue("numbers", "latn", status);
  return locale;
}

}  // namespace

icu::Locale LocaleOf(std::string_view code) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string text(code.substr(0, std::min(code.find("-x-"), code.size())));
  return icu::Locale::forLanguageTag(text, status);
}

LocaleText::LocaleText(std::string_view code) : locale_(Gregorian(code)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale_, status);
  using Symbols = icu::DateFormatSymbols;
  int32_t count = 0;
  const auto months = [&](Symbols::DtContextType context, Symbols::DtWidthType width, auto& to) {
    const icu::UnicodeString* names = symbols.getMonths(count, context, width);
    Copy(names, count, 0, to);
  };
  const auto weekdays = [&](Symbols::DtWidthType width, auto& to) {
    const icu::UnicodeString* names = symbols.getWeekdays(count, Symbols::STANDALONE, width);
    Copy(names, count, 1, to);  // ICU's begin with 1, Sunday
  };
  months(Symbols::STANDALONE, Symbols::WIDE, months_);
  months(Symbols::FORMAT, Symbols::WIDE, months_in_date_);
  months(Symbols::FORMAT, Symbols::ABBREVIATED, short_months_);
  weekdays(Symbols::WIDE, weekdays_);
  weekdays(Symbols::ABBREVIATED, short_weekdays_);
  const icu::UnicodeString* halves = symbols.getAmPmStrings(count);
  Copy(halves, count, 0, halves_);
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale_, status));
  const auto best = [&](const char* skeleton) {
    return Utf8(patterns->getBestPattern(icu::UnicodeString::fromUTF8(skeleton), status));
  };
  full_ = best("yMMMMd");
  with_weekday_ = best("yMMMMEEEEd");
  month_ = best("yMMMM");
  year_ = best("y");
  day_of_year_ = best("MMMMEEEEd");
  day_and_month_ = best("MMMMd");
  time_ = best("jm");
  at_ = Utf8(patterns->getDateTimeFormat());
  at_.erase(std::remove(at_.begin(), at_.end(), '\''), at_.end());  // quotes around words
  const icu::DecimalFormatSymbols numbers(locale_, status);
  decimal_point_ = Utf8(numbers.getSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol));
  const icu::DateIntervalInfo intervals(locale_, status);
  icu::UnicodeString range;
  range_ = Utf8(intervals.getFallbackIntervalPattern(range));
}

std::string LocaleText::Letters(char letter, size_t count, const Date& date, int minute) const {
  const auto number = [&](int value) { return fmt::format("{:0{}}", value, count); };
  const size_t month = date.month ? date.month - 1u : 0u;
  switch (letter) {
    case 'y': return count == 2 ? fmt::format("{:02}", date.year % 100) : std::to_string(date.year);
    case 'M': return count > 3 ? months_in_date_[month] : count == 3 ? short_months_[month] : number(date.month);
    case 'L': return count >= 3 ? months_[month] : number(date.month);
    case 'd': return number(date.day);
    case 'E':
    case 'c': return (count > 3 ? weekdays_ : short_weekdays_)[static_cast<size_t>(DayOfWeek(date))];
    case 'a':
    case 'b':
    case 'B': return halves_[minute < 720 ? 0 : 1];
    case 'h': return number((minute / 60 + 11) % 12 + 1);
    case 'H': return number(minute / 60);
    case 'K': return number(minute / 60 % 12);
    case 'k': return number(minute < 60 ? 24 : minute / 60);
    case 'm': return fmt::format("{:02}", minute % 60);
    default: return {};
  }
}

std::string LocaleText::Expand(const std::string& pattern, const Date& date, int minute) const {
  std::string out;
  bool quoted = false;
  for (size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '\'') {
      const bool twice = at + 1 < pattern.size() && pattern[at + 1] == '\'';  // an apostrophe
      if (twice) out += c;
      quoted = twice == quoted;
      at += twice ? 2 : 1;
    } else if (quoted || !is_letter) {
      out += c;
      ++at;
    } else {
      const size_t end = std::min(pattern.find_first_not_of(c, at), pattern.size());
      out += Letters(c, end - at, date, minute);
      at = end;
    }
  }
  return out;
}

std::string LocaleText::Day(const Date& date, bool weekday) const {
  const std::string& pattern = !date.month ? year_ : !date.day ? month_ : weekday ? with_weekday_ : full_;
  return Expand(pattern, date, 0);
}

std::string LocaleText::DayOfYear(const Date& date) const { return Expand(day_of_year_, date, 0); }
std::string LocaleText::DayAndMonth(const Date& date) const { return Expand(day_and_month_, date, 0); }
std::string LocaleText::Time(int minute) const { return Expand(time_, {}, minute); }

std::string LocaleText::Range(const std::string& from, const std::string& to) const {
  return fmt::format(fmt::runtime(range_), from, to);
}

std::string LocaleText::At(const std::string& day, const std::string& time) const {
  return fmt::format(fmt::runtime(at_), time, day);
}

std::string LocaleText::List(const std::vector<std::string>& texts) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> list(icu::ListFormatter::createInstance(locale_, status));
  std::vector<icu::UnicodeString> items;
  for (const std::string& text : texts) items.push_back(Utf16(text));
  icu::UnicodeString out;
  if (U_SUCCESS(status)) list->format(items.data(), static_cast<int32_t>(items.size()), out, status);
  return Utf8(out);
}

std::string LocaleText::Yen(int64_t amount) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto format = icu::number::NumberFormatter::withLocale(locale_)
                          .unit(icu::CurrencyUnit(u"JPY", status))
                          .unitWidth(UNUM_UNIT_WIDTH_NARROW);
  icu::UnicodeString text = format.formatInt(amount, status).toString(status);
  if (locale_.isRightToLeft()) {
    // ICU's marks alone leave the sign and the currency to what stands around them.
    for (const char16_t mark : {u'\u200E', u'\u200F', u'\u061C'}) text.findAndReplace(mark, icu::UnicodeString());
    text.insert(0, u'\u2066').append(u'\u2069');
  }
  return Utf8(text);
}

std::string LocaleText::Number(double value) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto format =
      icu::number::NumberFormatter::withLocale(locale_).precision(icu::number::Precision::maxFraction(1));
  return Utf8(format.formatDouble(value, status).toString(status));
}

std::string LocaleText::Fill(const std::string& pattern, const Arguments& texts,
                             const std::map<std::string, int>& numbers) const {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  const icu::MessageFormat format(Utf16(pattern), locale_, place, status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, text] : texts) {
    names.push_back(Utf16(name));
    values.emplace_back(Utf16(text));
  }
  for (const auto& [name, number] : numbers) {
    names.push_back(Utf16(name));
    values.emplace_back(static_cast<int32_t>(number));
  }
  icu::UnicodeString out;
  if (U_SUCCESS(status)) format.format(names.data(), values.data(), static_cast<int32_t>(names.size()), out, status);
  return U_SUCCESS(status) ? Utf8(out) : std::string();
}

bool IsMessagePattern(const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  const icu::MessageFormat format(Utf16(pattern), icu::Locale::getEnglish(), place, status);
  return U_SUCCESS(status);
}

}  // namespace kyodo
