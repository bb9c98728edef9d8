// Addresses of mail and of the web that have the right form and lead nowhere.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Warnings `address.domain`: gmial.com, example.con, in texts also kyodo＠example.jp and example,jp; `address.end`: a
/// web address with a sign of the sentence behind it (https://example.jp/a。).
void CheckAddress(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
