#include "search/postings.h"

#include <bit>
#include <numeric>

namespace kyodo::search {

namespace {

class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  void Bits(uint32_t value, int count) {
    bits_ = bits_ << count | value;
    waiting_ += count;
    for (; waiting_ >= 8; waiting_ -= 8) out_.push_back(static_cast<char>(bits_ >> (waiting_ - 8)));
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

  /// Fills the last byte with zeros.
  void End() {
    if (waiting_ > 0) Bits(0, 8 - waiting_);
  }

 private:
  std::string& out_;
  uint64_t bits_ = 0;  // the lowest `waiting_` are not written yet
  int waiting_ = 0;
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

void PostingWriter::Append(std::span<const Posting> postings) {
  BitWriter bits(out_);
  entries_.clear();
  for (const Posting& one : postings) entries_.push_back(one.entry);
  bits.Ascending(entries_, 0, universe_);
  of_postings_.resize(postings.size());  // places in `postings` of what is in the list before
  std::iota(of_postings_.begin(), of_postings_.end(), 0);
  for (uint8_t impact = 1; impact <= 3 && !of_postings_.empty(); ++impact) {
    kept_.clear();
    among_.clear();
    for (uint32_t i = 0; i < of_postings_.size(); ++i) {
      if (postings[of_postings_[i]].impact < impact) continue;
      kept_.push_back(of_postings_[i]);
      among_.push_back(i);
    }
    const auto before = static_cast<uint32_t>(of_postings_.size());
    bits.Below(static_cast<uint32_t>(kept_.size()), before + 1);
    bits.Ascending(among_, 0, before);
    of_postings_.swap(kept_);
  }
  bits.End();
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
