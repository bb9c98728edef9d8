#include "check/telephones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

/// The area codes of Japan, as libphonenumber 8.12.57 has them of the numbering plan of 総務省.
constexpr std::string_view kAreaCodes =
    "011 0123 0124 0125 0126 01267 0133 0134 0135 0136 0137 01372 01374 01377 0138 0139 01392 01397 01398 0142 "
    "0143 0144 0145 01456 01457 0146 01466 015 0152 0153 0154 01547 0155 01558 0156 01564 0157 0158 01586 01587 "
    "0162 0163 01632 01634 01635 0164 01648 0165 01654 01655 01656 01658 0166 0167 017 0172 0173 0174 0175 0176 "
    "0178 0179 018 0182 0183 0184 0185 0186 0187 019 0191 0192 0193 0194 0195 0197 0198 022 0220 0223 0224 0225 "
    "0226 0228 0229 023 0233 0234 0235 0237 0238 024 0240 0241 0242 0243 0244 0246 0247 0248 025 0250 0254 0255 "
    "0256 0257 0258 0259 026 0260 0261 0263 0264 0265 0266 0267 0268 0269 027 0270 0274 0276 0277 0278 0279 028 "
    "0280 0282 0283 0284 0285 0287 0288 0289 029 0291 0293 0294 0295 0296 0297 0299 03 04 042 0422 0428 043 "
    "0436 0438 0439 044 045 046 0460 0463 0465 0466 0467 047 0470 0475 0476 0478 0479 048 0480 049 0493 0494 "
    "0495 04992 04994 04996 04998 052 053 0531 0532 0533 0536 0537 0538 0539 054 0544 0545 0547 0548 055 0550 "
    "0551 0553 0554 0555 0556 0557 0558 0561 0562 0563 0564 0565 0566 0567 0568 0569 0572 0573 0574 0575 0576 "
    "05769 0577 0578 058 0581 0584 0585 0586 0587 059 0594 0595 0596 0597 05979 0598 0599 06 072 0721 0725 073 "
    "0735 0736 0737 0738 0739 0740 0742 0743 0744 0745 0746 07468 0747 0748 0749 075 076 0761 0763 0765 0766 "
    "0767 0768 077 0770 0771 0772 0773 0774 0776 0778 0779 078 079 0790 0791 0794 0795 0796 0797 0798 0799 082 "
    "0820 0823 0824 0826 0827 0829 083 0833 0834 0835 0836 0837 0838 08387 08388 08389 08396 084 0845 0846 0847 "
    "08477 0848 085 08512 08513 08514 08515 08516 08517 08518 08519 0852 0853 0854 0855 0856 0857 0858 0859 086 "
    "0863 08636 0865 0866 0867 0868 0869 087 0875 0877 0879 088 0880 0883 0884 0885 0887 0889 089 0892 0893 "
    "0894 0895 0896 0897 0898 092 0920 093 0930 094 0940 0942 0943 0944 0946 0947 0948 0949 095 0950 0952 0954 "
    "0955 0956 0957 0959 096 0964 0965 0966 0967 0968 0969 097 0972 0973 0974 0977 0978 0979 098 0980 09802 "
    "0982 0983 0984 0985 0986 0987 099 09912 09913 0993 0994 0995 0996 09969 0997 ";

struct Special {
  std::string_view prefix;
  size_t digits;
};
/// Numbers of no area.
constexpr std::array<Special, 9> kSpecial = {{{"0120", 10},
                                              {"0800", 11},
                                              {"0570", 10},
                                              {"0180", 10},
                                              {"050", 11},
                                              {"060", 11},
                                              {"070", 11},
                                              {"080", 11},
                                              {"090", 11}}};

bool HasAreaCode(std::string_view digits) {
  for (size_t length = 2; length <= 5; ++length) {
    const std::string code = std::string(digits.substr(0, length)) + " ";
    const size_t at = kAreaCodes.find(code);
    if (at != kAreaCodes.npos && (at == 0 || kAreaCodes[at - 1] == ' ')) return true;
  }
  return false;
}

class TelephoneReader {
 public:
  TelephoneReader(std::string_view written, const SourcePos& at, Diagnostics& diagnostics)
      : written_(written), at_(at), diagnostics_(diagnostics) {}

  void Run() {
    const std::string_view written = written_;
    std::string digits;
    for (const char c : written) {
      if (c >= '0' && c <= '9') digits += c;
    }
    if (StartsWith(written, "#") || digits.size() == 3) return;  // #7119, 188
    if (StartsWith(written, "+")) {
      if (!StartsWith(digits, "81")) return;
      if (StartsWith(digits, "810"))
        return Tell("telephone.form", "+81 の次の 0 は書きません", "There is no 0 after +81",
                    fmt::format("+81-{}", Trim(written.substr(written.find('0') + 1))));
      digits = "0" + digits.substr(2);
    }
    if (digits.front() != '0' && digits.size() == 9 && HasAreaCode("0" + digits))
      return Tell("telephone.area", "初めの 0 がありません", "The 0 at the start is missing",
                  "0" + std::string(written));
    if (digits.front() != '0')
      return Tell("telephone.area", "市外局番がありません", "There is no area code", "03-" + std::string(written));
    for (const Special& special : kSpecial) {
      if (StartsWith(digits, special.prefix)) return Length(digits.size(), special.digits);
    }
    if (StartsWith(digits, "020")) return;  // pagers and machines
    if (!HasAreaCode(digits))
      return Tell("telephone.area", "このような市外局番はありません", "There is no such area code", "03-1234-5678");
    constexpr size_t kDigits = 10;
    Length(digits.size(), kDigits);
  }

 private:
  void Length(size_t found, size_t expected) {
    if (found == expected) return;
    diagnostics_.Warning("telephone.length", at_,
                         {fmt::format("電話番号の桁が{}: {}", found < expected ? "足りません" : "多すぎます", written_),
                          fmt::format("Too {} digits: {}", found < expected ? "few" : "many", written_)},
                         {fmt::format("この番号は{}桁です。いまは{}桁あります。", expected, found),
                          fmt::format("Such a number has {} digits; this has {}.", expected, found)});
  }

  void Tell(std::string_view rule, std::string_view ja, std::string_view en, const std::string& example) {
    diagnostics_.Warning(rule, at_, {fmt::format("{}: {}", ja, written_), fmt::format("{}: {}", en, written_)},
                         {fmt::format("市外局番から書きます。例: {}", example),
                          fmt::format("Write it from the area code on. Example: {}", example)});
  }

  std::string_view written_;
  SourcePos at_;
  Diagnostics& diagnostics_;
};

/// The number with plain digits and hyphens that begins at `at`, which moves behind it. Brackets are taken within it.
std::string NumberIn(std::string_view text, size_t& at) {
  constexpr size_t kWhole = 9, kMost = 16;  // digits after which a bracket says something else
  std::string number;
  size_t digits = 0, bytes = 0;
  for (size_t next = at; next < text.size() && digits <= kMost;) {
    if (const int digit = DigitAt(text, next, bytes); digit >= 0) {
      number += static_cast<char>('0' + digit);
      at = next += bytes;
      ++digits;
      continue;
    }
    const std::string_view rest = text.substr(next);
    const size_t open = Leading(rest, {"(", "（"});
    const size_t sign = open ? open : Leading(rest, {"-", "－", "−", "‐", "–", "ー", "―", ")", "）"});
    if (sign == 0 || (open && digits >= kWhole)) break;
    if (!number.empty() && number.back() != '-') number += '-';
    next += sign;
  }
  while (!number.empty() && number.back() == '-') number.pop_back();
  return number;
}

/// O3-1234-5678: a letter where a digit belongs.
bool TellLetter(const Text& text, size_t begin, size_t end, Diagnostics& diagnostics) {
  const bool first = end == begin;
  const size_t at = first ? begin : end;
  const std::string_view rest = text.text.substr(at);
  const size_t letter = Leading(rest, {"O", "o", "Ｏ", "ｏ", "l", "I"});
  size_t bytes = 0;
  if (!letter || DigitAt(text.text, at + letter, bytes) < 0) return false;
  const bool one = rest[0] == 'l' || rest[0] == 'I';
  diagnostics.Warning(
      "telephone.form", text.PlaceOf(at, letter),
      {fmt::format("電話番号に英字の {} があります", rest.substr(0, letter)),
       fmt::format("A letter {} in a telephone number", rest.substr(0, letter))},
      {fmt::format("数字の {} を書きます。", one ? 1 : 0), fmt::format("Write the digit {}.", one ? 1 : 0)});
  return true;
}

/// Numbers behind 電話, TEL and the like, whole ones with their hyphens.
void CheckWritten(const Text& text, Diagnostics& diagnostics) {
  for (const std::string_view label :
       {"電話", "TEL", "Tel", "ＴＥＬ", "FAX", "Fax", "ＦＡＸ", "ファックス", "ファクス", "フリーダイヤル", "℡", "☎"}) {
    for (size_t at = text.text.find(label); at != std::string_view::npos; at = text.text.find(label, at + 1)) {
      size_t begin = at + label.size();
      const auto skip = [&](std::initializer_list<std::string_view> words) {
        const size_t bytes = Leading(text.text.substr(begin), words);
        begin += bytes;
        return bytes > 0;
      };
      skip({"番号"});
      skip({"は"});
      while (skip({" ", "　", "：", ":", ".", "．", "／"})) continue;
      size_t end = begin;
      const std::string number = NumberIn(text.text, end);
      const auto digits = static_cast<size_t>(std::count_if(number.begin(), number.end(), IsDigit));
      if (TellLetter(text, begin, end, diagnostics)) continue;
      constexpr size_t kFewest = 7;
      if (digits < kFewest || number.find('-') == number.npos) continue;
      TelephoneReader(number, text.PlaceOf(begin, end - begin), diagnostics).Run();
    }
  }
}

}  // namespace

void CheckNumber(std::string_view number, const SourcePos& at, Diagnostics& diagnostics) {
  TelephoneReader(number, at, diagnostics).Run();
}

void CheckTelephone(const Text& text, Diagnostics& diagnostics) {
  if (text.record.example) return;
  if (text.type.kind == FieldKind::kTel && !text.text.empty())
    TelephoneReader(text.text, text.datum.pos, diagnostics).Run();
  if (text.IsWords()) CheckWritten(text, diagnostics);
}

}  // namespace kyodo::check
