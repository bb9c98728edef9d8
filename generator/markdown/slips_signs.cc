// Signs of other ways to write, which are shown as they stand here: ==words==, '''words''', [[page]], :::note, and a
// backtick without its second.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

struct Pair {
  std::string_view sign;
  std::string_view open, close;  // to write instead
};
constexpr std::array<Pair, 6> kPairs = {{{"'''", "**", "**"},
                                         {"''", "**", "**"},
                                         {"==", "**", "**"},
                                         {"++", "**", "**"},
                                         {"＿", "**", "**"},
                                         {"｀", "`", "`"}}};

void TellUnknown(Text& text, size_t line, size_t from, size_t to, std::string_view sign, Message hint) {
  text.Warn("mark.unknown", line, from, to,
            {fmt::format("「{}」は印にならず、そのまま表示されます。", sign),
             fmt::format("“{}” is no mark here, and is shown as it stands.", sign)},
            std::move(hint));
}

bool IsSpace(std::string_view text, size_t at) { return at >= text.size() || LeadingSpaces(text.substr(at)) > 0; }

/// ==words==, with no space within and the sign no part of a row of them.
bool LooksLikePair(Text& text, size_t line, const std::string& blotted, const Pair& pair) {
  constexpr size_t kLongest = 90;
  const size_t open = blotted.find(pair.sign), length = pair.sign.size();
  if (open == std::string::npos) return false;
  const size_t close = blotted.find(pair.sign, open + length);
  if (close == std::string::npos || close == open + length || close - open > kLongest) return false;
  const std::string_view sign = pair.sign.substr(0, Leading(pair.sign, {"＿", "｀"}) ? 3 : 1);
  const std::string_view inside = std::string_view(blotted).substr(open + length, close - open - length);
  const bool row = StartsWith(inside, sign) || EndsWith(inside, sign) ||
                   StartsWith(std::string_view(blotted).substr(close + length), sign);
  const bool within = open > 0 && IsLetter(blotted[open - 1]);  // C++
  if (row || within || IsSpace(inside, 0) || EndsWith(inside, " ") || EndsWith(inside, "　")) return false;
  const std::string_view whole = text.lines[line].text;
  const std::string words = fmt::format("{}{}{}", pair.open, whole.substr(open + length, inside.size()), pair.close);
  TellUnknown(text, line, open, close + length, pair.sign, Write(Replaced(whole, open, close + length, words)));
  return true;
}

/// [[page]], [[page|words]]: no link within. [[1]](…) is one.
bool WikiLink(Text& text, size_t line, const std::string& blotted) {
  const size_t open = blotted.find("[["), close = blotted.find("]]", open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos || blotted.find_first_of("()", open) < close + 3) return false;
  TellUnknown(text, line, open, close + 2, "[[ ]]",
              {"リンクは [言葉](ファイルの場所) と書きます。ほかは、かっこを一つにします。",
               "A link is written [words](where the file is); else use single brackets."});
  return true;
}

/// What stands behind a link for other programs: {target=_blank}, {:target="_blank"}.
bool LinkAttributes(Text& text, size_t line, const std::string& blotted) {
  for (const std::string_view start : {"){:", "){target", "){.", "){rel", "){download"}) {
    const size_t at = blotted.find(start);
    const size_t end = at == std::string::npos ? at : blotted.find('}', at);
    if (end == std::string::npos) continue;
    const std::string_view whole = text.lines[line].text;
    TellUnknown(text, line, at + 1, end + 1, whole.substr(at + 1, end - at), Write(Replaced(whole, at + 1, end + 1, "")));
    return true;
  }
  return false;
}

/// Lines that other programs take for a note, a table of contents or a remark.
bool WholeLine(Text& text, size_t line) {
  const std::string_view content = Trim(text.lines[line].content());
  const size_t from = text.lines[line].begin, to = text.lines[line].text.size();
  if (StartsWith(content, "!!! ") || (StartsWith(content, ":::") && content.find_first_not_of(':') != content.npos)) {
    TellUnknown(text, line, from, to, content.substr(0, 3),
                {"注記は > [!NOTE] の行で始め、続く行の初めに > を置きます。",
                 "A note begins with a line of > [!NOTE]; the lines that follow begin with >."});
    return true;
  }
  for (const std::string_view contents : {"[TOC]", "[toc]", "[[TOC]]", "[[_TOC_]]", "[[目次]]", "[目次]"}) {
    if (content != contents) continue;
    TellUnknown(text, line, from, to, content, {"この行を消します。", "Delete this line."});
    return true;
  }
  for (const std::string_view remark : {"//", "%%", "{%", "{#"}) {
    if (!StartsWith(content, remark) || content.size() < 4 || content[2] == '/') continue;
    TellUnknown(text, line, from, to, remark,
                {"覚え書きなら消すか、front matter に # を付けて書きます。",
                 "A remark of your own belongs into the front matter, behind a #."});
    return true;
  }
  return false;
}

bool HasSign(std::string_view line) {
  return line.find("''") != line.npos || line.find("==") != line.npos || line.find("++") != line.npos ||
         line.find("[[") != line.npos || line.find("){") != line.npos || line.find("＿") != line.npos ||
         line.find("｀") != line.npos;
}

void LoneBacktick(Text& text, const Block& block) {
  const char* const start = text.lines[block.first].text.data();
  const std::string_view last = text.lines[block.last].text;
  const std::string_view whole(start, static_cast<size_t>(last.data() + last.size() - start));
  if (whole.find('`') == whole.npos) return;
  const size_t at = Blotted(whole).find('`');
  if (at == std::string::npos) return;
  size_t line = block.first;
  while (line < block.last && text.lines[line + 1].text.data() <= start + at) ++line;
  const size_t from = static_cast<size_t>(start + at - text.lines[line].text.data());
  text.Warn("code.form", line, from, from + 1,
            {"` が一つしかないため、コードにならず、そのまま表示されます。",
             "There is one ` without a second, so it makes no code and is shown as it stands."},
            {"コードは `form.txt` のように両側に ` を置きます。要らなければ消します。",
             "Code has a ` on both sides: `form.txt`. Delete it if it is not needed."});
}

}  // namespace

void FindSigns(Text& text) {
  for (Block& block : text.blocks) {
    LoneBacktick(text, block);
    for (size_t line = block.first; line <= block.last; ++line) {
      if (!text.lines[line].IsReadable()) continue;
      if (!block.told && text.lines[line].kind == Line::kParagraph && WholeLine(text, line)) {
        block.told = true;
        break;
      }
      if (!HasSign(text.lines[line].text)) continue;
      const std::string blotted = Blotted(text.lines[line].text);
      if (WikiLink(text, line, blotted) || LinkAttributes(text, line, blotted)) continue;
      for (const Pair& pair : kPairs) {
        if (LooksLikePair(text, line, blotted, pair)) break;
      }
    }
  }
}

}  // namespace kyodo::slips
