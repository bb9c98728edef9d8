// What is done to a Markdown text before and after the parser, because
// CommonMark was made for languages with spaces between words.
//
// * `**「協働」**する` is not bold in CommonMark: the run of stars must not stand
//   between punctuation and a letter. An edge mark, which counts as punctuation,
//   is put between the run and the letter.
// * `{協働|きょうどう}` in a table would end the cell: the bar is replaced by a
//   control character of the same length. So are, where an author's text is read
//   (`as_meant`) and not an example of CommonMark, signs that would act although
//   nobody means them to: the star of 無料*1 and 3*4, the full stop of a line that
//   begins with a year ("2026. 4月から"), the bracket of a definition of a link
//   that nothing refers to ("[注意]: 雨天中止"), which would vanish; and the < of "<?" and "<!A" within a line
//   that does not close them, for each of which the parser would look through all that follows.
// * `<!-- kyodo: ok RULE -->` at the end of a line is for kyodo (core/levels.h), and is taken out. Where it had a line
// of
//   its own within a paragraph, an edge mark stands there, or the empty line would end the paragraph.
//
// No mark can be in the input (they are refused), and no text that leaves
// the parsed tree has them. Lines stay what they are.
#pragma once

#include <cmark-gfm.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "markdown/markdown.h"

namespace kyodo {

inline constexpr std::string_view kEdgeMark = "\xF0\x90\xA9\xBF";  // U+10A7F, of class Po
inline constexpr char kRubyBar = '\x1F';
inline constexpr char kHeldStar = '\x1E';
inline constexpr char kHeldBracket = '\x1D';
inline constexpr char kHeldStop = '\x1C';
inline constexpr char kHeldSign = '\x1B';

/// A place in the author's text; both count from 1, columns in characters.
struct MarkdownPlace {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// A place and how far it goes on its line, in characters.
struct MarkdownExtent {
  MarkdownPlace place;
  size_t length = 1;
};

/// The text that the parser gets, and the way back to the author's lines and columns.
class MendedMarkdown {
 public:
  /// Error `markdown.character`: a character that HTML forbids or that is one
  /// of our marks. It is left out of the text.
  MendedMarkdown(std::string_view author_text, bool as_meant, std::vector<MarkdownResult::Problem>& problems);

  const std::string& text() const { return text_; }
  /// Where definitions begin that nothing refers to, in bytes of the author's text without remarks (core/levels.h).
  const std::vector<size_t>& unused_definitions() const { return unused_definitions_; }
  /// Whether strings of the parsed tree may have marks or control characters.
  bool needs_cleaning() const { return needs_cleaning_; }
  MarkdownPlace PlaceAt(size_t offset) const;
  /// From byte `from` to byte `to`, or to the end of the line.
  MarkdownExtent ExtentOf(size_t from, size_t to) const;
  size_t LineStart(size_t line) const { return line_starts_[line - 1]; }  // lines from 1
  /// The byte at which `node`, whose source holds `needle`, begins.
  size_t Find(cmark_node* node, std::string_view needle) const;

 private:
  void AddLineStarts();
  void BridgeRemarks(std::string_view author_text);

  std::string text_;
  std::vector<size_t> line_starts_;
  std::vector<size_t> edge_marks_;  // where they stand
  LineTable characters_;
  std::vector<size_t> unused_definitions_;
  bool needs_cleaning_ = false;
};

/// The text without marks and without characters that HTML forbids.
std::string CleanMarkdownText(std::string_view text);

}  // namespace kyodo
