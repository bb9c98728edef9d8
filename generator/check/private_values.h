// Finds values of private fields in finished outputs, however they got there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Holds every private text of six characters or more and every private number of six
/// digits or more. Texts are compared by their SearchFold, so that ０３（1234）5678 is found
/// as 03-1234-5678 is, and O&#39;Brien as O'Brien. All values are searched in one pass over a text.
class PrivateValues {
 public:
  explicit PrivateValues(const Site& site);

  bool empty() const { return values_.empty(); }
  /// Error `private.leak` for each value that `bytes`, the output `path`, holds;
  /// the message names the field, never the value.
  void Search(std::string_view path, std::string_view bytes, Diagnostics& diagnostics) const;

 private:
  struct Value {
    std::string folded;
    SourcePos pos;
    std::string field;
  };
  void Collect(const Datum& datum, const Field& field, bool is_private);
  void Add(std::string_view text, const SourcePos& pos, const std::string& field);
  void AddNumber(const std::string& number, const SourcePos& pos, const std::string& field);

  void MakeTables();
  /// Adds the numbers of the values that end in the folded `text` after its first `looked_at` bytes.
  void Find(std::string_view text, size_t looked_at, std::vector<uint32_t>& found) const;

  std::vector<Value> values_;  // by `folded`
  // Wu and Manber, "A fast algorithm for multi-pattern searching" (1994): how far
  // one may go on after seeing a block of bytes, and which values end with
  // the block.
  size_t shortest_ = 0, longest_ = 0;
  std::vector<uint8_t> shift_;                         // by hash of a block
  std::vector<uint32_t> first_of_;                     // by hash of a block: 1 + position in chains_
  std::vector<std::pair<uint32_t, uint32_t>> chains_;  // value, next
};

/// The same diagnostics, sorted, with one `private.leak` for each value: it names
/// the first output and counts the others.
Diagnostics MergeLeaks(Diagnostics found);

}  // namespace kyodo::check
