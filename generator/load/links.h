// Leads the links and images of a rendered text to their pages and files.
#pragma once

#include "load/loader.h"

namespace kyodo::load {

/// A place in a text, in its file; line and column as the renderer gives them.
SourcePos PlaceIn(const MarkdownText& text, uint32_t line, uint32_t column, uint32_t length);

/// Fills the holes that the renderer left in the text's HTML, and publishes the files that it names. Errors
/// `link.missing`, `link.anchor`, and those of PublishImage, PublishFile and AppendEmbed.
void ResolveLinks(Loader& loader, MarkdownText& text);

}  // namespace kyodo::load
