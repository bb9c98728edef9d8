// The HTML that calendar programs put into a description, as text.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// Does the text hold tags of HTML, and so is no plain text?
bool IsHtml(std::string_view text);

/// Breaks, paragraphs and lists become lines; links `[text](address)` in Markdown, else `text (address)`; entities
/// their characters; all other tags go.
std::string TextOfHtml(std::string_view html, bool markdown);

}  // namespace kyodo
