// What is told of each slip in tests/slips: all of it, at its line, in both languages. tests/README.md describes the
// tables.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "broken_sites.h"
#include "holds.h"

namespace kyodo {
namespace {

namespace fs = std::filesystem;
using testing::Files;
using testing::Holds;
using testing::kTests;

std::string TextOf(const YAML::Node& node) { return node ? node.as<std::string>() : ""; }

/// The base site with the slip made in it.
Files SiteOfSlip(const YAML::Node& slip) {
  Files site = testing::BaseSite();
  const std::string path = "site/" + TextOf(slip["file"]);
  if (slip["text"]) site[path] = TextOf(slip["text"]);
  if (slip["replace"]) {
    const std::string from = TextOf(slip["replace"]);
    const size_t at = site[path].find(from);
    INFO("replace: a text that stands in " << path << " once");
    REQUIRE(at != std::string::npos);
    REQUIRE(site[path].find(from, at + 1) == std::string::npos);
    site[path].replace(at, from.size(), TextOf(slip["with"]));
  }
  for (const auto& more : slip["also"]) site["site/" + TextOf(more.first)] = TextOf(more.second);
  if (slip["rename"]) {  // a file, or a folder with all that is in it
    Files moved;
    for (auto it = site.begin(); it != site.end();) {
      const bool is_it = it->first == path || StartsWith(it->first, path + "/");
      if (is_it) moved["site/" + TextOf(slip["rename"]) + it->first.substr(path.size())] = it->second;
      it = is_it ? site.erase(it) : std::next(it);
    }
    REQUIRE_FALSE(moved.empty());
    site.merge(moved);
  }
  return site;
}

/// All that `kyodo check` tells, and its words for each language.
struct ToldOfSlip {
  std::vector<std::string> rules;  // "RULE:LINE" of the slip's file, "FILE RULE:LINE" of another
  std::string ja, en;
};

ToldOfSlip Check(const Files& site, const std::string& file) {
  const Diagnostics diagnostics = testing::CheckSite(site);
  ToldOfSlip told;
  for (const Diagnostic& one : diagnostics.list()) {
    const std::string path = StartsWith(one.path, "site/") ? one.path.substr(5) : one.path;
    const std::string rule = one.line ? one.rule + ":" + std::to_string(one.line) : one.rule;
    told.rules.push_back(path == file ? rule : path + " " + rule);
    told.ja += one.message.ja + "\n" + one.hint.ja + "\n";
    told.en += one.message.en + "\n" + one.hint.en + "\n";
  }
  return told;
}

TEST_CASE("Slips: the base site has none", "[slips]") { CHECK(Check(testing::BaseSite(), "").rules.empty()); }

TEST_CASE("Slips: each is told at its line, and nothing besides", "[slips]") {
  size_t rows = 0;
  for (const auto& table : fs::directory_iterator(kTests / "slips")) {
    for (const YAML::Node& slip : YAML::LoadFile(table.path().string())) {
      ++rows;
      INFO(table.path().filename().string() << ": " << TextOf(slip["slip"]));
      const std::string file = TextOf(slip[slip["rename"] ? "rename" : "file"]);
      const ToldOfSlip told = Check(SiteOfSlip(slip), file);
      REQUIRE(slip["tells"]);
      CHECK(told.rules == slip["tells"].as<std::vector<std::string>>());
      CHECK_THAT(told.ja, Holds(TextOf(slip["ja"])));
      CHECK_THAT(told.en, Holds(TextOf(slip["en"])));
    }
  }
  CHECK(rows > 0);
}

}  // namespace
}  // namespace kyodo
