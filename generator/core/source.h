// A text that the site is made from, and places in it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

/// Where the lines of a text begin, and how many characters are before some of its bytes: so that a place is found in
/// the same time wherever it is. Made when first asked for, by any thread, and
/// again when the text has another length; a copy makes its own.
class LineTable {
 public:
  LineTable() = default;
  LineTable(const LineTable& /*other*/) : LineTable() {}
  LineTable& operator=(const LineTable& /*other*/);
  ~LineTable();

  struct Place {
    uint32_t line = 1;
    size_t line_start = 0;  // in bytes
    size_t characters = 0;  // of the line, before the place
  };
  Place Find(std::string_view text, size_t offset) const;
  /// Where a line (from 1) begins; npos: there is no such line.
  size_t LineStart(std::string_view text, uint32_t line) const;
  /// Where that many characters after `offset` are; the end of the text if there are fewer.
  size_t Skip(std::string_view text, size_t offset, size_t characters) const;

 private:
  struct Made;
  const Made& Of(std::string_view text) const;
  mutable std::atomic<const Made*> made_{nullptr};
};

/// One input file, kept for as long as anything points into it.
struct SourceFile {
  std::string path;  // relative to the site or theme folder, '/' between parts
  std::string text;  // UTF-8, without a byte order mark
  LineTable lines{};

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
