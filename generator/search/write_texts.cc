#include "search/write_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/parallel.h"
#include "search/write_terms.h"

namespace kyodo::search {

namespace {

constexpr size_t kLeast = 5000, kMost = 14000, kEvery = 4;
constexpr uint32_t kInBlock = 32;

std::string TextOf(const Entry& entry) {
  std::string text = entry.path + '\t';
  for (const Entry::Part& part : entry.parts) {
    if (part.impact == kInTitle) continue;
    if (text.back() != '\t') text += '\n';
    for (const char c : part.text) text += c != '\n' && static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return text;
}

}  // namespace

std::vector<IndexFile> WriteTexts(const std::vector<Entry>& entries, std::vector<size_t>& begins) {
  std::vector<std::string> texts(entries.size());
  ParallelFor(entries.size(), [&](size_t i) { texts[i] = TextOf(entries[i]); });
  begins.clear();
  size_t bytes = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    const bool may_start = bytes >= kLeast && Hash(entries[i].path) % kEvery == 0;
    if (i == 0 || may_start || bytes + texts[i].size() > kMost) {
      begins.push_back(i);
      bytes = 0;
    }
    bytes += texts[i].size();
  }
  std::vector<IndexFile> files(begins.size());
  ParallelFor(files.size(), [&](size_t file) {
    std::string raw;
    const size_t end = file + 1 < begins.size() ? begins[file + 1] : entries.size();
    for (size_t i = begins[file]; i < end; ++i) raw += (i > begins[file] ? "\f" : "") + texts[i];
    files[file] = MakeFile(raw, raw);
  });
  return files;
}

std::vector<IndexFile> WriteTitles(const std::vector<Entry>& entries, const Layout& layout,
                                   const std::vector<IndexFile>& texts, const std::vector<size_t>& begins,
                                   size_t digits) {
  std::vector<IndexFile> files(entries.empty() ? 0 : layout.number_of.back() / kInBlock + 1);
  ParallelFor(files.size(), [&](size_t block) {
    const auto begin = static_cast<uint32_t>(block) * kInBlock;
    const auto first = std::lower_bound(layout.number_of.begin(), layout.number_of.end(), begin);
    std::string heads, lines;
    uint32_t number = begin;
    for (auto i = static_cast<size_t>(first - layout.number_of.begin());
         i < entries.size() && layout.number_of[i] < begin + kInBlock; ++i) {
      const size_t text = static_cast<size_t>(std::upper_bound(begins.begin(), begins.end(), i) - begins.begin()) - 1;
      if (lines.empty() || begins[text] == i)
        heads += fmt::format("{}{} {}", heads.empty() ? "" : " ", layout.number_of[i], texts[text].NameOf(digits));
      lines.append(layout.number_of[i] - number, '\n');
      number = layout.number_of[i] + 1;
      const Entry& entry = entries[i];
      lines += '\n' + entry.path + '\t' + Cell(entry.title) + '\t' + Cell(entry.section);
    }
    if (!lines.empty()) files[block] = MakeFile(heads + lines, heads + lines);
  });
  return files;
}

}  // namespace kyodo::search
