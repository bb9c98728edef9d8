#include "search/query.h"

#include <algorithm>
#include <span>

#include "core/text.h"
#include "search/query_words.h"
#include "words/romaji.h"

namespace kyodo::search {

namespace {

using Text = std::u32string;
using TextView = std::u32string_view;
using Scores = std::map<uint32_t, uint32_t>;  // by number

constexpr size_t kMostWords = 12;  // of a reading, of synonyms
constexpr size_t kEnough = 5, kTogether = 3;
constexpr size_t kNearLetters = 5, kTelephone = 10;

struct Unit {
  std::vector<QueryRun> runs;
  Scores matches;
  std::vector<Unit> parts;

  bool quoted() const { return !runs.empty() && runs[0].quoted; }
};

Text KeyOf(std::span<const Unit> units) {
  Text key;
  for (const Unit& unit : units) key += (key.empty() ? U"" : U" ") + unit.runs[0].Term();
  return key;
}

bool IsPlain(TextView text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= 'a' && c <= 'z'; });
}

bool IsKana(TextView text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return (c >= 0x3041 && c <= 0x3096) || c == 0x30FC; });
}

Scores Scored(const Matches& matches) {
  Scores out;
  for (const auto& [number, impact] : matches) out.emplace_hint(out.end(), number, 1u << impact);
  return out;
}

void Unite(Scores& into, const Scores& other) {
  for (const auto& [number, score] : other) {
    uint32_t& own = into.try_emplace(number, score).first->second;
    own = std::max(own, score);
  }
}

Scores Common(const Scores& a, const Scores& b) {
  Scores out;
  for (const auto& [number, score] : a) {
    const auto found = b.find(number);
    if (found != b.end()) out.emplace_hint(out.end(), number, std::min(score, found->second));
  }
  return out;
}

Scores CommonOf(const std::vector<Scores>& lists) {
  Scores out = lists[0];
  for (size_t i = 1; i < lists.size(); ++i) out = Common(out, lists[i]);
  return out;
}

std::vector<Text> Pairs(TextView run) {
  std::vector<Text> pairs;
  for (size_t i = 0; i + 1 < run.size(); ++i) pairs.emplace_back(run.substr(i, 2));
  return pairs;
}

Scores Twice(Scores scores) {
  for (auto& [number, score] : scores) score *= 2;
  return scores;
}

class Asker {
 public:
  Asker(Index& index, std::string_view query, size_t language)
      : index_(index), language_(language), variants_(index.root().variants) {
    ParsedQuery parsed = ParseQuery(query, variants_);
    for (QueryRun& run : parsed.runs) units_.push_back({{std::move(run)}, {}, {}});
    phrases_ = std::move(parsed.phrases);
  }

  Answer Run() {
    for (Unit& unit : units_) unit.matches = LookRun(unit.runs[0]);
    Scores scores = Combine();
    const auto own = std::count_if(scores.begin(), scores.end(), [&](const auto& one) { return IsOwn(one.first); });
    const bool is_plain = std::any_of(units_.begin(), units_.end(), [](const Unit& unit) { return !unit.quoted(); });
    if (is_plain && static_cast<size_t>(own) < kEnough) scores = Widened();
    for (const auto& [number, score] : scores) {
      if (HasPhrases(number)) answer_.hits.push_back({number, score});
    }
    std::stable_sort(answer_.hits.begin(), answer_.hits.end(), [&](const Answer::Hit& a, const Answer::Hit& b) {
      const bool own_a = IsOwn(a.number), own_b = IsOwn(b.number);
      if (own_a != own_b) return own_a;
      return a.score != b.score ? a.score > b.score : Acts(a.number) && !Acts(b.number);
    });
    return std::move(answer_);
  }

 private:
  bool IsOwn(uint32_t number) const {
    const IndexRoot::Range* range = index_.RangeOf(number);
    return range && range->language == language_;
  }

  bool Acts(uint32_t number) const {
    const IndexRoot::Range* range = index_.RangeOf(number);
    return range && range->acts;
  }

  Scores Find(TextView term) { return Scored(index_.Find(term)); }

  std::vector<Scores> FindAll(const std::vector<Text>& terms) {
    std::vector<Scores> lists;
    for (const Text& term : terms) lists.push_back(Find(term));
    return lists;
  }

  Scores Japanese(TextView run) {
    if (run.size() == 1) return Scored(index_.FindPrefix(run));
    Scores out = Find(run);
    return run.size() == 2 || !out.empty() ? out : CommonOf(FindAll(Pairs(run)));
  }

  Scores LookRun(const QueryRun& run) {
    if (run.kind == words::RunClass::kJapanese) {
      Scores out = Japanese(run.text);
      if (!run.quoted && run.text.size() > 1 && IsKana(run.text)) AddReadings(run.text, out);
      return out;
    }
    Scores out = Find(run.Term());
    if (!run.quoted && run.text.size() > 2 && IsPlain(run.text)) AddRomaji(run.text, out);
    return out.empty() ? Scored(index_.FindPrefix(run.text)) : out;
  }

  Scores Widened() {
    const auto is_japanese = [](const Unit& unit) { return unit.runs[0].kind == words::RunClass::kJapanese; };
    known_ = index_.Known(
        std::any_of(units_.begin(), units_.end(), [&](const Unit& one) { return !one.quoted() && is_japanese(one); }),
        std::any_of(units_.begin(), units_.end(), [&](const Unit& one) { return !one.quoted() && !is_japanese(one); }));
    Group();
    Scores scores = Combine();
    if (!scores.empty()) return scores;
    Loosen();
    scores = Combine();
    return scores.empty() && phrases_.empty() ? CombineMost() : scores;
  }

  /// Runs that are asked for together become one; words that say nothing are left out.
  void Group() {
    std::vector<std::span<const Unit>> groups;
    for (std::span<const Unit> rest = units_; !rest.empty(); rest = rest.subspan(groups.back().size())) {
      size_t size = std::min(kTogether, rest.size());
      const auto is_known = [&](std::span<const Unit> units) {
        return std::none_of(units.begin(), units.end(), [](const Unit& unit) { return unit.quoted(); }) &&
               known_.synonyms.contains(KeyOf(units));
      };
      while (size > 1 && !is_known(rest.first(size))) --size;
      groups.push_back(rest.first(size));
    }
    const auto says_nothing = [&](std::span<const Unit> units) {
      return !units[0].quoted() && known_.skip.contains(KeyOf(units));
    };
    if (!std::all_of(groups.begin(), groups.end(), says_nothing)) std::erase_if(groups, says_nothing);
    std::vector<Unit> units;
    for (const std::span<const Unit> group : groups) units.push_back(Together(group));
    units_ = std::move(units);
  }

  Unit Together(std::span<const Unit> group) {
    Unit unit;
    std::vector<Scores> lists;
    for (const Unit& one : group) {
      unit.runs.push_back(one.runs[0]);
      lists.push_back(one.matches);
    }
    unit.matches = Twice(CommonOf(lists));
    if (unit.quoted()) return unit;
    AddSynonyms(KeyOf(group), unit.matches);
    if (group.size() > 1 || unit.runs[0].kind != words::RunClass::kJapanese) return unit;
    lists.clear();
    for (Text& part : PartsOf(unit.runs[0].text, known_)) {
      Unit& one = unit.parts.emplace_back();
      one.runs.push_back({words::RunClass::kJapanese, std::move(part)});
      one.matches = Twice(LookRun(one.runs[0]));
      AddSynonyms(one.runs[0].text, one.matches);
      lists.push_back(one.matches);
    }
    if (lists.empty()) return unit;
    Scores all = CommonOf(lists);
    for (auto& [number, score] : all) score = std::max(1u, score / 2);
    Unite(unit.matches, all);
    return unit;
  }

  void AddSynonyms(TextView key, Scores& out) {
    const auto found = known_.synonyms.find(key);
    if (found == known_.synonyms.end()) return;
    for (size_t i = 0; i < std::min(found->second.size(), kMostWords); ++i) {
      std::vector<Scores> lists;
      const TextView way = found->second[i];
      for (size_t at = 0; at <= way.size();) {
        const size_t end = std::min(way.find(U' ', at), way.size());
        const TextView term = way.substr(at, end - at);
        const bool japanese = !term.empty() && words::ClassOf(term[0]) == words::RunClass::kJapanese;
        lists.push_back(japanese ? Japanese(term) : Find(term));
        at = end + 1;
      }
      Unite(out, CommonOf(lists));
    }
  }

  void AddWords(const std::vector<Text>& words, Scores& out) {
    for (size_t i = 0; i < std::min(words.size(), kMostWords); ++i) Unite(out, Japanese(words[i]));
  }

  void AddReadings(const Text& kana, Scores& out) {
    std::vector<Text> words = index_.Readings(kana, false);
    if (words.empty() && out.empty()) words = index_.Readings(kana, true);
    AddWords(words, out);
  }

  void AddRomaji(const Text& letters, Scores& out) {
    const std::string key = words::RomajiKey(Encode(letters));
    if (!key.empty()) AddWords(index_.Readings(Decode(key), false), out);
  }

  Scores Combine() const {
    Scores scores;
    if (units_.empty()) return scores;
    for (const auto& [number, own] : units_[0].matches) {
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

  /// Of `count` numbers together; 0 when they lack a word.
  uint32_t ScoreOf(uint32_t first, uint32_t count) const {
    uint32_t score = 0;
    for (const Unit& unit : units_) {
      uint32_t best = 0;
      for (auto at = unit.matches.lower_bound(first); at != unit.matches.end() && at->first < first + count; ++at)
        best = std::max(best, at->second);
      if (!best) return 0;
      score += best;
    }
    return score;
  }

  /// The entries with the most words.
  Scores CombineMost() {
    std::map<uint32_t, std::pair<uint32_t, uint32_t>> counts;  // words, score
    uint32_t most = 0;
    for (const Unit& unit : units_) {
      for (const auto& [number, score] : unit.matches) {
        auto& [count, sum] = counts[number];
        most = std::max(most, ++count);
        sum += score;
      }
    }
    Scores out;
    for (const auto& [number, one] : counts) {
      if (one.first == most) out[number] = one.second;
    }
    answer_.most = answer_.most || !out.empty();
    return out;
  }

  void Loosen() {
    std::vector<Unit> units;
    for (Unit& unit : units_) LoosenOne(std::move(unit), units);
    units_ = std::move(units);
  }

  void LoosenOne(Unit unit, std::vector<Unit>& out) {
    if (!unit.matches.empty() || unit.quoted() || unit.runs.size() > 1) return out.push_back(std::move(unit));
    const QueryRun& run = unit.runs[0];
    const size_t size = run.text.size();
    if (IsKana(run.text)) Unite(unit.matches, TakeNear(NearlyRead(index_, run.text)));
    if (unit.matches.empty() && !unit.parts.empty()) {
      for (Unit& part : unit.parts) LoosenOne(std::move(part), out);
      return;
    }
    if (run.kind == words::RunClass::kLetter && size >= kNearLetters && IsPlain(run.text))
      unit.matches = TakeNear(NearestWords(run, index_.Words()));
    if (run.kind == words::RunClass::kDigit && size >= kTelephone) unit.matches = Telephone(run.text);
    if (run.kind == words::RunClass::kJapanese && size > 2 && unit.matches.empty()) {
      for (const Text& other : Respelt(run.text)) Unite(unit.matches, Japanese(other));
      if (unit.matches.empty()) {
        const size_t before = out.size();
        const std::vector<Scores> lists = FindAll(Pairs(run.text));
        TakePieces(run.text, lists, 0, lists.size(), out);
        if (out.size() > before) return;
      }
    }
    out.push_back(std::move(unit));
  }

  /// The longest pieces that are found, of the neighbours [from, to) that `lists` are of.
  void TakePieces(TextView run, const std::vector<Scores>& lists, size_t from, size_t to, std::vector<Unit>& out) {
    const auto has_han = [](TextView text) { return std::any_of(text.begin(), text.end(), IsHan); };
    if (from >= to) return;
    for (size_t size = std::min(to - from, lists.size() - 1); size > 0; --size) {
      for (size_t at = from; at + size <= to; ++at) {
        const TextView piece = run.substr(at, size + 1);
        const auto begin = lists.begin() + static_cast<std::ptrdiff_t>(at);
        Scores found = CommonOf({begin, begin + static_cast<std::ptrdiff_t>(size)});
        if (found.empty() || (has_han(run) && !has_han(piece))) continue;
        if (at > 0) TakePieces(run, lists, from, at - 1, out);
        answer_.shorter.push_back(Encode(piece));
        out.push_back({{}, std::move(found), {}});
        return TakePieces(run, lists, at + size + 1, to, out);
      }
    }
  }

  Scores TakeNear(const std::vector<Text>& words) {
    Scores out;
    for (size_t i = 0; i < std::min(words.size(), kMostWords); ++i) {
      const bool japanese = words::ClassOf(words[i][0]) == words::RunClass::kJapanese;
      Unite(out, japanese ? Japanese(words[i]) : Find(words[i]));
      answer_.near.push_back(Encode(words[i]));
    }
    return out;
  }

  Scores Telephone(TextView digits) {
    Scores out;
    for (const std::vector<Text>& groups : TelephoneGroups(digits))
      Unite(out, CommonOf(FindAll({words::PairTerm(groups[0], groups[1]), words::PairTerm(groups[1], groups[2])})));
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
  KnownWords known_;
  Answer answer_;
};

}  // namespace

Answer Ask(Index& index, std::string_view query, size_t language) { return Asker(index, query, language).Run(); }

}  // namespace kyodo::search
