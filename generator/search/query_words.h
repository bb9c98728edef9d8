// A query taken apart into words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/read.h"
#include "words/normalize.h"

namespace kyodo::search {

struct QueryRun {
  words::RunClass kind;
  std::u32string text;
  bool quoted = false;

  std::u32string Term() const;
};

struct ParsedQuery {
  std::vector<QueryRun> runs;           // of phrases also the terms of pairs
  std::vector<std::u32string> phrases;  // normalised
};

ParsedQuery ParseQuery(std::string_view query, const words::Variants& variants);

/// The parts of a Japanese run (query.h); none where it would be one part, the whole run.
std::vector<std::u32string> PartsOf(std::u32string_view run, const KnownWords& known);

/// Other ways to write a Japanese run: 霞ケ関, 霞が関.
std::vector<std::u32string> Respelt(std::u32string_view run);

/// Those of `known` that a mistyped word of letters may mean.
std::vector<std::u32string> NearestWords(const QueryRun& run, const std::vector<std::u32string>& known);
/// What is read nearly as `kana`.
std::vector<std::u32string> NearlyRead(Index& index, std::u32string_view kana);

/// The groups of digits in which a telephone number may be written.
std::vector<std::vector<std::u32string>> TelephoneGroups(std::u32string_view digits);

bool IsHan(char32_t c);

}  // namespace kyodo::search
