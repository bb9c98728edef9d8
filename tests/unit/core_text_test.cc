#include <catch2/catch.hpp>

#include "core/html.h"
#include "core/json.h"
#include "core/shown.h"
#include "core/text.h"

namespace kyodo {
namespace {

TEST_CASE("FindInvalidUtf8: finds overlong forms, surrogates and cut sequences", "[core][text]") {
  CHECK(FindInvalidUtf8("協働 kyodo 𠮷") == std::string::npos);
  CHECK(FindInvalidUtf8("ab\xC0\xAF") == 2);
  CHECK(FindInvalidUtf8("a\xED\xA0\x80") == 1);
  CHECK(FindInvalidUtf8("協\xE5\x83") == 3);
  CHECK(FindInvalidUtf8("\xF5\x80\x80\x80") == 0);
}

TEST_CASE("Shown: what a terminal or an eye would be led astray by is written out", "[core][text]") {
  CHECK(Shown("地区 ward-1.yaml 🏙") == "地区 ward-1.yaml 🏙");
  CHECK(Shown("a\x1b[31m") == "a\\u{1b}[31m");
  CHECK(Shown("b\u202egnp\u2066") == "b\\u{202e}gnp\\u{2066}");
  CHECK(Shown("c\u009b5m\x7f") == "c\\u{9b}5m\\u{7f}");
  CHECK(Shown("d\n::error::\t") == "d\\u{a}::error::\\u{9}");
  CHECK(Shown("d\n\te\r", "\n\t") == "d\n\te\\u{d}");
  CHECK(Shown("f\xff\xe3\x81g") == "f\\x{ff}\\x{e3}\\x{81}g");
}

TEST_CASE("DisplayWidth: wide characters take two columns, marks none", "[core][text]") {
  CHECK(DisplayWidth("協働 kyodo") == 10);
  CHECK(DisplayWidth("ｶﾅ") == 2);
  CHECK(DisplayWidth("か\u3099") == 2);
}

TEST_CASE("Fold: width, case and compatibility forms are one", "[core][text]") {
  CHECK(Fold("ＮＰＯ") == "npo");
  CHECK(Fold("ｶﾞｲﾄﾞ") == Fold("ガイド"));
  CHECK(Fold("㈱") == "(株)");
}

TEST_CASE("EditDistance: stops one past the limit", "[core][text]") {
  CHECK(EditDistance("budget", "budgte", 3) == 1);
  CHECK(EditDistance("kitten", "sitting", 5) == 3);
  CHECK(EditDistance("a", "abcdef", 2) == 3);
}

TEST_CASE("RelativeUrl: climbs only as far as needed", "[core][html]") {
  CHECK(RelativeUrl("groups/a.html", "cases/b.html") == "../groups/a.html");
  CHECK(RelativeUrl("cases/a.html", "cases/b.html") == "a.html");
  CHECK(RelativeUrl("index.html", "en/cases/b.html") == "../../index.html");
  CHECK(RelativeUrl("cases/b.html", "cases/b.html") == "b.html");
  CHECK(RelativeUrl("cases/b.html#top", "cases/b.html") == "#top");
  CHECK(RelativeUrl("en/index.html", "index.html") == "en/index.html");
}

TEST_CASE("RelativeUrl: what a path may not hold is percent-encoded", "[core][html]") {
  CHECK(RelativeUrl("c/事例 1.html#h-概要", "index.html") == "c/%E4%BA%8B%E4%BE%8B%201.html#h-%E6%A6%82%E8%A6%81");
  CHECK(RelativeUrl("a:b.html", "index.html") == "./a:b.html");
}

TEST_CASE("Html::WriteTo: fills holes as seen from the page", "[core][html]") {
  const Html html{"<a href=\"\">x</a>", {{9, "groups/a.html"}}};
  std::string out;
  html.WriteTo(out, "cases/b.html");
  CHECK(out == "<a href=\"../groups/a.html\">x</a>");
}

TEST_CASE("AppendJsonString: is safe inside a script element", "[core][json]") {
  std::string out;
  AppendJsonString(out, "</script>&\"\\\n\x01\u2028");
  CHECK(out == "\"\\u003c/script\\u003e\\u0026\\\"\\\\\\n\\u0001\\u2028\"");
}

TEST_CASE("JsonWriter: puts commas where they belong", "[core][json]") {
  JsonWriter json;
  json.BeginObject().Key("a").BeginArray().Integer(1).Integer(2).EndArray().Key("b").String("x").EndObject();
  CHECK(json.Take() == R"({"a":[1,2],"b":"x"})");
}

}  // namespace
}  // namespace kyodo
