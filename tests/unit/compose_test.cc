#include "core/compose.h"

#include <catch2/catch.hpp>

namespace kyodo {
namespace {

TEST_CASE("ComposeMarks: kana and letters of a Mac become one character each", "[core][compose]") {
  CHECK(ComposeMarks("か\xE3\x82\x99っこうハ\xE3\x82\x9A") == "がっこうパ");
  CHECK(ComposeMarks("cafe\xCC\x81") == "caf\xC3\xA9");
  CHECK(ComposeMarks("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB") == "한");
}

TEST_CASE("ComposeMarks: variants of kanji in names stay", "[core][compose]") {
  CHECK(ComposeMarks("塚か\xE3\x82\x99晴") == "塚が晴");
  CHECK(ComposeMarks("\xEF\xA8\x90") == "\xEF\xA8\x90");  // U+FA10
  CHECK(ComposeMarks("\xEF\xA8\x90か\xE3\x82\x99") == "\xEF\xA8\x90が");
}

TEST_CASE("HasMarks: finds none in text that is composed", "[core][compose]") {
  CHECK_FALSE(HasMarks("港区の学校とカフェ Café"));
  CHECK(HasMarks("か\xE3\x82\x99"));
}

}  // namespace
}  // namespace kyodo
