// Slips of the keyboard in texts.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Warnings `text.punctuation`: 、、 or 。。, a stop that begins a text, 、 in a language with blanks between words;
/// `text.twice`: 道をを掃除, the the. `text.full-width`: Ｋｙｏｄｏ in an English text. Note `text.typed`: a letter
/// that the input of kana has left (掃除しまs。), or another character that looks alike (サ一ビス). Note `text.spaced`:
/// 日　時, which neither searches nor screen readers take for a word.
void CheckTyping(const Site& site, const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
