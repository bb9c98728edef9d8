// Holds the folders of generator/ to their one-way order.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "source_folder.h"

namespace {

/// generator/layers.txt: folder → what it may include. Each names only folders above it.
std::map<std::string, std::set<std::string>> Layers() {
  std::map<std::string, std::set<std::string>> layers;
  std::ifstream in(kyodo::testing::SourceFolder() / "generator/layers.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line.substr(line.find(':') + 1));
    std::set<std::string> above;
    for (std::string word; words >> word;) {
      INFO(line);
      CHECK(layers.contains(word));
      above.insert(word);
    }
    layers[line.substr(0, line.find(':'))] = above;
  }
  return layers;
}

TEST_CASE("generator/: every folder includes only what stands before it", "[layers]") {
  const std::map<std::string, std::set<std::string>> layers = Layers();
  const std::filesystem::path root = kyodo::testing::SourceFolder() / "generator";
  const std::regex include("^#include \"([a-z_]+)/");
  size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string folder = (*std::filesystem::relative(entry.path(), root).begin()).string();
    REQUIRE(layers.contains(folder));
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, include) || match[1] == folder) continue;
      INFO(entry.path().string() << ": " << line);
      CHECK(layers.at(folder).contains(match[1]));
    }
  }
  CHECK(files > 50);
}

/// The linker takes one of two for both, whatever their sizes.
TEST_CASE("generator/: no two headers of a namespace give a type one name", "[layers]") {
  const std::filesystem::path root = kyodo::testing::SourceFolder() / "generator";
  const std::regex space("^namespace ([a-z_:]+) \\{"), type("^(struct|class) ([A-Za-z]+)( final)?( :.*)? \\{");
  std::map<std::string, std::string> headers;  // of each type
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    std::string within;
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (std::regex_search(line, match, space)) within = match[1];
      if (!std::regex_search(line, match, type)) continue;
      const auto [known, is_new] = headers.emplace(within + "::" + match[2].str(), entry.path().string());
      INFO(known->first << " in " << known->second << " and in " << entry.path().string());
      CHECK(is_new);
    }
  }
  CHECK(headers.size() > 200);
}

}  // namespace
