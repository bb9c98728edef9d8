#include "edit/line_diff.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::edit {

namespace {

constexpr size_t kMostCells = 4'000'000;  // of the table, two bytes each
constexpr size_t kAround = 2;             // lines shown beside a change

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines = Split(text, '\n');
  for (std::string_view& line : lines) {
    if (EndsWith(line, "\r")) line.remove_suffix(1);
  }
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

using Lines = std::vector<std::string_view>;

/// The middle parts, which begin and end with different lines: by the longest common subsequence.
void CompareMiddle(const Lines& a, const Lines& b, std::vector<DiffLine>& out) {
  const size_t width = b.size() + 1;
  const bool fits = (a.size() + 1) * width <= kMostCells;
  std::vector<uint16_t> longest(fits ? (a.size() + 1) * width : 0);
  for (size_t i = a.size(); fits && i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      const uint16_t down = longest[(i + 1) * width + j], right = longest[i * width + j + 1];
      longest[i * width + j] =
          a[i] == b[j] ? static_cast<uint16_t>(longest[(i + 1) * width + j + 1] + 1) : std::max(down, right);
    }
  }
  size_t i = 0, j = 0;
  while (fits && i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      out.push_back({DiffLine::kSame, a[i]});
      ++i, ++j;
    } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
      out.push_back({DiffLine::kGone, a[i++]});
    } else {
      out.push_back({DiffLine::kAdded, b[j++]});
    }
  }
  for (; i < a.size(); ++i) out.push_back({DiffLine::kGone, a[i]});
  for (; j < b.size(); ++j) out.push_back({DiffLine::kAdded, b[j]});
}

std::vector<DiffLine> WithoutFar(const std::vector<DiffLine>& all) {
  std::vector<DiffLine> near;
  for (size_t i = 0; i < all.size(); ++i) {
    const size_t from = i > kAround ? i - kAround : 0, to = std::min(all.size(), i + kAround + 1);
    const bool close =
        std::any_of(all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to),
                    [](const DiffLine& one) { return one.kind != DiffLine::kSame; });
    if (close) near.push_back(all[i]);
    if (!close && (near.empty() || near.back().kind != DiffLine::kSkipped)) near.push_back({DiffLine::kSkipped, {}});
  }
  return near;
}

}  // namespace

std::vector<DiffLine> CompareLines(std::string_view before, std::string_view after) {
  Lines a = LinesOf(before), b = LinesOf(after);
  std::vector<DiffLine> out, tail;
  size_t top = 0;
  while (top < std::min(a.size(), b.size()) && a[top] == b[top]) out.push_back({DiffLine::kSame, a[top++]});
  while (a.size() > top && b.size() > top && a.back() == b.back()) {
    tail.push_back({DiffLine::kSame, a.back()});
    a.pop_back();
    b.pop_back();
  }
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(top));
  b.erase(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(top));
  CompareMiddle(a, b, out);
  out.insert(out.end(), tail.rbegin(), tail.rend());
  return WithoutFar(out);
}

}  // namespace kyodo::edit
