// Writes JSON (RFC 8259). Text that ends up inside HTML is safe there: < > &
// and the line separators U+2028 and U+2029 are written as escapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

/// Appends `text` as a JSON string with its quotes.
void AppendJsonString(std::string& out, std::string_view text);

/// Commas and nesting are kept right; what is written in which order is the caller's.
class JsonWriter {
 public:
  /// About so many bytes are to come; too few do no harm.
  explicit JsonWriter(size_t bytes = 0) { out_.reserve(bytes); }
  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);
  JsonWriter& Integer(int64_t value) { return Raw(std::to_string(value)); }
  JsonWriter& Raw(std::string_view json);
  std::string Take() { return std::move(out_); }

 private:
  JsonWriter& Open(char bracket);
  JsonWriter& Close(char bracket);
  void Separate();

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace kyodo
