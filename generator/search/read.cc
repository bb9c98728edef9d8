#include "search/read.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "formats/gzip.h"

namespace kyodo::search {

namespace {

constexpr uint32_t kInBlock = 32;  // titles
constexpr size_t kLargest = 64 << 20;

uint32_t Number(std::string_view text) {
  uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool StartsWith(std::u32string_view text, std::u32string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::vector<std::u32string> FrontDecoded(std::string_view text) {
  std::vector<std::u32string> terms;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty()) continue;
    const auto same = static_cast<size_t>(line[0] - '0');
    std::u32string term = terms.empty() ? std::u32string() : terms.back().substr(0, same);
    terms.push_back(term + Decode(line.substr(1)));
  }
  return terms;
}

IndexRoot ReadRoot(std::string_view text) {
  IndexRoot root;
  std::string_view key;
  for (const std::string_view line : Split(text, '\n')) {
    const std::vector<std::string_view> values = Split(line, '\t');
    if (!values[0].empty()) {
      key = values[0];
      continue;
    }
    const auto at = [&](size_t i) { return i < values.size() ? values[i] : std::string_view(); };
    if (key == "language") root.languages.emplace_back(at(1));
    if (key == "collection") root.collections.emplace_back(values.begin() + 1, values.end());
    if (key == "range") root.ranges.push_back({Number(at(1)), Number(at(2)), Number(at(3)), Number(at(4))});
    if (key == "universe") root.universe = Number(at(1));
    if (key == "section") root.sections[Number(at(1))] = Number(at(2));
    if (key == "variant") root.variants.emplace_back(Decode(at(1)), Decode(at(2)));
    if (key == "term") root.terms.push_back({Decode(at(1)), std::string(at(2))});
    if (key == "reading") root.readings.push_back({Decode(at(1)), std::string(at(2))});
    if (key == "title") root.titles.emplace_back(at(1));
    if (key == "words") root.words = at(1);
  }
  return root;
}

/// Position of the file that may hold `term`: the last that does not begin after it; 0 when all do.
size_t ShardOf(const std::vector<IndexRoot::Shard>& shards, std::u32string_view term) {
  const auto after =
      std::upper_bound(shards.begin(), shards.end(), term,
                       [](std::u32string_view a, const IndexRoot::Shard& b) { return TermLess(a, b.first); });
  return after == shards.begin() ? 0 : static_cast<size_t>(after - shards.begin()) - 1;
}

}  // namespace

Index::Index(const std::string& root_path, Read read) : read_(std::move(read)) {
  const std::optional<std::string> bytes = read_(root_path);
  const std::optional<std::string> text = bytes ? Gunzip(*bytes, kLargest) : std::nullopt;
  damaged_ = !text;
  if (text) root_ = ReadRoot(*text);
}

const std::string& Index::Load(const std::string& hash) {
  const auto [found, is_new] = files_.try_emplace(hash);
  if (!is_new || hash.empty()) return found->second;
  const std::optional<std::string> bytes = read_("search/" + hash + ".bin");
  std::optional<std::string> raw = bytes ? Gunzip(*bytes, kLargest) : std::nullopt;
  damaged_ = damaged_ || !raw;
  if (raw) found->second = std::move(*raw);
  return found->second;
}

const Index::Terms& Index::TermsOf(const std::string& hash) {
  const auto [found, is_new] = terms_.try_emplace(hash);
  Terms& terms = found->second;
  if (!is_new) return terms;
  const std::string_view raw = Load(hash);
  size_t at = 0;
  const size_t text = ReadVarint(raw, at);
  if (text > raw.size() - at) {
    damaged_ = true;
    return terms;
  }
  terms.terms = FrontDecoded(raw.substr(at, text));
  at += text;
  std::vector<size_t> sizes;
  for (size_t i = 0; i < terms.terms.size(); ++i) {
    terms.lists.emplace_back(static_cast<uint32_t>(ReadVarint(raw, at)), std::string_view());
    sizes.push_back(ReadVarint(raw, at));
  }
  for (size_t i = 0; i < sizes.size(); ++i) {
    terms.lists[i].second = raw.substr(std::min(at, raw.size()), sizes[i]);
    at += sizes[i];
    if (at > raw.size() || terms.lists[i].first > root_.universe) damaged_ = true;
  }
  if (damaged_) terms = {};
  return terms;
}

void Index::AddList(const Terms& terms, size_t at, Matches& out) const {
  const auto& [count, bytes] = terms.lists[at];
  for (const Posting& one : DecodePostings(bytes, count, root_.universe)) {
    uint8_t& impact = out.try_emplace(one.entry, one.impact).first->second;
    impact = std::max(impact, one.impact);
  }
}

Matches Index::Find(std::u32string_view term) {
  Matches out;
  if (root_.terms.empty()) return out;
  const Terms& terms = TermsOf(root_.terms[ShardOf(root_.terms, term)].hash);
  const auto found = std::lower_bound(terms.terms.begin(), terms.terms.end(), term, TermLess);
  if (found != terms.terms.end() && *found == term)
    AddList(terms, static_cast<size_t>(found - terms.terms.begin()), out);
  return out;
}

Matches Index::FindPrefix(std::u32string_view prefix) {
  Matches out;
  const size_t begin = ShardOf(root_.terms, prefix);
  for (size_t shard = begin; shard < root_.terms.size(); ++shard) {
    if (shard != begin && !StartsWith(root_.terms[shard].first, prefix)) break;
    const Terms& terms = TermsOf(root_.terms[shard].hash);
    for (size_t i = 0; i < terms.terms.size(); ++i) {
      if (StartsWith(terms.terms[i], prefix)) AddList(terms, i, out);
    }
  }
  return out;
}

std::vector<std::u32string> Index::Readings(std::u32string_view key, bool prefix) {
  std::vector<std::u32string> out;
  const std::vector<IndexRoot::Shard>& shards = root_.readings;
  const size_t begin = ShardOf(shards, key);
  for (size_t i = begin; i < shards.size() && (i == begin || (prefix && StartsWith(shards[i].first, key))); ++i) {
    for (const std::string_view line : Split(Load(shards[i].hash), '\n')) {
      const std::vector<std::string_view> words = Split(line, '\t');
      const std::u32string own = Decode(words[0]);
      if (own != key && !(prefix && StartsWith(own, key))) continue;
      for (size_t word = 1; word < words.size(); ++word) out.push_back(Decode(words[word]));
    }
  }
  return out;
}

const std::vector<std::u32string>& Index::Words() {
  if (words_.empty()) words_ = FrontDecoded(Load(root_.words));
  return words_;
}

EntryTitle Index::Title(uint32_t number) {
  EntryTitle out;
  if (number / kInBlock >= root_.titles.size()) return out;
  const std::vector<std::string_view> lines = Split(Load(root_.titles[number / kInBlock]), '\n');
  if (number % kInBlock + 1 >= lines.size()) return out;
  const std::vector<std::string_view> values = Split(lines[number % kInBlock + 1], '\t');
  out.path = values[0];
  if (values.size() > 1) out.title = values[1];
  if (values.size() > 2) out.section = values[2];
  const std::vector<std::string_view> heads = Split(lines[0], ' ');
  for (size_t i = 0; i + 1 < heads.size(); i += 2) {
    if (Number(heads[i]) <= number) out.text_hash = heads[i + 1];
  }
  return out;
}

std::string Index::Text(const EntryTitle& title) {
  for (const std::string_view one : Split(Load(title.text_hash), '\f')) {
    const size_t tab = one.find('\t');
    if (tab != one.npos && one.substr(0, tab) == title.path) return std::string(one.substr(tab + 1));
  }
  return {};
}

const IndexRoot::Range* Index::RangeOf(uint32_t number) const {
  for (const IndexRoot::Range& range : root_.ranges) {
    if (number >= range.first && number < range.first + range.count) return &range;
  }
  return nullptr;
}

}  // namespace kyodo::search
