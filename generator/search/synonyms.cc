#include "search/synonyms.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"

namespace kyodo::search {

namespace {

using Text = std::u32string;
using TextView = std::u32string_view;

constexpr size_t kLongestAsked = 3;  // terms

bool HasTerm(TextView term, const std::vector<IndexTerm>& terms) {
  const auto found = std::lower_bound(terms.begin(), terms.end(), term,
                                      [](const IndexTerm& a, TextView b) { return words::TermLess(a.text, b); });
  if (found != terms.end() && found->text == term) return true;
  if (words::ClassOf(term[0]) != words::RunClass::kJapanese || term.size() == 2) return false;
  if (term.size() == 1) return found != terms.end() && found->text[0] == term[0];
  for (size_t i = 0; i + 1 < term.size(); ++i) {
    if (!HasTerm(term.substr(i, 2), terms)) return false;
  }
  return true;
}

class Maker {
 public:
  Maker(const Site& site, const words::Variants& variants, const std::vector<IndexTerm>& terms)
      : site_(site), variants_(variants), terms_(terms) {}

  Synonyms Make() {
    for (const std::string& word : site_.search.skip) {
      const std::vector<Text> parts = TermsOf(word);
      if (parts.size() == 1 && skip_.insert(parts[0]).second) made_.skip.push_back(parts[0]);
    }
    for (const SearchSynonyms& group : site_.search.synonyms) Add(group.ask, group.find);
    for (LanguageId id = 0; id < site_.config.languages.size(); ++id) {
      AddPlainWords(id);
      AddGlossary(id);
    }
    return std::move(made_);
  }

 private:
  std::vector<Text> TermsOf(std::string_view word) const {
    const Text text = words::Normalize(word, variants_);
    std::vector<Text> terms;
    for (const words::Run& run : words::RunsOf(text)) {
      const TextView own = TextView(text).substr(run.begin, run.end - run.begin);
      terms.push_back(run.kind == words::RunClass::kJapanese ? Text(own) : words::WordTerm(own, run.kind));
    }
    return terms;
  }

  static Text Joined(const std::vector<Text>& terms) {
    Text text;
    for (const Text& term : terms) text += (text.empty() ? U"" : U" ") + term;
    return text;
  }

  bool Has(TextView term) const { return HasTerm(term, terms_); }

  void Add(const std::vector<std::string>& ask, const std::vector<std::string>& find) {
    std::vector<Text> asked, found;
    const auto add = [](std::vector<Text>& list, Text word) {
      if (!word.empty() && std::find(list.begin(), list.end(), word) == list.end()) list.push_back(std::move(word));
    };
    for (const std::string& word : find) {
      std::vector<Text> parts = TermsOf(word);
      std::erase_if(parts, [&](const Text& part) { return skip_.contains(part); });
      if (std::all_of(parts.begin(), parts.end(), [&](const Text& part) { return Has(part); }))
        add(found, Joined(parts));
    }
    // What has another of them within it is found with that.
    const std::vector<Text> all = found;
    std::erase_if(found, [&](const Text& word) {
      return std::any_of(all.begin(), all.end(), [&](const Text& other) {
        return other.size() > 1 && other.size() < word.size() &&
               words::ClassOf(other[0]) == words::RunClass::kJapanese && other.find(U' ') == Text::npos &&
               word.find(other) != Text::npos;
      });
    });
    for (const std::string& word : ask) {
      const std::vector<Text> parts = TermsOf(word);
      if (parts.size() <= kLongestAsked) add(asked, Joined(parts));
    }
    AddRow(asked, found);
  }

  void AddRow(const std::vector<Text>& asked, const std::vector<Text>& found) {
    const auto within = [](const std::vector<Text>& list, const Text& word) {
      return std::find(list.begin(), list.end(), word) != list.end();
    };
    Synonyms::Row row;
    for (const Text& word : found) {
      if (!within(asked, word)) row.words.push_back(word);
    }
    row.asked = row.words.size();
    for (const Text& word : found) {
      if (within(asked, word)) row.words.push_back(word);
    }
    row.found = row.words.size();
    for (const Text& word : asked) {
      if (!within(found, word)) row.words.push_back(word);
    }
    const bool only_itself = row.found == 1 && row.asked == 0 && row.words.size() == 1;
    if (row.found > 0 && row.asked < row.words.size() && !only_itself) made_.rows.push_back(std::move(row));
  }

  /// The label is to be avoided; what to write for it stands in 「」, or in a list with commas.
  void AddPlainWords(LanguageId id) {
    const auto found = site_.vocabularies.find(site_.config.plain_words.id);
    if (found == site_.vocabularies.end()) return;
    for (const Term& term : found->second.terms) {
      if (!term.label.Has(id) || !term.description.Has(id)) continue;
      const std::string_view text = term.description.In(id);
      std::vector<std::string> plain;
      constexpr std::string_view kOpen = "「", kClose = "」";
      for (size_t at = text.find(kOpen); at != text.npos; at = text.find(kOpen, at)) {
        const size_t begin = at + kOpen.size();
        at = std::min(text.find(kClose, begin), text.size());
        plain.emplace_back(text.substr(begin, at - begin));
      }
      if (plain.empty() && !site_.config.languages[id].japanese) {
        for (const std::string_view one : Split(text, ',')) plain.emplace_back(Trim(one));
      }
      Add({std::string(term.label.In(id))}, plain);
    }
  }

  void AddGlossary(LanguageId id) {
    for (const auto& [name, collection] : site_.collections) {
      if (!collection.schema.glossary) continue;
      for (const Record& record : collection.records) {
        if (!record.hidden && !record.IsFallback(id)) AddTitle(record.Title(id));
      }
    }
  }

  void AddTitle(std::string_view title) {
    const size_t open = title.find('('), close = title.find(')', std::min(open, title.size()));
    if (open != title.npos && close != title.npos) {
      std::string inner(title.substr(open + 1, close - open - 1));
      std::replace(inner.begin(), inner.end(), '/', ',');
      std::vector<std::string> others;
      for (const std::string_view one : Split(inner, ',')) others.emplace_back(Trim(one));
      return Add(others, {std::string(title.substr(0, open))});
    }
    constexpr std::string_view kDot = "・";
    std::vector<std::string> words;
    for (size_t at = 0; at <= title.size();) {
      const size_t end = std::min(title.find(kDot, at), title.size());
      words.emplace_back(title.substr(at, end - at));
      at = end + kDot.size();
      // Words of foreign names have dots between them, too.
      const std::u32string word = Decode(words.back());
      if (std::all_of(word.begin(), word.end(), [](char32_t c) { return c >= 0x30A0 && c <= 0x30FF; })) return;
    }
    if (words.size() > 1) Add(words, words);
  }

  const Site& site_;
  const words::Variants& variants_;
  const std::vector<IndexTerm>& terms_;
  Synonyms made_;
  std::set<Text> skip_;
};

}  // namespace

std::array<IndexFile, 2> WriteSynonyms(const Synonyms& synonyms) {
  constexpr size_t kJapanese = 0, kOthers = 1;
  const auto kind_of = [](TextView term) {
    return words::ClassOf(term[0]) == words::RunClass::kJapanese ? kJapanese : kOthers;
  };
  std::array<std::string, 2> texts;
  for (const Text& term : synonyms.skip) {
    std::string& text = texts[kind_of(term)];
    text += (text.empty() ? "" : "\t") + Encode(term);
  }
  for (const Synonyms::Row& row : synonyms.rows) {
    std::string line = fmt::format("\n{}\t{}", row.asked, row.found);
    std::array<bool, 2> in = {};
    for (size_t i = 0; i < row.words.size(); ++i) {
      line += '\t' + Encode(row.words[i]);
      for (size_t at = 0; i >= row.asked && at < row.words[i].size(); at = row.words[i].find(U' ', at) + 1) {
        in[kind_of(TextView(row.words[i]).substr(at))] = true;
        if (row.words[i].find(U' ', at) == Text::npos) break;
      }
    }
    for (const size_t kind : {kJapanese, kOthers}) texts[kind] += in[kind] ? line : "";
  }
  std::array<IndexFile, 2> files;
  for (const size_t kind : {kJapanese, kOthers}) {
    if (!texts[kind].empty()) files[kind] = MakeFile(std::move(texts[kind]));
  }
  return files;
}

bool MayStand(std::u32string_view text, const std::vector<IndexTerm>& terms) {
  const std::vector<words::Run> runs = words::RunsOf(text);
  return std::all_of(runs.begin(), runs.end(), [&](const words::Run& run) {
    const TextView own = text.substr(run.begin, run.end - run.begin);
    return HasTerm(run.kind == words::RunClass::kJapanese ? Text(own) : words::WordTerm(own, run.kind), terms);
  });
}

Synonyms MakeSynonyms(const Site& site, const words::Variants& variants, const std::vector<IndexTerm>& terms) {
  return Maker(site, variants, terms).Make();
}

}  // namespace kyodo::search
