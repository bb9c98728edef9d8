// Lines that were broken by Enter alone where the break said something: the parts of
// an address, telephone numbers, a programme. A paragraph runs them together.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

constexpr size_t kShort = 40;  // characters of a line that is no part of running text

/// "日　時" as "日時": two letters that were spaced out to the width of longer words.
std::string Closed(std::string_view line) {
  size_t at = 0;
  const char32_t first = line.empty() ? 0 : DecodeUtf8(line, at);
  const size_t spaces = LeadingSpaces(line.substr(at));
  if (first < 0x3000 || spaces == 0) return std::string(line);
  return std::string(line.substr(0, at)).append(line.substr(at + spaces));
}

/// "電話：", "電話 03-…", "〒105-…", "Tel: …", "日　時　4月…", "【場所】…".
bool StartsWithLabel(std::string_view written) {
  const std::string closed = Closed(written);
  std::string_view line = closed;
  line.remove_prefix(Leading(line, {"【", "［", "〈", "＜", "《"}));
  const size_t word =
      Leading(line, {"電話",       "ＴＥＬ", "TEL",    "Tel",    "ＦＡＸ",   "FAX",    "Fax",    "ファクス",
                     "ファックス", "メール", "E-mail", "e-mail", "Email",    "Mail",   "住所",   "所在地",
                     "日時",       "日程",   "期日",   "時間",   "場所",     "会場",   "対象",   "定員",
                     "費用",       "参加費", "持ち物", "申込み", "申し込み", "申込",   "問合せ", "問い合わせ",
                     "受付",       "担当",   "主催",   "共催",   "後援",     "内容",   "講師",   "開館時間",
                     "休館日",     "Phone",  "Date",   "Time",   "Place",    "Address"});
  if (StartsWith(line, "〒")) return true;
  if (word == 0) return false;
  const std::string_view rest = line.substr(word);
  return Leading(rest, {"：", ":", "　", " ", "（", "(", "】", "］", "〉", "＞", "》"}) > 0 ||
         (!rest.empty() && IsDigit(Narrow(rest)[0]));
}

/// "第1条 …", "1-1 …", "2.3 …": numbers of parts, for which Markdown has no list.
bool StartsWithPart(std::string_view line) {
  const std::string narrow = Narrow(line.substr(0, std::min<size_t>(line.size(), 40)));
  std::string_view rest = narrow;
  const bool ordinal = StartsWith(rest, "第");
  if (ordinal) rest.remove_prefix(std::string_view("第").size());
  const size_t first = LeadingDigits(rest);
  if (first == 0 || first > 2) return false;
  rest.remove_prefix(first);
  if (ordinal) return Leading(rest, {"条", "回", "部", "章", "節", "項", "号"}) > 0;
  const size_t sign = Leading(rest, {"-", "."});
  const size_t second = sign ? LeadingDigits(rest.substr(sign)) : 0;
  return second > 0 && second <= 2 && LeadingSpaces(rest.substr(sign + second)) > 0;
}

bool IsQuestion(std::string_view line) { return Leading(line, {"Q", "Ｑ", "問", "質問"}) > 0; }
bool IsAnswer(std::string_view line) {
  return Leading(line, {"A.", "A．", "Ａ．", "A:", "A：", "Ａ：", "Ａ　", "A　", "答　", "答：", "回答"}) > 0;
}

/// "5月2日 …", "10:00 …", "午前10時 …", "令和9年…".
bool StartsWithTime(std::string_view line) {
  const std::string narrow = Narrow(line);
  std::string_view rest = narrow;
  rest.remove_prefix(Leading(rest, {"午前", "午後", "令和", "平成"}));
  const size_t digits = LeadingDigits(rest);
  if (digits == 0 || digits > 4) return false;
  return Leading(rest.substr(digits), {":", "時", "月", "年", "/"}) > 0;
}

/// Ends with the number of a house: "見本町1-2-3", "1番地", "3丁目2番1号".
bool EndsWithHouseNumber(std::string_view line) {
  const std::string narrow = Narrow(line);
  std::string_view rest = Trim(narrow);
  for (const std::string_view end : {"号", "番地", "番"}) {
    if (EndsWith(rest, end)) {
      const std::string_view before = rest.substr(0, rest.size() - end.size());
      return !before.empty() && IsDigit(before.back());
    }
  }
  size_t at = rest.size(), dashes = 0;
  while (at > 0 && (IsDigit(rest[at - 1]) || rest[at - 1] == '-')) dashes += rest[--at] == '-' ? 1 : 0;
  // Three digits or fewer in each part, or it is a telephone number or a year.
  return dashes > 0 && at > 0 && at < rest.size() && IsDigit(rest[at]) && rest.size() - at <= 9 &&
         IsDigit(rest.back()) && static_cast<unsigned char>(rest[at - 1]) >= 0x80;
}

bool HasTelephone(std::string_view line) {
  const std::string narrow = Narrow(line);
  size_t at = 0;
  while ((at = narrow.find('0', at)) != std::string::npos) {
    if (at > 0 && (IsDigit(narrow[at - 1]) || narrow[at - 1] == '-')) {
      ++at;
      continue;
    }
    const size_t end = std::min(narrow.find_first_not_of("0123456789-()", at), narrow.size());
    const std::string_view number = std::string_view(narrow).substr(at, end - at);
    if (std::count(number.begin(), number.end(), '-') == 2 && LooksLikeTelephone(number)) return true;
    at = end;
  }
  return false;
}

bool IsShort(std::string_view line) {
  return line.size() <= kShort * 4 && CountCharacters(line) <= kShort && !EndsSentence(line) && !EndsWith(line, "、") &&
         !EndsWith(line, "，");
}

/// Whether the break between the two lines says something.
bool Parts(std::string_view line, std::string_view next) {
  if (Leading(next, {"※", "（注", "注）", "→", "⇒", "↓"})) return true;
  if (StartsWithPart(line) && StartsWithPart(next)) return true;
  if (IsQuestion(line) && IsAnswer(next)) return true;
  if (!IsShort(line) || CountCharacters(next) > kShort) return false;
  if (StartsWithLabel(next) || (StartsWith(line, "【") && StartsWith(next, "【"))) return true;
  if (EndsSentence(next)) return false;
  if (StartsWithTime(line) && StartsWithTime(next)) return true;
  if (HasTelephone(line) && HasTelephone(next)) return true;
  return EndsWithHouseNumber(line) && HasJapanese(next);
}

}  // namespace

void FindJoinedLines(Text& text) {
  for (const Block& block : text.blocks) {
    if (block.told || block.size() < 2 || text.lines[block.first].kind != Line::kParagraph) continue;
    for (size_t index = block.first; index < block.last; ++index) {
      const Line& line = text.lines[index];
      if (EndsWith(line.text, "\\") || EndsWith(line.text, "  ")) continue;
      const std::string_view content = Trim(line.content());
      if (!Parts(content, Trim(text.lines[index + 1].content()))) continue;
      text.Warn("text.lines", index, line.begin, line.text.size(),
                {"Enter だけでは行が改まらず、次の行とつながって表示されます。",
                 "Enter alone does not break a line: it runs into the next."},
                Write({"行の終わりに \\ を置くか、箇条書きにします。", "End the line with \\, or make it a list."},
                      fmt::format("{}{}\\", line.prefix(), content)));
      break;
    }
  }
}

}  // namespace kyodo::slips
