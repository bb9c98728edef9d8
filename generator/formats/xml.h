// Text for XML 1.0.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// Appends `text`, escaped for an element or a quoted attribute, without the characters that XML 1.0 does not allow
/// (section 2.2). `text` must be valid UTF-8.
void AppendXml(std::string& out, std::string_view text);
/// <name>text</name> and a line end.
void AppendElement(std::string& out, std::string_view name, std::string_view text);

}  // namespace kyodo
