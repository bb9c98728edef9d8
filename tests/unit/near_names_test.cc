#include "source/near_names.h"

#include <catch2/catch.hpp>

namespace kyodo {
namespace {

std::string Near(const std::string& name) {
  const auto files = MakeMemoryFileSystem({{"site/pages/か\xE3\x82\x99く.txt", "x"},
                                           {"site/pages/two words.pdf", "x"},
                                           {"site/Photos/Park.JPG", "x"},
                                           {"site/photos.txt", "x"}});
  const NearName found = FindNearName(*files, "site", "site/" + name);
  constexpr const char* kKinds[] = {"none", "same", "slip", "guess"};
  return std::string(kKinds[found.kind]) + " " + found.path;
}

TEST_CASE("FindNearName: other bytes for the same name", "[source]") {
  CHECK(Near("pages/がく.txt") == "same site/pages/か\xE3\x82\x99く.txt");
  CHECK(Near("pages/two%20words.pdf") == "same site/pages/two words.pdf");
  CHECK(Near("pages/%E3%81%8C%E3%81%8F.txt") == "same site/pages/か\xE3\x82\x99く.txt");
}

TEST_CASE("FindNearName: slips and guesses", "[source]") {
  CHECK(Near("photos/park.jpg") == "slip site/Photos/Park.JPG");
  CHECK(Near("Photos/Ｐａｒｋ.JPG") == "slip site/Photos/Park.JPG");
  CHECK(Near("Photos/Prak.JPG") == "guess site/Photos/Park.JPG");
  CHECK(Near("pages/other.pdf") == "none ");
}

TEST_CASE("WithoutPercentSigns: leaves what is no text", "[source]") {
  CHECK(WithoutPercentSigns("a%20b") == "a b");
  CHECK(WithoutPercentSigns("100%") == "100%");
  CHECK(WithoutPercentSigns("a%2Fb") == "a%2Fb");
  CHECK(WithoutPercentSigns("a%FFb") == "a%FFb");
}

TEST_CASE("NameFrom: as the file would be written there", "[source]") {
  CHECK(NameFrom("site/pages/x/index.ja.md", "site/pages/x/a b.txt", true) == "a%20b.txt");
  CHECK(NameFrom("site/pages/x/index.ja.md", "site/pages/y.txt", false) == "../y.txt");
  CHECK(NameFrom("site/pages/index.ja.md", "site/activities/a.yaml", false) == "../activities/a.yaml");
}

}  // namespace
}  // namespace kyodo
