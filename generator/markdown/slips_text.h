// What every family of slips looks at: the author's lines, each with what the
// parser made of it, and the way to tell of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "markdown/parse.h"

namespace kyodo::slips {

using Problem = MarkdownResult::Problem;

struct Line {
  enum Kind : uint8_t { kNone, kParagraph, kHeading, kTable, kCode, kHtml };
  std::string_view text;        // without the end of the line
  size_t begin = 0;             // bytes of `text` before its content: marks of quotations and lists, spaces
  Kind kind = kNone;            // kNone: empty, or taken as something that is not shown
  cmark_node* block = nullptr;  // paragraph, heading, table …

  std::string_view content() const { return text.substr(begin); }
  std::string_view prefix() const { return text.substr(0, begin); }
  bool IsText() const { return kind == kParagraph || kind == kHeading || kind == kTable; }
  /// Text in which brackets, braces and signs are looked for. No person writes a line as long as those left out, in
  /// which looking back and forth would take long.
  bool IsReadable() const { return IsText() && text.size() <= 8192; }
};

/// Lines `first` to `last` of one paragraph, heading or table.
struct Block {
  size_t first = 0;
  size_t last = 0;
  bool told = false;  // as a whole: what its lines were meant to be
  size_t size() const { return last - first + 1; }
};

class Text {
 public:
  Text(std::string_view author_text, std::string_view language, const ParsedMarkdown& parsed,
       std::vector<Problem>& problems);

  const ParsedMarkdown& parsed;
  bool japanese = false;      // written without spaces
  std::vector<Line> lines;    // the first line of the text is lines[0]
  std::vector<Block> blocks;  // those of text, in order
  std::string_view author;    // all of it

  /// `from` and `to` are bytes of the line; `line` an index.
  void Tell(Severity severity, std::string_view rule, size_t line, size_t from, size_t to, Message message,
            Message hint);
  void Warn(std::string_view rule, size_t line, size_t from, size_t to, Message message, Message hint) {
    Tell(Severity::kWarning, rule, line, from, to, std::move(message), std::move(hint));
  }
  /// What was told last can only be mended so: `with` in place of the bytes `from` to `to` of the line.
  void Mend(size_t line, size_t from, size_t to, std::string_view with) {
    Mend(problems_.size() - 1, line, from, to, with);
  }
  /// The same of the problem of that number.
  void Mend(size_t problem, size_t line, size_t from, size_t to, std::string_view with);
  size_t CountProblems() const { return problems_.size(); }

 private:
  void FindKinds();
  void Cover(cmark_node* block, Line::Kind kind, size_t first, size_t last);
  void CoverTable(cmark_node* table);
  void FindBlocks();
  uint32_t ColumnOf(size_t line, size_t at) const;

  std::vector<Problem>& problems_;
  LineTable characters_;  // of `author`
};

/// "Write it like this", with the line as it should be.
Message Write(std::string_view line);
/// The same with a reason or a choice before it.
Message Write(Message before, std::string_view line);

/// A line with what stands in code spans, and all escapes, blotted out; the same length.
std::string Blotted(std::string_view line);

/// Spaces of any width, tabs too, at the start of `text`, in bytes.
size_t LeadingSpaces(std::string_view text);
bool HasJapanese(std::string_view text);
/// 全角 letters, digits and signs as ASCII, the full-width space too; the rest as it is.
std::string Narrow(std::string_view text);
/// The full-width, long and mathematical dashes that people type for - as -.
std::string PlainDashes(std::string_view text);
/// Ends as a sentence does.
bool EndsSentence(std::string_view text);
/// Whether it can be where a link leads: an address, a file, a place on the page.
bool LooksLikeAddress(std::string_view text);
bool LooksLikeTelephone(std::string_view text);
/// With `with` in place of the bytes `from` to `to`; of a long text only what is around them.
std::string Replaced(std::string_view text, size_t from, size_t to, std::string_view with);

// The families, in the order in which they are looked for.
bool FindConflicts(Text& text);  // then the rest of the text is not worth a word
void FindLost(Text& text);
void FindUnmeant(Text& text);
void FindSigns(Text& text);
void FindBlockMarks(Text& text);  // headings, notes, quotations, fences, captions
void FindTables(Text& text);
void FindListMarks(Text& text);
void FindLinks(Text& text);
void FindBraces(Text& text);  // readings, dots, foreign words, names of headings
void FindEmphasis(Text& text);
void FindJoinedLines(Text& text);

}  // namespace kyodo::slips
