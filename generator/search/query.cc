#include "search/query.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "words/romaji.h"

namespace kyodo::search {

namespace {

using Text = std::u32string;
using TextView = std::u32string_view;

constexpr size_t kMostWords = 12;  // of a reading
constexpr std::array<uint32_t, 4> kScores = {1, 2, 4, 8};

struct Unit {
  words::RunClass kind;
  Text text;
  bool quoted = false;
  Matches matches;
};

bool IsPlain(TextView text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= 'a' && c <= 'z'; });
}

bool IsKana(TextView text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return (c >= 0x3041 && c <= 0x3096) || c == 0x30FC; });
}

void Unite(Matches& into, const Matches& other) {
  for (const auto& [number, impact] : other) {
    uint8_t& own = into.try_emplace(number, impact).first->second;
    own = std::max(own, impact);
  }
}

Matches Common(const Matches& a, const Matches& b) {
  Matches out;
  for (const auto& [number, impact] : a) {
    const auto found = b.find(number);
    if (found != b.end()) out.emplace_hint(out.end(), number, std::min(impact, found->second));
  }
  return out;
}

class Asker {
 public:
  Asker(Index& index, std::string_view query, size_t language)
      : index_(index), language_(language), variants_(index.root().variants) {
    Parse(query);
  }

  Answer Run() {
    for (Unit& unit : units_) unit.matches = Look(unit);
    std::map<uint32_t, uint32_t> scores = Combine();
    if (scores.empty() && Loosen()) scores = Combine();
    for (const auto& [number, score] : scores) {
      if (HasPhrases(number)) answer_.hits.push_back({number, score});
    }
    const auto is_own = [&](uint32_t number) {
      const IndexRoot::Range* range = index_.RangeOf(number);
      return range && range->language == language_;
    };
    std::stable_sort(answer_.hits.begin(), answer_.hits.end(), [&](const Answer::Hit& a, const Answer::Hit& b) {
      const bool own_a = is_own(a.number), own_b = is_own(b.number);
      return own_a != own_b ? own_a : a.score > b.score;
    });
    return std::move(answer_);
  }

 private:
  void Parse(std::string_view query) {
    Text part;
    bool quoted = false;
    const auto flush = [&] {
      const Text text = words::Normalize(Encode(part), variants_);
      const std::vector<words::Run> runs = words::RunsOf(text);
      const auto text_of = [&](const words::Run& run) { return text.substr(run.begin, run.end - run.begin); };
      for (size_t i = 0; i < runs.size(); ++i) {
        units_.push_back({runs[i].kind, text_of(runs[i]), quoted, {}});
        if (!quoted || i == 0 || !words::ArePair(text, runs[i - 1], runs[i])) continue;
        const Text pair = words::PairTerm(words::WordTerm(text_of(runs[i - 1]), runs[i - 1].kind),
                                          words::WordTerm(text_of(runs[i]), runs[i].kind));
        units_.push_back({words::RunClass::kLetter, pair, true, {}});
      }
      if (quoted && !text.empty()) phrases_.push_back(text);
      part.clear();
    };
    for (const char32_t c : Decode(query)) {
      if (c != U'"' && c != U'＂' && c != U'“' && c != U'”') {
        part.push_back(c);
        continue;
      }
      flush();
      quoted = !quoted;
    }
    flush();
  }

  std::vector<Text> Pairs(TextView run) const {
    std::vector<Text> pairs;
    for (size_t i = 0; i + 1 < run.size(); ++i) pairs.emplace_back(run.substr(i, 2));
    return pairs;
  }

  Matches Japanese(TextView run) {
    if (run.size() == 1) return index_.FindPrefix(run);
    Matches out = index_.Find(run);
    if (run.size() == 2 || !out.empty()) return out;
    const std::vector<Text> pairs = Pairs(run);
    out = index_.Find(pairs[0]);
    for (size_t i = 1; i < pairs.size(); ++i) out = Common(out, index_.Find(pairs[i]));
    return out;
  }

  Matches Look(const Unit& unit) {
    if (unit.kind == words::RunClass::kJapanese) {
      Matches out = Japanese(unit.text);
      if (!unit.quoted && unit.text.size() > 1 && IsKana(unit.text)) AddReadings(unit.text, out);
      return out;
    }
    Matches out = index_.Find(words::WordTerm(unit.text, unit.kind));
    if (!unit.quoted && unit.text.size() > 2 && IsPlain(unit.text)) AddRomaji(unit.text, out);
    return out.empty() ? index_.FindPrefix(unit.text) : out;
  }

  void AddWords(const std::vector<Text>& words, Matches& out) {
    for (size_t i = 0; i < std::min(words.size(), kMostWords); ++i) Unite(out, Japanese(words[i]));
  }

  void AddReadings(const Text& kana, Matches& out) {
    std::vector<Text> words = index_.Readings(kana, false);
    if (words.empty() && out.empty()) words = index_.Readings(kana, true);
    AddWords(words, out);
  }

  void AddRomaji(const Text& letters, Matches& out) {
    const std::string key = words::RomajiKey(Encode(letters));
    if (!key.empty()) AddWords(index_.Readings(Decode(key), false), out);
  }

  std::map<uint32_t, uint32_t> Combine() const {
    std::map<uint32_t, uint32_t> scores;
    if (units_.empty()) return scores;
    for (const auto& [number, impact] : units_[0].matches) {
      const uint32_t score = ScoreOf(number, 1);
      if (score) scores[number] = score;
    }
    if (units_.size() < 2 || !phrases_.empty()) return scores;
    for (const auto& [page, count] : index_.root().sections) {
      const auto first = scores.lower_bound(page);
      if (first != scores.end() && first->first <= page + count) continue;
      const uint32_t score = ScoreOf(page, count + 1);
      if (score) scores[page] = score;
    }
    return scores;
  }

  /// Of `count` numbers together; 0 when they lack a run.
  uint32_t ScoreOf(uint32_t first, uint32_t count) const {
    uint32_t score = 0;
    for (const Unit& unit : units_) {
      uint32_t best = 0;
      for (auto at = unit.matches.lower_bound(first); at != unit.matches.end() && at->first < first + count; ++at)
        best = std::max(best, kScores[at->second]);
      if (!best) return 0;
      score += best;
    }
    return score;
  }

  bool Loosen() {
    bool loosened = false;
    for (Unit& unit : units_) {
      if (!unit.matches.empty() || unit.quoted) continue;
      if (unit.kind == words::RunClass::kLetter && unit.text.size() > 3 && IsPlain(unit.text))
        unit.matches = Nearest(unit);
      if (unit.kind == words::RunClass::kJapanese && unit.text.size() > 2) unit.matches = Most(unit.text);
      loosened = loosened || !unit.matches.empty();
    }
    return loosened;
  }

  Matches Nearest(const Unit& unit) {
    const std::string wanted = Encode(words::WordTerm(unit.text, unit.kind));
    size_t limit = unit.text.size() > 5 ? 2 : 1;
    std::vector<Text> nearest;
    for (const Text& word : index_.Words()) {
      const size_t distance = EditDistance(wanted, Encode(word), limit);
      if (distance > limit) continue;
      if (distance < limit) nearest.clear();
      limit = distance;
      nearest.push_back(word);
    }
    Matches out;
    for (size_t i = 0; i < std::min(nearest.size(), kMostWords); ++i) {
      Unite(out, index_.Find(nearest[i]));
      answer_.near.push_back(Encode(nearest[i]));
    }
    return out;
  }

  Matches Most(TextView run) {
    const std::vector<Text> pairs = Pairs(run);
    std::map<uint32_t, size_t> counts;
    for (const Text& pair : pairs) {
      for (const auto& [number, impact] : index_.Find(pair)) ++counts[number];
    }
    Matches out;
    for (const auto& [number, count] : counts) {
      if (count * 10 >= pairs.size() * 6) out[number] = static_cast<uint8_t>(count * 3 / pairs.size());
    }
    answer_.most = answer_.most || !out.empty();
    return out;
  }

  bool HasPhrases(uint32_t number) {
    if (phrases_.empty()) return true;
    const EntryTitle title = index_.Title(number);
    const Text text =
        words::Normalize((title.section.empty() ? title.title : title.section) + '\n' + index_.Text(title), variants_);
    return std::all_of(phrases_.begin(), phrases_.end(), [&](const Text& phrase) { return HasPhrase(text, phrase); });
  }

  static bool HasPhrase(const Text& text, const Text& phrase) {
    const auto goes_on = [](char32_t a, char32_t b) {
      return words::ClassOf(a) != words::RunClass::kJapanese && words::ClassOf(a) == words::ClassOf(b);
    };
    for (size_t at = 0; (at = text.find(phrase, at)) != Text::npos; ++at) {
      const size_t end = at + phrase.size();
      if ((at == 0 || !goes_on(phrase.front(), text[at - 1])) &&
          (end == text.size() || !goes_on(phrase.back(), text[end])))
        return true;
    }
    return false;
  }

  Index& index_;
  size_t language_;
  words::Variants variants_;
  std::vector<Unit> units_;
  std::vector<Text> phrases_;
  Answer answer_;
};

}  // namespace

Answer Ask(Index& index, std::string_view query, size_t language) { return Asker(index, query, language).Run(); }

}  // namespace kyodo::search
