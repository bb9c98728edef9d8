// Numbers that a text and its translation do not share: 3,000円 and 30,000 yen, 7月 and June.
#pragma once

#include <vector>

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Of one record: takes its texts, and compares those of a field in Japanese and in English.
class TranslatedNumbers {
 public:
  explicit TranslatedNumbers(const Site& site) : site_(site) {}

  void Add(const Text& text);
  /// Warning `language.number`, where each of the two has a number of a kind that the other lacks: one that is in one
  /// alone was left out, and may be. Then forgets the texts.
  void Compare(Diagnostics& diagnostics);

 private:
  struct Known {
    Text text;
    bool japanese;
  };
  void CompareField(size_t first, size_t last, Diagnostics& diagnostics) const;

  const Site& site_;
  std::vector<Known> texts_;
};

}  // namespace kyodo::check
