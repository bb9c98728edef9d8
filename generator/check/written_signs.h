// Katakana of half width and postal codes in texts.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Warning `text.half-kana`: ﾎﾞﾗﾝﾃｨｱ, which screen readers and searches stumble over.
void CheckHalfKana(const Text& text, Diagnostics& diagnostics);

/// Warning `text.postal-code`: 〒 and other than seven digits, 〒105-8511.
void CheckPostalCodes(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
