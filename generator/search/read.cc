#include "search/read.h"

#include <algorithm>

#include "core/text.h"
#include "formats/gzip.h"
#include "search/files.h"

namespace kyodo::search {

namespace {

constexpr size_t kLargest = 64 << 20;

bool StartsWith(std::u32string_view text, std::u32string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// Nothing when a line is no term that comes after the one before.
std::optional<std::vector<std::u32string>> FrontDecoded(std::string_view text) {
  std::vector<std::u32string> terms;
  std::u32string before;
  if (FindInvalidUtf8(text) != text.npos) return std::nullopt;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty() || line[0] < '0' || line[0] > '9') return std::nullopt;
    const auto same = static_cast<size_t>(line[0] - '0');
    if (same > before.size()) return std::nullopt;
    std::u32string term = before.substr(0, same) + Decode(line.substr(1));
    if (!words::TermLess(before, term)) return std::nullopt;
    terms.push_back(before = std::move(term));
  }
  return terms;
}

/// Position of the file that may hold `term`: the last that does not begin after it; 0 when all do.
size_t ShardOf(const std::vector<IndexRoot::Shard>& shards, std::u32string_view term) {
  const auto after =
      std::upper_bound(shards.begin(), shards.end(), term,
                       [](std::u32string_view a, const IndexRoot::Shard& b) { return words::TermLess(a, b.first); });
  return after == shards.begin() ? 0 : static_cast<size_t>(after - shards.begin()) - 1;
}

}  // namespace

Index::Index(const std::string& root_path, Read read) : read_(std::move(read)) {
  const std::optional<std::string> text = Open(root_path);
  root_ = Checked(text && FindInvalidUtf8(*text) == text->npos ? ReadRoot(*text) : std::nullopt);
  for (const std::string& name : root_.term_directories) damaged_ = !AddShards(LoadText(name), root_.terms) || damaged_;
  for (const std::string& name : root_.reading_directories)
    damaged_ = !AddShards(LoadText(name), root_.readings) || damaged_;
  for (const std::string& name : root_.title_directories)
    damaged_ = !AddNames(LoadText(name), root_.titles) || damaged_;
}

template <class Value>
Value Index::Checked(std::optional<Value> value) {
  damaged_ = damaged_ || !value;
  return std::move(value).value_or(Value());
}

/// What the file holds, if that is what its name says.
std::optional<std::string> Index::Open(const std::string& path) const {
  const std::optional<std::string> bytes = read_(path);
  std::optional<std::string> raw = bytes ? Gunzip(*bytes, kLargest) : std::nullopt;
  std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  if (kyodo::StartsWith(name, "index.")) name.remove_prefix(6);
  name = name.substr(0, name.find('.'));
  if (!raw || !IsName(name) || !kyodo::StartsWith(LongName(*raw), name)) return std::nullopt;
  return raw;
}

const std::string& Index::Load(const std::string& name) {
  const auto [found, is_new] = files_.try_emplace(name);
  if (is_new && !name.empty()) found->second = Checked(Open("search/" + name + ".bin"));
  return found->second;
}

const std::string& Index::LoadText(const std::string& name) {
  static const std::string kNone;
  const std::string& text = Load(name);
  if (FindInvalidUtf8(text) == text.npos) return text;
  damaged_ = true;
  return kNone;
}

std::optional<Index::Terms> Index::ReadTerms(std::string_view raw, uint32_t universe) {
  size_t at = 0;
  const std::optional<uint64_t> text = ReadVarint(raw, at);
  if (!text || *text > raw.size() - at) return std::nullopt;
  auto names = FrontDecoded(raw.substr(at, *text));
  if (!names) return std::nullopt;
  Terms terms;
  terms.terms = std::move(*names);
  at += *text;
  std::vector<size_t> sizes;
  for (size_t i = 0; i < terms.terms.size(); ++i) {
    const std::optional<uint64_t> count = ReadVarint(raw, at), size = ReadVarint(raw, at);
    if (!count || !size || *count > universe) return std::nullopt;
    terms.lists.emplace_back(static_cast<uint32_t>(*count), std::string_view());
    sizes.push_back(*size);
  }
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] > raw.size() - at) return std::nullopt;
    terms.lists[i].second = raw.substr(at, sizes[i]);
    at += sizes[i];
  }
  if (at != raw.size()) return std::nullopt;
  return terms;
}

const Index::Terms& Index::TermsOf(const std::string& name) {
  const auto [found, is_new] = terms_.try_emplace(name);
  if (!is_new) return found->second;
  const std::string& raw = Load(name);
  if (!raw.empty()) found->second = Checked(ReadTerms(raw, root_.universe));  // empty: told already
  return found->second;
}

void Index::AddList(const Terms& terms, size_t at, Matches& out) {
  const auto& [count, bytes] = terms.lists[at];
  for (const Posting& one : Checked(DecodePostings(bytes, count, root_.universe))) {
    uint8_t& impact = out.try_emplace(one.entry, one.impact).first->second;
    impact = std::max(impact, one.impact);
  }
}

Matches Index::Find(std::u32string_view term) {
  Matches out;
  if (root_.terms.empty()) return out;
  const Terms& terms = TermsOf(root_.terms[ShardOf(root_.terms, term)].name);
  const auto found = std::lower_bound(terms.terms.begin(), terms.terms.end(), term, words::TermLess);
  if (found != terms.terms.end() && *found == term)
    AddList(terms, static_cast<size_t>(found - terms.terms.begin()), out);
  return out;
}

Matches Index::FindPrefix(std::u32string_view prefix) {
  Matches out;
  const size_t begin = ShardOf(root_.terms, prefix);
  for (size_t shard = begin; shard < root_.terms.size(); ++shard) {
    if (shard != begin && !StartsWith(root_.terms[shard].first, prefix)) break;
    const Terms& terms = TermsOf(root_.terms[shard].name);
    for (size_t i = 0; i < terms.terms.size(); ++i) {
      if (StartsWith(terms.terms[i], prefix)) AddList(terms, i, out);
    }
  }
  return out;
}

std::vector<std::u32string> Index::Readings(std::u32string_view key, bool prefix) {
  std::vector<std::u32string> out;
  for (Reading& one : LookUp(key, prefix)) std::move(one.words.begin(), one.words.end(), std::back_inserter(out));
  return out;
}

std::vector<Index::Reading> Index::LookUp(std::u32string_view key, bool prefix) {
  std::vector<Reading> out;
  const std::vector<IndexRoot::Shard>& shards = root_.readings;
  const size_t begin = ShardOf(shards, key);
  for (size_t i = begin; i < shards.size() && (i == begin || (prefix && StartsWith(shards[i].first, key))); ++i) {
    for (const std::string_view line : Split(LoadText(shards[i].name), '\n')) {
      const std::vector<std::string_view> words = Split(line, '\t');
      Reading own{Decode(words[0]), {}};
      if (own.key != key && !(prefix && StartsWith(own.key, key))) continue;
      for (size_t word = 1; word < words.size(); ++word) own.words.push_back(Decode(words[word]));
      out.push_back(std::move(own));
    }
  }
  return out;
}

const std::vector<std::u32string>& Index::Words() {
  if (!words_) {
    const std::string& text = Load(root_.words);
    words_ = text.empty() ? std::vector<std::u32string>() : Checked(FrontDecoded(text));
  }
  return *words_;
}

bool Index::AddKnown(std::string_view text, KnownWords& known) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  for (const std::string_view word : Split(lines[0], '\t')) known.skip.insert(Decode(word));
  for (size_t line = 1; line < lines.size(); ++line) {
    const std::vector<std::string_view> cells = Split(lines[line], '\t');
    if (cells.size() < 3) return false;
    const std::optional<uint32_t> asked = ReadNumber(cells[0]), found = ReadNumber(cells[1]);
    const std::vector<std::string_view> words(cells.begin() + 2, cells.end());
    if (!asked || !found || *asked >= words.size() || *found > words.size()) return false;
    if (std::any_of(words.begin(), words.end(), [](std::string_view word) { return word.empty(); })) return false;
    for (size_t i = *asked; i < words.size(); ++i) {
      std::vector<std::u32string>& also = known.synonyms[Decode(words[i])];
      for (size_t to = 0; to < *found; ++to) also.push_back(Decode(words[to]));
    }
  }
  return true;
}

KnownWords Index::Known(bool japanese, bool others) {
  KnownWords known;
  for (const size_t kind : {size_t{0}, size_t{1}}) {
    if (!(kind == 0 ? japanese : others) || root_.synonyms[kind].empty()) continue;
    const std::string& text = LoadText(root_.synonyms[kind]);
    if (!text.empty() && !AddKnown(text, known)) damaged_ = true;
  }
  return known;
}

EntryTitle Index::Title(uint32_t number) {
  EntryTitle out;
  const size_t block = number / kTitlesInFile, row = number % kTitlesInFile + 1;
  const std::string empty;
  const std::string& text = block < root_.titles.size() ? LoadText(root_.titles[block]) : empty;
  const std::vector<std::string_view> lines = Split(text, '\n');
  size_t page = std::min(row, lines.size() - 1);
  while (page > 0 && kyodo::StartsWith(lines[page], "#")) --page;
  const std::vector<std::string_view> own = Split(row < lines.size() ? lines[row] : "", '\t');
  std::vector<std::string_view> cells = Split(lines[page], '\t');
  std::string_view file;
  for (const std::string_view head : Split(lines[0], '\t')) {
    const size_t space = std::min(head.find(' '), head.size());
    const std::optional<uint32_t> first = ReadNumber(head.substr(0, space));
    if (!first || *first > number) continue;
    file = head.substr(std::min(space + 1, head.size()));
    out.text = number - *first;
  }
  if (page == 0 || own[0].empty() || own.size() < 2 || cells.size() < 3 || cells.size() > 7 || !IsName(file)) {
    damaged_ = true;
    return out;
  }
  cells.resize(7);
  out.path = page == row ? std::string(cells[0]) : std::string(cells[0].substr(0, cells[0].find('#'))).append(own[0]);
  out.section = own[1];
  out.title = cells[2];
  out.area = cells[3];
  out.day = cells[4];
  out.state = cells[5];
  out.example = !cells[6].empty();
  out.text_file = file;
  return out;
}

std::string Index::Text(const EntryTitle& title) {
  if (title.path.empty()) return {};  // told already
  const std::vector<std::string_view> texts = Split(LoadText(title.text_file), '\f');
  if (title.text < texts.size()) return std::string(texts[title.text]);
  damaged_ = true;
  return {};
}

const IndexRoot::Range* Index::RangeOf(uint32_t number) const {
  for (const IndexRoot::Range& range : root_.ranges) {
    if (number >= range.first && number - range.first < range.count) return &range;
  }
  return nullptr;
}

}  // namespace kyodo::search
