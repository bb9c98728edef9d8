// Every YAML file that ships reads the same with our reader and with yaml-cpp.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory_resource>

#include "source_folder.h"
#include "yaml/layout.h"
#include "yaml/yaml.h"

namespace kyodo {
namespace {

/// Not the beginnings of new sites, which have @blanks@ to fill in.
std::vector<std::filesystem::path> ShippedFiles() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"content", "themes"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kyodo::testing::SourceFolder() / folder)) {
      const bool begins = entry.path().string().find("/start/") != std::string::npos;
      if (entry.is_regular_file() && entry.path().extension() == ".yaml" && !begins) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Flat(const yaml::Node& node) {
  std::string out;
  switch (node.kind) {
    case yaml::Node::kScalar: return fmt::format("<{}>", node.text);
    case yaml::Node::kSequence:
      for (const yaml::Node* item : node.items) out += Flat(*item) + ",\n";
      return "[" + out + "]";
    case yaml::Node::kMapping:
      for (const yaml::Entry& entry : node.entries) out += fmt::format("{}: {},\n", entry.key, Flat(*entry.value));
      return "{" + out + "}";
  }
  return out;
}

std::string Flat(const YAML::Node& node) {
  std::string out;
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) out += Flat(item) + ",\n";
    return "[" + out + "]";
  }
  if (node.IsMap()) {
    for (const auto& entry : node) out += fmt::format("{}: {},\n", entry.first.Scalar(), Flat(entry.second));
    return "{" + out + "}";
  }
  return fmt::format("<{}>", node.IsNull() ? "" : node.Scalar());
}

}  // namespace

TEST_CASE("Parse: reads every shipped file as yaml-cpp does", "[formats][yaml]") {
  const auto files = ShippedFiles();
  CHECK_FALSE(files.empty());
  for (const std::filesystem::path& path : files) {
    INFO(path.string());
    const SourceFile file{.path = path.filename().string(), .text = ReadFile(path)};
    std::pmr::monotonic_buffer_resource arena;
    Diagnostics diagnostics;
    const yaml::Node* ours = yaml::Parse(file, file.text, 1, arena, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(FormatText(diagnostic, Tongue::kEn));
    REQUIRE(ours);
    const YAML::Node theirs = YAML::Load(file.text);
    CHECK(Flat(*ours) == (theirs.IsNull() ? "{}" : Flat(theirs)));
  }
}

TEST_CASE("Layout: finds no slip in any shipped file", "[formats][yaml]") {
  for (const std::filesystem::path& path : ShippedFiles()) {
    INFO(path.string());
    const std::string text = ReadFile(path);
    for (const yaml::Problem& problem : yaml::Layout(text).Check()) {
      FAIL_CHECK(fmt::format("{}:{}: {} [{}]", problem.at.line, problem.at.column, problem.message.en, problem.rule));
    }
  }
}

}  // namespace kyodo
