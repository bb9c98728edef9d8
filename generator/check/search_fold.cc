#include "check/search_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

#include "core/text.h"

namespace kyodo::check {

namespace {

// What the loop does with a byte. E4–E9 are leads as well: of Han characters, which all stay as they are.
enum ByteClass : uint8_t { kDropped = 0, kKept = 1, kEscape, kLead2, kLead3, kLead4 };

struct ByteTable {
  uint8_t what[256] = {};  // ByteClass
  char as[256] = {};
  uint16_t both[256] = {};  // `as` in the lower byte
};

constexpr ByteTable MakeByteTable() {
  ByteTable table;
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool dropped = i <= ' ' || i == 0x7F || std::string_view("-()+~'\"").find(c) != std::string_view::npos;
    table.what[i] = c == '&' || c == '\\' || c == '%'       ? kEscape
                    : dropped                               ? kDropped
                    : i >= 0xF0                             ? kLead4
                    : i >= 0xEA || (i >= 0xE0 && i <= 0xE3) ? kLead3
                    : i >= 0xC0 && i < 0xE0                 ? kLead2
                                                            : kKept;
    table.as[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    table.both[i] = static_cast<uint16_t>(table.what[i] << 8 | static_cast<unsigned char>(table.as[i]));
  }
  return table;
}
constexpr ByteTable kBytes = MakeByteTable();

bool IsDropped(char32_t c) {
  constexpr uint32_t kKinds = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CC_MASK | U_GC_CF_MASK | U_GC_Z_MASK | U_GC_PD_MASK |
                              U_GC_PI_MASK | U_GC_PF_MASK;
  if (c < 0x80) return kBytes.what[c] == kDropped || c == '\\';
  // Minus signs, ー, ruled lines, primes, low quotation marks: typed for hyphens and quotation marks.
  constexpr std::u32string_view kMore = U"\u2212\u02D7\u2043\u30FC\u2500\u2501\u2032\u201A\u201E";
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & kKinds) != 0 || kMore.find(c) != std::u32string_view::npos;
}

constexpr char32_t kHangul = 0xAC00;  // the first syllable
bool IsHangul(char32_t c) { return c >= kHangul && c < 0xD7A4; }

/// The character's form, which may be several characters or none.
std::string FormOf(char32_t c) {
  std::string out;
  if (IsHangul(c)) {
    AppendUtf8(out, 0x1100 + (c - kHangul) / 588);
    AppendUtf8(out, 0x1161 + (c - kHangul) % 588 / 28);
    if ((c - kHangul) % 28 != 0) AppendUtf8(out, 0x11A7 + (c - kHangul) % 28);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kFold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* const kTakeApart = icu::Normalizer2::getNFKDInstance(status);
  const icu::UnicodeString folded = kFold->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
  const icu::UnicodeString parts = kTakeApart->normalize(folded, status);
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const auto part = static_cast<char32_t>(parts.char32At(i));
    if (!IsDropped(part)) AppendUtf8(out, part);
  }
  return out;
}

/// The forms of the characters up to U+FFFF that take no more bytes than they do: the bytes in the order of memory,
/// their number in the highest byte. kLonger for the others.
class Forms {
 public:
  static constexpr uint32_t kLonger = UINT32_MAX;

  Forms() : forms_(new uint32_t[0x10000]()) {
    for (char32_t c = 0x80; c < 0x10000; ++c) forms_[c] = Pack(c);
  }
  uint32_t operator[](uint32_t c) const { return forms_[c]; }

 private:
  static uint32_t Pack(char32_t c) {
    std::string form;
    if (IsHangul(c)) return kLonger;  // two or three letters each (Unicode, section 3.12)
    const bool han = c >= 0x3400 && c < 0xA000;
    const bool none = c >= 0xD800 && c < 0xF900;  // surrogates and private use
    if (han || none) {
      AppendUtf8(form, c);
    } else {
      form = FormOf(c);
    }
    if (form.size() > (c < 0x800 ? 2u : 3u)) return kLonger;
    uint32_t packed = 0;
    std::memcpy(&packed, form.data(), form.size());
    return packed | static_cast<uint32_t>(form.size()) << 24;
  }
  std::unique_ptr<uint32_t[]> forms_;
};

const Forms& AllForms() {
  static const Forms forms;
  return forms;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Just `digits` of them.
bool ReadHex(const char*& at, const char* end, int digits, char32_t& value) {
  if (end - at < digits) return false;
  value = 0;
  for (int i = 0; i < digits; ++i) {
    const int digit = HexValue(at[i]);
    if (digit < 0) return false;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  at += digits;
  return true;
}

// Each reads what follows the first character of an escape. False: it is none, and `at` has not moved.

/// "amp;", "#39;", "#x27;".
bool ReadEntity(const char*& at, const char* end, char32_t& value) {
  struct Name {
    std::string_view text;
    char32_t value;
  };
  constexpr Name kNames[] = {{"amp;", '&'},   {"lt;", '<'},   {"gt;", '>'},    {"quot;", '"'},
                             {"apos;", '\''}, {"nbsp;", ' '}, {"shy;", 0x00AD}};
  const std::string_view rest(at, static_cast<size_t>(end - at));
  if (!StartsWith(rest, "#")) {
    for (const Name& name : kNames) {
      if (!StartsWith(rest, name.text)) continue;
      at += name.text.size();
      value = name.value;
      return true;
    }
    return false;
  }
  const bool hex = rest.size() > 1 && (rest[1] == 'x' || rest[1] == 'X');
  const size_t first = hex ? 2 : 1, stop = std::min(rest.find(';', first), first + 9);
  if (stop >= rest.size() || rest[stop] != ';' || stop == first) return false;
  value = 0;
  for (const char c : rest.substr(first, stop - first)) {
    const int digit = HexValue(c);
    if (digit < 0 || (digit > 9 && !hex) || value > 0x10FFFF) return false;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (value > 0x10FFFF) return false;
  at += stop + 1;
  return true;
}

/// "n", "u00e9", "x27". The \ of any other is left out, as \\ and \" are.
bool ReadBackslash(const char*& at, const char* end, char32_t& value) {
  if (at == end) return false;
  const char* next = at + 1;
  switch (*at) {
    case 'n':
    case 'N':
    case 'r':
    case 't': value = ' '; break;
    case 'x':
      if (!ReadHex(next, end, 2, value)) return false;
      break;
    case 'u': {
      if (!ReadHex(next, end, 4, value)) return false;
      char32_t low = 0;
      const char* after = next + 2;  // of a pair that stands for one character
      if (value >= 0xD800 && value < 0xDC00 && end - next >= 6 && next[0] == '\\' && next[1] == 'u' &&
          ReadHex(after, end, 4, low) && low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        next = after;
      }
      break;
    }
    default: return false;
  }
  at = next;
  return true;
}

/// Two digits, or as many pairs as the character has bytes: "E3%81%82". %25 may stand for each %.
bool ReadPercent(const char*& at, const char* end, char32_t& value) {
  const char* next = at;
  std::string bytes;
  size_t wanted = 1;
  do {
    if (!bytes.empty() && (next == end || *next++ != '%')) return false;
    char32_t byte = 0, more = 0;
    if (!ReadHex(next, end, 2, byte)) return false;
    for (const char* after = next; byte == '%' && ReadHex(after, end, 2, more); next = after) byte = more;
    bytes.push_back(static_cast<char>(byte));
    if (bytes.size() == 1 && byte >= 0xC0) wanted = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  } while (bytes.size() < wanted);
  if (FindInvalidUtf8(bytes) != std::string_view::npos) return false;
  size_t offset = 0;
  value = DecodeUtf8(bytes, offset);
  at = next;
  return true;
}

/// The character that the escape at `at` stands for, and what that begins with others, to the last.
char32_t Unescape(const char*& at, const char* end) {
  for (auto c = static_cast<char32_t>(*at++);;) {
    const bool read = c == '&'    ? ReadEntity(at, end, c)
                      : c == '\\' ? ReadBackslash(at, end, c)
                      : c == '%'  ? ReadPercent(at, end, c)
                                  : false;
    if (!read) return c;
  }
}

}  // namespace

void SearchFold::Append(char32_t c, size_t bytes_left) {
  const std::string form = c < 0x80 ? (IsDropped(c) ? "" : std::string(1, kBytes.as[c])) : FormOf(c);
  const auto written = static_cast<size_t>(to_ - buffer_.data());
  buffer_.resize(std::max(buffer_.size(), written + form.size() + bytes_left + sizeof(uint32_t)));
  to_ = buffer_.data() + written;
  std::memcpy(to_, form.data(), form.size());
  to_ += form.size();
}

void SearchFold::FoldCharacter(const char*& at, const char* end) {
  char32_t c = 0;
  if (kBytes.what[static_cast<unsigned char>(*at)] == kEscape) {
    c = Unescape(at, end);
  } else {
    size_t offset = 0;
    c = DecodeUtf8({at, static_cast<size_t>(end - at)}, offset);
    at += offset;
  }
  Append(c, static_cast<size_t>(end - at));
}

std::string_view SearchFold::Fold(std::string_view text, size_t keep) {
  static const Forms& forms = AllForms();
  keep = std::min(keep, size_);
  if (keep > 0) std::memmove(buffer_.data(), buffer_.data() + size_ - keep, keep);
  const size_t room = keep + text.size() + sizeof(uint32_t);
  if (buffer_.size() < room) buffer_.resize(room);
  char* to = buffer_.data() + keep;  // to_ would be stored for every byte: a char may be a part of anything
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const auto byte = static_cast<unsigned char>(*at);
    const uint16_t both = kBytes.both[byte];
    const auto what = static_cast<uint8_t>(both >> 8);
    if (what <= kKept) {  // nearly every byte: no branch on which of the two
      *to = static_cast<char>(both);
      to += what;
      ++at;
      continue;
    }
    uint32_t form = Forms::kLonger;
    const ptrdiff_t bytes = what == kLead3 ? 3 : 2;
    if (what == kLead3 && end - at >= 3)
      form = forms[(byte & 15u) << 12 | (at[1] & 63u) << 6 | (at[2] & 63u)];
    else if (what == kLead2 && end - at >= 2)
      form = forms[(byte & 31u) << 6 | (at[1] & 63u)];
    if (form == Forms::kLonger) {
      to_ = to;
      FoldCharacter(at, end);
      to = to_;
      continue;
    }
    std::memcpy(to, &form, sizeof form);
    to += form >> 24;
    at += bytes;
  }
  size_ = static_cast<size_t>(to - buffer_.data());
  return {buffer_.data(), size_};
}

size_t EndOfPiece(std::string_view text, size_t at, size_t least) {
  if (text.size() - at <= 2 * least) return text.size();
  return std::min(text.find_first_of("<>\"{} \n", at + least), text.size());
}

std::string Unfold(std::string_view ics) {
  std::string out;
  out.reserve(ics.size());
  for (size_t at = 0; at < ics.size();) {
    const size_t end = std::min(ics.find('\n', at), ics.size());
    out += ics.substr(at, end - at);
    at = end + 1;
    const bool goes_on = at < ics.size() && (ics[at] == ' ' || ics[at] == '\t');
    if (goes_on && !out.empty() && out.back() == '\r') out.pop_back();
    if (goes_on) ++at;
    if (!goes_on && end < ics.size()) out += '\n';
  }
  return out;
}

}  // namespace kyodo::check
