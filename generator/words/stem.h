// What the inflected forms of an English word have in common. Small enough to be the same five steps in the browser;
// they leave word families apart (organise, organisation), which Porter's algorithm joins together with much else
// (community and commune, university and universe).
//
// In this order, V being one of aeiouy:
//   1. s after three letters or more, the last not s, goes: groups, cities (citie), boxes (boxe)
//   2. eed after a V that is not part of it becomes ee: agreed, not need
//   3. ed (not after e) and ing go where a V stands before them: planned (plann), sharing (shar), not thing
//   4. y after one of the other letters becomes i: city (citi); then e after two letters or more goes: share, citie,
//   boxe
//   5. of two same letters at the end, none of aeiou, one goes: plann, class
#pragma once

#include <string>

namespace kyodo::words {

/// `word` is all a-z. Words of one or two letters stay as they are.
std::string Stem(std::string word);

}  // namespace kyodo::words
