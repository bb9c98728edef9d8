#include "template/lexer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }
bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Start of the run of white space (of Unicode, as in Python) that ends `text`.
size_t TrailingSpace(std::string_view text) {
  size_t end = text.size();
  while (end > 0) {
    size_t start = end - 1;
    while (start > 0 && IsContinuation(text[start])) --start;
    size_t at = start;
    if (!u_isUWhiteSpace(static_cast<UChar32>(DecodeUtf8(text, at)))) break;
    end = start;
  }
  return end;
}

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size()) {
    size_t next = at;
    if (!u_isUWhiteSpace(static_cast<UChar32>(DecodeUtf8(text, next)))) break;
    at = next;
  }
  return at;
}

Message CharacterHint(std::string_view found) {
  if (found == "!") return {"否定は not と書きます。例: {% if not x %}", "Write `not`: {% if not x %}"};
  if (found == "&") return {"「かつ」は and と書きます。", "Write `and`."};
  if (static_cast<unsigned char>(found[0]) < 0x80) return {};
  return {"タグの中の記号や空白は半角で書いてください。日本語は \"…\" で囲みます。",
          "Inside a tag, write symbols and spaces in half width, and other text in \"…\"."};
}

class Lexer {
 public:
  Lexer(const SourceFile& file, Diagnostics& diagnostics) : file_(file), text_(file.text), diagnostics_(diagnostics) {}

  std::vector<Token> Run() {
    while (at_ < text_.size()) LexTextAndTag();
    Push(Token::kEnd, text_.size() - unread_, text_.size());
    return std::move(tokens_);
  }

 private:
  void Push(Token::Kind kind, size_t start, size_t end) {
    tokens_.push_back({kind, static_cast<uint32_t>(start), static_cast<uint32_t>(end - start)});
  }
  void PushText(size_t start, size_t end) {
    if (end > start) Push(Token::kText, start, end);
  }
  SourcePos Pos(size_t offset, size_t length = 1) const { return PosAt(file_, offset, length); }
  bool At(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  size_t FindOpening(size_t from) const {
    for (size_t i = text_.find('{', from); i != std::string_view::npos; i = text_.find('{', i + 1)) {
      if (i + 1 < text_.size() && (text_[i + 1] == '{' || text_[i + 1] == '%' || text_[i + 1] == '#')) return i;
    }
    return text_.size();
  }

  /// Where the text before a tag ends once white space is taken away.
  size_t TextEnd(size_t start, size_t open, bool print, char sign) const {
    const std::string_view text = text_.substr(start, open - start);
    if (sign == '-') return start + TrailingSpace(text);
    if (sign == '+' || print) return open;
    const size_t newline = text.rfind('\n');
    if (newline == std::string_view::npos && !line_starting_) return open;
    const size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    return TrailingSpace(text) <= line ? start + line : open;
  }

  /// Moves past the end of a tag at `at_`: the sign, two characters and the
  /// white space that goes with them.
  void PassEnd(bool trims_newline) {
    const char sign = text_[at_];
    at_ += sign == '-' || sign == '+' ? 3 : 2;
    if (sign == '-') {
      at_ = SkipSpace(text_, at_);
    } else if (sign != '+' && trims_newline) {
      if (At("\r\n"))
        at_ += 2;
      else if (At("\n"))
        ++at_;
    }
    line_starting_ = text_[at_ - 1] == '\n';
  }

  void LexTextAndTag() {
    const size_t start = at_;
    const size_t open = FindOpening(at_);
    if (open == text_.size()) {
      PushText(start, open);
      at_ = open;
      return;
    }
    const char kind = text_[open + 1];
    at_ = open + 2;
    char sign = at_ < text_.size() ? text_[at_] : '\0';
    if (sign == '-' || sign == '+')
      ++at_;
    else
      sign = '\0';
    PushText(start, TextEnd(start, open, kind == '{', sign));
    if (kind == '#')
      LexComment(open);
    else if (kind == '%' && AtWord("raw"))
      LexRaw(open);
    else
      LexTag(open, kind == '{');
  }

  void Unclosed(size_t open, std::string_view what, std::string_view end) {
    diagnostics_.Error("template.unclosed", Pos(open, 2),
                       Say("{0} が閉じられていません。", "{0} is never closed.", what),
                       Say("終わりに {0} を書いてください。", "Write {0} where it ends.", end));
  }

  /// A comment or raw block without an end hides all that follows.
  void HidesRest(size_t open, std::string_view what, std::string_view end) {
    Unclosed(open, what, end);
    unread_ = text_.size() - open;
    at_ = text_.size();
  }

  void LexComment(size_t open) {
    const size_t end = text_.find("#}", at_);
    if (end == std::string_view::npos) return HidesRest(open, "{#", "#}");
    const bool sign = end > at_ && (text_[end - 1] == '-' || text_[end - 1] == '+');
    at_ = sign ? end - 1 : end;
    PassEnd(true);
  }

  /// Is the tag at `at_` the one word `word` and then its end?
  bool AtWord(std::string_view word) const {
    size_t at = SkipSpace(text_, at_);
    if (text_.substr(at, word.size()) != word) return false;
    at = SkipSpace(text_, at + word.size());
    return text_.substr(at, 2) == "%}" || text_.substr(at, 3) == "-%}" || text_.substr(at, 3) == "+%}";
  }

  void LexRaw(size_t open) {
    at_ = SkipSpace(text_, SkipSpace(text_, at_) + 3);
    PassEnd(false);
    const size_t start = at_;
    for (size_t end = text_.find("{%", at_); end != std::string_view::npos; end = text_.find("{%", end + 2)) {
      at_ = end + 2;
      char sign = at_ < text_.size() ? text_[at_] : '\0';
      if (sign == '-' || sign == '+')
        ++at_;
      else
        sign = '\0';
      if (!AtWord("endraw")) continue;
      PushText(start, TextEnd(start, end, false, sign));
      at_ = SkipSpace(text_, SkipSpace(text_, at_) + 6);
      return PassEnd(true);
    }
    HidesRest(open, "{% raw %}", "{% endraw %}");
  }

  bool AtEnd(bool print) const {
    if (print) return (depth_ == 0 && At("}}")) || At("-}}");
    return At("%}") || At("-%}") || At("+%}");
  }

  /// Past the string that opens at `quote`; npos when it is not closed. It is
  /// closed on its line, and when it holds the end of a tag, another end follows:
  /// else the closing quote is one of what stands behind the tag.
  size_t StringEnd(size_t quote, bool print) const {
    bool holds_end = false;
    for (size_t i = quote + 1; i < text_.size() && text_[i] != '\n'; ++i) {
      holds_end |= IsTagEnd(i, print);
      if (holds_end && FindOpening(i) == i) break;
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == text_[quote]) {
        return !holds_end || EndsOnLine(i + 1, print) ? i + 1 : std::string_view::npos;
      }
    }
    return std::string_view::npos;
  }

  bool IsTagEnd(size_t at, bool print) const { return text_.substr(at, 2) == (print ? "}}" : "%}"); }
  bool EndsOnLine(size_t from, bool print) const {
    const size_t end = text_.find(print ? "}}" : "%}", from);
    return end < std::min(FindOpening(from), std::min(text_.find('\n', from), text_.size()));
  }

  /// Does the tag end before another one opens? What an unclosed string hides is
  /// not asked.
  bool IsClosed(bool print) const {
    size_t depth = 0;
    for (size_t i = at_; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '"' || c == '\'') {
        i = StringEnd(i, print);
        if (i == std::string_view::npos) return true;
        --i;
      } else if (IsTagEnd(i, print) && (depth == 0 || text_[i - 1] == '-')) {
        return true;
      } else if (c == '{') {
        if (FindOpening(i) == i) return false;
        ++depth;
      } else if (c == '}' && depth > 0) {
        --depth;
      }
    }
    return false;
  }

  void LexTag(size_t open, bool print) {
    Push(print ? Token::kPrintBegin : Token::kTagBegin, open, at_);
    depth_ = 0;
    if (!IsClosed(print)) {
      Unclosed(open, print ? "{{" : "{%", print ? "}}" : "%}");
      return BreakOff(print);
    }
    while (true) {
      while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
      if (at_ >= text_.size()) return BreakOff(print);
      if (AtEnd(print)) break;
      if (!LexToken(print) && !SkipBadTag(print)) return BreakOff(print);
    }
    const size_t start = at_;
    PassEnd(!print);
    Push(print ? Token::kPrintEnd : Token::kTagEnd, start, start + 2);
  }

  /// After a character that cannot be: the rest of the tag is left unread.
  /// False when it has no end.
  bool SkipBadTag(bool print) {
    const size_t end = text_.find(print ? "}}" : "%}", at_);
    if (end >= FindOpening(at_)) return false;
    Push(Token::kBad, at_, at_);
    at_ = end;
    depth_ = 0;
    return true;
  }

  /// The tag has no end, which was told: it ends with its line at the latest.
  void BreakOff(bool print) {
    Push(Token::kBad, at_, at_);
    at_ = std::min(FindOpening(at_), std::min(text_.find('\n', at_), text_.size()));
    line_starting_ = false;
    Push(print ? Token::kPrintEnd : Token::kTagEnd, at_, at_);
  }

  bool LexToken(bool print) {
    const char c = text_[at_];
    const size_t start = at_;
    if (IsNameStart(c)) {
      while (at_ < text_.size() && IsNamePart(text_[at_])) ++at_;
      Push(Token::kName, start, at_);
      return true;
    }
    if (IsDigit(c)) return LexNumber();
    if (c == '"' || c == '\'') return LexString(c, print);
    return LexOperator();
  }

  bool LexNumber() {
    const size_t start = at_;
    Token::Kind kind = Token::kInteger;
    const auto digits = [&] {
      while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    };
    digits();
    if (at_ + 1 < text_.size() && text_[at_] == '.' && IsDigit(text_[at_ + 1])) {
      kind = Token::kFloat;
      ++at_;
      digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      size_t exponent = at_ + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      if (exponent < text_.size() && IsDigit(text_[exponent])) {
        kind = Token::kFloat;
        at_ = exponent;
        digits();
      }
    }
    Push(kind, start, at_);
    return true;
  }

  bool LexString(char quote, bool print) {
    const size_t end = StringEnd(at_, print);
    if (end != std::string_view::npos) {
      Push(Token::kString, at_, end);
      at_ = end;
      return true;
    }
    diagnostics_.Error(
        "template.unclosed", Pos(at_),
        Say("文字列が {0} で閉じられていません。", "This string has no closing {0}.", quote),
        Say("同じ行で閉じてください。例: \"港区\"", "Close it on the same line. For example: \"Minato\""));
    return false;
  }

  bool LexOperator() {
    static constexpr std::array<std::string_view, 6> kLong = {"==", "!=", "<=", ">=", "//", "**"};
    for (const std::string_view op : kLong) {
      if (At(op)) {
        Push(Token::kOperator, at_, at_ + 2);
        at_ += 2;
        return true;
      }
    }
    const char c = text_[at_];
    if (std::string_view("+-*/%~<>=.,:|()[]{}").find(c) == std::string_view::npos) {
      size_t end = at_;
      DecodeUtf8(text_, end);
      const std::string_view found = text_.substr(at_, end - at_);
      diagnostics_.Error("template.character", Pos(at_, found.size()),
                         Say("ここに「{0}」は書けません。", "`{0}` cannot stand here.", found), CharacterHint(found));
      return false;
    }
    if (c == '{') ++depth_;
    if (c == '}' && depth_ > 0) --depth_;
    Push(Token::kOperator, at_, at_ + 1);
    ++at_;
    return true;
  }

  const SourceFile& file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  size_t depth_ = 0;   // of { in the tag being read
  size_t unread_ = 0;  // bytes at the end of the file
  bool line_starting_ = true;
};

}  // namespace

std::vector<Token> Lex(const SourceFile& file, Diagnostics& diagnostics) { return Lexer(file, diagnostics).Run(); }

}  // namespace kyodo::tmpl
