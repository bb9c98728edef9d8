// Writes the HTML of one parsed text. Each .cc file named markdown_*.cc beside
// this one holds the methods of one subject.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/html.h"
#include "markdown/survey.h"

namespace kyodo {

class MarkdownRenderer {
 public:
  MarkdownRenderer(const MarkdownRequest& request, ParsedMarkdown& parsed, MarkdownResult& result);
  void Render();

 private:
  static constexpr int kMaxDepth = 100;  // of nested blocks and of nested inlines

  // markdown_blocks.cc
  void Blocks(cmark_node* first);
  cmark_node* Block(cmark_node* node);  // returns the next one to render
  void Heading(cmark_node* node);
  void Paragraph(cmark_node* node);
  void Quote(cmark_node* node);
  void List(cmark_node* node);
  void Item(cmark_node* node);
  void TaskLabel(cmark_node* item);
  void CodeBlock(cmark_node* node);
  void HtmlBlock(cmark_node* node);
  void TakeExcerpt(cmark_node* paragraph, size_t plain_start);

  // markdown_inlines.cc
  void Inlines(cmark_node* first, cmark_node* end = nullptr);
  void Inline(cmark_node* node);
  void Wrapped(std::string_view element, cmark_node* node);
  void Span(const MarkdownSpan& span, cmark_node* node);
  void SoftBreak(cmark_node* node);
  void Link(cmark_node* node);
  void RawHtml(cmark_node* node, std::string_view html);
  size_t FindLink(cmark_node* link) const;
  MarkdownExtent ExtentOfAddress(size_t link, std::string_view target) const;
  MarkdownExtent ExtentOfLink(size_t link, std::string_view target) const;
  void Image(cmark_node* node, bool in_text);  // else alone in a figure

  // markdown_tables.cc
  void Table(cmark_node* table, cmark_node* caption, std::string_view name_id);
  void TableRow(cmark_node* row, const uint8_t* alignments, bool column_heads, bool row_heads);

  // markdown_figures.cc
  cmark_node* Captioned(cmark_node* caption);  // returns the next one after the captioned block
  std::string BeginCaption(cmark_node* caption);
  void CaptionText(cmark_node* caption, std::string_view number);
  void SmallText(std::string_view name, std::string_view text);  // behind a caption
  void ImageFigure(cmark_node* image, cmark_node* caption);

  // markdown_notes.cc
  bool Note(cmark_node* quote);  // false: it is an ordinary quotation
  void NoteReference(cmark_node* node);
  void NoteSection(cmark_node* first_definition);
  void BackLinks(int number);
  std::string_view NoteLabel() const;
  bool IsJapanese() const { return request_.language == "ja" || request_.language.starts_with("ja-"); }
  /// A word of kMarkdownWords: as the request has it, else in Japanese or English.
  struct Word {
    std::string_view text;
    bool foreign = false;  // English in a text of another language
  };
  Word WordOf(size_t index, std::string_view ja, std::string_view en) const;
  std::string NoteId(int number) const;
  std::string ReferenceId(int number, int count) const;

  void Text(std::string_view text) {
    AppendEscaped(html_, text);
    plain_ += text;
  }
  void Attribute(std::string_view name, std::string_view value);
  void EndPlainBlock() {
    if (!plain_.empty() && plain_.back() != '\n') plain_.push_back('\n');
  }
  void Report(MarkdownResult::Problem problem) {
    if (!muted_) result_.problems.push_back(std::move(problem));
  }
  MarkdownPlace PlaceOf(cmark_node* node, std::string_view needle) const {
    return source_.PlaceAt(source_.Find(node, needle));
  }
  bool TooDeep(cmark_node* node);

  const MarkdownRequest& request_;
  const MendedMarkdown& source_;
  cmark_node* root_;
  MarkdownResult& result_;
  std::string& html_;
  std::string& plain_;
  MarkdownSurvey survey_;

  std::string section_id_;              // the last heading, which names tables without a caption
  std::string fallback_excerpt_;        // the first paragraph inside a list or quotation
  cmark_node* last_of_note_ = nullptr;  // the paragraph that ends with the way back from a note
  std::string note_group_;              // "b-" where another text of the page has notes
  int note_number_ = 0;                 // of the note being written
  std::map<int, int> references_written_;
  int figure_count_ = 0;
  int table_count_ = 0;
  int depth_ = 0;
  std::set<std::string> elements_told_;  // HTML elements whose opening tag was refused
  bool too_deep_ = false;                // reported
  bool in_link_ = false;
  bool muted_ = false;  // writing a heading again, without links and side effects
};

/// "注" and 3 give "注3", "Note" and 3 "Note 3".
std::string JoinLabel(std::string_view label, std::string_view number);

}  // namespace kyodo
