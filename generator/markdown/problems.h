// The words for everything that can be wrong with a Markdown text.
#pragma once

#include <string>
#include <string_view>

#include "markdown/markdown.h"
#include "markdown/mend.h"

namespace kyodo {

/// Characters that HTML 5 forbids in a document, and our edge mark: controls, noncharacters and U+10A7F.
bool IsForbiddenCharacter(char32_t c);
/// Error `markdown.character`: one of them.
MarkdownResult::Problem ForbiddenCharacterProblem(MarkdownPlace at, char32_t character);
/// The element's name in lower case; empty for comments and the like.
std::string HtmlElementName(std::string_view html);
/// Error `markdown.raw-html`; the hint depends on the element. Comments too.
MarkdownResult::Problem RawHtmlProblem(MarkdownPlace at, std::string_view html);
/// Error `link.scheme`: neither relative nor one of the allowed schemes.
MarkdownResult::Problem SchemeProblem(const MarkdownExtent& at, std::string_view target, bool image);
/// Error `link.empty`: a link without a text.
MarkdownResult::Problem EmptyLinkProblem(const MarkdownExtent& at, std::string_view target);
/// Warning `link.bare`: an address without < > that runs into Japanese text.
MarkdownResult::Problem BareAddressProblem(MarkdownPlace at, std::string_view target);
/// Error `image.alt`: no alternative text.
MarkdownResult::Problem AlternativeTextProblem(const MarkdownExtent& at, std::string_view target);
/// Error `embed.alone`: a table, a film or a sound within a paragraph.
MarkdownResult::Problem EmbedInTextProblem(const MarkdownExtent& at, std::string_view words, std::string_view target);
/// Error `heading.skip`: `found` marks (#) where at most `allowed` may stand.
MarkdownResult::Problem HeadingSkipProblem(MarkdownPlace at, int found, int allowed);
/// Error `heading.empty`.
MarkdownResult::Problem EmptyHeadingProblem(MarkdownPlace at);
/// Error `markdown.table-size`.
MarkdownResult::Problem TableSizeProblem(MarkdownPlace at, size_t columns, size_t cells);
/// Error `markdown.id`: `{#id}` that is taken, or has other characters than letters, digits, - and _.
MarkdownResult::Problem IdProblem(MarkdownPlace at, std::string_view id, bool taken);
/// Error `markdown.note`: `> [!KIND]` with an unknown kind.
MarkdownResult::Problem NoteKindProblem(MarkdownPlace at, std::string_view kind);
/// Warning `caption.alone`: a caption before something that cannot have one.
MarkdownResult::Problem LoneCaptionProblem(MarkdownPlace at, std::string_view marker);
/// Warning `note.missing`: `[^label]` without its note.
MarkdownResult::Problem MissingNoteProblem(MarkdownPlace at, std::string_view label);
/// Warning `note.unused`: `[^label]: …` that nothing refers to.
MarkdownResult::Problem UnusedNoteProblem(MarkdownPlace at, std::string_view label);
/// Error `markdown.depth`: quotations, lists or emphasis nested too deep.
MarkdownResult::Problem DepthProblem(MarkdownPlace at, int limit);
/// Error `markdown.limit`: the text was given up. `seconds` is the limit of time.
MarkdownResult::Problem LimitProblem(double seconds, size_t memory_bytes);

}  // namespace kyodo
