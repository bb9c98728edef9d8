// What was left in a text by its author or by another program.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Warnings `text.placeholder` (TODO, 後で書く, Lorem ipsum, a value of … alone) and `text.markup` (HTML or Markdown in
/// a field that shows it as written, \n written out); notes `text.blank` (○○, XXX), `text.list-comma` (several things
/// in one item of a list) and `text.long` (a name of more than a hundred characters).
void CheckLeftover(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
