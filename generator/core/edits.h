// Changes to the text of a file that can only be right: those that diagnostics carry (Diagnostic::Edit), and what
// editors and other systems leave behind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo {

/// The bytes of a file as its readers see them, and as places in it are counted: without a byte order mark, letters and
/// their marks put together.
std::string AsRead(std::string_view bytes);

/// `text`, which is as read, with the edits made. One is left out when what it replaces does not stand at its place, or
/// when another was made there.
std::string WithEdits(std::string_view text, std::vector<Diagnostic::Edit> edits);

/// With lines that end in LF, and without spaces at their end. Two or more after a text stay where they are a line
/// break of Markdown: in a `document`, and in a block scalar of YAML.
std::string WithCleanLines(std::string_view text, bool document);

/// The change as a unified diff, each part of it with its file and line: empty when nothing has changed but the ends of
/// lines. The texts differ in lines that were edited; an edit may make several lines of one, and none of several.
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace kyodo
