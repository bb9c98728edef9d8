// The form in which private values and outputs are compared.
#pragma once

#include <string>
#include <string_view>

namespace kyodo::check {

/// Takes from a text what a writer, a program or an encoding may change without its being another text. The same for
/// both sides, so that a value is found however it is written:
///
/// 1. Escapes are undone wherever they stand, also escapes of escapes: those of HTML and XML (&amp; &#39; &#x27;), of
///    JSON and scripts (\u00e9 \n), of iCalendar (\, \n) and of addresses (%E3%81%82).
/// 2. Each character is taken by itself: its NFKD form (㈱ is 株, ① is 1), in lower case, without marks, so that a text
///    is the same composed and decomposed (が is か, É is e).
/// 3. What stands between the parts of numbers and names, and what encodings double, is left out: spaces, control
///    characters, hyphens, dashes and the ー that is typed for them, round brackets, quotation marks, + ~ \.
///
/// Bytes that are not UTF-8 do no harm. One object for each thread; it keeps its memory.
class SearchFold {
 public:
  /// Good until the next call. The last `keep` bytes of what the call before gave stand in front, or as many as there
  /// are: a text may be folded in pieces that begin where no escape can go on (EndOfPiece).
  std::string_view Fold(std::string_view text, size_t keep = 0);

 private:
  void FoldCharacter(const char*& at, const char* end);
  void Append(char32_t c, size_t bytes_left);

  std::string buffer_;
  size_t size_ = 0;     // of what the last call gave
  char* to_ = nullptr;  // into buffer_, behind which there is always room for the rest of the text
};

/// Where the piece that begins at `at` ends: after `least` bytes or somewhat more.
size_t EndOfPiece(std::string_view text, size_t at, size_t least);

/// Lines of iCalendar that go on after CR LF and a space (RFC 5545 section 3.1) in one piece: they may be cut within
/// an escape.
std::string Unfold(std::string_view ics);

}  // namespace kyodo::check
