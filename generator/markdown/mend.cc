#include "markdown/mend.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "core/levels.h"
#include "core/text.h"
#include "markdown/definitions.h"
#include "markdown/problems.h"

namespace kyodo {

namespace {

bool IsPunctuation(char32_t c) {
  if (c < 0x80) return (c > 0x20 && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || (c > 'z' && c < 0x7F);
  return u_ispunct(static_cast<UChar32>(c));
}

bool IsSpace(char32_t c) { return c <= 0x20 || u_isUWhiteSpace(static_cast<UChar32>(c)); }

/// Whether a run of stars between the two is read wrongly by CommonMark.
bool NeedsEdge(char32_t letter, char32_t punctuation) {
  return (IsCjk(letter) || IsCjk(punctuation)) && !IsSpace(letter) && !IsPunctuation(letter) &&
         IsPunctuation(punctuation);
}

char32_t CharacterBefore(std::string_view text, size_t offset) {
  if (offset == 0) return '\n';
  size_t start = offset - 1;
  while (start > 0 && IsContinuation(text[start])) --start;
  return DecodeUtf8(text, start);
}

/// Passes over what only changes the look of the character before it: selectors of variants, joined marks.
char32_t BaseBefore(std::string_view text, size_t offset) {
  for (;;) {
    const char32_t c = CharacterBefore(text, offset);
    if (c < 0x300 || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) == 0) return c;
    do {
      --offset;
    } while (offset > 0 && IsContinuation(text[offset]));
  }
}

bool IsAnyDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９'); }

char32_t CharacterAt(std::string_view text, size_t offset) {
  return offset < text.size() ? DecodeUtf8(text, offset) : '\n';
}

/// The first byte of everything that the mender may have to touch.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (size_t c = 0; c < 0x20; ++c) stops[c] = c != '\t' && c != '\n' && c != '\r';
  for (const size_t c : std::initializer_list<size_t>{0x7F, 0xC2, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4}) stops[c] = true;
  for (const char c : {'*', '~', '{', '|', '[', '.', '<'}) stops[static_cast<unsigned char>(c)] = true;
  return stops;
}();

class Mender {
 public:
  Mender(std::string_view in, bool as_meant, const std::vector<size_t>& held_brackets)
      : in_(in), as_meant_(as_meant), held_brackets_(held_brackets) {
    out_.reserve(in.size() + in.size() / 16 + 16);
  }

  void Run() {
    while (at_ < in_.size()) {
      const size_t start = at_;
      while (at_ < in_.size() && !kStops[static_cast<unsigned char>(in_[at_])]) ++at_;
      out_.append(in_, start, at_ - start);
      if (at_ < in_.size()) Stop();
    }
  }

  struct Refused {
    size_t offset;  // into the mended text
    char32_t character;
  };
  std::string out_;
  std::vector<Refused> refused_;
  bool marked_ = false;

 private:
  void Stop() {
    switch (in_[at_]) {
      case '*':
      case '~': return DelimiterRun();
      case '{': NoteRubyBar(); break;
      case '[':
        if (next_held_ == held_brackets_.size() || held_brackets_[next_held_] != at_) break;
        ++next_held_;
        return Hold(kHeldBracket);
      case '.':
        if (as_meant_ && FollowsYear()) return Hold(kHeldStop);
        break;
      case '<':
        if (as_meant_ && IsUnclosed()) return Hold(kHeldSign);
        break;
      case '|':
        if (at_ == ruby_bar_) return Hold(kRubyBar);
        break;
      default: return RefuseOrCopy();
    }
    out_.push_back(in_[at_++]);
  }

  void DelimiterRun() {
    const size_t start = at_;
    const char delimiter = in_[at_];
    while (at_ < in_.size() && in_[at_] == delimiter) ++at_;
    const char32_t before = BaseBefore(in_, start);
    const char32_t after = CharacterAt(in_, at_);
    if (as_meant_ && delimiter == '*' && at_ == start + 1 && IsAnyDigit(after)) {
      at_ = start;
      return Hold(kHeldStar);
    }
    if (NeedsEdge(before, after)) Edge();
    out_.append(in_, start, at_ - start);
    if (NeedsEdge(after, before)) Edge();
  }

  /// The stop behind four or more digits at the start of a line: a year.
  bool FollowsYear() const {
    size_t digit = at_;
    while (digit > 0 && in_[digit - 1] >= '0' && in_[digit - 1] <= '9') --digit;
    if (at_ - digit < 4) return false;
    constexpr std::string_view kMargin = " >-*+";
    while (digit > 0 && kMargin.find(in_[digit - 1]) != std::string_view::npos) --digit;
    return digit == 0 || in_[digit - 1] == '\n' || in_[digit - 1] == '\r';
  }

  /// An instruction, a declaration or character data that begins within a line and does not end on it.
  bool IsUnclosed() {
    const std::string_view rest = in_.substr(at_);
    if (StartsWith(rest, "<?")) return !Closes("?>", instruction_end_);
    if (StartsWith(rest, "<![CDATA[")) return !Closes("]]>", data_end_);
    const char next = rest.size() > 2 ? rest[2] : ' ';
    return StartsWith(rest, "<!") && next >= 'A' && next <= 'Z' && !Closes(">", declaration_end_);
  }

  /// Whether what begins here may be at the start of a block, or `end` stands behind it on the line. `known`: where the
  /// next one is, as far as it was looked for.
  bool Closes(std::string_view end, size_t& known) {
    constexpr std::string_view kMargin = " \t>-*+.)0123456789";
    if (line_end_ <= at_) {
      line_end_ = std::min(in_.find_first_of("\r\n", at_), in_.size());
      const size_t before = in_.find_last_not_of(kMargin, at_ - (at_ > 0 ? 1 : 0));
      block_start_ = at_ == 0 || before == in_.npos || in_[before] == '\n' || in_[before] == '\r' ? at_ : in_.npos;
    }
    if (block_start_ == at_) return true;
    if (known < at_) known = std::min(in_.find(end, at_), in_.size());
    return known < line_end_;
  }

  /// Writes the sign at hand so that the parser takes it for a letter.
  void Hold(char mark) {
    ++at_;
    out_.push_back(mark);
    marked_ = true;
  }

  void Edge() {
    out_ += kEdgeMark;
    marked_ = true;
  }

  /// `{base|reading}` on one line, without spaces beside the brackets or the bar.
  void NoteRubyBar() {
    const size_t end = in_.find_first_of("{}\r\n`", at_ + 1);
    if (end == std::string_view::npos || in_[end] != '}') return;
    const std::string_view inside = in_.substr(at_ + 1, end - at_ - 1);
    const size_t bar = inside.find('|');
    if (bar == std::string_view::npos || inside.find('|', bar + 1) != std::string_view::npos) return;
    const std::string_view base = inside.substr(0, bar);
    const std::string_view reading = inside.substr(bar + 1);
    if (base.empty() || reading.empty() || base.back() == '\\') return;
    if (base != Trim(base) || reading != Trim(reading)) return;
    ruby_bar_ = at_ + 1 + bar;
  }

  void RefuseOrCopy() {
    const size_t start = at_;
    const char32_t c = DecodeUtf8(in_, at_);
    if (IsForbiddenCharacter(c)) {
      refused_.push_back({out_.size(), c});
    } else {
      out_.append(in_, start, at_ - start);
    }
  }

  std::string_view in_;
  size_t at_ = 0;
  bool as_meant_;
  const std::vector<size_t>& held_brackets_;
  size_t next_held_ = 0;
  size_t ruby_bar_ = std::string_view::npos;
  size_t line_end_ = 0, block_start_ = 0;
  size_t instruction_end_ = 0, data_end_ = 0, declaration_end_ = 0;
};

}  // namespace

MendedMarkdown::MendedMarkdown(std::string_view author_text, bool as_meant,
                               std::vector<MarkdownResult::Problem>& problems) {
  const std::string text = as_meant ? WithoutMeantSo(author_text, true) : std::string(author_text);
  if (as_meant) unused_definitions_ = FindUnusedDefinitions(text);
  Mender mender(text, as_meant, unused_definitions_);
  mender.Run();
  text_ = std::move(mender.out_);
  // Character references such as &#1; are resolved by the parser.
  needs_cleaning_ = mender.marked_ || text_.find("&#") != std::string::npos;
  AddLineStarts();
  for (const Mender::Refused& refused : mender.refused_) {
    problems.push_back(ForbiddenCharacterProblem(PlaceAt(refused.offset), refused.character));
  }
  if (as_meant) BridgeRemarks(author_text);
}

/// A line that text can go on from, and to: no heading, fence or row of a table, nor an empty line.
static bool IsInParagraph(std::string_view line) {
  line = line.substr(std::min(line.find_first_not_of(" \t>"), line.size()));
  return !line.empty() && line.find_first_of("#|`~=") != 0 && !StartsWith(line, "---");
}

void MendedMarkdown::BridgeRemarks(std::string_view author_text) {
  if (author_text.find("<!-- kyodo: ok ") == author_text.npos) return;
  const std::vector<std::string_view> lines = Split(author_text, '\n');
  if (lines.size() != line_starts_.size()) return;
  for (size_t i = lines.size() - 1; i-- > 1;) {
    const std::string_view line = Trim(lines[i]), remark = MeantSoComment(line);
    const bool alone =
        !remark.empty() && line.substr(0, line.size() - remark.size()).find_first_not_of('>') == line.npos;
    if (!alone || !IsInParagraph(Trim(lines[i - 1])) || !IsInParagraph(Trim(lines[i + 1]))) continue;
    size_t end = line_starts_[i + 1] - 1;
    if (end > line_starts_[i] && text_[end - 1] == '\r') --end;
    text_.insert(end, kEdgeMark);
    needs_cleaning_ = true;
  }
  AddLineStarts();
}

void MendedMarkdown::AddLineStarts() {
  line_starts_.assign(1, 0);
  edge_marks_.clear();
  for (size_t at = text_.find(kEdgeMark); at != std::string::npos; at = text_.find(kEdgeMark, at + 1))
    edge_marks_.push_back(at);
  for (size_t at = 0; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c > '\r' || (c != '\n' && c != '\r')) continue;
    if (c == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n') ++at;
    line_starts_.push_back(at + 1);
  }
}

MarkdownPlace MendedMarkdown::PlaceAt(size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const size_t line = static_cast<size_t>(after - line_starts_.begin());
  const size_t start = line_starts_[line - 1];
  const auto marks_before = [&](size_t at) {
    return std::lower_bound(edge_marks_.begin(), edge_marks_.end(), at) - edge_marks_.begin();
  };
  const size_t characters = characters_.Find(text_, offset).characters - characters_.Find(text_, start).characters;
  const size_t column = characters + 1 - static_cast<size_t>(marks_before(offset) - marks_before(start));
  return {static_cast<uint32_t>(line), static_cast<uint32_t>(column)};
}

MarkdownExtent MendedMarkdown::ExtentOf(size_t from, size_t to) const {
  const std::string_view whole = std::string_view(text_).substr(from, std::max(to, from) - from);
  const std::string extent = CleanMarkdownText(whole.substr(0, whole.find_first_of("\r\n")));
  return {PlaceAt(from), CountCharacters(extent)};
}

size_t MendedMarkdown::Find(cmark_node* node, std::string_view needle) const {
  // The parser gives bare addresses no place, and on indented lines it counts
  // columns from the first letter: from the nearest known place, look ahead.
  constexpr size_t kWindow = 2000, kNear = 500;  // bytes, nodes: further back nothing is found in the window
  for (size_t steps = 0; node && cmark_node_get_start_line(node) <= 0; ++steps) {
    cmark_node* before = steps < kNear ? cmark_node_previous(node) : nullptr;
    node = before ? before : cmark_node_parent(node);
  }
  if (!node) return 0;
  const size_t line = std::min(static_cast<size_t>(cmark_node_get_start_line(node)), line_starts_.size());
  const int column = std::max(cmark_node_get_start_column(node), 1);
  const size_t base = std::min(line_starts_[line - 1] + static_cast<size_t>(column) - 1, text_.size());
  const size_t found = std::string_view(text_).substr(base, kWindow).find(needle.substr(0, needle.find('\n')));
  return found == std::string_view::npos ? base : base + found;
}

/// The sign that a mark stands for; 0 for other characters.
static char Held(char32_t c) {
  switch (c) {
    case kRubyBar: return '|';
    case kHeldStar: return '*';
    case kHeldBracket: return '[';
    case kHeldStop: return '.';
    case kHeldSign: return '<';
    default: return 0;
  }
}

std::string CleanMarkdownText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    if (const char held = Held(c)) {
      out.push_back(held);
    } else if (!IsForbiddenCharacter(c)) {
      out.append(text, start, at - start);
    }
  }
  return out;
}

}  // namespace kyodo
