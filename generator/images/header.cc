#include "images/header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kPngStart = "\x89PNG\r\n\x1A\n";
constexpr size_t kSvgBytes = 64 << 10;  // in which the root element must begin

/// Numbers out of bytes; 0 beyond the end, which the callers' checks then refuse.
struct Bytes {
  std::string_view text;
  bool little = false;

  uint32_t At(size_t at, size_t size) const {
    if (at > text.size() || text.size() - at < size) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | static_cast<unsigned char>(text[at + (little ? size - 1 - i : i)]);
    return value;
  }
};

std::string_view From(std::string_view bytes, size_t at, size_t size = std::string_view::npos) {
  return at < bytes.size() ? bytes.substr(at, size) : std::string_view();
}

/// The orientation in Exif data, with or without its "Exif" in front.
uint8_t TurnOf(std::string_view exif) {
  if (StartsWith(exif, std::string_view("Exif\0\0", 6))) exif.remove_prefix(6);
  const Bytes tiff{exif, StartsWith(exif, "II")};
  if (tiff.At(2, 2) != 42) return 1;
  const size_t folder = tiff.At(4, 4);
  const size_t count = tiff.At(folder, 2);
  for (size_t i = 0; i < count; ++i) {
    const size_t entry = folder + 2 + 12 * i;
    if (tiff.At(entry, 2) != 0x0112) continue;
    const uint32_t turn = tiff.At(entry + 8, 2);
    return turn >= 1 && turn <= 8 ? static_cast<uint8_t>(turn) : 1;
  }
  return 1;
}

bool IsFrame(uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

void ReadJpeg(std::string_view text, ImageHeader& header) {
  const Bytes bytes{text};
  for (size_t at = 2; at + 4 <= text.size() && bytes.At(at, 1) == 0xFF;) {
    const uint32_t marker = bytes.At(at + 1, 1);
    if (marker == 0xFF) {  // filling
      ++at;
      continue;
    }
    if (marker == 0xDA) return;
    const size_t size = bytes.At(at + 2, 2);
    if (size < 2) return;
    const std::string_view content = From(text, at + 4, size - 2);
    if (marker == 0xE1 && StartsWith(content, std::string_view("Exif\0\0", 6))) header.turn = TurnOf(content);
    if (IsFrame(marker) && header.width == 0) {
      header.height = bytes.At(at + 5, 2);
      header.width = bytes.At(at + 7, 2);
    }
    at += 2 + size;
  }
}

void ReadPng(std::string_view text, ImageHeader& header) {
  const Bytes bytes{text};
  header.width = bytes.At(16, 4);
  header.height = bytes.At(20, 4);
  for (size_t at = 8; at + 12 <= text.size(); at += 12 + size_t{bytes.At(at, 4)}) {
    const std::string_view name = text.substr(at + 4, 4);
    if (name == "IDAT") return;
    if (name == "acTL") header.animated = true;
    if (name == "eXIf") header.turn = TurnOf(From(text, at + 8, bytes.At(at, 4)));
  }
}

/// Calls `visit` with the name, place and size of the content of each chunk.
template <class Visit>
void ForEachWebpChunk(std::string_view text, Visit visit) {
  const Bytes bytes{text, true};
  for (size_t at = 12; at + 8 <= text.size();) {
    const size_t size = bytes.At(at + 4, 4);
    visit(text.substr(at, 4), at + 8, size);
    at += 8 + size + (size & 1);
  }
}

void ReadWebp(std::string_view text, ImageHeader& header) {
  const Bytes bytes{text, true};
  ForEachWebpChunk(text, [&](std::string_view name, size_t in, size_t size) {
    if (name == "VP8X") {
      header.animated = bytes.At(in, 1) & 0x02;
      header.width = bytes.At(in + 4, 3) + 1;
      header.height = bytes.At(in + 7, 3) + 1;
    } else if (name == "VP8 " && header.width == 0) {
      header.width = bytes.At(in + 6, 2) & 0x3FFF;
      header.height = bytes.At(in + 8, 2) & 0x3FFF;
    } else if (name == "VP8L" && header.width == 0) {
      const uint32_t both = bytes.At(in + 1, 4);
      header.width = (both & 0x3FFF) + 1;
      header.height = (both >> 14 & 0x3FFF) + 1;
    } else if (name == "EXIF") {
      header.turn = TurnOf(From(text, in, size));
    }
  });
}

/// The value of an attribute in a start tag.
std::string_view AttributeOf(std::string_view tag, std::string_view name) {
  for (size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    size_t equals = tag.find_first_not_of(" \t\r\n", at + name.size());
    const bool starts = at > 0 && (static_cast<unsigned char>(tag[at - 1]) <= ' ');
    if (!starts || equals == std::string_view::npos || tag[equals] != '=') continue;
    const size_t open = tag.find_first_not_of(" \t\r\n", equals + 1);
    if (open == std::string_view::npos || (tag[open] != '"' && tag[open] != '\'')) return {};
    const size_t close = tag.find(tag[open], open + 1);
    return close == std::string_view::npos ? std::string_view() : Trim(tag.substr(open + 1, close - open - 1));
  }
  return {};
}

/// A length in pixels, rounded; 0 for any other unit.
uint32_t Pixels(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  if (error != std::errc() || !(unit.empty() || unit == "px") || !(value >= 1 && value < 100000)) return 0;
  return static_cast<uint32_t>(std::lround(value));
}

void ReadSvg(std::string_view text, ImageHeader& header) {
  const size_t start = text.find("<svg");
  const std::string_view tag = text.substr(start, text.find('>', start) - start);
  header.width = Pixels(AttributeOf(tag, "width"));
  header.height = Pixels(AttributeOf(tag, "height"));
  if (header.width && header.height) return;
  std::string box(AttributeOf(tag, "viewBox"));
  std::replace(box.begin(), box.end(), ',', ' ');
  std::array<std::string_view, 4> numbers;
  size_t count = 0;
  for (const std::string_view number : Split(box, ' ')) {
    if (!Trim(number).empty() && count < numbers.size()) numbers[count++] = Trim(number);
  }
  header.width = Pixels(numbers[2]);
  header.height = Pixels(numbers[3]);
  if (!header.width || !header.height) header.width = header.height = 0;
}

bool IsSvg(std::string_view bytes) {
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || bytes[first] != '<') return false;
  const size_t root = bytes.substr(0, kSvgBytes).find("<svg");
  if (root == std::string_view::npos) return false;
  const std::string_view next = bytes.substr(root + 4, 1);
  return !next.empty() && std::string_view(" \t\r\n/>").find(next[0]) != std::string_view::npos;
}

}  // namespace

std::string_view NameOf(ImageKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"JPEG", "PNG", "WebP", "GIF", "SVG"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view EndingOf(ImageKind kind) {
  constexpr std::array<std::string_view, 5> kEndings = {"jpg", "png", "webp", "gif", "svg"};
  return kEndings[static_cast<size_t>(kind)];
}

std::optional<ImageKind> KindByName(std::string_view name) {
  const std::string ending = Fold(name.substr(std::min(name.rfind('.'), name.size() - 1) + 1));
  if (ending == "jpeg" || ending == "jpe" || ending == "jfif") return ImageKind::kJpeg;
  for (const ImageKind kind : {ImageKind::kJpeg, ImageKind::kPng, ImageKind::kWebp, ImageKind::kGif, ImageKind::kSvg}) {
    if (ending == EndingOf(kind)) return kind;
  }
  return std::nullopt;
}

std::optional<ImageKind> KindByContent(std::string_view bytes) {
  if (StartsWith(bytes, "\xFF\xD8\xFF")) return ImageKind::kJpeg;
  if (StartsWith(bytes, kPngStart)) return ImageKind::kPng;
  if (StartsWith(bytes, "RIFF") && From(bytes, 8, 4) == "WEBP") return ImageKind::kWebp;
  if (StartsWith(bytes, "GIF87a") || StartsWith(bytes, "GIF89a")) return ImageKind::kGif;
  if (IsSvg(bytes)) return ImageKind::kSvg;
  return std::nullopt;
}

std::optional<ImageHeader> ReadImageHeader(std::string_view bytes) {
  const std::optional<ImageKind> kind = KindByContent(bytes);
  if (!kind) return std::nullopt;
  ImageHeader header;
  header.kind = *kind;
  switch (*kind) {
    case ImageKind::kJpeg: ReadJpeg(bytes, header); break;
    case ImageKind::kPng: ReadPng(bytes, header); break;
    case ImageKind::kWebp: ReadWebp(bytes, header); break;
    case ImageKind::kGif:
      header.width = Bytes{bytes, true}.At(6, 2);
      header.height = Bytes{bytes, true}.At(8, 2);
      break;
    case ImageKind::kSvg: ReadSvg(bytes, header); return header;
  }
  if (header.width == 0 || header.height == 0) return std::nullopt;
  if (header.turn >= 5) std::swap(header.width, header.height);
  return header;
}

std::string WithoutWebpMetadata(std::string_view webp) {
  constexpr char kHasAlpha = 0x10;
  std::string extended, rest;
  bool has_alpha = false;
  ForEachWebpChunk(webp, [&](std::string_view name, size_t in, size_t size) {
    const std::string_view chunk = From(webp, in - 8, 8 + size + (size & 1));
    if (name == "VP8X") extended = chunk;
    if (name == "ALPH" || name == "VP8 " || name == "VP8L") rest += chunk;
    has_alpha = has_alpha || name == "ALPH";
  });
  // Only alpha in a chunk of its own needs the extended header.
  if (!has_alpha) extended.clear();
  if (extended.size() > 8) extended[8] = kHasAlpha;
  std::string out = "RIFF";
  for (size_t size = 4 + extended.size() + rest.size(), i = 0; i < 4; ++i, size >>= 8)
    out += static_cast<char>(size & 0xFF);
  return out.append("WEBP").append(extended).append(rest);
}

}  // namespace kyodo
