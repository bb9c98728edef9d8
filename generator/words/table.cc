#include "words/table.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/hash.h"
#include "core/parallel.h"
#include "core/text.h"
#include "words/trie.h"

namespace kyodo::words {

namespace {

/// Readings are compared by number; 0: none.
struct Mark {
  uint32_t begin = 0, end = 0, reading = 0;
  bool operator==(const Mark&) const = default;
  auto operator<=>(const Mark&) const = default;
};

/// How many characters before and after a word its entry takes in, one try after another.
struct Window {
  uint32_t before = 0, after = 0;
};
constexpr Window kWindows[] = {{0, 1}, {1, 0}, {0, 2}, {1, 1}, {2, 2}, {4, 4}, {1000, 1000}};

class TableMaker {
 public:
  explicit TableMaker(const std::vector<Clause>& clauses)
      : clauses_(clauses), marks_(clauses.size()), wrong_(clauses.size()) {
    for (size_t i = 0; i < clauses.size(); ++i) {
      for (const Piece& piece : clauses[i].pieces)
        marks_[i].push_back({piece.begin, piece.end, NumberOf(piece.reading)});
    }
  }

  Table Run() {
    AddUsual();
    for (const Window window : kWindows) {
      // What an entry for one clause does to others is seen when all have become few.
      FindWrong(&window == kWindows || window.before > 1);
      AddInContext(window);
    }
    FindWrong(true);
    Table table;
    for (const auto& one : wrong_) table.wrong += one.size();
    Write(table);
    return table;
  }

 private:
  struct Entry {
    std::u32string key;
    std::vector<Mark> marks;  // by place in the key
  };
  using Votes = std::map<std::pair<std::u32string_view, std::vector<Mark>>, size_t>;

  uint32_t NumberOf(const std::string& reading) {
    if (reading.empty()) return 0;
    const auto [found, is_new] = numbers_.try_emplace(reading, static_cast<uint32_t>(readings_.size()));
    if (is_new) readings_.push_back(reading);
    return found->second;
  }

  /// The reading that most of a word's places have.
  struct Count {
    uint32_t reading = 0;
    size_t places = 0;
  };
  using Counts = std::unordered_map<std::u32string_view, std::vector<Count>>;

  static uint32_t Usual(const std::vector<Count>& all) {
    return std::max_element(all.begin(), all.end(), [](const Count& a, const Count& b) { return a.places < b.places; })
        ->reading;
  }

  /// Every word with its usual reading; and with that after a number, where it has another: 人, 3人.
  void AddUsual() {
    Counts counts, after_number;
    for (size_t i = 0; i < clauses_.size(); ++i) {
      const std::u32string_view text = clauses_[i].text;
      for (const Mark& mark : marks_[i]) {
        const bool counted = mark.begin > 0 && IsDigit(text[mark.begin - 1]);
        std::vector<Count>& all = (counted ? after_number : counts)[text.substr(mark.begin, mark.end - mark.begin)];
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Count& one) { return one.reading == mark.reading; });
        if (found == all.end()) {
          all.push_back({mark.reading, 1});
        } else {
          ++found->places;
        }
      }
    }
    for (const std::u32string_view word : SortedWords(counts)) {
      if (const uint32_t usual = Usual(counts.at(word))) Add(word, {{0, static_cast<uint32_t>(word.size()), usual}});
    }
    for (const std::u32string_view word : SortedWords(after_number)) {
      const auto plain = counts.find(word);
      const uint32_t usual = Usual(after_number.at(word));
      if (usual == (plain == counts.end() ? 0 : Usual(plain->second))) continue;
      std::u32string key = U"0" + std::u32string(word);
      for (; key[0] <= '9'; ++key[0]) Add(key, {{1, static_cast<uint32_t>(key.size()), usual}});
    }
  }

  static std::vector<std::u32string_view> SortedWords(const Counts& counts) {
    std::vector<std::u32string_view> words;
    for (const auto& [word, all] : counts) words.push_back(word);
    std::sort(words.begin(), words.end());
    return words;
  }

  void Add(std::u32string_view key, std::vector<Mark> marks) {
    uint32_t& number = trie_[key];
    if (number != Trie::kNone) return;
    number = static_cast<uint32_t>(entries_.size());
    entries_.push_back({std::u32string(key), std::move(marks)});
  }

  void Simulate(std::u32string_view text, std::vector<Mark>& out) const {
    out.clear();
    for (size_t at = 0; at < text.size();) {
      const Trie::Match match = trie_.Longest(text, at);
      const auto begin = static_cast<uint32_t>(at);
      if (!match.length) {
        ++at;
        continue;
      }
      for (const Mark& mark : entries_[match.value].marks)
        out.push_back({begin + mark.begin, begin + mark.end, mark.reading});
      at = out.back().end;
    }
  }

  /// The places in the marks of each clause that the list gets wrong; without `all`, only of
  /// clauses that had some before.
  void FindWrong(bool all) {
    ParallelFor(clauses_.size(), [&](size_t i) {
      if (!all && wrong_[i].empty()) return;
      thread_local std::vector<Mark> found;
      Simulate(clauses_[i].text, found);
      wrong_[i].clear();
      size_t next = 0;
      for (size_t at = 0; at < marks_[i].size(); ++at) {
        const Mark& mark = marks_[i][at];
        while (next < found.size() && found[next].end <= mark.begin) ++next;
        const bool met = next < found.size() && found[next].begin < mark.end;
        if (mark.reading ? !met || found[next] != mark : met && found[next].reading) wrong_[i].push_back(at);
      }
    });
  }

  void AddInContext(Window window) {
    Votes votes;
    for (size_t i = 0; i < clauses_.size(); ++i) {
      for (const size_t at : wrong_[i]) Vote(i, at, window, votes);
    }
    // Of the entries for one key, the one with the most votes; the others try a wider window.
    for (auto it = votes.begin(); it != votes.end();) {
      auto best = it;
      const std::u32string_view key = it->first.first;
      for (; it != votes.end() && it->first.first == key; ++it) {
        if (it->second > best->second) best = it;
      }
      Add(key, best->first.second);
    }
  }

  void Vote(size_t clause, size_t at, Window window, Votes& votes) const {
    const std::u32string_view text = clauses_[clause].text;
    const std::vector<Mark>& marks = marks_[clause];
    const Mark& mark = marks[at];
    const bool counted = mark.begin > 0 && IsDigit(text[mark.begin - 1]);
    uint32_t begin = mark.begin - std::min(mark.begin, window.before);
    uint32_t end = static_cast<uint32_t>(std::min<size_t>(text.size(), mark.end + window.after));
    // All of a number: 12日 is not 2日, whatever follows.
    if (counted && window.before == 0) end = mark.end;
    while (begin > 0 && IsDigit(text[begin - 1])) --begin;
    // No other word is cut.
    std::vector<Mark> inside;
    for (const Mark& other : marks) {
      if (other.begin < begin && begin < other.end) begin = other.begin;
      if (other.begin < end && end < other.end) end = other.end;
    }
    for (const Mark& other : marks) {
      if (other.begin >= begin && other.end <= end)
        inside.push_back({other.begin - begin, other.end - begin, other.reading});
    }
    ++votes[{text.substr(begin, end - begin), std::move(inside)}];
  }

  void Write(Table& table) {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    for (const Entry& entry : entries_) {
      uint32_t at = 0;
      const auto plain = [&](uint32_t until) {
        if (until > at) table.text += Encode(entry.key.substr(at, until - at)) + ",";
        at = until;
      };
      for (const Mark& mark : entry.marks) {
        plain(mark.begin);
        table.text += Encode(entry.key.substr(mark.begin, mark.end - mark.begin)) + "/" + readings_[mark.reading] + ",";
        at = mark.end;
      }
      plain(static_cast<uint32_t>(entry.key.size()));
      table.text.back() = '\n';
    }
    table.entries = entries_.size();
  }

  const std::vector<Clause>& clauses_;
  std::vector<std::vector<Mark>> marks_;    // by clause
  std::vector<std::vector<size_t>> wrong_;  // by clause
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> readings_ = {""};  // by number
  std::vector<Entry> entries_;
  Trie trie_;
};

}  // namespace

Table MakeTable(const std::vector<Clause>& clauses) { return TableMaker(clauses).Run(); }

std::vector<Piece> Look(const std::string& table, std::u32string_view text) {
  Trie trie;
  std::vector<std::string_view> lines = Split(table, '\n');
  for (uint32_t i = 0; i < lines.size(); ++i) {
    std::u32string key;
    for (const std::string_view part : Split(lines[i], ',')) key += Decode(part.substr(0, part.find('/')));
    if (!key.empty()) trie[key] = i;
  }
  std::vector<Piece> pieces;
  for (size_t at = 0; at < text.size();) {
    const Trie::Match match = trie.Longest(text, at);
    if (!match.length) {
      ++at;
      continue;
    }
    size_t end = at;
    for (const std::string_view part : Split(lines[match.value], ',')) {
      const size_t slash = part.find('/');
      const auto begin = static_cast<uint32_t>(end);
      end += CountCharacters(part.substr(0, slash));
      if (slash == std::string_view::npos) continue;
      at = end;
      if (slash + 1 < part.size())
        pieces.push_back({begin, static_cast<uint32_t>(end), std::string(part.substr(slash + 1))});
    }
  }
  return pieces;
}

}  // namespace kyodo::words
