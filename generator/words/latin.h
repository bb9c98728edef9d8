// Japanese in Latin letters as the addresses of pages spell it: Hepburn's romanisation with long vowels short (kyodo,
// not kyoudou). For proposals that a person may change, so a likely reading is better than none.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "words/mecab.h"

namespace kyodo::words {

/// The rules take some milliseconds to be made.
class Latin {
 public:
  Latin();
  ~Latin();

  /// Of a text in kana; other characters stay as they are.
  std::string OfKana(std::string_view kana) const;

  /// Of any Japanese text, its words joined by hyphens: 冬の料理会 is fuyu-no-ryori-kai. Kanji are read by the civic
  /// words and the dictionary; those that neither knows are left out.
  std::string OfText(std::string_view text, const Mecab& dictionary) const;

 private:
  struct Rules;
  std::unique_ptr<Rules> rules_;  // null: this ICU has none
};

}  // namespace kyodo::words
