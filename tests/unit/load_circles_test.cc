// Chains that lead back to themselves are told once and opened, wherever the generator walks them.
#include <catch2/catch.hpp>

#include "core/text.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

/// Terms a1 → a2 → … → a<length> → a1, and `tail` terms that lead into them.
Files TermsInCircle(size_t length, size_t tail) {
  std::string terms =
      "label: 地区\nterms:\n  - {id: north, ja: 北}\n  - {id: south, ja: 南}\n  - {id: harbour, ja: 港}\n";
  for (size_t i = 0; i < tail; ++i) {
    const std::string above = i + 1 < tail ? "t" + std::to_string(i + 2) : "a1";
    terms += "  - {id: t" + std::to_string(i + 1) + ", ja: 外, broader: " + above + "}\n";
  }
  for (size_t i = 0; i < length; ++i)
    terms +=
        "  - {id: a" + std::to_string(i + 1) + ", ja: 内, broader: a" + std::to_string((i + 1) % length + 1) + "}\n";
  return SmallSiteWith({{"site/vocabularies/districts.yaml", terms},
                        {"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\ndistrict: " +
                                                     std::string(tail ? "t1" : "a1") + "\n"}});
}

/// Groups g1 → g2 → … → g<length> → g1, each a part of the next.
Files PartsInCircle(size_t length) {
  Files files = SmallSite();
  files["site/schema/groups.yaml"] += "parts: {of: whole, order: number}\n";
  std::string& schema = files["site/schema/groups.yaml"];
  schema.insert(schema.find("  contact:"), "  whole: {type: ref, to: groups}\n  number: {type: integer}\n");
  for (size_t i = 0; i < length; ++i)
    files["site/groups/g" + std::to_string(i + 1) + ".yaml"] =
        "name: {ja: 会}\nwhole: g" + std::to_string((i + 1) % length + 1) + "\n";
  files["site/themes/plain/templates/print.html"] = "{{ record.title }}";
  return files;
}

TEST_CASE("Load: wider terms in a circle are one error, whatever its length and whatever leads into it", "[load]") {
  for (const size_t length : {1, 2, 3, 64, 65, 200}) {
    for (const size_t tail : {0, 1, 70}) {
      CAPTURE(length, tail);
      Loaded loaded = LoadFiles(TermsInCircle(length, tail));
      REQUIRE(loaded.diagnostics.list().size() == 1);
      const Diagnostic& error = loaded.diagnostics.list()[0];
      CHECK(error.rule == "term.cycle");
      CHECK(error.line == 6 + tail);
      const std::string& said = error.message.en;
      CHECK(Split(said, '>').size() == 1);  // an arrow, not “->”
      CHECK(said.find("a1 → ") != std::string::npos);
      CHECK(said.substr(said.size() - 3) == " a1");
      RenderAll(loaded);  // comes to an end
    }
  }
}

TEST_CASE("Load: two circles are two errors, and terms that only meet are none", "[load]") {
  const Loaded two = LoadFiles(SmallSiteWith(
      {{"site/vocabularies/districts.yaml",
        "label: 地区\nterms:\n  - {id: north, ja: 北, broader: south}\n  - {id: south, ja: 南, broader: north}\n"
        "  - {id: harbour, ja: 港, broader: harbour}\n"}}));
  CHECK(two.Problems() ==
        "term.cycle site/vocabularies/districts.yaml:3\nterm.cycle site/vocabularies/districts.yaml:5\n");
  CHECK(two.diagnostics.list()[0].message.en == "The wider terms lead back to where they began: north → south → north");
  CHECK(two.diagnostics.list()[1].message.en == "The wider terms lead back to where they began: harbour → harbour");
  const Loaded none = LoadFiles(SmallSiteWith(
      {{"site/vocabularies/districts.yaml",
        "label: 地区\nterms:\n  - {id: north, ja: 北, broader: harbour}\n  - {id: south, ja: 南, broader: harbour}\n"
        "  - {id: harbour, ja: 港}\n"}}));
  CHECK(none.Problems() == "");
}

TEST_CASE("Load: parts in a circle are one error, whatever its length", "[load]") {
  for (const size_t length : {1, 2, 3, 99, 150}) {
    CAPTURE(length);
    const Loaded loaded = LoadFiles(PartsInCircle(length));
    REQUIRE(loaded.diagnostics.list().size() == 1);
    CHECK(loaded.diagnostics.list()[0].rule == "parts.cycle");
    CHECK(loaded.diagnostics.list()[0].path == "site/groups/g1.yaml");
    if (length == 3) CHECK(loaded.diagnostics.list()[0].message.en == "This is a part of itself: g1 → g2 → g3 → g1");
  }
}

TEST_CASE("Renderer: a record of more than 64 terms counts for each of them", "[render]") {
  std::string terms =
      "label: 地区\nterms:\n  - {id: north, ja: 北}\n  - {id: south, ja: 南}\n  - {id: harbour, ja: 港}\n";
  std::string named;
  for (int i = 0; i < 70; ++i) {
    terms += "  - {id: d" + std::to_string(i) + ", ja: 地区}\n";
    named += (i ? ", d" : "d") + std::to_string(i);
  }
  Files files =
      SmallSiteWith({{"site/vocabularies/districts.yaml", terms},
                     {"site/groups/ume.yaml", "name: {ja: 梅の会}\nkana: うめのかい\ndistrict: [" + named + "]\n"},
                     {"site/groups/matsu.yaml", "name: {ja: 松の会}\nkana: まつのかい\n"},
                     {"site/groups/take.yaml", "name: {ja: 竹の会}\nkana: たけのかい\n"}});
  std::string& schema = files["site/schema/groups.yaml"];
  const std::string one = "{type: term, vocabulary: districts}";
  schema.replace(schema.find(one), one.size(), "{type: list, of: " + one + "}");
  Loaded loaded = LoadFiles(files);
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.contains("groups/by-district-d69.html"));
}

}  // namespace
}  // namespace kyodo::testing
