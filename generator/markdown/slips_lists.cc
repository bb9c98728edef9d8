// Lists whose marks Markdown does not know, or whose spaces are missing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

struct Mark {
  enum Kind : uint8_t { kDash, kWideDash, kDot, kSign, kBox, kDrawnBox, kNumber };
  Kind kind = kDot;
  size_t length = 0;    // in bytes, with spaces behind it
  std::string instead;  // "- ", "- [ ] ", "1. "
  int number = 0;
  std::string_view sign;
};

/// "[ ]", "［　］", "[レ]" at the start of `text`.
std::optional<Mark> ReadBracketBox(std::string_view text) {
  const size_t open = Leading(text, {"[", "［"});
  if (open == 0) return std::nullopt;
  size_t at = open + LeadingSpaces(text.substr(open));
  const size_t check = Leading(text.substr(at), {"x", "X", "ｘ", "Ｘ", "✓", "✔", "レ", "○", "●", "v", "V", "*", "＊"});
  at += check + LeadingSpaces(text.substr(at + check));
  const size_t close = Leading(text.substr(at), {"]", "］"});
  if (close == 0) return std::nullopt;
  at += close;
  const std::string_view rest = text.substr(at);
  if (Trim(rest).empty() || Leading(rest, {"(", "（", ":", "：", "[", "{", "^"})) return std::nullopt;
  return Mark{Mark::kBox, at + LeadingSpaces(rest), check ? "- [x] " : "- [ ] ", 0, text.substr(0, at)};
}

std::optional<Mark> ReadBox(std::string_view text) {
  if (const std::optional<Mark> box = ReadBracketBox(text)) return box;
  const size_t dash = Leading(text, {"-", "－", "・", "*"});
  if (dash == 0) return std::nullopt;
  const size_t spaces = LeadingSpaces(text.substr(dash));
  std::optional<Mark> box = ReadBracketBox(text.substr(dash + spaces));
  if (!box) return std::nullopt;
  box->length += dash + spaces;
  box->sign = text.substr(0, dash + spaces + box->sign.size());
  return box;
}

std::optional<Mark> ReadSign(std::string_view text) {
  struct Sign {
    std::string_view sign;
    Mark::Kind kind;
    std::string_view instead;
  };
  static constexpr Sign kSigns[] = {
      {"・", Mark::kDot, "- "},         {"･", Mark::kDot, "- "},          {"•", Mark::kDot, "- "},
      {"●", Mark::kSign, "- "},         {"○", Mark::kSign, "- "},         {"◯", Mark::kSign, "- "},
      {"◎", Mark::kSign, "- "},         {"◆", Mark::kSign, "- "},         {"◇", Mark::kSign, "- "},
      {"■", Mark::kSign, "- "},         {"▪", Mark::kSign, "- "},         {"★", Mark::kSign, "- "},
      {"☆", Mark::kSign, "- "},         {"▲", Mark::kSign, "- "},         {"△", Mark::kSign, "- "},
      {"＊", Mark::kSign, "- "},        {"▼", Mark::kSign, "- "},         {"▶", Mark::kSign, "- "},
      {"➢", Mark::kSign, "- "},         {"□", Mark::kDrawnBox, "- [ ] "}, {"☐", Mark::kDrawnBox, "- [ ] "},
      {"☑", Mark::kDrawnBox, "- [x] "}, {"✓", Mark::kDrawnBox, "- [x] "}, {"✔", Mark::kDrawnBox, "- [x] "},
  };
  for (const Sign& one : kSigns) {
    if (!StartsWith(text, one.sign)) continue;
    const std::string_view rest = text.substr(one.sign.size());
    // ○○区 and ●●● stand for something that is not said.
    if (Trim(rest).empty() || StartsWith(rest, one.sign)) return std::nullopt;
    return Mark{one.kind, one.sign.size() + LeadingSpaces(rest), std::string(one.instead), 0, one.sign};
  }
  return std::nullopt;
}

std::optional<Mark> ReadDash(std::string_view text) {
  if (StartsWith(text, "*\u3000")) return Mark{Mark::kDash, 1 + LeadingSpaces(text.substr(1)), "- ", 0, "*"};
  const size_t dash = Leading(text, {"-", "－", "ー", "―", "–", "—", "−", "‐", "─", "˗"});
  if (dash == 0) return std::nullopt;
  const std::string_view sign = text.substr(0, dash), rest = text.substr(dash);
  const size_t spaces = LeadingSpaces(rest);
  const std::string_view words = Trim(rest.substr(spaces));
  if (words.empty() || StartsWith(words, sign) || EndsWith(words, sign) || EndsWith(words, "－")) return std::nullopt;
  if (IsDigit(Narrow(words)[0]) || Leading(words, {">", "|", "-"})) return std::nullopt;
  return Mark{dash == 1 ? Mark::kDash : Mark::kWideDash, dash + spaces, "- ", 0, sign};
}

/// Circled digits, or digits with a bracket or a stop: "①", "（1）", "１．", "1)", "1.清掃".
std::optional<Mark> ReadNumber(std::string_view text) {
  size_t at = 0;
  const char32_t first = text.empty() ? 0 : DecodeUtf8(text, at);
  for (const auto& [from, to] :
       {std::pair{U'①', U'⑳'}, {U'❶', U'❿'}, {U'⑴', U'⒇'}, {U'㊀', U'㊉'}, {U'➀', U'➉'}, {U'➊', U'➓'}}) {
    if (first < from || first > to) continue;
    const int number = static_cast<int>(first - from) + 1;
    return Mark{Mark::kNumber, at + LeadingSpaces(text.substr(at)), fmt::format("{}. ", number), number,
                text.substr(0, at)};
  }
  const size_t open = Leading(text, {"(", "（"});
  const std::string_view rest = text.substr(open);
  size_t digits = 0;
  int number = 0, count = 0;
  while (const size_t one =
             Leading(rest.substr(digits), {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
                                           "０", "１", "２", "３", "４", "５", "６", "７", "８", "９"})) {
    number = number * 10 + (Narrow(rest.substr(digits, one))[0] - '0');
    digits += one;
    if (++count > 2) return std::nullopt;
  }
  if (count == 0) return std::nullopt;
  const size_t sign = open ? Leading(rest.substr(digits), {")", "）"})
                           : Leading(rest.substr(digits), {".", "．", ")", "）", "、", "，", "：", ":"});
  const std::string_view behind = rest.substr(digits + sign);
  const size_t spaces = LeadingSpaces(behind);
  if (sign + spaces == 0 || Trim(behind).empty() || (open && sign == 0)) return std::nullopt;
  if (spaces == 0 && IsDigit(Narrow(behind)[0])) return std::nullopt;  // 1.5, 10:30
  return Mark{Mark::kNumber, open + digits + sign + spaces, fmt::format("{}. ", number), number,
              text.substr(0, open + digits + sign)};
}

/// "ア", "（イ）", "一、", "a)": labels in an order, which Markdown has no list for; the label stays.
std::optional<Mark> ReadLabel(std::string_view text) {
  static constexpr std::u32string_view kOrders[] = {U"アイウエオカキクケコサシスセソ",
                                                    U"一二三四五六七八九十",
                                                    U"abcdefgh",
                                                    U"ａｂｃｄｅｆｇｈ",
                                                    U"ABCDEFGH",
                                                    U"ＡＢＣＤＥＦＧＨ",
                                                    U"ｱｲｳｴｵｶｷｸｹｺ",
                                                    U"ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
                                                    U"ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ",
                                                    U"㋐㋑㋒㋓㋔㋕㋖㋗㋘㋙"};
  const size_t open = Leading(text, {"(", "（"});
  size_t at = open;
  const char32_t letter = at < text.size() ? DecodeUtf8(text, at) : 0;
  for (const std::u32string_view order : kOrders) {
    const size_t place = letter == 0 ? order.npos : order.find(letter);
    if (place == order.npos) continue;
    const size_t sign = Leading(text.substr(at), {")", "）"});
    const size_t other = open || sign ? 0 : Leading(text.substr(at), {".", "．", "、", "：", ":"});
    const size_t end = at + sign + other;
    const size_t spaces = LeadingSpaces(text.substr(end));
    const bool ends = sign + other + spaces > 0 || (letter >= U'㋐' && letter <= U'㋙');
    if ((open && sign == 0) || !ends || Trim(text.substr(end)).empty()) return std::nullopt;
    return Mark{Mark::kNumber, end + spaces, fmt::format("- {} ", text.substr(0, end)), static_cast<int>(place) + 1,
                text.substr(0, end)};
  }
  return std::nullopt;
}

/// "No.1", "№ 2": the label stays.
std::optional<Mark> ReadNumbered(std::string_view text) {
  const size_t word = Leading(text, {"No.", "NO.", "no.", "№", "Ｎｏ．", "Ｎｏ.", "No．"});
  if (word == 0) return std::nullopt;
  size_t at = word + LeadingSpaces(text.substr(word));
  const size_t digits = at;
  int number = 0;
  for (char digit; at < text.size() && at - digits < 2 && IsDigit(digit = text[at]); ++at)
    number = number * 10 + digit - '0';
  const size_t spaces = LeadingSpaces(text.substr(at));
  if (at == digits || spaces == 0 || Trim(text.substr(at)).empty()) return std::nullopt;
  const std::string_view sign = text.substr(0, at);
  return Mark{Mark::kNumber, at + spaces, fmt::format("- {} ", sign), number, sign};
}

std::optional<Mark> ReadMark(std::string_view text) {
  if (std::optional<Mark> box = ReadBox(text)) return box;
  if (std::optional<Mark> sign = ReadSign(text)) return sign;
  if (std::optional<Mark> dash = ReadDash(text)) return dash;
  if (std::optional<Mark> number = ReadNumber(text)) return number;
  if (std::optional<Mark> numbered = ReadNumbered(text)) return numbered;
  return ReadLabel(text);
}

Message Found(const Mark& mark, size_t others, bool alone) {
  if (alone && mark.kind == Mark::kDot)
    return {fmt::format("「{}」で始まる段落は箇条書きになりません", mark.sign),
            fmt::format("A paragraph that starts with {} is no list", mark.sign)};
  const std::string ja = others ? fmt::format("（ほかに {} 行）", others) : "";
  const std::string en = others ? fmt::format(" (and {} more)", others) : "";
  if (mark.kind == Mark::kBox || mark.kind == Mark::kDrawnBox)
    return {fmt::format("「{}」はチェックリストになりません{}", mark.sign, ja),
            fmt::format("{} makes no checklist{}", mark.sign, en)};
  return {fmt::format("「{}」で始まる行は箇条書きにならず、前後の行とつながります{}", mark.sign, ja),
          fmt::format("A line that starts with {} is no list: it runs into its neighbours{}", mark.sign, en)};
}

/// The sign before a paragraph of one line; it is told once in a text.
struct Lonely {
  std::string_view sign;
  size_t problem = 0, line = 0;
  bool again = false;  // such a list, with empty lines between its items
};

class ListMarks {
 public:
  ListMarks(Text& text, Block& block) : text_(text), block_(block) {}

  void Run(Lonely& lonely) {
    const Line& first = text_.lines[block_.first];
    const bool task = IsNamed(cmark_node_parent(first.block), "tasklist");
    for (size_t line = block_.first; line <= block_.last; ++line) {
      if (task && line == block_.first) continue;
      const std::optional<Mark> mark = ReadMark(Words(line));
      if (!mark) continue;
      const size_t alike = CountAlike(line, *mark);
      if (!IsMeant(line, *mark, alike)) continue;
      const bool alone = block_.size() == 1 && (mark->kind == Mark::kDot || mark->kind == Mark::kDrawnBox);
      if (!(alone && lonely.sign == mark->sign)) {
        Tell(line, *mark, alike, alone);
        if (alone) lonely = {mark->sign, text_.CountProblems() - 1, line, false};
        if (!alone) MendAll(line, *mark);
      } else {
        if (!std::exchange(lonely.again, true)) MendMark(lonely.problem, lonely.line);
        MendMark(lonely.problem, line);
      }
      block_.told = true;
      return;
    }
  }

 private:
  /// No other mark was meant: not for signs that may say something (○, ①), nor for numbers out of order.
  static bool IsSure(const Mark& mark) {
    const bool plain_number = mark.kind == Mark::kNumber && Narrow(mark.sign) == fmt::format("{}.", mark.number);
    return mark.kind == Mark::kDot || mark.kind == Mark::kDash || mark.kind == Mark::kWideDash ||
           mark.kind == Mark::kBox || plain_number;
  }

  /// The spaces, full-width ones too, before the mark: with them not even a right one acts.
  size_t Indented(size_t line) const {
    const std::string_view content = text_.lines[line].content();
    return StartsWith(content, "\u3000") ? LeadingSpaces(content) : 0;
  }
  std::string_view Words(size_t line) const { return text_.lines[line].content().substr(Indented(line)); }

  void MendMark(size_t problem, size_t line) {
    const Line& own = text_.lines[line];
    const std::optional<Mark> mark = ReadMark(Words(line));
    if (mark && IsSure(*mark))
      text_.Mend(problem, line, own.begin, own.begin + Indented(line) + mark->length, InsteadOf(*mark, line));
  }

  void MendAll(size_t first, const Mark& mark) {
    const bool numbers = mark.kind == Mark::kNumber;
    int expected = 1;
    std::vector<size_t> lines;
    for (size_t line = first; line <= block_.last; ++line) {
      const std::optional<Mark> other = ReadMark(Words(line));
      if (!other || other->kind != mark.kind) continue;
      if (!IsSure(*other) || (numbers && other->number != expected++)) return;
      lines.push_back(line);
    }
    const size_t problem = text_.CountProblems() - 1;
    for (const size_t line : lines) MendMark(problem, line);
  }

  /// In a list its mark stands before the content already.
  std::string InsteadOf(const Mark& mark, size_t line) const {
    const bool dash_before = mark.kind == Mark::kBox && InItem(line) && line == block_.first;
    if (dash_before) return mark.instead.substr(2);
    // Below the words of the item that it stands in.
    const size_t deep = text_.lines[block_.first].begin, own = text_.lines[line].begin;
    return std::string(Indented(line) && InItem(line) && deep > own ? deep - own : 0, ' ') + mark.instead;
  }

  size_t CountAlike(size_t from, const Mark& mark) const {
    size_t count = 0;
    constexpr size_t kEnough = 50;  // lines of a list that is told once
    for (size_t line = from + 1; line <= std::min(block_.last, from + kEnough); ++line) {
      const std::optional<Mark> other = ReadMark(Words(line));
      const bool alike = other && other->kind == mark.kind;
      if (alike && mark.kind == Mark::kNumber && other->number != mark.number + static_cast<int>(count) + 1) continue;
      count += alike ? 1 : 0;
    }
    return count;
  }

  bool IsMeant(size_t line, const Mark& mark, size_t alike) const {
    if (alike > 0 || (Indented(line) && mark.kind == Mark::kDash)) return true;
    const bool in_list = IsNamed(cmark_node_parent(text_.lines[line].block), "item") || InItem(line);
    switch (mark.kind) {
      case Mark::kDash: return !in_list && text_.japanese && HasJapanese(text_.lines[line].content());
      case Mark::kWideDash: return mark.length > mark.sign.size() && !in_list;
      case Mark::kDot:
      case Mark::kDrawnBox: return !in_list;
      case Mark::kBox: return true;
      case Mark::kSign:
      case Mark::kNumber: return false;
    }
    return false;
  }

  bool InItem(size_t line) const { return IsType(cmark_node_parent(text_.lines[line].block), CMARK_NODE_ITEM); }

  void Tell(size_t line, const Mark& mark, size_t alike, bool alone) {
    const Line& own = text_.lines[line];
    const size_t begin = own.begin + Indented(line);
    const std::string better =
        fmt::format("{}{}{}", own.prefix(), InsteadOf(mark, line), Words(line).substr(mark.length));
    const bool plain = mark.sign == "-" || Narrow(mark.sign) == fmt::format("{}.", mark.number);
    text_.Tell(alone ? Severity::kNote : Severity::kWarning,
               mark.kind == Mark::kBox || mark.kind == Mark::kDrawnBox ? "checklist.form" : "list.mark", line, begin,
               begin + mark.sign.size(),
               plain && begin > own.begin ? Message{"行の初めに全角の空白があるため、箇条書きになりません",
                                                    "With a full-width space before it, this line is no list"}
                                          : Found(mark, alike, alone),
               better == own.text ? Message{"この行の前に、空の行を入れます。", "Leave an empty line before this one."}
                                  : Write(better));
  }

  Text& text_;
  Block& block_;
};

/// "- 清掃" and " - 防災" below it: one space is not enough for a list inside a list.
class Nesting {
 public:
  explicit Nesting(Text& text) : text_(text) {}

  void LookAt(cmark_node* list) {
    for (cmark_node* item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
      cmark_node* before = cmark_node_previous(item);
      if (before && IsDeeper(before, item)) return Tell(before, item);
    }
    cmark_node* before = cmark_node_previous(list);
    if (!IsType(before, CMARK_NODE_LIST)) return;
    cmark_node* item = cmark_node_first_child(list);
    if (IsDeeper(cmark_node_last_child(before), item)) Tell(cmark_node_last_child(before), item);
  }

 private:
  size_t LineOf(cmark_node* item) const { return static_cast<size_t>(cmark_node_get_start_line(item)) - 1; }

  size_t Indentation(cmark_node* item) const {
    const std::string_view line = text_.lines[LineOf(item)].text;
    return std::min(line.find_first_not_of(' '), line.size());
  }

  bool IsDeeper(cmark_node* before, cmark_node* item) const {
    if (!before || LineOf(item) >= text_.lines.size() || LineOf(item) != LineOf(before) + 1) return false;
    return Indentation(item) > Indentation(before);
  }

  void Tell(cmark_node* before, cmark_node* item) {
    const std::string_view above = text_.lines[LineOf(before)].text;
    const std::string_view line = text_.lines[LineOf(item)].text;
    const size_t start = Indentation(before);
    const size_t mark = std::min(above.find(' ', start), above.size());
    const size_t needed = std::min(above.find_first_not_of(' ', mark), above.size());
    text_.Warn("list.nesting", LineOf(item), 0, Indentation(item),
               {"字下げが足りないため、上の項目の中に入らず、同じ段に並びます。",
                "It is not indented far enough to stand inside the item above."},
               Write({fmt::format("上の行の文字と頭をそろえます（空白 {} つ）。", needed),
                      fmt::format("Begin below the words of the line above ({} spaces).", needed)},
                     fmt::format("{}{}", std::string(needed, ' '), line.substr(Indentation(item)))));
  }

  Text& text_;
};

/// 1. 2. 4. is shown as 1. 2. 3., and a mark without words as a mark.
void LookAtItems(Text& text, cmark_node* list) {
  const bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  const int start = cmark_node_get_list_start(list);
  int number = start;
  bool counts = false, told = false;  // all numbers may be the first
  for (cmark_node* item = cmark_node_first_child(list); item; item = cmark_node_next(item), ++number) {
    const auto index = static_cast<size_t>(std::max(cmark_node_get_start_line(item), 1)) - 1;
    if (index >= text.lines.size()) return;
    const std::string_view line = text.lines[index].text;
    const size_t from = std::min(static_cast<size_t>(std::max(cmark_node_get_start_column(item), 1)) - 1, line.size());
    if (!cmark_node_first_child(item))
      text.Warn("list.empty", index, from, line.size(), {"印だけの行で、言葉がありません。", "A mark without words."},
                {"言葉を書くか、行を消します。", "Write the words, or delete the line."});
    int written = 0;
    if (!ordered || !kyodo::ReadNumber(line.substr(from, LeadingDigits(line.substr(from))), written)) continue;
    counts = counts || written != start;
    if (!counts || written == number || told) continue;
    told = true;
    text.Warn("list.order", index, from, from + LeadingDigits(line.substr(from)),
              {fmt::format("書いた番号は {} ですが、ページでは {} になります。", written, number),
               fmt::format("The number is written {} and shown as {}.", written, number)},
              {"番号は順に付きます。飛ばすなら、項目の言葉の中に書きます。",
               "Numbers follow each other. To skip some, write them into the words."});
  }
}

}  // namespace

void FindListMarks(Text& text) {
  Lonely lonely;
  for (Block& block : text.blocks) {
    if (text.lines[block.first].kind == Line::kParagraph && !block.told) ListMarks(text, block).Run(lonely);
  }
  Nesting nesting(text);
  ForEachNode(text.parsed.root.get(), [&](cmark_node* node) {
    if (!IsType(node, CMARK_NODE_LIST)) return;
    nesting.LookAt(node);
    LookAtItems(text, node);
  });
}

}  // namespace kyodo::slips
