#include "core/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "core/levels.h"
#include "core/text.h"

namespace kyodo {

namespace {

/// The line of the place; of one that is too long to be kept with every message, what is around the place.
void KeepLine(const SourcePos& at, Diagnostic& one) {
  constexpr size_t kLong = 2000, kBefore = 300, kKept = 1000;  // bytes, characters, characters
  const SourceFile& file = *at.file;
  const std::string_view line = file.Line(at.line);
  if (line.size() <= kLong) {
    one.source_line = line;
    return;
  }
  const size_t begin = file.lines.LineStart(file.text, at.line), end = begin + line.size();
  const size_t before = at.column > kBefore ? at.column - kBefore : 0;
  const size_t from = std::min(file.lines.Skip(file.text, begin, before), end);
  const size_t to = std::min(file.lines.Skip(file.text, from, kKept), end);
  one.source_line = std::string_view(file.text).substr(from, to - from);
  one.source_start = static_cast<uint32_t>(before);
}

}  // namespace

Diagnostic& Diagnostics::Add(Severity severity, std::string_view rule, const SourcePos& at, Message message,
                             Message hint) {
  Diagnostic& added = list_.emplace_back();
  added.severity = severity;
  added.rule = rule;
  if (at.file) {
    added.path = at.file->path;
    added.line = at.line;
    added.column = at.column;
    added.length = at.length;
    if (at.line) KeepLine(at, added);
    added.meant_so = severity != Severity::kError && at.line && IsMeantSo(at, rule);
  }
  added.message = std::move(message);
  added.hint = std::move(hint);
  return added;
}

bool Diagnostics::IsMeantSo(const SourcePos& at, std::string_view rule) {
  if (remarks_.file != at.file || remarks_.line != at.line) {  // many may be on one long line
    const auto with_remark = [](std::string_view line) { return HasMeantSo(line) ? line : std::string_view(); };
    remarks_ = {at.file, at.line, with_remark(at.file->Line(at.line)),
                at.line > 1 ? with_remark(at.file->Line(at.line - 1)) : std::string_view()};
  }
  return SaysMeantSo(remarks_.own, rule) || SaysMeantSo(remarks_.above, rule, true);
}

Diagnostic& Diagnostics::FileError(std::string_view rule, std::string path, Message message, Message hint) {
  Diagnostic& added = Add(Severity::kError, rule, {}, std::move(message), std::move(hint));
  added.path = std::move(path);
  return added;
}

void Diagnostics::Append(Diagnostics other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
}

size_t Diagnostics::Count(Severity severity) const {
  return static_cast<size_t>(
      std::count_if(list_.begin(), list_.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

bool Diagnostics::HasErrors() const { return Count(Severity::kError) > 0; }

void Diagnostics::Sort() {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.severity, d.order, d.path, d.line, d.column, d.rule, d.message.en);
  };
  std::stable_sort(list_.begin(), list_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  list_.erase(std::unique(list_.begin(), list_.end(),
                          [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
              list_.end());
}

std::vector<Diagnostic> FirstOfEachRule(const Diagnostics& sorted) {
  std::vector<Diagnostic> shown;
  std::map<std::string_view, size_t> counts;
  const auto tell_others = [&](Severity severity) {
    for (const auto& [rule, count] : counts) {
      if (count <= kMostOfRule) continue;
      Diagnostic& one = shown.emplace_back();
      one.severity = severity;
      one.rule = rule;
      one.more = count - kMostOfRule;
      one.message = {fmt::format("… 同じ種類のものが、ほかに {} 件あります", one.more),
                     fmt::format("… and {} more of this rule", one.more)};
    }
    counts.clear();
  };
  const Diagnostic* last = nullptr;
  for (const Diagnostic& one : sorted.list()) {
    if (last && last->severity != one.severity) tell_others(last->severity);
    last = &one;
    if (++counts[one.rule] <= kMostOfRule) shown.push_back(one);
  }
  if (last) tell_others(last->severity);
  return shown;
}

namespace {

/// Which bytes a word has, 64 kinds of them.
uint64_t BytesOf(std::string_view word) {
  uint64_t bytes = 0;
  for (const char c : word) bytes |= uint64_t{1} << (static_cast<unsigned char>(c) & 63);
  return bytes;
}

}  // namespace

std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  // Who has thousands of names and thousands of slips is not to wait: that many are looked at, and compared in full.
  constexpr size_t kLooked = 10000, kCompared = 500, kLongest = 200;
  if (word.size() > kLongest) return {};
  const size_t limit = std::max<size_t>(1, word.size() / 3);
  const uint64_t bytes = BytesOf(word);
  std::string_view best;
  size_t best_distance = limit + 1, compared = 0;
  for (size_t i = 0; i < candidates.size() && i < kLooked && compared < kCompared; ++i) {
    const std::string_view candidate = candidates[i];
    const size_t longer = std::max(word.size(), candidate.size()), shorter = std::min(word.size(), candidate.size());
    if (longer - shorter >= best_distance) continue;
    // A change makes up for one byte that only one of the two has.
    const auto alone = static_cast<size_t>(std::popcount(bytes & ~BytesOf(candidate)));
    if (alone >= best_distance) continue;
    ++compared;
    const size_t distance = EditDistance(word, candidate, best_distance - 1);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

Message Suggest(std::string_view near, Message otherwise) {
  if (near.empty()) return otherwise;
  return {fmt::format("「{}」のことでしょうか。", near), fmt::format("Did you mean “{}”?", near)};
}

}  // namespace kyodo
