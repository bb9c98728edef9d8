// The words of a Markdown text without its markup.
#pragma once

#include <string>
#include <string_view>

#include "markdown/tree.h"

namespace kyodo {

/// The text inside `parent`: alternative texts in place of images; no readings
/// of ruby, no note numbers, no HTML.
std::string PlainText(cmark_node* parent);

/// Whether a line break between the two characters is no space: both Japanese.
bool ClosesUp(char32_t before, char32_t after);
/// Whether the line after this line break holds nothing but an edge mark (mend.h): the next break is enough.
bool IsBeforeNothing(cmark_node* line_break);
/// The last character; 0 when there is none.
char32_t LastCharacter(std::string_view text);
/// The character that is shown after `node`; 0 when it is not known.
char32_t NextCharacter(cmark_node* node);

/// Whether texts of this language are cut by characters, not by words.
bool IsWrittenWithoutSpaces(std::string_view language);
/// At most 120 characters of a text without spaces, else 200 up to the end of a
/// word; "…" follows when something was left out.
std::string CutExcerpt(std::string_view paragraph, std::string_view language);

}  // namespace kyodo
