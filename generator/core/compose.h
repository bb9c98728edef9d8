// Letters and their marks put together: が typed on one computer is one character, on another (か and U+3099) two that
// look the same.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// Does a mark that may be part of the character before it stand anywhere in the text? Fast; true may be a false alarm.
bool HasMarks(std::string_view text);

/// The text, which is UTF-8, with every character that marks follow in NFC. All else stays: NFC of a whole text would
/// also change variants of kanji in names of people (U+FA10 and its like).
std::string ComposeMarks(std::string_view text);

}  // namespace kyodo
