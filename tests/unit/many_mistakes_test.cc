// Hundreds of mistakes in one site are told in one run, none for another, and at once.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <ctime>
#include <map>

#include "broken_sites.h"

namespace kyodo::testing {
namespace {

struct Mistake {
  const char* line;  // of a record
  const char* rule;
};

constexpr std::array<Mistake, 17> kMistakes = {{{"members: １２", "value.integer"},
                                                {"members: 501", "value.range"},
                                                {"area_km2: 広い", "value.decimal"},
                                                {"open: たぶん", "value.boolean"},
                                                {"held_on: 2026-02-30", "date.range"},
                                                {"held_on: 5月2日", "date.format"},
                                                {"starts_at: 朝", "value.datetime"},
                                                {"email: kyodo(at)example.jp", "value.email"},
                                                {"tel: 電話", "value.tel"},
                                                {"website: example", "value.url"},
                                                {"district: nowhere-{0}", "term.unknown"},
                                                {"desk: nobody-{0}", "ref.missing"},
                                                {"tools: 軍手", "value.list"},
                                                {"colour: red", "key.unknown"},
                                                {"summary：あ", "yaml.fullwidth-colon"},
                                                {"story: {ja: \"[a](b.md)\", en: \"<b>x</b>\"}", "markdown.raw-html"},
                                                {"stage: think", "value.one-of"}}};
constexpr size_t kEach = 30;

TEST_CASE("Check: 510 mistakes in one site are all told in one run, in less than a second", "[slips][many]") {
  static_assert(kMistakes.size() * kEach == 510);
  Files site = BaseSite();
  std::map<std::string, std::string> expected;
  for (size_t i = 0; i < kMistakes.size() * kEach; ++i) {
    const Mistake& mistake = kMistakes[i % kMistakes.size()];
    const std::string path = fmt::format("site/activities/mistake-{}.yaml", i);
    std::string line = mistake.line;  // many that name one thing which is not there are told as one
    if (const size_t number = line.find("{0}"); number != line.npos) line.replace(number, 3, std::to_string(i));
    site[path] = fmt::format("name: {{ja: 会{0}, en: Group {0}}}\n{1}\n", i, line);
    expected[path] = mistake.rule;
  }
  const std::clock_t start = std::clock();
  const Diagnostics told = CheckSite(site);
  [[maybe_unused]] const std::clock_t took = std::clock() - start;  // of the processor, whatever else it does
  size_t found = 0;
  for (const Diagnostic& one : told.list()) {
    const auto mistake = expected.find(one.path);
    if (mistake == expected.end()) continue;
    INFO(one.path << ":" << one.line << " " << one.rule << " " << one.message.en);
    found += one.rule == mistake->second;
  }
  CHECK(found >= 510);
  CHECK(told.Count(Severity::kError) >= 510);
  // What follows from a mistake, or from another record's, would be noise.
  CHECK(told.list().size() <= 510 + kEach);
#ifdef NDEBUG
  CHECK(took < CLOCKS_PER_SEC);
#endif
}

}  // namespace
}  // namespace kyodo::testing
