#include "check/private_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kLeastCharacters = 6;
constexpr size_t kBlock = 3;  // bytes that are looked at together; six characters are at least six bytes
constexpr size_t kBuckets = size_t{1} << 16;

enum ByteClass : uint8_t { kDropped = 0, kKept = 1, kLead = 2 };

struct ByteTable {
  uint8_t what[256] = {};  // ByteClass; kLead: may begin a character that is folded
  char as[256] = {};
};

/// Hyphens, brackets and spaces that people put into numbers are dropped.
constexpr ByteTable MakeByteTable() {
  ByteTable table;
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool dropped = c == '-' || c == ' ' || c == '(' || c == ')' || c == '\n' || c == '\r' || c == '\t';
    // C2 A0 no-break space, E2 80 90… dashes, E3 80 80 wide space, EF full and half width.
    const bool lead = i == 0xC2 || i == 0xE2 || i == 0xE3 || i == 0xEF;
    table.what[i] = dropped ? kDropped : lead ? kLead : kKept;
    table.as[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return table;
}
constexpr ByteTable kBytes = MakeByteTable();

bool IsDropped(char32_t c) {
  return c == 0x3000 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0xFF08 || c == 0xFF09 ||
         c == 0xA0;
}

/// Folds the character at `at` and those of full and half width behind it, which
/// NFKC may put together (ﾊ and ﾟ).
void FoldCharacter(std::string_view text, size_t& at, std::string& out) {
  const size_t start = at;
  const char32_t first = DecodeUtf8(text, at);
  if (IsDropped(first)) return;
  if (first < 0xFF00) {
    out.append(text, start, at - start);
    return;
  }
  while (at < text.size() && text[at] == '\xEF') {
    const size_t before = at;
    if (IsDropped(DecodeUtf8(text, at))) {
      at = before;
      break;
    }
  }
  for (const char c : Fold(text.substr(start, at - start))) {
    if (kBytes.what[static_cast<unsigned char>(c)] != kDropped) out.push_back(c);
  }
}

uint32_t HashBlock(const char* bytes) {
  uint32_t word = 0;
  std::memcpy(&word, bytes, kBlock);
  return (word * 0x9E3779B1u) >> 16;
}

void FoldInto(std::string_view text, std::string& out) {
  out.clear();
  for (size_t at = 0; at < text.size();) {
    // Most bytes are kept or dropped by themselves: copied without a branch. In short pieces, because room is made
    // anew after each character that is folded.
    constexpr size_t kPiece = 256;
    const size_t length = out.size(), end = std::min(text.size(), at + kPiece);
    out.resize(length + (end - at));
    char* to = out.data() + length;
    uint8_t what = kKept;
    for (; at < end; ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      what = kBytes.what[byte];
      // E3 is a lead of every kana; only E3 80 80 is folded.
      if (what == kLead && !(byte == 0xE3 && (text.substr(at + 1, 1) != "\x80"))) break;
      *to = kBytes.as[byte];
      to += what == kDropped ? 0 : 1;
    }
    out.resize(static_cast<size_t>(to - out.data()));
    if (at < end) FoldCharacter(text, at, out);
  }
}

}  // namespace

std::string FoldForSearch(std::string_view text) {
  std::string out;
  FoldInto(text, out);
  return out;
}

void PrivateValues::Add(std::string_view text, const SourcePos& pos, const std::string& field) {
  if (CountCharacters(Trim(text)) < kLeastCharacters) return;
  std::string folded = FoldForSearch(Fold(text));
  if (folded.size() >= kLeastCharacters) values_.push_back({std::move(folded), pos, field});
}

void PrivateValues::Collect(const Datum& datum, const Field& field, bool is_private) {
  is_private = is_private || field.is_private;
  switch (datum.kind) {
    case Datum::kText:
      if (is_private) Add(datum.text(), datum.pos, field.key);
      break;
    case Datum::kMarkdown:
      if (is_private) Add(datum.markdown->text, datum.pos, field.key);
      break;
    case Datum::kInteger:
      if (is_private) Add(std::to_string(datum.integer), datum.pos, field.key);
      break;
    case Datum::kLocal:
      for (const Datum& part : datum.items()) Collect(part, field, is_private);
      break;
    case Datum::kList:
    case Datum::kObject: {
      const FieldType* type = &field.type;
      while (type->kind == FieldKind::kList && type->of && type->of->kind == FieldKind::kObject) type = type->of.get();
      const std::span<const Datum> items = datum.items();
      for (size_t i = 0; i < items.size(); ++i) {
        const bool part = datum.kind == Datum::kObject && i < type->fields.size();
        Collect(items[i], part ? type->fields[i] : field, is_private);
      }
      break;
    }
    default: break;
  }
}

PrivateValues::PrivateValues(const Site& site) {
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      for (size_t i = 0; i < record.fields.size(); ++i) Collect(record.fields[i], collection.schema.fields[i], false);
    }
  }
  std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return a.folded < b.folded; });
  values_.erase(
      std::unique(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return a.folded == b.folded; }),
      values_.end());
  if (!values_.empty()) MakeTables();
}

void PrivateValues::MakeTables() {
  shortest_ = values_.front().folded.size();
  for (const Value& value : values_) shortest_ = std::min(shortest_, value.folded.size());
  shortest_ = std::min<size_t>(shortest_, UINT8_MAX);
  shift_.assign(kBuckets, static_cast<uint8_t>(shortest_ - kBlock + 1));
  first_of_.assign(kBuckets, 0);
  for (uint32_t i = 0; i < values_.size(); ++i) {
    // The ends of values differ more than their beginnings (代表 …, 03-…).
    const char* start = values_[i].folded.data() + values_[i].folded.size() - shortest_;
    for (size_t end = kBlock; end <= shortest_; ++end) {
      uint8_t& shift = shift_[HashBlock(start + end - kBlock)];
      shift = std::min(shift, static_cast<uint8_t>(shortest_ - end));
    }
    uint32_t& first = first_of_[HashBlock(start + shortest_ - kBlock)];
    chains_.emplace_back(i, first);
    first = static_cast<uint32_t>(chains_.size());
  }
}

void PrivateValues::Search(std::string_view path, std::string_view bytes, Diagnostics& diagnostics) const {
  if (values_.empty()) return;
  thread_local std::string text;  // as large as the largest output, once a thread
  FoldInto(bytes, text);
  std::vector<uint32_t> found;
  for (size_t end = shortest_; end <= text.size();) {
    const uint32_t hash = HashBlock(text.data() + end - kBlock);
    if (shift_[hash] > 0) {
      end += shift_[hash];
      continue;
    }
    for (uint32_t link = first_of_[hash]; link != 0; link = chains_[link - 1].second) {
      const Value& value = values_[chains_[link - 1].first];
      const size_t size = value.folded.size();
      if (size <= end && text.compare(end - size, size, value.folded) == 0) found.push_back(chains_[link - 1].first);
    }
    ++end;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (const uint32_t i : found) {
    Diagnostic& error = diagnostics.Error(
        "private.leak", values_[i].pos,
        {fmt::format("非公開の項目「{}」の値が、出力に入っています: {}", values_[i].field, path),
         fmt::format("The value of the private field “{}” is in an output: {}", values_[i].field, path)},
        {"本文やほかの項目に同じ値を書いていないか確かめます。",
         "Look for the same value in a text or in another field."});
    error.source_line.clear();  // the value itself is not for a log
  }
}

Diagnostics MergeLeaks(Diagnostics found) {
  found.Sort();
  const std::vector<Diagnostic>& all = found.list();
  Diagnostics merged;
  for (size_t i = 0, next = 0; i < all.size(); i = next) {
    const auto same = [&](const Diagnostic& other) {
      return all[i].rule == "private.leak" && other.rule == all[i].rule && other.path == all[i].path &&
             other.line == all[i].line && other.column == all[i].column;
    };
    for (next = i + 1; next < all.size() && same(all[next]);) ++next;
    Diagnostic& added = merged.Error(all[i].rule, {}, {}) = all[i];
    if (const size_t more = next - i - 1; more > 0) {
      added.message.ja += fmt::format("（ほかに {} 件）", more);
      added.message.en += fmt::format(" (and {} more)", more);
    }
  }
  return merged;
}

}  // namespace kyodo::check
