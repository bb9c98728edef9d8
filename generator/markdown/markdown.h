// Markdown (GitHub Flavored Markdown, parsed by cmark-gfm) to HTML by a renderer
// of our own. Runs in worker processes: see markdown_pool.h. The plain function
// here is what a worker calls; it is not safe in two threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo {

struct MarkdownRequest {
  std::string_view text;
  std::string_view language;       // BCP 47: how excerpts are cut and soft breaks close up
  uint8_t top_heading = 2;         // the level of the text's top headings, be they `#` or `##`
  bool check_structure = true;     // heading levels, alternative texts, captions, notes; off for the
                                   // GFM examples: then `#` is always the top
  std::string_view figure_label;   // "図表" → figures are numbered 図表1-1, 図表1-2 …; empty: no numbers
  std::string_view table_label;    // the same label as figures: one shared count
  std::string_view number_prefix;  // "1-"
  std::string_view note_label;     // accessible names, in `language`: "注", "Note"
  std::string_view back_label;     // "本文に戻る", "Back to text"
  std::string_view words;      // in a language other than Japanese and English what kMarkdownWords name, one to a line
  std::string_view taken_ids;  // those of other texts of the same page, one to a line
};

/// The theme's words for `words`. What is empty is said in English, and marked.
inline constexpr std::array<std::string_view, 6> kMarkdownWords = {
    "note_kind_note", "note_kind_tip", "note_kind_warning", "note_kind_example", "note_kind_column", "task_done"};

struct MarkdownResult {
  /// A place in `html` that the renderer leaves for others to fill. For a link it has
  /// written `<a` and the other attributes, and ` href="…"` belongs at `offset`; for an
  /// image, whose sizes only the loader knows, the whole element does.
  struct Link {
    uint32_t offset = 0;
    uint32_t end = 0;  // of a link: where its text ends, before `</a>`
    bool image = false;
    std::string target;   // as the author wrote it, entities and escapes resolved
    std::string text;     // the link's text or the image's alternative text
    std::string title;    // of an image that is no figure
    uint32_t line = 0;    // in the request's text, from 1
    uint32_t column = 0;  // in characters, from 1
  };
  struct Heading {
    uint8_t level = 0;  // of the HTML element
    std::string id;     // "h-協働の原則": stable, prefixed, unique in the text
    std::string text;   // plain
    std::string html;   // inline HTML without links
    uint32_t line = 0;
    uint32_t plain_begin = 0, plain_end = 0;  // its block in `plain`, in bytes
  };
  struct Caption {  // a numbered figure or table
    bool table = false;
    std::string id;      // "fig-1-1", "table-2"
    std::string number;  // "図表1-1"; empty when not numbered
    std::string text;
    uint32_t line = 0;
  };
  struct Problem {  // becomes a Diagnostic at the document's place
    Severity severity = Severity::kError;
    std::string rule;  // "markdown.raw-html", "link.scheme", "image.alt", "heading.skip" …
    uint32_t line = 0;
    uint32_t column = 0;
    uint32_t length = 1;
    Message message;
    Message hint;
    std::vector<Diagnostic::Edit> edits;
  };
  std::string html;
  std::vector<Link> links;  // by offset
  std::vector<Heading> headings;
  std::vector<Caption> captions;
  std::vector<std::string> ids;  // every id in `html`, sorted
  std::string plain;             // text for search: blocks separated by '\n'; no ruby readings
  std::string excerpt;           // the first paragraph, cut: 120 characters of Japanese, 200 of other text at a word
  std::vector<Problem> problems;
};

/// Renders. Input must be valid UTF-8. The problems are in the order of the text:
/// errors `markdown.raw-html`, `markdown.character`, `markdown.depth`,
/// `markdown.id`, `markdown.note`, `link.scheme`, `link.empty`, `image.alt`, `embed.alone`,
/// `heading.skip`, `heading.empty`; warnings `link.bare`, `caption.alone`,
/// `note.missing`, `note.unused`. What is refused is shown as text.
MarkdownResult RenderMarkdown(const MarkdownRequest& request);

}  // namespace kyodo
