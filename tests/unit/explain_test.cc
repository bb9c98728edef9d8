// What `kyodo explain` says: every rule of the program, and examples of which the wrong one tells its rule and the
// right one tells nothing. generator/explain/rules/yaml.yaml says how a row is read.
#include "explain/explain.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "broken_sites.h"
#include "core/levels.h"
#include "holds.h"
#include "source_folder.h"

namespace kyodo {
namespace {

using testing::Files;
using testing::Holds;

/// Texts of the shape of a rule's name that are none.
const std::set<std::string> kOthers = {"district.id",   "edit.js",    "edit.svg", "group.name",   "loop.cycle",
                                       "kyodo-cron.sh", "menus.home", "name.en",  "period.start", "preview.js"};

constexpr const char* kFront = "---\ntitle: ためし  # kyodo: ok translation.missing\n---\n\n";

std::string Trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// The site that examples stand in: tests/errors/base, and what it lacks for some of them.
const Files& SiteOfExamples() {
  static const Files site = [] {
    Files files = testing::BaseSite();
    for (auto& [path, text] : testing::ReadSite(testing::kTests / "explain")) files[path] = text;
    return files;
  }();
  return site;
}

/// That site with one of the row's examples in it.
Files Made(const YAML::Node& row, const std::string& usual_file, const std::string& example) {
  Files site = SiteOfExamples();
  const std::string path = "site/" + (row["in"] ? row["in"].as<std::string>() : usual_file);
  const auto old = site.find(path);
  static const std::regex kName("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+");
  if (std::regex_match(example, kName)) {
    const bool document = example.find(".md") != std::string::npos;
    site["site/" + example] =
        document ? std::string(kFront) + "公園で行います。\n" : "name: {ja: 散歩の会, en: Walkers}\n";
  } else if (old == site.end()) {
    const bool whole = path.find(".md") == std::string::npos || StartsWith(example, "---\n");
    site[path] = (whole ? "" : kFront) + example + "\n";
  } else {
    const std::string at = Trimmed(row[row["at"] ? "at" : "right"].as<std::string>());
    const size_t found = old->second.find(at);
    INFO(path << " has: " << at);
    REQUIRE(found != std::string::npos);
    old->second.replace(found, at.size(), example);
  }
  return site;
}

std::vector<std::string> ToldOfExample(const Files& site) {
  std::vector<std::string> rules;
  const Diagnostics diagnostics = testing::CheckSite(site);
  for (const Diagnostic& one : diagnostics.list()) rules.push_back(one.rule);
  return rules;
}

TEST_CASE("explain: the site of the examples tells nothing by itself", "[explain]") {
  CHECK(ToldOfExample(SiteOfExamples()) == std::vector<std::string>{});
}

TEST_CASE("explain: the wrong example tells its rule, the right one tells nothing", "[explain]") {
  const std::string folder = (testing::SourceFolder() / "generator/explain/rules/").string();
  size_t examples = 0;
  for (const char* family : {"yaml", "values", "texts", "sense", "settings", "theme", "machine"}) {
    const YAML::Node rows = YAML::LoadFile(folder + family + ".yaml");
    const std::string usual = rows["in"] ? rows["in"].as<std::string>() : "";
    for (const auto& entry : rows) {
      const YAML::Node& row = entry.second;
      if (!row.IsMap() || !row["wrong"]) continue;
      const auto rule = entry.first.as<std::string>();
      INFO(rule);
      ++examples;
      const std::vector<std::string> wrong = ToldOfExample(Made(row, usual, Trimmed(row["wrong"].as<std::string>())));
      CHECK(std::count(wrong.begin(), wrong.end(), rule) > 0);
      const std::vector<std::string> right = ToldOfExample(Made(row, usual, Trimmed(row["right"].as<std::string>())));
      CHECK(right == std::vector<std::string>{});
    }
  }
  CHECK(examples >= 250);
}

TEST_CASE("explain: every rule of the program is explained in both languages", "[explain]") {
  std::set<std::string> known;
  for (const explain::Family& family : explain::AllRules()) {
    CHECK_FALSE(family.title.ja.empty());
    for (const explain::Rule& rule : family.rules) {
      INFO(rule.name);
      CHECK(known.insert(rule.name).second);
      CHECK_FALSE(rule.meaning.ja.empty());
      CHECK_FALSE(rule.meaning.en.empty());
      CHECK(rule.why_none.ja.empty() == rule.why_none.en.empty());
      CHECK(rule.wrong.empty() == rule.right.empty());
      CHECK(rule.wrong.empty() != rule.why_none.empty());
    }
  }
  for (const std::string_view name : RuleNames()) {
    INFO(name);
    CHECK((known.contains(std::string(name)) || kOthers.contains(std::string(name))));
  }
}

TEST_CASE("explain: the page counts the rules without an example", "[explain]") {
  const std::vector<explain::Family> families = {
      {{"値", "Values"}, {{"a.b", {"甲", "A"}, "x: 1", "x: 2", {}}, {"a.c", {"乙", "B"}, "", "", {"わけ", "Why"}}}}};
  const std::string page = explain::PageOf(families);
  CHECK_THAT(page,
             Holds("1 of 2 have a wrong and a right example, which tests try; of the other 1 it is said why not"));
  CHECK_THAT(page, Holds("### `a.c`\n\n乙\n\nB\n\nわけ\n\nWhy\n"));
}

}  // namespace
}  // namespace kyodo
