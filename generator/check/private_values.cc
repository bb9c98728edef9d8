#include "check/private_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "check/search_fold.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kLeastCharacters = 6;
constexpr size_t kPiece = 64 << 10;  // bytes of an output that are folded at a time
constexpr size_t kBlock = 3;         // bytes that are looked at together; six characters are at least six bytes
constexpr size_t kBuckets = size_t{1} << 16;

uint32_t HashBlock(const char* bytes) {
  uint32_t word = 0;
  std::memcpy(&word, bytes, kBlock);
  return (word * 0x9E3779B1u) >> 16;
}

}  // namespace

void PrivateValues::Add(std::string_view text, const SourcePos& pos, const std::string& field) {
  if (CountCharacters(Fold(Trim(text))) < kLeastCharacters) return;
  SearchFold fold;
  std::string folded(fold.Fold(text));
  if (folded.size() >= kLeastCharacters) values_.push_back({std::move(folded), pos, field});
}

void PrivateValues::AddNumber(const std::string& number, const SourcePos& pos, const std::string& field) {
  const auto digits = std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (static_cast<size_t>(digits) >= kLeastCharacters) Add(number, pos, field);
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
      if (is_private) AddNumber(std::to_string(datum.integer), datum.pos, field.key);
      break;
    case Datum::kDecimal:
      if (is_private) AddNumber(fmt::format("{}", datum.decimal), datum.pos, field.key);
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
  for (const Value& value : values_) {
    shortest_ = std::min(shortest_, value.folded.size());
    longest_ = std::max(longest_, value.folded.size());
  }
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

void PrivateValues::Find(std::string_view text, size_t looked_at, std::vector<uint32_t>& found) const {
  for (size_t end = std::max(shortest_, looked_at + 1); end <= text.size();) {
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
}

void PrivateValues::Search(std::string_view path, std::string_view bytes, Diagnostics& diagnostics) const {
  if (values_.empty()) return;
  thread_local SearchFold fold;  // keeps its memory
  const std::string unfolded = EndsWith(path, ".ics") ? Unfold(bytes) : std::string();
  const std::string_view all = unfolded.empty() ? bytes : unfolded;
  std::vector<uint32_t> found;
  size_t looked_at = 0;  // bytes of the folded text that are there from the piece before
  for (size_t at = 0; at < all.size();) {
    const size_t next = EndOfPiece(all, at, kPiece);
    const std::string_view text = fold.Fold(all.substr(at, next - at), looked_at);
    Find(text, looked_at, found);
    looked_at = std::min(text.size(), longest_ - 1);
    at = next;
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
