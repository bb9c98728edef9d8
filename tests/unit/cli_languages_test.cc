#include <catch2/catch.hpp>

#include "cli/languages.h"
#include "holds.h"

namespace kyodo::cli {

namespace {

const std::vector<std::string> kOfSite = {"ja", "en", "zh-Hant"};

std::string Told(const std::string& code, Tongue tongue) {
  const Result<size_t> found = FindLanguage(code, kOfSite);
  return found.ok() ? std::to_string(*found) : FormatText(found.error(), tongue);
}

TEST_CASE("FindLanguage: a language of the site, or its first when none is named", "[cli]") {
  CHECK(Told("", Tongue::kEn) == "0");
  CHECK(Told("ja", Tongue::kEn) == "0");
  CHECK(Told("zh-Hant", Tongue::kEn) == "2");
}

TEST_CASE("FindLanguage: another is an error that names the site's, and the one that may be meant", "[cli]") {
  CHECK(Told("fr", Tongue::kEn) ==
        "error: The site has no such language: --in fr (it has ja, en, zh-Hant) [usage.language]\n"
        "      = Example: --in zh-Hant\n");
  CHECK(Told("fr", Tongue::kJa) ==
        "error: このサイトにない言語です: --in fr（サイトの言語: ja、en、zh-Hant） [usage.language]\n"
        "      = 例: --in zh-Hant\n");
  for (const char* code : {"EN", "en-US", "en_GB.UTF-8", "eng"}) {
    CHECK_THAT(Told(code, Tongue::kEn), testing::Holds("Did you mean “en”?"));
    CHECK_THAT(Told(code, Tongue::kJa), testing::Holds("「en」のことでしょうか。"));
  }
  CHECK_THAT(Told("jp", Tongue::kEn), testing::Holds("Did you mean “ja”?"));
}

}  // namespace

}  // namespace kyodo::cli
