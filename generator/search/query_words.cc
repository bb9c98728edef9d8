#include "search/query_words.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"

namespace kyodo::search {

namespace {

using Text = std::u32string;
using TextView = std::u32string_view;

constexpr TextView kParticles = U"のをにがはでとへや";
constexpr size_t kOtherLetter = 6, kNearKana = 3, kTwoSlips = 8;

class Parser {
 public:
  explicit Parser(const words::Variants& variants) : variants_(variants) {}

  ParsedQuery Parse(std::string_view query) {
    Text part;
    bool quoted = false;
    for (const char32_t c : Decode(query)) {
      if (c != U'"' && c != U'＂' && c != U'“' && c != U'”') {
        part.push_back(c);
        continue;
      }
      Flush(part, quoted);
      quoted = !quoted;
    }
    Flush(part, quoted);
    return std::move(parsed_);
  }

 private:
  void Flush(Text& part, bool quoted) {
    const Text text = words::Normalize(Encode(part), variants_);
    part.clear();
    if (quoted && !text.empty()) parsed_.phrases.push_back(text);
    const std::vector<words::Run> places = words::RunsOf(text);
    std::optional<QueryRun> before;
    for (size_t i = 0; i < places.size(); ++i) {
      const QueryRun run = {places[i].kind, text.substr(places[i].begin, places[i].end - places[i].begin), quoted};
      parsed_.runs.push_back(run);
      if (quoted && before && words::ArePair(text, places[i - 1], places[i]))
        parsed_.runs.push_back({words::RunClass::kLetter, words::PairTerm(before->Term(), run.Term()), true});
      before = run;
    }
  }

  const words::Variants& variants_;
  ParsedQuery parsed_;
};

template <class Words>
size_t LongestAt(TextView run, size_t at, const Words& words, size_t least) {
  for (size_t size = std::min<size_t>(run.size() - at, 12); size >= least; --size) {
    if (words.contains(run.substr(at, size))) return size;
  }
  return 0;
}

/// Kana without what people leave out or mistake: the marks of が and ぱ, small letters, ー, う but as the first. A
/// byte for each.
std::string BareKana(TextView kana) {
  constexpr TextView kSmall = U"ぁぃぅぇぉっゃゅょゎ";
  std::string bare;
  for (size_t i = 0; i < kana.size(); ++i) {
    char32_t c = kana[i];
    if (c == U'ゔ') c = U'う';
    if (c == U'ー' || (c == U'う' && i > 0)) continue;
    if (kSmall.find(c) != TextView::npos) ++c;
    if (c == U'ゞ') c = U'ゝ';
    if (c >= U'か' && c <= U'ぢ') c -= (c - U'か') % 2;
    if (c >= U'つ' && c <= U'ど') c -= (c - U'つ') % 2;
    if (c >= U'は' && c <= U'ぽ') c -= (c - U'は') % 3;
    bare += static_cast<char>(c - U'ぁ');
  }
  return bare;
}

/// Which of `words` are nearest to `wanted`, with at most so many slips.
std::vector<size_t> NearestOf(std::string_view wanted, const std::vector<std::string>& words, size_t slips) {
  std::vector<size_t> nearest;
  for (size_t i = 0; i < words.size(); ++i) {
    const size_t distance = EditDistance(wanted, words[i], slips);
    if (distance > slips) continue;
    if (distance < slips) nearest.clear();
    slips = distance;
    nearest.push_back(i);
  }
  return nearest;
}

}  // namespace

bool IsHan(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
}

Text QueryRun::Term() const { return kind == words::RunClass::kJapanese ? text : words::WordTerm(text, kind); }

ParsedQuery ParseQuery(std::string_view query, const words::Variants& variants) {
  return Parser(variants).Parse(query);
}

std::vector<Text> PartsOf(TextView run, const KnownWords& known) {
  std::vector<Text> parts;
  Text part;
  const auto flush = [&] {
    if (part.size() > 1 || (part.size() == 1 && IsHan(part[0]))) parts.push_back(part);
    part.clear();
  };
  for (size_t at = 0; at < run.size();) {
    if (const size_t word = LongestAt(run, at, known.synonyms, 2)) {
      flush();
      parts.emplace_back(run.substr(at, word));
      at += word;
    } else if (const size_t skipped = LongestAt(run, at, known.skip, 2)) {
      flush();
      at += skipped;
    } else if ((part.size() > 1 || (part.empty() && !parts.empty())) && at + 1 < run.size() &&
               kParticles.find(run[at]) != TextView::npos) {
      flush();
      ++at;
    } else {
      part.push_back(run[at++]);
    }
  }
  flush();
  if (parts.size() == 1 && parts[0] == run) parts.clear();
  return parts;
}

std::vector<Text> Respelt(TextView run) {
  std::vector<Text> out;
  const auto add = [&](Text text) {
    if (text != run && text.size() > 1) out.push_back(std::move(text));
  };
  for (const auto& [from, to] : {std::pair(U'が', U'け'), std::pair(U'け', U'が')}) {
    Text text(run);
    for (size_t i = 1; i + 1 < run.size(); ++i) {
      if (run[i] == from && IsHan(run[i - 1]) && IsHan(run[i + 1])) text[i] = to;
    }
    add(text);
  }
  Text text(run);
  std::erase(text, U'ー');
  add(text);
  text = run;
  for (size_t at = 0; (at = text.find(U"でぃ", at)) != Text::npos; ++at) text.erase(at + 1, 1);
  add(text);
  return out;
}

std::vector<Text> NearestWords(const QueryRun& run, const std::vector<Text>& known) {
  const std::string wanted = Encode(run.Term());
  const size_t size = run.text.size();
  const auto nearest = [&](bool same_letter, size_t slips) {
    std::vector<std::string> words;
    for (const Text& word : known) {
      if (!same_letter || word[0] == run.text[0]) words.push_back(Encode(word));
    }
    std::vector<Text> out;
    for (const size_t at : NearestOf(wanted, words, slips)) out.push_back(Decode(words[at]));
    return out;
  };
  const std::vector<Text> words = nearest(true, size >= kTwoSlips ? 2 : 1);
  return words.empty() && size >= kOtherLetter ? nearest(false, 1) : words;
}

std::vector<Text> NearlyRead(Index& index, TextView kana) {
  std::vector<Text> words;
  const std::string wanted = BareKana(kana);
  if (wanted.size() < kNearKana) return words;
  std::vector<Index::Reading> readings;
  for (char32_t c = U'ぁ'; c <= U'ゔ'; ++c) {
    if (BareKana(Text(1, c))[0] != wanted[0]) continue;
    for (Index::Reading& one : index.ReadingsFrom(Text(1, c))) readings.push_back(std::move(one));
  }
  std::vector<std::string> bare;
  for (const Index::Reading& one : readings) bare.push_back(BareKana(one.key));
  const size_t slips = (wanted.size() > kNearKana ? 1 : 0) + (wanted.size() >= kTwoSlips ? 1 : 0);
  for (const size_t at : NearestOf(wanted, bare, slips)) {
    for (const Text& word : readings[at].words) {
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
  }
  return words;
}

std::vector<std::vector<Text>> TelephoneGroups(TextView digits) {
  constexpr std::array<std::pair<size_t, size_t>, 6> kGroups = {{{2, 4}, {3, 3}, {4, 2}, {5, 1}, {4, 3}, {3, 4}}};
  std::vector<std::vector<Text>> out;
  for (const auto& [area, exchange] : kGroups) {
    if (digits.size() > area + exchange)
      out.push_back(
          {Text(digits.substr(0, area)), Text(digits.substr(area, exchange)), Text(digits.substr(area + exchange))});
  }
  return out;
}

}  // namespace kyodo::search
