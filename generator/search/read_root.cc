#include "search/read_root.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "core/text.h"
#include "search/files.h"
#include "search/layout.h"

namespace kyodo::search {

namespace {

constexpr uint32_t kMostNumbers = 1 << 24;  // a list of that many entries is what a program can still hold

constexpr std::array<std::string_view, 4> kShards = {"term", "terms", "reading", "readings"};

using Cells = std::vector<std::string_view>;

class Reader {
 public:
  std::optional<IndexRoot> Read(std::string_view text) {
    std::string_view part;
    for (const std::string_view line : Split(text, '\n')) {
      Cells cells = Split(line, '\t');
      if (!cells[0].empty()) {
        part = line;
        continue;
      }
      cells.erase(cells.begin());
      if (!Row(part, cells)) return std::nullopt;
    }
    if (!TakeShards() || !Holds()) return std::nullopt;
    return std::move(root_);
  }

 private:
  bool Row(std::string_view part, const Cells& cells) {
    const size_t size = cells.size(), languages = root_.languages.size();
    if (part == "language") {
      language_rows_.push_back(size);
      root_.languages.emplace_back(size > 0 ? cells[0] : "");
      return size > 1;
    }
    if (part == "collection") {
      root_.collections.emplace_back(cells.begin(), cells.end());
      return size == 1 + languages;
    }
    if (part == "facet") return size == 2 + languages && IsName(cells[1]);
    if (part == "range") return Range(cells);
    if (part == "universe") return size == 1 && Number(cells[0], root_.universe);
    if (part == "section") {
      uint32_t steps = 0, count = 0;
      if (size != 2 || !Number(cells[0], steps) || !Number(cells[1], count) || last_section_ > kMostNumbers)
        return false;
      root_.sections[last_section_ + steps] = count;
      last_section_ += steps + count;
      return true;
    }
    if (part == "variant") {
      if (size != 2 || cells[0].empty() || cells[1].empty()) return false;
      root_.variants.emplace_back(Decode(cells[0]), Decode(cells[1]));
      return true;
    }
    if (part == "synonyms") {
      if (size != root_.synonyms.size()) return false;
      std::copy(cells.begin(), cells.end(), root_.synonyms.begin());
      return std::all_of(cells.begin(), cells.end(),
                         [](std::string_view cell) { return cell.empty() || IsName(cell); });
    }
    if (part == "names") names_ = size > 0 ? cells[0] : "";
    if (part == "names") return size == 1;
    const auto list = std::find(kShards.begin(), kShards.end(), part);
    if (list != kShards.end()) {
      shards_[static_cast<size_t>(list - kShards.begin())].push_back({Decode(cells.empty() ? "" : cells[0]), {}});
      return size == 1;
    }
    if (part == "titles") {
      if (size != 1 || !IsName(cells[0])) return false;
      root_.title_directories.emplace_back(cells[0]);
      return true;
    }
    if (part == "title") root_.titles.emplace_back(size > 0 ? cells[0] : "");
    if (part == "words") root_.words = size > 0 ? cells[0] : "";
    return (part == "title" || part == "words") && size == 1 && (cells[0].empty() || IsName(cells[0]));
  }

  bool Range(const Cells& cells) {
    IndexRoot::Range range;
    uint32_t language = 0, collection = 0, acts = 0;
    if (cells.size() != 4 || !Number(cells[0], range.count) || !Number(cells[1], language) ||
        !Number(cells[2], collection) || !Number(cells[3], acts))
      return false;
    if (!root_.ranges.empty()) range.first = FirstAfter(root_.ranges.back().first, root_.ranges.back().count);
    if (range.first > kMostNumbers) return false;
    range.language = language;
    range.collection = collection;
    range.acts = acts != 0;
    root_.ranges.push_back(range);
    return true;
  }

  static bool Number(std::string_view cell, uint32_t& out) {
    const std::optional<uint32_t> number = ReadNumber(cell);
    out = number.value_or(0);
    return number && *number <= kMostNumbers;
  }

  bool TakeShards() {
    size_t count = 0, at = 0;
    for (const auto& list : shards_) count += list.size();
    const size_t digits = count > 0 ? names_.size() / count : 0;
    if (digits * count != names_.size() || (count > 0 && !IsName(names_))) return false;
    for (auto& list : shards_) {
      for (IndexRoot::Shard& one : list) one.name = names_.substr(digits * at++, digits);
    }
    for (const IndexRoot::Shard& one : shards_[1]) root_.term_directories.push_back(one.name);
    for (const IndexRoot::Shard& one : shards_[3]) root_.reading_directories.push_back(one.name);
    root_.terms = std::move(shards_[0]);
    root_.readings = std::move(shards_[2]);
    return true;
  }

  /// What rows say of each other.
  bool Holds() const {
    const size_t languages = root_.languages.size();
    const size_t numbers =
        root_.title_directories.empty() ? root_.titles.size() * kTitlesInFile : kMostNumbers;  // else not known yet
    if (languages == 0 || numbers > kMostNumbers) return false;
    if (std::any_of(language_rows_.begin(), language_rows_.end(), [&](size_t size) { return size != 1 + languages; }))
      return false;
    uint32_t end = 0;
    for (const IndexRoot::Range& range : root_.ranges) {
      if (range.first < end || range.language >= languages || range.collection >= root_.collections.size())
        return false;
      end = range.first + range.count;
      if (end > numbers) return false;
    }
    if (root_.universe != std::bit_ceil(end + 1)) return false;
    return std::all_of(root_.sections.begin(), root_.sections.end(),
                       [&](const auto& section) { return section.first + section.second < end; });
  }

  IndexRoot root_;
  std::vector<size_t> language_rows_;  // cells of each
  uint32_t last_section_ = 0;
  std::array<std::vector<IndexRoot::Shard>, 4> shards_;  // of kShards
  std::string names_;                                    // of them all
};

}  // namespace

std::optional<IndexRoot> ReadRoot(std::string_view text) { return Reader().Read(text); }

bool AddShards(std::string_view text, std::vector<IndexRoot::Shard>& shards) {
  for (const std::string_view line : Split(text, '\n')) {
    const Cells cells = Split(line, '\t');
    if (cells.size() != 2 || !IsName(cells[1])) return false;
    shards.push_back({Decode(cells[0]), std::string(cells[1])});
  }
  return true;
}

bool AddNames(std::string_view text, std::vector<std::string>& names) {
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.empty() && !IsName(line)) return false;
    names.emplace_back(line);
  }
  return true;
}

std::optional<uint32_t> ReadNumber(std::string_view text) {
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool IsName(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace kyodo::search
