#include "search/postings.h"

#include <bit>
#include <numeric>
#include <span>

namespace kyodo::search {

namespace {

class BitWriter {
 public:
  void Bits(uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) {
      if (free_ == 0) {
        out_.push_back(0);
        free_ = 8;
      }
      --free_;
      if ((value >> i) & 1) out_.back() = static_cast<char>(out_.back() | (1 << free_));
    }
  }

  void Below(uint32_t value, uint32_t range) {
    if (range < 2) return;
    const int bits = static_cast<int>(std::bit_width(range)) - 1;
    const uint32_t spare = (uint32_t{2} << bits) - range;
    if (value < spare) return Bits(value, bits);
    Bits(value + spare, bits + 1);
  }

  /// Ascending numbers of [low, high).
  void Ascending(std::span<const uint32_t> numbers, uint32_t low, uint32_t high) {
    const auto count = static_cast<uint32_t>(numbers.size());
    if (count == 0 || high - low == count) return;
    const uint32_t middle = count / 2, number = numbers[middle];
    Below(number - low - middle, high - low - count + 1);
    Ascending(numbers.subspan(0, middle), low, number);
    Ascending(numbers.subspan(middle + 1), number + 1, high);
  }

  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
  int free_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}

  uint32_t Bits(int count) {
    uint32_t value = 0;
    for (; count > 0; --count, ++at_) {
      const size_t byte = at_ / 8;
      const uint32_t bit = byte < bytes_.size() ? (static_cast<unsigned char>(bytes_[byte]) >> (7 - at_ % 8)) & 1u : 0;
      value = value << 1 | bit;
    }
    return value;
  }

  uint32_t Below(uint32_t range) {
    if (range < 2) return 0;
    const int bits = static_cast<int>(std::bit_width(range)) - 1;
    const uint32_t spare = (uint32_t{2} << bits) - range;
    const uint32_t value = Bits(bits);
    return value < spare ? value : (value << 1 | Bits(1)) - spare;
  }

  void Ascending(std::span<uint32_t> out, uint32_t low, uint32_t high) {
    const auto count = static_cast<uint32_t>(out.size());
    if (count == 0) return;
    if (high - low <= count) return std::iota(out.begin(), out.end(), low);
    const uint32_t middle = count / 2, number = low + middle + Below(high - low - count + 1);
    out[middle] = number;
    Ascending(out.subspan(0, middle), low, number);
    Ascending(out.subspan(middle + 1), number + 1, high);
  }

  /// More than there are when the last bits were made up.
  size_t BytesRead() const { return (at_ + 7) / 8; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

}  // namespace

std::string EncodePostings(const std::vector<Posting>& postings, uint32_t universe) {
  BitWriter bits;
  std::vector<uint32_t> places;
  for (const Posting& one : postings) places.push_back(one.entry);
  bits.Ascending(places, 0, universe);
  std::iota(places.begin(), places.end(), 0);  // now places in the list before, and in `postings`
  std::vector<uint32_t> of_postings = places;
  for (uint8_t impact = 1; impact <= 3 && !of_postings.empty(); ++impact) {
    std::vector<uint32_t> kept, among;
    for (uint32_t i = 0; i < of_postings.size(); ++i) {
      if (postings[of_postings[i]].impact < impact) continue;
      kept.push_back(of_postings[i]);
      among.push_back(i);
    }
    const auto before = static_cast<uint32_t>(of_postings.size());
    bits.Below(static_cast<uint32_t>(kept.size()), before + 1);
    bits.Ascending(among, 0, before);
    of_postings = std::move(kept);
  }
  return bits.Take();
}

std::optional<std::vector<Posting>> DecodePostings(std::string_view bytes, uint32_t count, uint32_t universe) {
  if (count > universe) return std::nullopt;
  BitReader bits(bytes);
  std::vector<uint32_t> entries(count);
  bits.Ascending(entries, 0, universe);
  std::vector<Posting> out;
  for (const uint32_t entry : entries) out.push_back({entry, 0});
  std::vector<uint32_t> before(count);
  std::iota(before.begin(), before.end(), 0);
  for (uint8_t impact = 1; impact <= 3 && !before.empty(); ++impact) {
    std::vector<uint32_t> among(bits.Below(static_cast<uint32_t>(before.size()) + 1)), kept;
    bits.Ascending(among, 0, static_cast<uint32_t>(before.size()));
    for (const uint32_t i : among) kept.push_back(before[i]);
    for (const uint32_t i : kept) out[i].impact = impact;
    before = std::move(kept);
  }
  if (bits.BytesRead() != bytes.size()) return std::nullopt;
  return out;
}

void AppendVarint(std::string& out, uint64_t number) {
  for (; number > 127; number >>= 7) out.push_back(static_cast<char>((number & 127) | 128));
  out.push_back(static_cast<char>(number));
}

std::optional<uint64_t> ReadVarint(std::string_view bytes, size_t& at) {
  uint64_t number = 0;
  for (int shift = 0; at < bytes.size() && shift < 63; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    number |= uint64_t{byte & 127u} << shift;
    if (byte < 128) return number;
  }
  return std::nullopt;
}

}  // namespace kyodo::search
