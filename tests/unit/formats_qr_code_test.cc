#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "formats/qr_code.h"

namespace kyodo {
namespace {

/// Reads a code as a telephone does, by ISO/IEC 18004: bytes at level M, versions 1 to 6, whose blocks are equally
/// long.
class QrReader {
 public:
  explicit QrReader(const QrCode& code) : width_(code.width), dark_(static_cast<size_t>(width_ * width_)) {
    int x = 0, y = 0, dx = 0, dy = 0, run = 0, read = 0;
    for (const char* at = code.path.c_str(); std::sscanf(at, "m%d %dh%d%n", &dx, &dy, &run, &read) == 3; at += read) {
      x += dx;
      y += dy;
      for (int end = x + run; x < end; ++x) dark_[static_cast<size_t>(y * width_ + x)] = true;
    }
  }

  int Level() const { return Format() >> 3; }  // M is 0

  std::string Read() const {
    const std::vector<uint8_t> words = Unmixed(Codewords());
    std::vector<bool> bits;
    for (const uint8_t word : words) {
      for (int i = 7; i >= 0; --i) bits.push_back((word >> i & 1) != 0);
    }
    size_t at = 0;
    const auto take = [&](int count) {
      unsigned value = 0;
      for (int i = 0; i < count; ++i) value = value << 1 | (bits.at(at++) ? 1u : 0u);
      return value;
    };
    if (take(4) != 4) return "not bytes";
    std::string text(take(8), ' ');
    for (char& c : text) c = static_cast<char>(take(8));
    return text;
  }

 private:
  bool Dark(int x, int y) const { return dark_[static_cast<size_t>(y * width_ + x)]; }
  int Version() const { return (width_ - 17) / 4; }

  /// Two bits of level, three of mask.
  int Format() const {
    int bits = 0;
    const auto set = [&](int i, int x, int y) { bits |= Dark(x, y) ? 1 << i : 0; };
    for (int i = 0; i < 6; ++i) set(i, 8, i);
    set(6, 8, 7);
    set(7, 8, 8);
    set(8, 7, 8);
    for (int i = 9; i < 15; ++i) set(i, 14 - i, 8);
    return (bits ^ 0x5412) >> 10;
  }

  bool IsMasked(int x, int y) const {
    switch (Format() & 7) {
      case 0: return (x + y) % 2 == 0;
      case 1: return y % 2 == 0;
      case 2: return x % 3 == 0;
      case 3: return (x + y) % 3 == 0;
      case 4: return (x / 3 + y / 2) % 2 == 0;
      case 5: return x * y % 2 + x * y % 3 == 0;
      case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
      default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
  }

  bool IsPattern(int x, int y) const {
    const int far = width_ - 8, middle = width_ - 7;
    const bool finder = (x < 9 && y < 9) || (x >= far && y < 9) || (x < 9 && y >= far);
    const bool alignment = Version() > 1 && std::abs(x - middle) <= 2 && std::abs(y - middle) <= 2;
    return finder || alignment || x == 6 || y == 6;
  }

  std::vector<uint8_t> Codewords() const {
    std::vector<uint8_t> words;
    int count = 0;
    for (int right = width_ - 1; right > 0; right -= 2) {
      if (right == 6) right = 5;
      const bool up = (right + 1) % 4 < 2;
      for (int i = 0; i < 2 * width_; ++i) {
        const int x = right - i % 2, y = up ? width_ - 1 - i / 2 : i / 2;
        if (IsPattern(x, y)) continue;
        if (count++ % 8 == 0) words.push_back(0);
        words.back() = static_cast<uint8_t>(words.back() << 1 | (Dark(x, y) != IsMasked(x, y) ? 1 : 0));
      }
    }
    return words;
  }

  /// The data of the blocks one after the other.
  std::vector<uint8_t> Unmixed(const std::vector<uint8_t>& mixed) const {
    constexpr size_t kBlocks[] = {1, 1, 1, 2, 2, 4}, kData[] = {16, 28, 44, 32, 43, 27};
    const auto version = static_cast<size_t>(Version() - 1);
    std::vector<uint8_t> words;
    for (size_t block = 0; block < kBlocks[version]; ++block) {
      for (size_t i = 0; i < kData[version]; ++i) words.push_back(mixed.at(i * kBlocks[version] + block));
    }
    return words;
  }

  int width_;
  std::vector<bool> dark_;
};

TEST_CASE("EncodeQr: draws the finder patterns of ISO/IEC 18004", "[formats][qr]") {
  const QrCode code = EncodeQr("https://kyodo.example/");
  CHECK(code.width == 25);  // version 2
  // The first row: a finder pattern of seven modules on the left, another on the right.
  CHECK(code.path.substr(0, 6) == "m0 0h7");
  const std::string first_row = code.path.substr(0, code.path.find(" 1h"));
  CHECK(first_row.substr(first_row.rfind(" 0h")).substr(0, 4) == " 0h7");
}

TEST_CASE("EncodeQr: what it draws can be read", "[formats][qr]") {
  const std::string address = "https://kyodo.example/";
  for (const std::string& text : {std::string("a"), address, address + "groups/shiba-seisou.html",
                                  address + "en/cases/a-very-long-name-of-a-case-study.html",
                                  address + std::string(60, '\xE3'), address + std::string(84, 'x')}) {
    const QrReader reader(EncodeQr(text));
    CHECK(reader.Level() == 0);
    CHECK(reader.Read() == text);
  }
}

TEST_CASE("EncodeQr: a longer text takes a larger code, and what does not fit none", "[formats][qr]") {
  CHECK(EncodeQr(std::string(100, 'a')).width > EncodeQr("a").width);
  CHECK(EncodeQr(std::string(2331, 'a')).width == 177);
  CHECK(EncodeQr(std::string(2332, 'a')).path.empty());
  CHECK(EncodeQr("").path.empty());
}

}  // namespace
}  // namespace kyodo
