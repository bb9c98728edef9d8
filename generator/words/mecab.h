// Words of Japanese text and how they are read: MeCab with the dictionary IPADIC.
// The dictionary is named, because the system's default may be any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "system/file_system.h"

namespace kyodo {

/// Where Debian's package mecab-ipadic-utf8 keeps the compiled dictionary.
inline constexpr const char* kMecabDictionary = "/var/lib/mecab/dic/ipadic-utf8";
/// The largest file of a dictionary: while it is as it was, so is every reading.
inline constexpr const char* kMecabDictionaryFile = "/var/lib/mecab/dic/ipadic-utf8/sys.dic";

struct Morpheme {
  uint32_t begin = 0, end = 0;  // bytes of the text
  std::string_view reading;     // katakana, part of the dictionary; empty: unknown
  /// Of all ways to read these characters as one word between these neighbours, the probability
  /// of this one. 市場 is しじょう or いちば, and costs tell them apart by little.
  float certainty = 0;
  bool is_number = false;  // 名詞,数
  bool is_person = false;  // 人名: IPADIC knows too few, and gives common names for rare ones
};

/// The dictionary. Shared by threads.
class Mecab {
 public:
  /// Null when there is no dictionary in that folder. Error `readings.dictionary`: it is damaged, or cannot be read
  /// just now, which must not take the readings from every page. Those of FileSystem::Stat.
  static Result<std::unique_ptr<Mecab>> Open(FileReader& files, const std::string& folder);
  ~Mecab();

  /// Belongs to one thread.
  class Parser {
   public:
    explicit Parser(const Mecab& mecab);
    ~Parser();
    /// Replaces `out`. Spaces belong to no word.
    void Parse(std::string_view text, std::vector<Morpheme>& out);

   private:
    void ParsePart(std::string_view text, size_t offset, std::vector<Morpheme>& out);

    struct State;
    std::unique_ptr<State> state_;
  };

 private:
  struct Model;
  explicit Mecab(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace kyodo
