// Headings, notes, quotations, fences and captions that were meant and did not act.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "markdown/slips_text.h"
#include "markdown/survey.h"

namespace kyodo::slips {

namespace {

constexpr std::string_view kWideHash = "＃";

bool StandsIn(cmark_node* block, cmark_node_type type) {
  for (cmark_node* at = block; at; at = cmark_node_parent(at)) {
    if (IsType(at, type)) return true;
  }
  return false;
}

/// "##見出し", "＃＃ 見出し", "##　見出し". One # right before a word is a hashtag.
bool Hashes(Text& text, size_t line) {
  const size_t before = LeadingSpaces(text.lines[line].content());
  const std::string_view content = text.lines[line].content().substr(before);
  size_t end = 0, count = 0;
  bool wide = false;
  while (const size_t one = Leading(content.substr(end), {"#", kWideHash})) {
    wide |= one > 1;
    end += one;
    ++count;
  }
  if (count == 0) return false;
  const size_t spaces = LeadingSpaces(content.substr(end));
  const std::string_view words = Trim(content.substr(end + spaces));
  if (words.empty() || (count == 1 && spaces == 0)) return false;
  const Message found =
      before   ? Message{"# の前に全角の空白があるため、見出しになりません。",
                       "With a full-width space before #, this is no heading."}
      : wide   ? Message{"見出しの # が全角（＃）のため、見出しになりません。",
                       "The # is full-width (＃), so this is no heading."}
      : spaces ? Message{"# の後が全角の空白などのため、見出しになりません。",
                         "The space after # is not the plain one, so this is no heading."}
      : count > 6
          ? Message{"# が 6 つを超えるため、見出しになりません。", "More than six # make no heading."}
          : Message{"# の後に空白がないため、見出しになりません。", "Without a space after #, this is no heading."};
  text.Warn(
      "heading.form", line, text.lines[line].begin, text.lines[line].begin + before + end + spaces, found,
      Write(fmt::format("{}{} {}", text.lines[line].prefix(), std::string(std::min<size_t>(count, 6), '#'), words)));
  const size_t begin = text.lines[line].begin;
  if (count <= 6) text.Mend(line, begin, begin + before + end + spaces, std::string(count, '#') + " ");
  return true;
}

/// What a line that was meant as a heading has for a mark, and its words.
struct HeadMark {
  std::string_view mark;
  std::string_view words;
};

/// "■申し込み", "【申し込み】", "１　申し込み".
HeadMark ReadHeadMark(std::string_view content) {
  content = Trim(content);
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"【", "】"}, {"＜", "＞"}, {"〈", "〉"}, {"《", "》"}}) {
    if (!StartsWith(content, open) || content.find(close) + close.size() != content.size()) continue;
    return {content.substr(0, open.size()), content.substr(open.size(), content.size() - open.size() - close.size())};
  }
  const size_t sign = Leading(content, {"■", "◆", "▼", "●", "★", "◼", "▶", "►", "◎", "☆", "◇"});
  if (sign > 0) {
    HeadMark head{content.substr(0, sign), content.substr(sign + LeadingSpaces(content.substr(sign)))};
    if (EndsWith(head.words, head.mark)) head.words.remove_suffix(sign);
    return head;
  }
  const std::string narrow = Narrow(content.substr(0, std::min<size_t>(content.size(), 12)));
  const size_t digits = LeadingDigits(narrow);
  if (digits == 0 || digits > 2) return {};
  const size_t bytes = IsDigit(content[0]) ? digits : digits * std::string_view("１").size();
  if (!StartsWith(content.substr(std::min(bytes, content.size())), "\u3000")) return {};
  return {content.substr(bytes, std::string_view("\u3000").size()), content};
}

/// A line that a square or the like opens, alone or above the text it heads.
bool Square(Text& text, size_t which, int level) {
  const Block& block = text.blocks[which];
  const Line& line = text.lines[block.first];
  const HeadMark head = ReadHeadMark(line.content());
  const std::string_view mark = head.mark, words = head.words;
  if (mark.empty() || !IsType(cmark_node_parent(line.block), CMARK_NODE_DOCUMENT)) return false;
  constexpr size_t kLongest = 30;  // characters of a heading
  if (Trim(words).empty() || EndsSentence(words) || CountCharacters(words) > kLongest || StartsWith(words, mark))
    return false;
  const bool number = mark == "\u3000";
  if (number && block.size() > 1) return false;
  const auto begins_alike = [&](size_t at) {
    const std::string_view other = ReadHeadMark(text.lines[at].content()).mark;
    return !other.empty() && other == mark;
  };
  if (block.size() > 1 && begins_alike(block.first + 1)) return false;
  // Several in a row are a list, one at the end heads nothing.
  const auto is_alike = [&](size_t other) {
    return other < text.blocks.size() && text.blocks[other].size() == 1 && begins_alike(text.blocks[other].first);
  };
  if (block.size() == 1 && (is_alike(which + 1) || (which > 0 && is_alike(which - 1)))) return false;
  if (block.size() == 1 && which + 1 == text.blocks.size()) return false;
  if (words.find("：") != std::string_view::npos || (!number && words.find(mark) != std::string_view::npos))
    return false;
  const Message found = number ? Message{"番号の行は見出しになりません。目次にも入りません。",
                                         "A line with a number makes no heading, nor an entry in the contents."}
                               : Message{fmt::format("{} は見出しになりません。目次にも入りません。", mark),
                                         fmt::format("{} makes no heading, nor an entry in the contents.", mark)};
  text.Warn("heading.form", block.first, line.begin, line.text.size(), found,
            Write(fmt::format("{} {}", std::string(static_cast<size_t>(level), '#'), Trim(words))));
  return true;
}

/// A paragraph of nothing but bold words, above the text it heads.
void BoldHeading(Text& text, size_t which, int level) {
  const Block& block = text.blocks[which];
  const Line& line = text.lines[block.first];
  cmark_node* strong = cmark_node_first_child(line.block);
  if (block.size() > 1 || which + 1 == text.blocks.size() || !IsType(strong, CMARK_NODE_STRONG)) return;
  if (cmark_node_next(strong) || !IsType(cmark_node_parent(line.block), CMARK_NODE_DOCUMENT)) return;
  std::string_view words = Trim(line.content());
  if (words.size() < 5 || !StartsWith(words, "**") || !EndsWith(words, "**")) return;
  words = words.substr(2, words.size() - 4);
  constexpr size_t kLongest = 30;
  if (EndsSentence(words) || CountCharacters(words) > kLongest) return;
  text.Tell(Severity::kNote, "heading.form", block.first, line.begin, line.text.size(),
            {"太字だけの行は見出しになりません。目次にも入りません。",
             "A line in bold is no heading, and is not in the contents."},
            Write(fmt::format("{} {}", std::string(static_cast<size_t>(level), '#'), words)));
}

/// "－－－－－", "＝＝＝＝": read out sign by sign.
bool DrawnRule(Text& text, size_t line) {
  const std::string_view content = Trim(text.lines[line].content());
  const size_t dash = Leading(content, {"－", "ー", "―", "─", "━", "＝", "=", "＊", "＿", "～", "〜"});
  const size_t sign = dash ? dash : Leading(content, {"★", "☆", "◆", "◇", "■"});
  constexpr size_t kDashes = 3, kSigns = 8;  // five stars are a rating
  if (sign == 0 || content.size() < (dash ? kDashes : kSigns) * sign) return false;
  for (size_t at = 0; at < content.size(); at += sign) {
    if (content.substr(at, sign) != content.substr(0, sign)) return false;
  }
  text.Warn(
      "line.form", line, text.lines[line].begin, text.lines[line].text.size(),
      {"記号を並べた線は、一つずつ読み上げられます。", "Signs in a row make no line: they are read out one by one."},
      Write({"線なら前後に空の行を置き、区切りなら見出しにします。",
             "For a line, leave empty lines around it; to part texts, use a heading."},
            "---"));
  return true;
}

std::string_view KindIn(std::string_view word) {
  constexpr std::array<std::string_view, 5> kKinds = {"NOTE", "TIP", "WARNING", "EXAMPLE", "COLUMN"};
  std::string capitals(word);
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  const auto found = std::find(kKinds.begin(), kKinds.end(), capitals);
  return found == kKinds.end() ? std::string_view() : *found;
}

/// "> ［！NOTE］", "＞ [!NOTE]", "[!NOTE]" without >.
bool NoteMark(Text& text, size_t line) {
  const std::string_view content = text.lines[line].content();
  const size_t wide_quote = Leading(content, {"＞"});
  const std::string_view rest = content.substr(wide_quote + LeadingSpaces(content.substr(wide_quote)));
  const size_t open = Leading(rest, {"[", "［", "【"});
  if (open == 0) return false;
  size_t close = std::string_view::npos, behind = 0;
  for (const std::string_view sign : {"]", "］", "】"}) {
    const size_t at = rest.find(sign, open);
    if (at < close) close = at, behind = at + sign.size();
  }
  if (close == std::string_view::npos && StartsWith(rest, "[!")) close = behind = rest.size();
  if (close == std::string_view::npos || close > 40) return false;
  const std::string inside = Narrow(rest.substr(open, close - open));
  std::string_view word = Trim(inside);
  const bool marked = StartsWith(word, "!");
  if (marked) word = Trim(word.substr(1));
  const std::string_view kind = KindIn(word);
  const bool quoted = StandsIn(text.lines[line].block, CMARK_NODE_BLOCK_QUOTE);
  if (kind.empty() || (!marked && !quoted)) return false;
  const bool exact =
      quoted && rest.substr(0, 2) == "[!" && inside == fmt::format("!{}", word) && StartsWith(rest.substr(close), "]");
  if (exact) return false;
  const std::string_view title = rest.substr(behind);
  text.Warn("note.form", line, text.lines[line].begin, text.lines[line].begin + content.size() - title.size(),
            {"この行は囲みの注記になりません。", "This line makes no note."},
            Write({"> と [! ] は半角で書きます。", "Write > and [! ] as plain signs."},
                  fmt::format("> [!{}]{}{}", kind, Trim(title).empty() ? "" : " ", Trim(title))));
  return true;
}

bool WideQuote(Text& text, size_t line) {
  const std::string_view content = text.lines[line].content();
  const size_t sign = Leading(content, {"＞"});
  if (sign == 0 || Trim(content.substr(sign)).empty()) return false;
  const std::string_view words = content.substr(sign + LeadingSpaces(content.substr(sign)));
  text.Warn("quote.form", line, text.lines[line].begin, text.lines[line].begin + sign,
            {"引用の > が全角（＞）のため、引用になりません。", "The > is full-width (＞), so this is no quotation."},
            Write(fmt::format("> {}", words)));
  return true;
}

bool WideFence(Text& text, size_t line) {
  const std::string_view content = Trim(text.lines[line].content());
  const size_t sign = Leading(content, {"｀｀｀", "’’’", "'''", "‘‘‘"});
  if (sign == 0 || content.size() > sign + 12 || HasJapanese(content.substr(sign))) return false;
  text.Warn("code.fence", line, text.lines[line].begin, text.lines[line].text.size(),
            {"この行はコードの囲みになりません。", "This line begins no code."},
            Write({"半角の ` を 3 つ並べます。", "Use three plain `."}, fmt::format("```{}", content.substr(sign))));
  return true;
}

/// "表1 料金" above a table, which lacks its colon.
void Caption(Text& text, const Block& block) {
  const Line& line = text.lines[block.first];
  if (block.size() != 1 || line.kind != Line::kParagraph) return;
  cmark_node* next = cmark_node_next(line.block);
  const bool table = IsNamed(next, "table");
  if (!table && !OnlyImage(next)) return;
  const std::string_view content = Trim(line.content());
  for (const std::string_view word : {"図表", "表", "図", "Table", "Figure"}) {
    if (!StartsWith(content, word)) continue;
    if (table == (word == "図" || word == "Figure")) return;
    std::string_view rest = content.substr(word.size());
    if (Leading(rest, {":", "："}) || rest.empty()) return;
    rest.remove_prefix(LeadingSpaces(rest));
    size_t number = 0;
    while (const size_t one =
               Leading(rest.substr(number), {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "-",
                                             "０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "－"}))
      number += one;
    std::string_view words = rest.substr(number);
    const bool apart = rest.size() < content.size() - word.size() || LeadingSpaces(words) > 0;
    const size_t sign = Leading(words.substr(LeadingSpaces(words)), {":", "：", ".", "．", "、"});
    if (!apart && sign == 0) return;
    words = Trim(words.substr(LeadingSpaces(words) + sign));
    words.remove_prefix(LeadingSpaces(words));
    if (words.empty() || EndsSentence(words) || CountCharacters(words) > 40) return;
    const bool latin = word[0] == 'T' || word[0] == 'F';
    text.Warn("caption.form", block.first, line.begin, line.text.size(),
              {fmt::format("「{}」のすぐ後にコロンがないため、表題になりません。", word),
               fmt::format("Without a colon right after “{}”, this is no caption.", word)},
              Write(fmt::format("{}{}{}", word, latin ? ": " : "：", words)));
    return;
  }
}

/// "※1" as a note at the foot: it leads nowhere. Told once.
bool StarNote(Text& text, size_t line) {
  const std::string_view content = text.lines[line].content();
  if (!StartsWith(content, "※")) return false;
  const std::string narrow = Narrow(content.substr(std::string_view("※").size()));
  const size_t digits = LeadingDigits(narrow);
  if (digits == 0 || digits > 2) return false;
  const size_t mark =
      std::string_view("※").size() +
      (IsDigit(content[std::string_view("※").size()]) ? digits : digits * std::string_view("１").size());
  const size_t first = text.author.find(content.substr(0, mark));
  if (first == std::string_view::npos || text.author.data() + first >= content.data()) return false;
  std::string_view words = content.substr(mark);
  words.remove_prefix(LeadingSpaces(words));
  words.remove_prefix(Leading(words, {"：", ":", "．", "."}));
  words.remove_prefix(LeadingSpaces(words));
  if (words.empty()) return false;
  const std::string number = narrow.substr(0, digits);
  text.Tell(Severity::kNote, "note.form", line, text.lines[line].begin, text.lines[line].begin + mark,
            {"※ の注は、本文と行き来できません。脚注にできます。",
             "Notes with ※ do not lead from and to the text; footnotes do."},
            Write({fmt::format("本文の {0} は [^{1}] と書きます。", content.substr(0, mark), number),
                   fmt::format("Where the text has {0}, write [^{1}].", content.substr(0, mark), number)},
                  fmt::format("[^{}]: {}", number, words)));
  return true;
}

}  // namespace

void FindBlockMarks(Text& text) {
  int level = 2;
  bool star_note = false;
  for (size_t i = 0; i < text.blocks.size(); ++i) {
    Block& block = text.blocks[i];
    const Line& first = text.lines[block.first];
    if (first.kind == Line::kHeading) level = cmark_node_get_heading_level(first.block);
    if (first.kind != Line::kParagraph) continue;
    block.told |= Square(text, i, level);
    BoldHeading(text, i, level);
    Caption(text, block);
    for (size_t line = block.first; line <= block.last; ++line) {
      const bool told = Hashes(text, line) || NoteMark(text, line) || WideQuote(text, line) || WideFence(text, line) ||
                        DrawnRule(text, line);
      block.told |= told;
      if (!told && !star_note) star_note = StarNote(text, line);
    }
  }
}

}  // namespace kyodo::slips
