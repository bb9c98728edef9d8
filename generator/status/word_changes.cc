#include "status/word_changes.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "core/text.h"

namespace kyodo::status {

namespace {

using Pieces = std::vector<std::string_view>;

/// A piece that was removed or added, or stayed.
struct Step {
  enum Kind : uint8_t { kSame, kRemoved, kAdded } kind;
  std::string_view piece;
};

/// After so many differences the rest counts as replaced: the search for the fewest takes their square.
constexpr int kMostDifferences = 600;

/// The fewest pieces removed and added that lead from one list to the other (Myers, An O(ND) Difference Algorithm).
class Comparison {
 public:
  Comparison(const Pieces& before, const Pieces& after) : before_(before), after_(after) {
    std::unordered_map<std::string_view, int> numbers;
    const auto number = [&](const Pieces& pieces, std::vector<int>& out) {
      for (const std::string_view piece : pieces)
        out.push_back(numbers.emplace(piece, static_cast<int>(numbers.size())).first->second);
    };
    number(before, a_);
    number(after, b_);
  }

  std::vector<Step> Run() {
    const int n = static_cast<int>(a_.size()), m = static_cast<int>(b_.size());
    const int most = std::min(n + m, kMostDifferences);
    std::vector<int> furthest(static_cast<size_t>(2 * most + 3), 0);
    for (int d = 0; d <= most; ++d) {
      for (int k = -d; k <= d; k += 2) {
        int& x = furthest[Index(k, most)];
        const int down = furthest[Index(k + 1, most)], right = furthest[Index(k - 1, most)] + 1;
        x = k == -d || (k != d && down >= right) ? down : right;
        if (d == 0) x = 0;
        while (x < n && x - k < m && a_[static_cast<size_t>(x)] == b_[static_cast<size_t>(x - k)]) ++x;
        if (x >= n && x - k >= m) {
          rows_.emplace_back(furthest.begin(), furthest.end());
          return WayBack(d, most);
        }
      }
      rows_.emplace_back(furthest.begin(), furthest.end());
    }
    std::vector<Step> all;
    for (const std::string_view piece : before_) all.push_back({Step::kRemoved, piece});
    for (const std::string_view piece : after_) all.push_back({Step::kAdded, piece});
    return all;
  }

 private:
  static size_t Index(int k, int most) { return static_cast<size_t>(k + most + 1); }

  std::vector<Step> WayBack(int d, int most) const {
    std::vector<Step> steps;
    int x = static_cast<int>(a_.size()), y = static_cast<int>(b_.size());
    const auto same = [&] { steps.push_back({Step::kSame, after_[static_cast<size_t>(y - 1)]}), --x, --y; };
    for (; d > 0; --d) {
      const std::vector<int>& row = rows_[static_cast<size_t>(d - 1)];
      const int k = x - y;
      const int down = row[Index(k + 1, most)], right = row[Index(k - 1, most)] + 1;
      const bool added = k == -d || (k != d && down >= right);
      const int begin = added ? down : right;  // of the same pieces that end here
      while (x > begin) same();
      if (added) {
        steps.push_back({Step::kAdded, after_[static_cast<size_t>(--y)]});
      } else {
        steps.push_back({Step::kRemoved, before_[static_cast<size_t>(--x)]});
      }
    }
    while (x > 0) same();
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  const Pieces& before_;
  const Pieces& after_;
  std::vector<int> a_, b_;              // the pieces by number
  std::vector<std::vector<int>> rows_;  // how far each diagonal leads, by the number of differences
};

/// Lines with their ends.
Pieces LinesOf(std::string_view text) {
  Pieces lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.push_back(text.substr(0, end == text.npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

class WordCutter {
 public:
  WordCutter() {
    UErrorCode status = U_ZERO_ERROR;
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getJapanese(), status));
    if (U_FAILURE(status)) words_.reset();
  }

  /// Words, and what stands between them.
  Pieces Cut(std::string_view text) const {
    Pieces pieces;
    if (!words_) return LinesOf(text);
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    words_->setText(wide);
    size_t at = 0;
    int32_t from = words_->first();
    for (int32_t to = words_->next(); to != icu::BreakIterator::DONE; from = to, to = words_->next()) {
      std::string word;
      wide.tempSubStringBetween(from, to).toUTF8String(word);
      pieces.push_back(text.substr(at, word.size()));
      at += word.size();
    }
    return pieces;
  }

 private:
  std::unique_ptr<icu::BreakIterator> words_;
};

/// The last, or first, characters of the line that the text ends, or begins, with.
std::string EndOfLine(std::string_view text, size_t characters) {
  const size_t line = text.rfind('\n');
  if (line != text.npos) text.remove_prefix(line + 1);
  const std::u32string all = Decode(text);
  return all.size() <= characters ? std::string(text)
                                  : Encode(std::u32string_view(all).substr(all.size() - characters));
}

std::string StartOfLine(std::string_view text, size_t characters) {
  const std::u32string all = Decode(text.substr(0, text.find('\n')));
  return Encode(std::u32string_view(all).substr(0, characters));
}

/// Gathers steps into changes.
class Gatherer {
 public:
  explicit Gatherer(std::vector<WordChange>& out) : out_(out) {}

  /// `after`: the whole new text, of which the words of the steps are pieces.
  void Add(const std::vector<Step>& steps, std::string_view after) {
    for (const Step& step : steps) {
      if (step.kind == Step::kRemoved) {
        Open();
        last_.removed += step.piece;
      } else if (step.kind == Step::kAdded) {
        Open();
        last_.added += step.piece;
        seen_ = static_cast<size_t>(step.piece.data() - after.data()) + step.piece.size();
      } else {
        Same(step.piece, after);
      }
    }
    Close(after);
  }

 private:
  static constexpr size_t kContext = 14;  // characters

  void Open() {
    if (!open_) {
      last_ = {};
      begin_ = seen_;
    }
    open_ = true;
    last_.removed += between_;
    last_.added += between_;
    if (!between_.empty()) seen_ = passed_;
    between_.clear();
  }

  /// What stands between two changes belongs to both when it is next to nothing.
  void Same(std::string_view piece, std::string_view after) {
    constexpr size_t kShort = 3;  // bytes: a character of Japanese, or a blank
    const bool joins = open_ && between_.size() + piece.size() <= kShort && piece.find('\n') == piece.npos;
    if (!joins) Close(after);
    if (joins) between_ += piece;
    passed_ = static_cast<size_t>(piece.data() - after.data()) + piece.size();
    if (!joins) seen_ = passed_;
  }

  void Close(std::string_view after) {
    if (!open_) return;
    open_ = false;
    last_.before = EndOfLine(after.substr(0, begin_), kContext);
    last_.after = StartOfLine(after.substr(std::min(seen_, after.size())), kContext);
    if (EndsWith(last_.added, "\n")) last_.after.clear();
    if (!Trim(last_.removed).empty() || !Trim(last_.added).empty()) out_.push_back(last_);
    between_.clear();
  }

  std::vector<WordChange>& out_;
  WordChange last_;
  std::string between_;           // same pieces after a change, so far next to nothing
  bool open_ = false;             // a change is being gathered
  size_t begin_ = 0;              // of it in the new text
  size_t seen_ = 0, passed_ = 0;  // how far the new text is, without and with `between_`
};

std::string_view Joined(const Pieces& lines, size_t first, size_t count) {
  if (count == 0) return {};
  const std::string_view last = lines[first + count - 1];
  return {lines[first].data(), static_cast<size_t>(last.data() + last.size() - lines[first].data())};
}

}  // namespace

std::vector<WordChange> FindWordChanges(std::string_view before, std::string_view after) {
  std::vector<WordChange> changes;
  const Pieces old_lines = LinesOf(before), new_lines = LinesOf(after);
  const WordCutter cutter;
  const std::vector<Step> lines = Comparison(old_lines, new_lines).Run();
  size_t old_at = 0, new_at = 0;
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].kind == Step::kSame) {
      ++old_at, ++new_at, ++i;
      continue;
    }
    size_t removed = 0, added = 0;
    for (; i < lines.size() && lines[i].kind != Step::kSame; ++i) (lines[i].kind == Step::kRemoved ? removed : added)++;
    const std::string_view was = Joined(old_lines, old_at, removed), is = Joined(new_lines, new_at, added);
    const Pieces old_words = cutter.Cut(was), new_words = cutter.Cut(is);
    Gatherer(changes).Add(Comparison(old_words, new_words).Run(), is);
    old_at += removed, new_at += added;
  }
  return changes;
}

}  // namespace kyodo::status
