// Upper and lower case of Unicode, one character to one, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace kyodo::tmpl {

void AppendUpper(std::string& out, std::string_view text);
void AppendLower(std::string& out, std::string_view text);
/// The order of the texts in lower case.
int CompareLower(std::string_view a, std::string_view b);

bool IsWhiteSpace(char32_t code_point);     // U+3000 too
bool IsWordCharacter(char32_t code_point);  // letters, digits, _

}  // namespace kyodo::tmpl
