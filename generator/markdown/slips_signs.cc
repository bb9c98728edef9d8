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

bool IsHiragana(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (c < 0x3041 || c > 0x3096) return false;
  }
  return true;
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
  if (open == std::string::npos || close == std::string::npos || blotted.find_first_of("()", open) < close + 3)
    return false;
  TellUnknown(text, line, open, close + 2, "[[ ]]",
              {"リンクは [言葉](ファイルの場所) と書きます。ほかは、かっこを一つにします。",
               "A link is written [words](where the file is); else use single brackets."});
  return true;
}

/// [words](https://example.jp/　): the full-width space is taken as a part of the address.
bool WideSpace(Text& text, size_t line, const std::string& blotted) {
  constexpr std::string_view kEnd = "　)";
  const size_t open = blotted.find("](");
  const size_t end = open == std::string::npos ? open : blotted.find(kEnd, open);
  if (end == std::string::npos || blotted.find(')', open) < end) return false;
  text.Warn("link.form", line, end, end + kEnd.size(),
            {"アドレスの後の全角の空白が、アドレスの一部になります。",
             "The full-width space behind the address becomes a part of it."},
            Write(Replaced(text.lines[line].text, end, end + kEnd.size(), ")")));
  return true;
}

/// What stands behind a link for other programs: {target=_blank}, {:target="_blank"}.
bool LinkAttributes(Text& text, size_t line, const std::string& blotted) {
  for (const std::string_view start :
       {"){:", "){target", "){.", "){rel", "){download", "){width", "){height", "){class"}) {
    const size_t at = blotted.find(start);
    const size_t end = at == std::string::npos ? at : blotted.find('}', at);
    if (end == std::string::npos) continue;
    const std::string_view whole = text.lines[line].text;
    TellUnknown(text, line, at + 1, end + 1, whole.substr(at + 1, end - at),
                Write(Replaced(whole, at + 1, end + 1, "")));
    return true;
  }
  return false;
}

/// [words]{file}, [word]{reading}, [words]：address, [words](<file).
bool OddBracket(Text& text, size_t line, const std::string& blotted) {
  const std::string_view whole = text.lines[line].text;
  for (const std::string_view sign : {"]{", "]：", "](<"}) {
    const size_t at = blotted.find(sign);
    const size_t open = at == std::string::npos ? at : blotted.rfind('[', at);
    if (open == std::string::npos) continue;
    const size_t begin = at + sign.size();
    const size_t end = std::min(sign == "]{"    ? blotted.find('}', begin)
                                : sign == "](<" ? blotted.find(')', begin)
                                                : blotted.find_first_of(" \t", begin),
                                whole.size());
    const std::string_view inside = Trim(whole.substr(begin, end - begin));
    const std::string_view words = whole.substr(open + 1, at - open - 1);
    if (words.empty() || inside.empty() || inside.find('=') != inside.npos || inside[0] == '#') continue;
    if (sign == "](<" && inside.find('>') != inside.npos) continue;
    const size_t last = end + (sign == "]：" ? 0 : 1);
    const bool address = LooksLikeAddress(inside);
    if (!address && (sign != "]{" || !IsHiragana(inside))) continue;
    text.Warn(
        address ? "link.form" : "ruby.form", line, open, std::min(last, whole.size()),
        address ? Message{"リンクになりません。", "This is no link."}
                : Message{"ふりがなになりません。", "This gives no reading."},
        Write(Replaced(whole, open, std::min(last, whole.size()),
                       address ? fmt::format("[{}]({})", words, inside) : fmt::format("{{{}|{}}}", words, inside))));
    return true;
  }
  return false;
}

/// Where :warning: begins; npos: nowhere.
size_t FindEmojiName(std::string_view line, size_t& end) {
  for (size_t at = line.find(':'); at != line.npos; at = line.find(':', at + 1)) {
    end = at + 1;
    while (end < line.size() && (IsLetter(line[end]) || line[end] == '_')) ++end;
    constexpr size_t kFewest = 4;
    const bool alone = at == 0 || !(IsLetter(line[at - 1]) || IsDigit(line[at - 1]) || line[at - 1] == ':');
    if (alone && end - at > kFewest && end < line.size() && line[end] == ':' && line.substr(end, 3) != "://" &&
        SmallLetters(line.substr(at, end - at)) == line.substr(at, end - at) && line.substr(end, 2) != "::") {
      ++end;
      return at;
    }
  }
  return line.npos;
}

/// :warning:, m^2, and \\n for the end of a line.
bool OddWord(Text& text, size_t line, const std::string& blotted) {
  const std::string_view whole = text.lines[line].text;
  size_t end = 0;
  if (const size_t at = FindEmojiName(blotted, end); at != std::string_view::npos) {
    TellUnknown(text, line, at, end, whole.substr(at, end - at),
                {"絵文字そのものを書くか、言葉にします。", "Write the emoji itself, or a word."});
    return true;
  }
  for (const auto& [power, right] : {std::pair<std::string_view, std::string_view>{"m^2", "m²"}, {"m^3", "m³"}}) {
    const size_t at = blotted.find(power);
    if (at == std::string::npos || at == 0 || !(IsDigit(blotted[at - 1]) || blotted[at - 1] == 'k')) continue;
    const size_t last = at + power.size() + (blotted.substr(at + power.size(), 1) == "^" ? 1 : 0);
    TellUnknown(text, line, at, last, whole.substr(at, last - at), Write(Replaced(whole, at, last, right)));
    return true;
  }
  return false;
}

/// 行の終わり\\n次の行: shown as it stands.
bool WrittenBreak(Text& text, size_t line, const std::string& blotted) {
  const std::string_view whole = text.lines[line].text;
  for (size_t at = whole.find("\\n"); at != whole.npos; at = whole.find("\\n", at + 1)) {
    const bool japanese = at > 0 && static_cast<unsigned char>(whole[at - 1]) >= 0x80 &&
                          (at + 2 == whole.size() || static_cast<unsigned char>(whole[at + 2]) >= 0x80);
    if (!japanese || blotted[at] != '\x01' || blotted[at - 1] == '\x01') continue;
    text.Warn("break.form", line, at, at + 2,
              {"\\n は改行にならず、そのまま表示されます。", "\\n breaks no line and is shown as it stands."},
              {"改める所で Enter を押し、行の終わりに \\ を置きます。",
               "Press Enter where the line is to break, and end it with \\."});
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
  if (content == "--") {
    TellUnknown(text, line, from, to, content, Write("---"));
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
         line.find("｀") != line.npos || line.find("]{") != line.npos || line.find("](<") != line.npos ||
         line.find("]：") != line.npos || line.find("^") != line.npos || line.find("　)") != line.npos ||
         line.find(':') != line.npos;
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
      const bool has_break = text.lines[line].text.find("\\n") != std::string_view::npos;
      const bool has_sign = HasSign(text.lines[line].text);
      if (!has_break && !has_sign) continue;
      const std::string blotted = Blotted(text.lines[line].text);
      if ((has_break && WrittenBreak(text, line, blotted)) || !has_sign) continue;
      if (OddWord(text, line, blotted) || WideSpace(text, line, blotted)) continue;
      if (WikiLink(text, line, blotted) || OddBracket(text, line, blotted) || LinkAttributes(text, line, blotted))
        continue;
      for (const Pair& pair : kPairs) {
        if (LooksLikePair(text, line, blotted, pair)) break;
      }
    }
  }
}

}  // namespace kyodo::slips
