// What acted although nobody meant it: sentences that became headings or code,
// years that became numbers of a list, lines that a quotation took in.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

bool IsUnderline(std::string_view line) {
  line = Trim(line);
  return !line.empty() && (line[0] == '-' || line[0] == '=') &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

void Underlined(Text& text, const Block& block) {
  const Line& first = text.lines[block.first];
  if (first.kind != Line::kHeading || StartsWith(first.content(), "#")) return;
  size_t under = block.first + 1;
  const size_t end = std::min(block.last + 2, text.lines.size());
  while (under < end && !IsUnderline(text.lines[under].content())) ++under;
  if (under == end) return;
  const bool ruled = text.lines[under].content()[0] == '-';
  const std::string_view words = Trim(text.lines[under - 1].content());
  const bool sentence = EndsSentence(words) || under > block.first + 1 || words.find("、") != std::string_view::npos ||
                        CountCharacters(words) > 40;
  if (ruled && !sentence) return;
  const std::string_view mark = ruled ? "---" : "===";
  text.Warn(
      "heading.underline", under, text.lines[under].begin, text.lines[under].text.size(),
      {fmt::format("この {} の行のため、上の行が見出しになります。", mark),
       fmt::format("Because of this {}, the lines above become a heading.", mark)},
      ruled ? Message{"区切り線にするには、--- の前に空の行を入れます。", "For a rule, leave an empty line before ---."}
            : Write({"見出しは行の初めの ## で書きます。この行は消します。",
                     "A heading starts with ##; delete this line."},
                    fmt::format("## {}", words)));
}

void LargeNumber(Text& text, cmark_node* list) {
  if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST || cmark_node_get_list_start(list) < 100) return;
  const size_t line = static_cast<size_t>(cmark_node_get_start_line(list)) - 1;
  if (line >= text.lines.size()) return;
  const std::string_view whole = text.lines[line].text;
  const size_t from = whole.find(std::to_string(cmark_node_get_list_start(list)));
  if (from == std::string_view::npos) return;
  const size_t sign = whole.find_first_of(".)", from);
  text.Warn(
      "list.number", line, from, sign + 1,
      {fmt::format("行の初めの数が、番号付きの箇条書きの番号（{} から）になります。", cmark_node_get_list_start(list)),
       fmt::format("The number at the start makes this a list that begins at {}.", cmark_node_get_list_start(list))},
      Write({"文の一部なら、記号の前に \\ を置きます。", "If it is part of a sentence, put \\ before the sign."},
            Replaced(whole, sign, sign, "\\")));
}

size_t TakenLines(const std::string_view literal) {
  return static_cast<size_t>(std::count(literal.begin(), literal.end(), '\n'));
}

void OpenFence(Text& text, size_t first, size_t last, char sign, size_t length) {
  const std::string_view close = Trim(text.lines[last].content());
  const bool closed = last > first && close.size() >= length && close.find_first_not_of(sign) == std::string_view::npos;
  const Line& open = text.lines[first];
  const size_t from = open.text.find(std::string(length, sign));
  const std::string fence(length, sign);
  if (!closed) {
    text.Tell(
        Severity::kError, "code.open", first, from, open.text.size(),
        {fmt::format("{} で始まるコードに終わりがないため、ここから下がすべてコードになります。", fence),
         fmt::format("The code that starts with {} has no end, so all that follows becomes code.", fence)},
        sign == '~' || length > 3
            ? Message{"区切り線は、前後に空の行を置いて --- と書きます。", "For a rule, write --- between empty lines."}
            : Message{fmt::format("コードの終わりに {0} だけの行を置くか、この行を消します。", fence),
                      fmt::format("End the code with a line of {0}, or delete this line.", fence)});
    return;
  }
  const std::string_view info = Trim(open.text.substr(from + length));
  if (HasJapanese(info) || info.find("  ") != info.npos) {
    text.Warn("code.fence", first, from + length, open.text.size(),
              {fmt::format("{} の後の言葉は、ページに出ません: {}", fence, info),
               fmt::format("What stands behind {} is on no page: {}", fence, info)},
              {"次の行に移します。", "Move it to the next line."});
    return;
  }
  if (sign != '~' || open.text.size() != from + length) return;
  for (size_t line = first + 1; line < last; ++line) {
    if (!HasJapanese(text.lines[line].text)) continue;
    text.Warn("code.fence", first, from, open.text.size(),
              {fmt::format("{} の行に挟まれた文章が、コードとして表示されます。", fence),
               fmt::format("What stands between the lines of {} is shown as code.", fence)},
              {"区切り線は、前後に空の行を置いて --- と書きます。コードなら ``` で囲みます。",
               "For a rule, write --- between empty lines. For code, use ```."});
    return;
  }
}

void LookAtCode(Text& text, cmark_node* code) {
  int length = 0, offset = 0;
  char sign = 0;
  const size_t first = static_cast<size_t>(cmark_node_get_start_line(code)) - 1;
  const bool fenced = cmark_node_get_fenced(code, &length, &offset, &sign);
  if (first >= text.lines.size()) return;
  if (fenced) {
    size_t last = first;
    while (last + 1 < text.lines.size() && text.lines[last + 1].block == code) ++last;
    return OpenFence(text, first, last, sign, static_cast<size_t>(length));
  }
  const std::string_view content = Trim(text.lines[first].content());
  const bool words = HasJapanese(Literal(code)) || content.find(' ') != std::string_view::npos;
  if (!words) return;
  text.Warn("code.indented", first, text.lines[first].begin, text.lines[first].text.size(),
            {"行の初めに空白が 4 つ以上あるため、コードとして表示されます。",
             "Four or more spaces at the start make this code."},
            Write({"行の初めの空白を消します。行を改めるには行の終わりに \\ を置きます。",
                   "Delete the spaces at the start; to break a line, end it with \\."},
                  fmt::format("{}{}", content, TakenLines(Literal(code)) > 1 ? "\\" : "")));
}

bool IsInQuote(cmark_node* block) {
  for (cmark_node* at = cmark_node_parent(block); at; at = cmark_node_parent(at)) {
    if (IsType(at, CMARK_NODE_BLOCK_QUOTE)) return true;
  }
  return false;
}

/// A line without its > goes on with the quotation, unless an empty line stands between.
void LazyQuote(Text& text, const Block& block) {
  const Line& first = text.lines[block.first];
  if (first.kind != Line::kParagraph || block.size() < 2) return;
  if (first.prefix().find('>') == std::string_view::npos || !IsInQuote(first.block)) return;
  for (size_t line = block.first + 1; line <= block.last; ++line) {
    const Line& next = text.lines[line];
    if (next.prefix().find('>') != std::string_view::npos) continue;
    text.Warn("quote.lazy", line, next.begin, next.text.size(),
              {"> のない行が、すぐ上の引用の続きになります。", "This line without > goes on with the quotation above."},
              Write({"引用の外なら、この行の前に空の行を入れます。引用の続きなら、初めに > を置きます。",
                     "If it is no part of it, leave an empty line before it; else start it with >."},
                    fmt::format("> {}", next.content())));
    return;
  }
}

}  // namespace

void FindUnmeant(Text& text) {
  for (const Block& block : text.blocks) {
    Underlined(text, block);
    LazyQuote(text, block);
  }
  ForEachNode(text.parsed.root.get(), [&](cmark_node* node) {
    if (cmark_node_get_start_line(node) <= 0) return;
    if (IsType(node, CMARK_NODE_CODE_BLOCK)) LookAtCode(text, node);
    if (IsType(node, CMARK_NODE_LIST)) LargeNumber(text, node);
  });
}

}  // namespace kyodo::slips
