#include "check/private_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kLeastCharacters = 6;
constexpr size_t kWindow = 6;  // bytes that are hashed: at least six characters are at least six bytes
constexpr size_t kBuckets = size_t{1} << 16;

/// Hyphens, dashes, brackets and spaces that people put into numbers.
bool IsDropped(char c) { return c == '-' || c == ' ' || c == '(' || c == ')' || c == '\n' || c == '\t'; }

bool IsDropped(char32_t c) {
  return c == 0x3000 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0xFF08 || c == 0xFF09 || c == 0xA0;
}

/// Folds what is not ASCII, from `at` to the next ASCII character.
void FoldRun(std::string_view text, size_t& at, std::string& out) {
  const size_t start = at;
  bool needs_nfkc = false;
  while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
    // Full-width and half-width forms begin with EF; everything else that
    // NFKC changes is rare in what people call private.
    needs_nfkc = needs_nfkc || static_cast<unsigned char>(text[at]) == 0xEF;
    ++at;
  }
  const std::string_view run = text.substr(start, at - start);
  const std::string folded = needs_nfkc ? Fold(run) : std::string();
  const std::string_view source = needs_nfkc ? std::string_view(folded) : run;
  for (size_t i = 0; i < source.size();) {
    const size_t from = i;
    const char32_t c = DecodeUtf8(source, i);
    if (c < 0x80 ? !IsDropped(static_cast<char>(c)) : !IsDropped(c)) out.append(source, from, i - from);
  }
}

uint32_t HashWindow(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, kWindow);
  return static_cast<uint32_t>((word * 0x9E3779B97F4A7C15ull) >> 48);
}

}  // namespace

std::string FoldForSearch(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      FoldRun(text, at, out);
      continue;
    }
    if (!IsDropped(c)) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    ++at;
  }
  return out;
}

void PrivateValues::Add(std::string_view text, const SourcePos& pos, const std::string& field) {
  if (CountCharacters(Trim(text)) < kLeastCharacters) return;
  std::string folded = FoldForSearch(Fold(text));
  if (folded.size() >= kWindow) values_.push_back({std::move(folded), pos, field});
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
  values_.erase(std::unique(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return a.folded == b.folded; }), values_.end());
  if (values_.empty()) return;
  first_of_.assign(kBuckets, 0);
  for (uint32_t i = 0; i < values_.size(); ++i) {
    uint32_t& first = first_of_[HashWindow(values_[i].folded.data())];
    chains_.emplace_back(i, first);
    first = static_cast<uint32_t>(chains_.size());
  }
}

void PrivateValues::Search(std::string_view path, std::string_view bytes, Diagnostics& diagnostics) const {
  if (values_.empty()) return;
  const std::string text = FoldForSearch(bytes);
  std::vector<uint32_t> found;
  for (size_t at = 0; at + kWindow <= text.size(); ++at) {
    for (uint32_t link = first_of_[HashWindow(text.data() + at)]; link != 0; link = chains_[link - 1].second) {
      const Value& value = values_[chains_[link - 1].first];
      if (text.compare(at, value.folded.size(), value.folded) == 0) found.push_back(chains_[link - 1].first);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (const uint32_t i : found) {
    Diagnostic& error = diagnostics.Error("private.leak", values_[i].pos,
                                          {fmt::format("非公開の項目「{}」の値が、出力に入っています: {}", values_[i].field, path), fmt::format("The value of the private field “{}” is in an output: {}", values_[i].field, path)},
                                          {"本文やほかの項目に同じ値を書いていないか確かめます。", "Look for the same value in a text or in another field."});
    error.source_line.clear();  // the value itself is not for a log
  }
}

Diagnostics MergeLeaks(Diagnostics found) {
  found.Sort();
  const std::vector<Diagnostic>& all = found.list();
  Diagnostics merged;
  for (size_t i = 0, next = 0; i < all.size(); i = next) {
    const auto same = [&](const Diagnostic& other) { return all[i].rule == "private.leak" && other.rule == all[i].rule && other.path == all[i].path && other.line == all[i].line && other.column == all[i].column; };
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
