#include <catch2/catch.hpp>

#include "core/word_finder.h"

namespace kyodo {

namespace {

/// "3 取り組み, 3 取り組": all places, in order.
std::string Found(const WordFinder& finder, std::string_view text) {
  std::vector<WordFinder::Hit> hits = {{99, 99}};
  finder.Find(text, hits);
  std::string out;
  for (const auto& [at, word] : hits) {
    if (!out.empty()) out += ", ";
    out += std::to_string(at) + ' ' + std::string(finder.words()[word]);
  }
  return out;
}

}  // namespace

TEST_CASE("A finder gives all places of all words in their order", "[core]") {
  const WordFinder finder({"取り組", "組み", "取り組み", "", "PC", "TODO", "TODO", "aaa"});
  CHECK(Found(finder, "") == "");
  CHECK(Found(finder, "取") == "");
  CHECK(Found(finder, "の取り組み") == "3 取り組み, 3 取り組, 9 組み");
  CHECK(Found(finder, "PC の TODO") == "0 PC, 7 TODO, 7 TODO");
  CHECK(Found(finder, "TODO PC") == "0 TODO, 0 TODO, 5 PC");
  CHECK(Found(finder, "aaaaa") == "0 aaa, 1 aaa, 2 aaa");
  CHECK(Found(finder, "P") == "");
  CHECK(Found(finder, "x取り") == "");
  CHECK(Found(WordFinder(), "x取り") == "");
}

}  // namespace kyodo
