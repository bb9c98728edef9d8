// Whatever expression a schema has and whatever text an author writes, the answer comes soon.
#include <catch2/catch.hpp>
#include <ctime>

#include "load/patterns.h"
#include "testing.h"

namespace kyodo::load {
namespace {

std::string Times(size_t count, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_CASE("FitsPattern: the whole text has to fit", "[load][pattern]") {
  CHECK(FitsPattern("[ぁ-ゖー]+", "せいそう") == Fit::kYes);
  CHECK(FitsPattern("[ぁ-ゖー]+", "せいそうA") == Fit::kNo);
  CHECK(FitsPattern("[ぁ-ゖー]+", Times(50000, "あ")) == Fit::kYes);
  CHECK(FitsPattern("[a-z ]+(, [a-z]+)*", Times(2000, "abc, ") + "a") == Fit::kYes);
}

TEST_CASE("FitsPattern: what would take for ever is given up, the same way each time", "[load][pattern]") {
  for (const char* pattern : {"(a+)+b", "(a*)*b", "(?:a|a)*b", "(?:a|aa)+b", "(a{0,9}){0,9}b", "(a{0,1000}){0,1000}b",
                              "((a{0,100}){0,100}){0,100}b", "(?:a{1,1000}){1,1000}b", "a*a*a*a*a*a*a*a*b",
                              "(.*)(.*)(.*)(.*)(.*)(.*)(.*)b", "((?:a+)+)+\\1?b", "(?=(a+)+b)a*", "(?i)(a+)+b"}) {
    CAPTURE(pattern);
    REQUIRE(IsPattern(pattern));
    const std::clock_t start = std::clock();  // of the processor, whatever else it does
    for (int i = 0; i < 3; ++i) CHECK(FitsPattern(pattern, Times(300, "a") + "c") != Fit::kYes);
    CHECK(FitsPattern(pattern, "c") != Fit::kYes);
    CHECK(std::clock() - start < 5 * CLOCKS_PER_SEC);
  }
  CHECK(FitsPattern("(a+)+b", Times(300, "a") + "c") == Fit::kTooSlow);
  CHECK(FitsPattern("(a+)+b", "aaaaab") == Fit::kYes);
  CHECK(FitsPattern("(a|b)*", Times(3000000, "a")) == Fit::kTooSlow);  // for want of memory
}

TEST_CASE("IsPattern: what ICU refuses, or could take gigabytes, fits nothing and harms nothing", "[load][pattern]") {
  for (const std::string& pattern :
       {std::string("[A-Z"), std::string("a{0,1000}{0,1000}"), std::string("a{2,}{3,}"), std::string("(?<=a*)b"),
        std::string("a{99999999999}"), std::string("*"), std::string("\\"), std::string("(?P<n>a)"),
        std::string("\\p{Nothing}"), Times(400, "("), Times(300, "(") + "a" + Times(300, ")"),
        Times(200, "[\\p{L}]")}) {
    CAPTURE(pattern);
    CHECK_FALSE(IsPattern(pattern));
    CHECK(FitsPattern(pattern, "aaa") == Fit::kNo);
    CHECK(FitsPattern(pattern, "aaa") == Fit::kNo);
  }
  CHECK(IsPattern(Times(142, "[\\p{L}]")));
}

TEST_CASE("Load: a slow expression is told at the schema, once for all values", "[load][pattern]") {
  testing::Files files = testing::SmallSite();
  std::string& schema = files["site/schema/groups.yaml"];
  schema.insert(schema.find("  contact:"), "  code: {type: string, pattern: \"(a+)+b\"}\n");
  for (const char* name : {"ume", "matsu", "take"})
    files["site/groups/" + std::string(name) + ".yaml"] += "code: " + Times(60, "a") + name + "\n";
  CHECK(testing::LoadFiles(files).Problems() == "schema.pattern-slow site/schema/groups.yaml:9\n");
}

TEST_CASE("Load: texts of thousands of characters are no addresses, and that is soon known", "[load][pattern]") {
  for (const auto& [type, text] :
       {std::pair("url", "http://a" + Times(60000, ".a") + "<"),
        std::pair("email", Times(60000, "a.") + "@" + Times(60000, "a.")), std::pair("tel", Times(60000, "0-"))}) {
    testing::Files files = testing::SmallSite();
    std::string& schema = files["site/schema/groups.yaml"];
    schema.insert(schema.find("  contact:"), "  code: {type: " + std::string(type) + "}\n");
    files["site/groups/ume.yaml"] += "code: \"" + text + "\"\n";
    CHECK(testing::LoadFiles(files).Problems() == "value." + std::string(type) + " site/groups/ume.yaml:5\n");
  }
}

}  // namespace
}  // namespace kyodo::load
