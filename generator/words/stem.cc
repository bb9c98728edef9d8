#include "words/stem.h"

#include <string_view>

#include "core/text.h"
#include "words/romaji.h"

namespace kyodo::words {

namespace {

bool HasV(std::string_view text) { return text.find_first_of("aeiouy") != std::string_view::npos; }

void Plural(std::string& word) {
  const size_t n = word.size();
  if (n >= 4 && word[n - 1] == 's' && word[n - 2] != 's') word.pop_back();
}

void PastAndGerund(std::string& word) {
  const size_t n = word.size();
  if (EndsWith(word, "eed")) {
    if (HasV(std::string_view(word).substr(0, n - 3))) word.pop_back();
  } else if (EndsWith(word, "ed")) {
    if (HasV(std::string_view(word).substr(0, n - 2))) word.resize(n - 2);
  } else if (EndsWith(word, "ing")) {
    if (HasV(std::string_view(word).substr(0, n - 3))) word.resize(n - 3);
  }
}

}  // namespace

std::string Stem(std::string word) {
  if (word.size() < 3) return word;
  Plural(word);
  PastAndGerund(word);
  if (word.size() >= 2 && word.back() == 'y' && !IsVowel(word[word.size() - 2])) word.back() = 'i';
  if (word.size() >= 3 && word.back() == 'e') word.pop_back();
  if (word.size() >= 2 && word.back() == word[word.size() - 2] && !IsVowel(word.back())) word.pop_back();
  return word;
}

}  // namespace kyodo::words
