// The entries that have a term, in as few bits as their places allow.
//
// A list of n entries below U, ascending, each with an Impact:
//   the entries   binary interpolative code (Moffat and Stuiver, "Binary interpolative coding for effective
//                 index compression", 2000): the middle one, then both halves, each within the bounds that
//                 the others leave
//   for each of the impacts 1, 2, 3
//                 how many of the list before have it or more (a number up to that list's length), then which
//                 of them, in the same code; the list before is all entries for 1, and those of the impact
//                 below for the others. After a count of 0 nothing follows.
// A number below r is written in the truncated binary code: with b = floor(log2 r) and u = 2^(b+1) - r, a number
// below u in b bits, others plus u in b + 1. Bits come from the highest of each byte. n and U are known from elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::search {

struct Posting {
  uint32_t entry = 0;
  uint8_t impact = 0;
  bool operator==(const Posting&) const = default;
};

/// Appends lists to `out`, each in whole bytes.
class PostingWriter {
 public:
  PostingWriter(uint32_t universe, std::string& out) : universe_(universe), out_(out) {}
  void Append(std::span<const Posting> postings);

 private:
  uint32_t universe_;
  std::string& out_;
  std::vector<uint32_t> entries_, of_postings_, kept_, among_;
};

/// Nothing when `bytes` are not what PostingWriter gives for that many entries.
std::optional<std::vector<Posting>> DecodePostings(std::string_view bytes, uint32_t count, uint32_t universe);

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
void AppendVarint(std::string& out, uint64_t number);
/// Moves `at` past it. Nothing when the bytes end in it, or it is larger than 63 bits.
std::optional<uint64_t> ReadVarint(std::string_view bytes, size_t& at);

}  // namespace kyodo::search
