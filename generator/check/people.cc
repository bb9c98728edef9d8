#include "check/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/digits.h"
#include "check/written_dates.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

bool IsWordByte(char c) { return IsLetter(c) || IsDigit(c); }

bool TakeDigit(std::string_view text, size_t& at, char& digit) {
  size_t bytes = 0;
  const int found = DigitAt(text, at, bytes);
  if (found < 0) return false;
  digit = static_cast<char>('0' + found);
  at += bytes;
  return true;
}

/// What people write between digits, in bytes.
size_t SeparatorAt(std::string_view text, size_t at) {
  return Leading(text.substr(at), {"-", "(", ")", " ", ".", "－", "（", "）", "‐", "−", "–", "ー", "\u3000"});
}

/// Of the 0 at `at`.
std::optional<WrittenNumber> NumberFrom(std::string_view text, size_t at) {
  constexpr size_t kMost = 12;
  WrittenNumber number{at, at, {}};
  size_t groups = 1;
  for (char digit; at < text.size() && number.digits.size() < kMost;) {
    if (TakeDigit(text, at, digit)) {
      number.digits += digit;
      number.end = at;
      continue;
    }
    const size_t separator = SeparatorAt(text, at);
    char next;
    size_t behind = at + separator;
    if (!separator || behind >= text.size() || !TakeDigit(text, behind, next)) break;
    at += separator;
    ++groups;
  }
  const size_t digits = number.digits.size();
  // 03 1234 5678 and 0312345678, but no list of numbers.
  if (digits < 10 || digits > 11 || groups > 3) return std::nullopt;
  if (number.end < text.size() && IsWordByte(text[number.end])) return std::nullopt;
  return number;
}

bool IsMobile(const std::string& digits) {
  return digits.size() == 11 && digits[0] == '0' && digits[2] == '0' && digits[1] >= '6' && digits[1] <= '9';
}

/// An address of a mobile carrier or of a provider where people have their own, as `FindMail` gives it.
bool IsOfAPerson(std::string_view address) {
  constexpr std::array<std::string_view, 18> kDomains = {
      "@gmail.com",  "@yahoo.co.jp", "@ymail.ne.jp",    "@icloud.com",    "@me.com",        "@outlook.com",
      "@outlook.jp", "@hotmail.com", "@hotmail.co.jp",  "@live.jp",       "@yahoo.com",     "@docomo.ne.jp",
      "@au.com",     "@ezweb.ne.jp", "@softbank.ne.jp", "@i.softbank.jp", "@ymobile.ne.jp", "@rakuten.jp"};
  return std::any_of(kDomains.begin(), kDomains.end(),
                     [address](std::string_view domain) { return EndsWith(address, domain); });
}

bool IsMailByte(char c) { return IsWordByte(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; }

/// The place of a password: pwd=…, パスコード: 123456.
std::optional<std::pair<size_t, size_t>> FindPassword(std::string_view text) {
  for (const std::string_view key : {"pwd=", "passcode=", "password="}) {
    for (size_t at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
      if (at == 0 || (text[at - 1] != '?' && text[at - 1] != '&')) continue;
      const size_t end = text.find_first_of(" \n\r)>\"&", at);
      return std::pair(at, std::min(end, text.size()));
    }
  }
  for (const std::string_view key : {"パスコード", "パスワード", "Passcode", "Password"}) {
    for (size_t at = text.find(key); at != text.npos; at = text.find(key, at + key.size())) {
      size_t behind = at + key.size();
      while (behind < text.size() && text[behind] == ' ') ++behind;
      const size_t colon = text.substr(behind, 1) == ":" ? 1 : text.substr(behind, 3) == "：" ? 3 : 0;
      if (!colon) continue;
      behind += colon;
      while (behind < text.size() && text[behind] == ' ') ++behind;
      size_t end = behind;
      while (end < text.size() && IsWordByte(text[end])) ++end;
      const std::string_view word = text.substr(behind, end - behind);
      if (word.size() >= 4 && word.find_first_of("0123456789") != word.npos) return std::pair(at, end);
    }
  }
  return std::nullopt;
}

/// A day of birth with the number of a house near it.
std::optional<WrittenDate> FindBirthday(std::string_view text) {
  constexpr size_t kNear = 300;
  if (text.find("生") == text.npos) return std::nullopt;
  for (const WrittenDate& date : FindDates(text)) {
    const std::string_view behind = text.substr(date.end);
    const std::string_view before = text.substr(0, date.begin);
    const bool born = StartsWith(behind, "生まれ") || (StartsWith(behind, "生") && !StartsWith(behind, "生活")) ||
                      EndsWith(before, "生年月日") || EndsWith(before, "生年月日：") || EndsWith(before, "生年月日:");
    if (!born) continue;
    const size_t from = date.begin > kNear ? date.begin - kNear : 0;
    const std::string_view near = text.substr(from, date.end + kNear - from);
    if (near.find("丁目") != near.npos || near.find("番地") != near.npos || near.find("番町") != near.npos ||
        near.find("住所：") != near.npos || near.find("住所:") != near.npos)
      return date;
  }
  return std::nullopt;
}

}  // namespace

std::vector<WrittenNumber> FindNumbers(std::string_view text) {
  constexpr std::string_view kWide = "０";
  std::vector<WrittenNumber> all;
  const auto look = [&](std::string_view zero) {
    for (size_t at = text.find(zero); at != text.npos;) {
      const bool within = at > 0 && (IsWordByte(text[at - 1]) || DigitBefore(text, at) > 0 ||
                                     std::string_view("-./=_%,").find(text[at - 1]) != std::string_view::npos);
      const auto number = within ? std::nullopt : NumberFrom(text, at);
      if (number) all.push_back(*number);
      at = text.find(zero, number ? number->end : at + zero.size());
    }
  };
  look("0");
  for (size_t at = text.find("+81"); at != text.npos; at = text.find("+81", at + 3)) {
    size_t start = at + 3;
    start += SeparatorAt(text, start);
    if (start < text.size() && text[start] == '0') continue;  // found above
    const std::string national = "0" + std::string(text.substr(std::min(start, text.size()), 20));
    if (auto number = NumberFrom(national, 0)) {
      number->end = start + number->end - 1;
      number->begin = at;
      all.push_back(*number);
    }
  }
  if (text.find(kWide) != text.npos) look(kWide);
  return all;
}

std::vector<WrittenNumber> FindMail(std::string_view text) {
  std::vector<WrittenNumber> all;
  for (size_t at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
    size_t begin = at, end = at + 1;
    while (begin > 0 && IsMailByte(text[begin - 1])) --begin;
    while (end < text.size() && IsMailByte(text[end])) ++end;
    while (end > at && text[end - 1] == '.') --end;
    if (begin == at || text.substr(at, end - at).find('.') == text.npos) continue;
    all.push_back({begin, end, SmallLetters(text.substr(begin, end - begin))});
  }
  return all;
}

People::People(const Site& site) {
  for (const auto& [id, collection] : site.collections) {
    const std::vector<Field>& fields = collection.schema.fields;
    for (const Record& record : collection.records) {
      for (size_t i = 0; i < record.fields.size(); ++i) Collect(record.fields[i], fields[i].type, fields[i].is_private);
    }
  }
  if (pieces_.empty() || !site.contacts) return;
  for (const Record& record : site.contacts->records) {
    ForEachText(site, record, [&](const Text& text) {
      for (const auto& found : {FindNumbers(text.text), FindMail(text.text)}) {
        for (const WrittenNumber& piece : found) pieces_.erase(piece.digits);
      }
    });
  }
}

void People::Collect(const Datum& datum, const FieldType& type, bool is_private) {
  switch (datum.kind) {
    case Datum::kLocal:
      for (const Datum& part : datum.items()) Collect(part, type, is_private);
      return;
    case Datum::kList:
      for (const Datum& item : datum.items()) Collect(item, *type.of, is_private);
      return;
    case Datum::kObject:
      for (size_t i = 0; i < type.fields.size(); ++i)
        Collect(datum.items()[i], type.fields[i].type, is_private || type.fields[i].is_private);
      return;
    case Datum::kText:
    case Datum::kMarkdown: {
      if (!is_private) return;
      const std::string_view text = datum.kind == Datum::kText ? datum.text() : datum.markdown->text;
      for (const auto& found : {FindNumbers(text), FindMail(text)}) {
        for (const WrittenNumber& piece : found) {
          // A value that is nothing else is looked for in all outputs (private_values.h), and told there.
          (piece.end - piece.begin < text.size() ? pieces_ : told_in_outputs_).insert(piece.digits);
        }
      }
      return;
    }
    default: return;
  }
}

void People::Check(const Text& text, Diagnostics& diagnostics) const {
  const std::vector<WrittenNumber> numbers = FindNumbers(text.text);
  const std::vector<WrittenNumber> addresses = FindMail(text.text);
  for (const auto* found : {&numbers, &addresses}) {
    for (const WrittenNumber& piece : *found) {
      if (!pieces_.contains(piece.digits)) continue;
      Diagnostic& told = diagnostics.Warning(
          "people.private", text.PlaceOf(piece.begin, piece.end - piece.begin),
          {"非公開の項目にある電話番号かメールアドレスが、公開される文章にあります",
           "A telephone number or mail address of a private field is in a public text"},
          {"本人が公開を望んでいなければ消します。", "Delete it, unless the person wants it to be public."});
      told.source_line.clear();
    }
  }
  const auto told = [this](const WrittenNumber& piece) {
    return pieces_.contains(piece.digits) || told_in_outputs_.contains(piece.digits);
  };
  for (const WrittenNumber& address : addresses) {
    if (!IsOfAPerson(address.digits) || told(address)) continue;
    diagnostics.Warning(
        "people.mail", text.PlaceOf(address.begin, address.end - address.begin),
        {"個人のものと思われるメールアドレスです", "A mail address of the kind that persons have"},
        {"個人のものなら消すか、団体のものにします。公開してよいものなら、行の終わりに kyodo: ok people.mail "
         "と書きます。",
         "Delete a person's own, or give the group's. If it is meant to be public, end the line with kyodo: ok "
         "people.mail."});
  }
  for (const WrittenNumber& number : numbers) {
    if (!IsMobile(number.digits) || told(number)) continue;
    diagnostics.Warning(
        "people.mobile", text.PlaceOf(number.begin, number.end - number.begin),
        {"携帯電話の番号です", "The number of a mobile telephone"},
        {"個人の番号なら消します。公開してよい番号なら、行の終わりに kyodo: ok people.mobile と書きます。",
         "Delete a person's own. If it is meant to be public, end the line with kyodo: ok people.mobile."});
  }
  if (const auto password = FindPassword(text.text)) {
    diagnostics.Warning("people.meeting", text.PlaceOf(password->first, password->second - password->first),
                        {"パスワードが公開されます", "A password would be public"},
                        {"申し込んだ人にだけ知らせます。ここには、申し込みの方法を書きます。",
                         "Send it to those who register; here, say how to."});
  }
  if (const auto birthday = FindBirthday(text.text)) {
    diagnostics.Warning(
        "people.birthday", text.PlaceOf(birthday->begin, birthday->end - birthday->begin),
        {"生年月日と住所が公開されます", "A day of birth and a home address would be public"},
        {"個人のものなら、非公開の項目に移します。", "If they are a person's, move them to a private field."});
  }
}

}  // namespace kyodo::check
