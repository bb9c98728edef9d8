// What a site changes of a theme's style sheets, and what it changes in vain.
#include <catch2/catch.hpp>

#include "load/tokens.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

std::string Told(const std::string& css) {
  const SourceFile file{"tokens.css", css};
  Diagnostics diagnostics;
  ComplainUnknownTokens(file, {"--ink", "--paper"}, diagnostics);
  std::string told;
  for (const Diagnostic& one : diagnostics.list())
    told +=
        std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.message.en + "; " + one.hint.en + "\n";
  return told;
}

TEST_CASE("Tokens: a misspelt one is told with its place", "[load][theme]") {
  CHECK(Told(":root {\n  --papr: #fff;\n}\n") == "2:3 The theme has no such token: --papr; Did you mean “--paper”?\n");
}

TEST_CASE("Tokens: helpers of the site's own, comments and classes are no mistakes", "[load][theme]") {
  CHECK(Told("/* --blue: x */ :root { --green: #0a0; --ink: var(--green); } .btn--wide { color: var(--ink); }") == "");
}

/// The small site with its theme beside it, and `own` in the theme's folder of the site.
Files SiteThatChanges(const Files& own) {
  Files files{{"themes/plain/assets/tokens.css", ":root { --ink: #000; --paper: #fff; }\n"}};
  for (const auto& [path, text] : SmallSite())
    files[path.starts_with("site/themes/") ? path.substr(sizeof("site/") - 1) : path] = text;
  for (const auto& [path, text] : own) files["site/themes/" + path] = text;
  return files;
}

TEST_CASE("LoadTheme: the site's tokens come after the theme's, in one file", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"plain/assets/tokens.css", ":root { --ink: #009; }\n"}}));
  CHECK(site.Problems() == "");
  CHECK(site.theme->assets.at("tokens.css").bytes == ":root { --ink: #000; --paper: #fff; }\n:root { --ink: #009; }\n");
}

TEST_CASE("LoadTheme: a token that the theme does not have is told", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"plain/assets/tokens.css", ":root { --inc: #009; }\n"}}));
  CHECK(site.Problems() == "theme.token site/themes/plain/assets/tokens.css:1\n");
}

TEST_CASE("LoadTheme: a theme that site.yaml does not name is told", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"plian/templates/record.html", "own"}}));
  REQUIRE(site.diagnostics.list().size() == 1);
  CHECK(site.diagnostics.list()[0].path == "site/themes/plian");
  CHECK(site.diagnostics.list()[0].hint.en == "Did you mean “plain”?");
}

TEST_CASE("Renderer: a template of the site that nothing asks for is told", "[render][theme]") {
  Loaded site = LoadFiles(SiteThatChanges({{"plain/templates/recrod.html", "own"},
                                           {"plain/templates/record.html", "{% include \"piece.html\" %}"},
                                           {"plain/templates/piece.html", "{{ record.title }}"}}));
  RenderAll(site);
  REQUIRE(site.diagnostics.list().size() == 1);
  CHECK(site.diagnostics.list()[0].rule == "template.unused");
  CHECK(site.diagnostics.list()[0].path == "site/themes/plain/templates/recrod.html");
  CHECK(site.diagnostics.list()[0].hint.en == "Did you mean “record.html”?");
}

}  // namespace
}  // namespace kyodo::testing
