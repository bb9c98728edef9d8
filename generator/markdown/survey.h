// What the renderer has to know about a text before it writes the first byte:
// where headings start, which ids authors chose, which paragraphs are captions,
// how often each note is referred to. Checks the structure on the way.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "markdown/ids.h"
#include "markdown/parse.h"

namespace kyodo {

struct MarkdownSurvey {
  struct Caption {
    bool of_table = false;    // the next block, a table, has it as <caption>; else it is in a <figure>
    bool table_word = false;  // "表:", which counts with the tables
  };
  int base_level = 1;                                       // the level in the source that becomes `top_heading`
  std::unordered_map<cmark_node*, std::string> author_ids;  // of headings and captions, with prefix
  std::unordered_map<cmark_node*, Caption> captions;        // by paragraph
  std::map<int, int> note_references;                       // by the note's number
  IdRegistry ids;                                           // those of the authors are taken
};

/// `taken_ids` as in MarkdownRequest. Takes `{#id}` and the words that mark a caption out of the tree.
/// Errors `heading.skip`, `heading.empty`, `markdown.id`; warnings
/// `caption.alone`, `note.missing`, `note.unused`.
MarkdownSurvey SurveyMarkdown(ParsedMarkdown& parsed, bool check_structure, std::string_view taken_ids,
                              std::vector<MarkdownResult::Problem>& problems);

/// The number, from 1, of the note that a footnote reference refers to; the
/// definitions stand in this order at the end of the document.
int NoteNumber(cmark_node* reference);

/// The image, when a paragraph holds nothing else; else null.
cmark_node* OnlyImage(cmark_node* paragraph);

}  // namespace kyodo
