#include "check/written_dates.h"

#include <algorithm>
#include <utility>

#include "check/calendar_words.h"
#include "check/digits.h"
#include "core/eras.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

/// Reads the number that ends at `at` and moves before it.
int NumberBefore(std::string_view text, size_t& at) {
  size_t start = at;
  while (const size_t step = DigitBefore(text, start)) start -= step;
  size_t end = start;
  const int number = start < at ? NumberAt(text.substr(0, at), end) : -1;
  at = start;
  return number;
}

void SkipSpaces(std::string_view text, size_t& at) {
  while (at < text.size() && text[at] == ' ') ++at;
}

void SkipSpacesBefore(std::string_view text, size_t& at) {
  while (at > 0 && text[at - 1] == ' ') --at;
}

/// Moves behind the first of the texts that stands at `at`.
bool Take(std::string_view text, size_t& at, std::initializer_list<std::string_view> all) {
  const size_t bytes = Leading(text.substr(at), all);
  at += bytes;
  return bytes > 0;
}

bool TakeBefore(std::string_view text, size_t& at, std::initializer_list<std::string_view> all) {
  for (const std::string_view one : all) {
    if (!EndsWith(text.substr(0, at), one)) continue;
    at -= one.size();
    return true;
  }
  return false;
}

/// The year of an era, or of four digits, that ends at `at`: 令和9, 令和元, 2027. 0: none.
int YearBefore(std::string_view text, size_t& at) {
  int number = TakeBefore(text, at, {"元"}) ? 1 : NumberBefore(text, at);
  if (number >= 1000) return number;
  if (number <= 0) return 0;
  for (const Era& era : kEras) {
    if (TakeBefore(text, at, {era.name})) return era.before + number;
  }
  return 0;
}

/// Moves before brackets that end at `at`: （令和9年）.
bool TakeBracketsBefore(std::string_view text, size_t& at) {
  constexpr size_t kLongest = 40;
  if (!EndsWith(text.substr(0, at), "）") && !EndsWith(text.substr(0, at), ")")) return false;
  const size_t from = at > kLongest ? at - kLongest : 0;
  const std::string_view near = text.substr(from, at - from);
  const size_t wide = near.rfind("（"), narrow = near.rfind('(');
  const size_t open = wide == near.npos ? narrow : narrow == near.npos ? wide : std::max(wide, narrow);
  if (open == near.npos) return false;
  at = from + open;
  return true;
}

int EnglishWeekday(std::string_view word);

/// All days of the week between brackets, or one with 曜.
void ReadJapaneseWeekday(std::string_view text, size_t at, WrittenDate& date) {
  date.weekday_begin = date.weekday_end = at;
  SkipSpaces(text, at);
  const bool brackets = Take(text, at, {"（", "("});
  size_t word = at;
  while (brackets && word < text.size() && IsLetter(text[word])) ++word;
  if (const int day = word > at ? EnglishWeekday(text.substr(at, word - at)) : -1; day >= 0) {
    date.weekdays.push_back(day);
    date.weekday_end = word;
    return;
  }
  for (size_t count = 0; count < 4; ++count) {
    const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), text.substr(at, 3));
    if (found == kWeekdays.end()) break;
    size_t next = at + 3;
    const bool named = Take(text, next, {"曜日", "曜"});
    const bool closed = brackets && Take(text, next, {"）", ")", "・", "、", "／", "/", "，", ",", "祝", "休", "･"});
    if (!named && !closed) break;
    date.weekdays.push_back(static_cast<int>(found - kWeekdays.begin()));
    date.weekday_end = next;
    at = next;
    if (!brackets || EndsWith(text.substr(0, next), "）") || EndsWith(text.substr(0, next), ")")) break;
  }
}

/// Of 月 at `at`.
std::optional<WrittenDate> JapaneseDate(std::string_view text, size_t at) {
  WrittenDate date;
  size_t before = at;
  SkipSpacesBefore(text, before);
  date.month = NumberBefore(text, before);
  size_t after = at + 3;
  SkipSpaces(text, after);
  date.day = NumberAt(text, after);
  if (date.month < 0 || date.month > 99 || date.day < 0 || date.day > 99 || !Take(text, after, {"日"}))
    return std::nullopt;
  if (Take(text, after, {"間", "目"})) return std::nullopt;  // counted, no date
  date.begin = before;
  date.end = after;
  SkipSpacesBefore(text, before);
  TakeBracketsBefore(text, before);
  if (TakeBefore(text, before, {"年"})) {
    TakeBracketsBefore(text, before);
    SkipSpacesBefore(text, before);
    date.year = YearBefore(text, before);
    if (date.year) date.begin = before;
    if (!date.year) return std::nullopt;  // 27年4月10日: of which century or era?
  }
  ReadJapaneseWeekday(text, after, date);
  return date;
}

/// Of the first / - or . at `at`: 2027/4/10, R9.4.10, or 4/10（土）.
std::optional<WrittenDate> SlashDate(std::string_view text, size_t at) {
  const std::string_view separator = text.substr(at, 1);
  WrittenDate date;
  size_t before = at, after = at + 1;
  const int first = NumberBefore(text, before);
  const int second = NumberAt(text, after);
  if (first < 0 || second < 0 || (before > 0 && std::string_view("/.-=_").find(text[before - 1]) != std::string::npos))
    return std::nullopt;
  date.begin = before;
  const bool reiwa =
      first > 0 && first < 100 && before > 0 && text[before - 1] == 'R' && (before == 1 || !IsLetter(text[before - 2]));
  if (((first >= 1900 && first < 2200) || reiwa) && Take(text, after, {separator})) {
    date.year = reiwa ? kEras[0].before + first : first;
    date.begin -= reiwa;
    date.month = second;
    date.day = NumberAt(text, after);
    if (date.month < 0 || date.day < 0 || (after < text.size() && text[after] == separator[0])) return std::nullopt;
    // 2011-45-12 may be the number of anything.
    const int most_months = separator == "/" ? 31 : 12;
    if (date.month > most_months || date.day > 31) return std::nullopt;
  } else if (separator == "/" && first <= 12 && second <= 31) {
    date.month = first;
    date.day = second;
  } else {
    return std::nullopt;
  }
  date.end = after;
  ReadJapaneseWeekday(text, after, date);
  if (!date.year && date.weekdays.empty()) return std::nullopt;
  return date;
}

/// The letters that end at `at`, moved before.
std::string_view WordBefore(std::string_view text, size_t& at) {
  const size_t end = at;
  while (at > 0 && IsLetter(text[at - 1])) --at;
  return text.substr(at, end - at);
}

int EnglishWeekday(std::string_view word) {
  for (size_t i = 0; i < kEnglishWeekdays.size(); ++i) {
    if (word == kEnglishWeekdays[i] || (word.size() == 3 && StartsWith(kEnglishWeekdays[i], word)))
      return static_cast<int>(i);
  }
  return -1;
}

void ReadEnglishWeekday(std::string_view text, WrittenDate& date) {
  size_t before = date.begin;
  SkipSpacesBefore(text, before);
  TakeBefore(text, before, {","});
  date.weekday_end = before;
  int day = EnglishWeekday(WordBefore(text, before));
  date.weekday_begin = before;
  if (day < 0) {
    size_t after = date.end;
    Take(text, after, {", ", " "});
    Take(text, after, {"("});
    size_t stop = after;
    while (stop < text.size() && IsLetter(text[stop])) ++stop;
    day = after > date.end ? EnglishWeekday(text.substr(after, stop - after)) : -1;
    // “10 April, Sunday 11 April”: of the next date.
    size_t next = stop;
    SkipSpaces(text, next);
    size_t bytes = 0;
    if (day >= 0 && text[after - 1] != '(' && DigitAt(text, next, bytes) >= 0) day = -1;
    date.weekday_begin = after;
    date.weekday_end = stop;
  }
  if (day >= 0) date.weekdays.push_back(day);
}

/// Of the name of a month from `at` to `end`.
std::optional<WrittenDate> EnglishDate(std::string_view text, size_t at, size_t end, int month) {
  WrittenDate date;
  date.month = month;
  size_t before = at;
  SkipSpacesBefore(text, before);
  TakeBefore(text, before, {"st", "nd", "rd", "th"});
  date.day = before < at || at == 0 ? NumberBefore(text, before) : -1;
  size_t after = end;
  if (date.day < 0) {
    before = at;
    SkipSpaces(text, after);
    date.day = NumberAt(text, after);
    Take(text, after, {"st", "nd", "rd", "th"});
  }
  if (date.day < 0 || date.day > 99) return std::nullopt;
  date.begin = before;
  date.end = after;
  size_t year = after;
  Take(text, year, {", ", " "});
  if (const int number = year > after ? NumberAt(text, year) : -1; number >= 1000) {
    date.year = number;
    date.end = year;
  }
  ReadEnglishWeekday(text, date);
  return date;
}

void AddEnglish(std::string_view text, std::vector<WrittenDate>& dates) {
  for (size_t month = 0; month < kEnglishMonths.size(); ++month) {
    const std::string_view name = kEnglishMonths[month];
    const std::string_view start = name.substr(0, 3);
    for (size_t at = text.find(start); at != text.npos; at = text.find(start, at + 3)) {
      if (at > 0 && IsLetter(text[at - 1])) continue;
      size_t end = at;
      while (end < text.size() && IsLetter(text[end])) ++end;
      const std::string_view word = text.substr(at, end - at);
      if (word != name && word != start && word != "Sept") continue;
      if (word != name && end < text.size() && text[end] == '.') ++end;
      if (auto date = EnglishDate(text, at, end, static_cast<int>(month + 1))) dates.push_back(std::move(*date));
    }
  }
}

/// 4月10日（土）・12日（月）: days of the same month with their days of the week.
void AddFollowing(std::string_view text, std::vector<WrittenDate>& dates) {
  for (size_t i = 0; i < dates.size(); ++i) {
    if (dates[i].weekdays.empty()) continue;
    WrittenDate date{dates[i].weekday_end, 0, dates[i].year, dates[i].month, 0, {}, 0, 0};
    if (!Take(text, date.begin, {"・", "、", "と", "～", "〜", "から", "及び"})) continue;
    SkipSpaces(text, date.begin);
    date.end = date.begin;
    date.day = NumberAt(text, date.end);
    if (date.day <= dates[i].day || date.day > 31 || !Take(text, date.end, {"日"})) continue;
    ReadJapaneseWeekday(text, date.end, date);
    if (!date.weekdays.empty()) dates.push_back(std::move(date));
  }
}

}  // namespace

std::vector<WrittenDate> FindDates(std::string_view text) {
  constexpr std::string_view kMonth = "月";
  std::vector<WrittenDate> dates;
  for (size_t at = text.find(kMonth); at != text.npos; at = text.find(kMonth, at + kMonth.size())) {
    if (auto date = JapaneseDate(text, at)) dates.push_back(std::move(*date));
  }
  AddFollowing(text, dates);
  for (size_t at = text.find_first_of("/-."); at != text.npos; at = text.find_first_of("/-.", at + 1)) {
    if (auto date = SlashDate(text, at)) dates.push_back(std::move(*date));
  }
  AddEnglish(text, dates);
  std::sort(dates.begin(), dates.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return dates;
}

namespace {

/// After the name of an era at `at`: 令和9年（2027年）.
std::optional<WrittenEra> EraThenYear(std::string_view text, size_t at, const Era& era) {
  WrittenEra found{at, at + era.name.size(), 0, 0, {}};
  const int number = Take(text, found.end, {"元"}) ? 1 : NumberAt(text, found.end);
  if (number <= 0) return std::nullopt;
  found.year_of_era = era.before + number;
  found.era = text.substr(at, found.end - at);
  const bool fiscal = Take(text, found.end, {"年度"});
  if (!fiscal) Take(text, found.end, {"年"});
  // 2027年（令和9年）
  size_t before = at, behind = found.end;
  if (TakeBefore(text, before, {"（", "("}) && Take(text, behind, {"）", ")"})) {
    const bool fiscal_before = TakeBefore(text, before, {"年度"});
    if (!fiscal_before) TakeBefore(text, before, {"年"});
    found.year = NumberBefore(text, before);
    if (found.year >= 1000 && fiscal_before == fiscal) {
      found.begin = before;
      found.end = behind;
      return found;
    }
    return std::nullopt;
  }
  if (!Take(text, found.end, {"（", "("})) return std::nullopt;
  found.year = NumberAt(text, found.end);
  const bool fiscal_behind = Take(text, found.end, {"年度"});
  if (!fiscal_behind) Take(text, found.end, {"年"});
  if (found.year < 1000 || !Take(text, found.end, {"）", ")"}) || fiscal_behind != fiscal) return std::nullopt;
  return found;
}

}  // namespace

std::vector<WrittenEra> FindEras(std::string_view text) {
  std::vector<WrittenEra> all;
  for (const Era& era : kEras) {
    for (size_t at = text.find(era.name); at != text.npos; at = text.find(era.name, at + era.name.size())) {
      const auto found = EraThenYear(text, at, era);
      if (found && found->year != found->year_of_era) all.push_back(*found);
    }
  }
  return all;
}

bool OtherYears::Before(size_t at) {
  static const WordFinder kWords(
      {"昨年", "去年", "前年", "前回", "来年", "翌年", "次回", "年", "last", "Last", "previous", "next", "Next", "20"});
  if (!looked_) {
    looked_ = true;
    kWords.Find(text_, hits_);
    line_end_ = std::min(text_.find('\n'), text_.size());
  }
  while (line_end_ < at) {
    line_ = line_end_ + 1;
    line_end_ = std::min(text_.find('\n', line_), text_.size());
  }
  while (next_ < hits_.size() && hits_[next_].offset < line_) ++next_;
  for (size_t i = next_; i < hits_.size() && hits_[i].offset < at; ++i) {
    if (hits_[i].offset + kWords.words()[hits_[i].word].size() <= at) return true;
  }
  return false;
}

}  // namespace kyodo::check
