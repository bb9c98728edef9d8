// A text that the site is made from, and places in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

/// One input file, kept for as long as anything points into it.
struct SourceFile {
  std::string path;  // relative to the site or theme folder, '/' between parts
  std::string text;  // UTF-8, without a byte order mark

  /// The text of line `line` (from 1) without its line ending.
  std::string_view Line(uint32_t line) const;
};

/// A place in a file. Lines and columns count from 1, columns and lengths in
/// characters (code points). A line of 0 means the file as a whole.
struct SourcePos {
  const SourceFile* file = nullptr;
  uint32_t line = 0;
  uint16_t column = 0;
  uint16_t length = 1;
};

/// The place of byte `offset` of the file's text.
SourcePos PosAt(const SourceFile& file, size_t offset, size_t length_bytes = 1);

}  // namespace kyodo
