#include "check/written_numbers.h"

#include <cmath>
#include <utility>

#include "check/calendar_words.h"
#include "check/digits.h"
#include "core/eras.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr int kHalfDay = 12 * 60;

class NumberReader {
 public:
  explicit NumberReader(std::string_view text) : text_(text) {}

  WrittenNumbers Read() {
    for (size_t at = 0; at < text_.size();) {
      const size_t end = Take(at);
      at = end > at ? end : at + 1;
    }
    return std::move(found_);
  }

 private:
  /// What begins at `at`; its end, or `at` if nothing does.
  size_t Take(size_t at) {
    const char c = text_[at];
    if (IsDigit(c) || (c == '\xEF' && IsDigitAt(at))) return Number(at);
    if (c >= 'A' && c <= 'Z' && (at == 0 || !IsLetter(text_[at - 1]))) return MonthName(at);
    if (c == 'n' || c == 'm') return Noon(at);
    if (c == '\xE6' && StartsWith(text_.substr(at), "曜")) return JapaneseWeekday(at);
    if (c == '\xE6' && StartsWith(text_.substr(at), "正午"))
      return AddTime(at, at + std::string_view("正午").size(), 0);
    return at;
  }

  bool IsDigitAt(size_t at) const {
    size_t bytes = 0;
    return DigitAt(text_, at, bytes) >= 0;
  }
  size_t Any(size_t at, std::initializer_list<std::string_view> all) const { return Leading(text_.substr(at), all); }
  bool Before(size_t at, std::string_view word) const { return EndsWith(text_.substr(0, at), word); }

  size_t Add(Counted kind, size_t begin, size_t end, double value) {
    found_[static_cast<size_t>(kind)].push_back({value, begin, end});
    return end;
  }
  size_t AddTime(size_t begin, size_t end, int minutes) { return Add(Counted::kTime, begin, end, minutes % kHalfDay); }

  /// Digits with commas between threes and a point; moves behind them.
  double Digits(size_t& at, size_t& count) const {
    double value = 0, place = 0;
    count = 0;
    for (size_t bytes = 0; at < text_.size(); at += bytes) {
      const int digit = DigitAt(text_, at, bytes);
      if (digit < 0) {
        bytes = Any(at, {",", "，", ".", "．"});
        if (!bytes || !IsDigitAt(at + bytes)) break;
        if (text_[at] == '.' || Any(at, {"．"})) {
          if (place > 0) break;
          place = 1;
        }
        continue;
      }
      ++count;
      value = place > 0 ? value + digit * (place /= 10) : value * 10 + digit;
    }
    return value;
  }

  size_t JapaneseWeekday(size_t at) {
    constexpr size_t kCharacter = 3;
    for (size_t day = 0; day < kWeekdays.size() && at >= kCharacter; ++day) {
      if (!Before(at, kWeekdays[day])) continue;
      return Add(Counted::kWeekday, at - kCharacter, at + kCharacter, static_cast<double>(day));
    }
    return at + kCharacter;
  }

  /// 03-1234-5678; its end, or 0.
  size_t TelephoneAt(size_t at) {
    constexpr size_t kFewest = 9;
    if (text_[at] != '0') return 0;
    size_t end = at, digits = 0, hyphens = 0;
    double value = 0;
    for (; end < text_.size() && (IsDigit(text_[end]) || text_[end] == '-'); ++end) {
      if (text_[end] == '-') {
        ++hyphens;
        continue;
      }
      ++digits;
      value = value * 10 + (text_[end] - '0');
    }
    return digits >= kFewest && hyphens > 0 ? Add(Counted::kTelephone, at, end, value) : 0;
  }

  size_t AgeAt(size_t at, size_t end, double value) {
    size_t word = Any(end, {"歳", "才", " years old", " or over", " or older", " and over", " and older", " or under",
                            " and under", " years of age"});
    if (!word && !(Before(at, " aged ") || Before(at, " age ") || Before(at, " ages "))) return 0;
    return Add(Counted::kAge, at, end + word, value);
  }

  size_t Number(size_t at) {
    if (const size_t telephone = TelephoneAt(at)) return telephone;
    size_t end = at, count = 0;
    double value = Digits(end, count);
    // 03-1234, A4, v1.2: parts of something else.
    constexpr size_t kMost = 13;
    if (count > kMost) return end;
    if (at > 0 && (IsLetter(text_[at - 1]) || text_[at - 1] == '/' || text_[at - 1] == '_') && !Before(at, "FY"))
      return end;
    if (const size_t month = Any(end, {"月"}); month && value >= 1 && value <= 12)
      return JapaneseDay(at, end + month, value);
    if (const size_t time = TimeAt(at, end, value)) return time;
    if (const size_t year = YearAt(at, end, value, count)) return year;
    if (const size_t day = EnglishDayBefore(at, end, value)) return day;
    if (const size_t age = AgeAt(at, end, value)) return age;
    const size_t digits_end = end;
    if (Scaled(value, end) || Any(end, {"円"})) return Add(Counted::kYen, at, end + Any(end, {"円"}), value);
    if (Before(at, "¥") || Before(at, "￥") || Before(at, "JPY ")) return Add(Counted::kYen, at, end, value);
    if (const size_t share = Any(end, {"%", "％", "パーセント", " percent", " per cent"}))
      return Add(Counted::kPercent, at, end + share, value);
    if (const size_t people = People(end)) return Add(Counted::kPeople, at, people, value);
    return digits_end;
  }

  /// Moves behind 万 or “million” and multiplies; true: yen that are written in letters follow.
  bool Scaled(double& value, size_t& end) const {
    double whole = 0;
    for (bool more = true; more;) {  // 1億2千万
      more = false;
      for (const auto& [sign, times] : {std::pair<std::string_view, double>{"百", 1e2}, {"千", 1e3}}) {
        if (!StartsWith(text_.substr(end), sign)) continue;
        end += sign.size();
        value *= times;
      }
      for (const auto& [sign, times] : {std::pair<std::string_view, double>{"万", 1e4}, {"億", 1e8}, {"兆", 1e12}}) {
        if (!StartsWith(text_.substr(end), sign)) continue;
        end += sign.size();
        whole += value * times;
        size_t count = 0;
        value = Digits(end, count);
        more = count > 0;
        break;
      }
    }
    value += whole;
    for (const auto& [word, times] : {std::pair<std::string_view, double>{" thousand", 1e3},
                                      {" million", 1e6},
                                      {" billion", 1e9},
                                      {" trillion", 1e12}}) {
      if (!StartsWith(text_.substr(end), word)) continue;
      end += word.size();
      value *= times;
    }
    value = std::round(value);
    const size_t yen = Any(end, {" yen", "-yen", " Yen"});
    end += yen;
    return yen > 0;
  }

  size_t People(size_t end) const {
    if (const size_t sign = Any(end, {"人", "名"})) {
      if (Any(end + sign, {"目", "組", "権", "称", "前", "乗", "工", "口", "件", "材", "以"})) return 0;
      return end + sign;
    }
    const size_t word = Any(end, {" people", " persons", " participants", " members", " residents", " places", " seats",
                                  " volunteers", " children", " adults"});
    return word ? end + word : 0;
  }

  /// 10:30, 10時半, 10 a.m.; 0: no time.
  size_t TimeAt(size_t at, size_t end, double number) {
    constexpr int kLastHour = 30;
    if (const size_t half = Any(end, {" a.m.", " p.m."}); half && number < kLastHour) {  // 9.30 a.m.
      const double hour = std::floor(number);
      return AddTime(at, end + half,
                     static_cast<int>(hour) * 60 + static_cast<int>(std::lround((number - hour) * 100)));
    }
    if (number > kLastHour || number != std::floor(number)) return 0;
    int minutes = static_cast<int>(number) * 60;
    if (const size_t sign = Any(end, {":", "："})) {
      size_t behind = end + sign;
      const int more = NumberAt(text_, behind, 2);
      if (more < 0 || more > 59 || behind - end - sign < 2) return 0;
      return AddTime(at, behind, minutes + more);
    }
    if (Any(end, {"時間", "時点", "時期", "時代"})) return 0;
    if (const size_t hour = Any(end, {"時"})) {
      end += hour;
      if (const size_t half = Any(end, {"半"})) return AddTime(at, end + half, minutes + 30);
      size_t behind = end;
      const int more = NumberAt(text_, behind, 2);
      const size_t word = more >= 0 ? Any(behind, {"分"}) : 0;
      return AddTime(at, word ? behind + word : end, minutes + (word ? more : 0));
    }
    const size_t word = Any(end, {" a.m.", " p.m.", "a.m.", "p.m.", " am", " pm", "am", "pm", " o'clock"});
    return word && !(end + word < text_.size() && IsLetter(text_[end + word])) ? AddTime(at, end + word, minutes) : 0;
  }

  /// March 2027 is in 令和8年度: years of the two kinds cannot be held against each other.
  size_t AddYear(size_t at, size_t end, double year) {
    bool fiscal = Any(end, {"年度"}) > 0;
    for (const std::string_view word : {"fiscal ", "fiscal year ", "Fiscal ", "FY", "FY ", "financial year "})
      fiscal = fiscal || Before(at, word);
    return Add(fiscal ? Counted::kFiscalYear : Counted::kYear, at, end, year);
  }

  /// 2027, 令和9, Reiwa 9; 0: no year.
  size_t YearAt(size_t at, size_t end, double number, size_t count) {
    if (count <= 2) {
      for (const Era& era : kEras) {
        const size_t space = Before(at, " ");
        if (Before(at, era.name)) return AddYear(at - era.name.size(), end, era.before + number);
        if (space && Before(at - space, era.english))
          return AddYear(at - space - era.english.size(), end, era.before + number);
      }
      return 0;
    }
    constexpr double kFirst = 1860, kLast = 2199;
    if (count != 4 || number < kFirst || number > kLast || end - at != (IsDigit(text_[at]) ? 4 : 12)) return 0;
    // An amount, or a part of a number.
    if (Any(end, {"円", "人", "名", "万", "千", "-", " yen", "m", "k", "%", "％"})) return 0;
    if (at > 0 && std::string_view("-¥￥,.#").find(text_[at - 1]) != std::string_view::npos) return 0;
    return AddYear(at, end, number);
  }

  /// Of 7月 that ends at `end`: with its day, and days that follow it in the same month.
  size_t JapaneseDay(size_t at, size_t end, double month) {
    Add(Counted::kMonth, at, end, month);
    for (size_t begin = at, next = end;;) {
      const int day = NumberAt(text_, next, 2);
      const size_t sign = day >= 1 && day <= 31 ? Any(next, {"日"}) : 0;
      if (!sign || Any(next, {"日間", "日目"})) return end;
      end = Add(Counted::kDay, begin, next + sign, month * 100 + day);
      next = end;
      if (Any(next, {"（", "("})) {  // （土）
        constexpr size_t kLongest = 40;
        const std::string_view close = text_[next] == '(' ? ")" : "）";
        const size_t length = text_.substr(next, kLongest).find(close);
        if (length == std::string_view::npos) return end;
        next += length + close.size();
      }
      const size_t between = Any(next, {"〜", "～", "~", "・", "、", "から", "と", "及び", "-", "–", "－"});
      if (!between) return end;
      next += between;
      begin = next;
    }
  }

  /// The month that a number of a day stands before: 5 July, 3–5 July, 5th of July; 0: none.
  size_t EnglishDayBefore(size_t at, size_t end, double number) {
    if (number < 1 || number > 31 || number != std::floor(number)) return 0;
    size_t next = end + Any(end, {"st", "nd", "rd", "th"});
    int last = 0;
    if (const size_t sign = Any(next, {"–", "-", " to ", " and ", ", ", " or ", "—"})) {
      size_t behind = next + sign;
      last = NumberAt(text_, behind, 2);
      if (last < 1 || last > 31) return 0;
      next = behind + Any(behind, {"st", "nd", "rd", "th"});
    }
    next += Any(next, {" of "}) ? 4 : Any(next, {" "});
    size_t name_end = 0;
    const int month = MonthAt(next, name_end);
    if (!month || next == end) return 0;
    Add(Counted::kMonth, next, name_end, month);
    Add(Counted::kDay, at, name_end, month * 100 + number);
    if (last) Add(Counted::kDay, at, name_end, month * 100 + last);
    return name_end;
  }

  /// 1: January; 0: no name of a month.
  int MonthAt(size_t at, size_t& end) const {
    end = at;
    while (end < text_.size() && IsLetter(text_[end])) ++end;
    const std::string_view word = text_.substr(at, end - at);
    if (word.size() < 3) return 0;
    for (size_t month = 0; month < kEnglishMonths.size(); ++month) {
      const bool is_it = word == kEnglishMonths[month] || word == kEnglishMonths[month].substr(0, 3);
      if (is_it || (month == 8 && word == "Sept")) return static_cast<int>(month + 1);
    }
    return 0;
  }

  /// July, July 5, July 3–5.
  size_t MonthName(size_t at) {
    constexpr std::string_view kFirstLetters = "JFMASONDTW";
    if (kFirstLetters.find(text_[at]) == kFirstLetters.npos) return at;
    size_t end = 0;
    const int month = MonthAt(at, end);
    if (!month) {
      for (size_t day = 0; day < kEnglishWeekdays.size(); ++day) {
        if (StartsWith(text_.substr(at), kEnglishWeekdays[day]))
          return Add(Counted::kWeekday, at, at + kEnglishWeekdays[day].size(), static_cast<double>(day));
      }
      return at;
    }
    size_t next = end + Any(end, {". ", " "});
    const int day = next > end ? NumberAt(text_, next, 2) : -1;
    const bool is_day = day >= 1 && day <= 31 && !Any(next, {":", "%", " yen"});
    // “You may”, “the march of”: alone these two are words as well.
    const bool is_word = (month == 3 || month == 5) && (at == 0 || Before(at, ". ") || Before(at, "\n"));
    if (!is_day) return is_word ? end : Add(Counted::kMonth, at, end, month);
    Add(Counted::kMonth, at, end, month);
    end = Add(Counted::kDay, at, next + Any(next, {"st", "nd", "rd", "th"}), month * 100 + day);
    if (const size_t sign = Any(end, {"–", "-", " to ", " and ", "—"})) {
      next = end + sign;
      const int last = NumberAt(text_, next, 2);
      if (last > day && last <= 31 && !Any(next, {":", " a", " p", "a", "p"}))
        end = Add(Counted::kDay, at, next, month * 100 + last);
    }
    return end;
  }

  size_t Noon(size_t at) {
    const size_t word = Any(at, {"noon", "midnight"});
    const bool whole =
        word && (at == 0 || !IsLetter(text_[at - 1])) && (at + word == text_.size() || !IsLetter(text_[at + word]));
    return whole ? AddTime(at, at + word, 0) : at;
  }

  const std::string_view text_;
  WrittenNumbers found_;
};

}  // namespace

WrittenNumbers FindCounted(std::string_view text) { return NumberReader(text).Read(); }

}  // namespace kyodo::check
