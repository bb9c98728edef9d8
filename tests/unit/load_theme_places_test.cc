// Where themes are looked for.
#include <catch2/catch.hpp>

#include "load/theme.h"
#include "load/theme_places.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

TEST_CASE("ThemePlaces: beside the site, then KYODO_DATA, with the program, in /usr", "[load][theme]") {
  const std::vector<std::string> expected = {"/srv/city/themes",
                                             "/data/themes",
                                             "/opt/kyodo/share/kyodo/themes",
                                             "/opt/themes",
                                             "/usr/local/share/kyodo/themes",
                                             "/usr/share/kyodo/themes"};
  CHECK(ThemePlaces("/srv/city/content", "/opt/kyodo/bin/kyodo", "/data") == expected);
}

TEST_CASE("ThemePlaces: names no place twice", "[load][theme]") {
  const std::vector<std::string> expected = {"/src/themes", "/src/build/share/kyodo/themes",
                                             "/usr/local/share/kyodo/themes", "/usr/share/kyodo/themes"};
  CHECK(ThemePlaces("/src/content", "/src/build/release/kyodo", nullptr) == expected);
}

TEST_CASE("FindTheme: the site's, the one beside it, and one of the programs'", "[load][theme]") {
  const auto files = MakeMemoryFileSystem({{"s/content/themes/plain/a", ""},
                                           {"s/themes/plain/a", ""},
                                           {"first/other/a", ""},
                                           {"second/plain/a", ""},
                                           {"third/plain/a", ""}});
  Diagnostics diagnostics;
  const ThemeFolders found =
      FindTheme(*files, "s/content", {"s/themes", "first", "second", "third"}, "plain", diagnostics);
  CHECK(found.theme == std::vector<std::string>{"s/content/themes/plain", "s/themes/plain", "second/plain"});
  CHECK(diagnostics.empty());
}

}  // namespace
}  // namespace kyodo::testing
