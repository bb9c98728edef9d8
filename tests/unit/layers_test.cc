// Holds the folders of generator/ to their one-way order.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"core", {}},
    {"system", {"core"}},
    {"formats", {"core", "system"}},
    {"source", {"core", "system", "formats"}},
    {"model", {"core", "formats"}},
    {"load", {"core", "system", "formats", "source", "model"}},
    {"readings", {"core", "formats", "model"}},
    {"search", {"core", "formats", "model", "readings"}},
    {"check", {"core", "model"}},
    {"template", {"core"}},
    {"render", {"core", "formats", "model", "template"}},
    {"output", {"core", "system"}},
    {"kyodo", {"core", "system", "formats", "source", "model", "load", "readings", "search", "check", "template", "render"}},
    {"cli", {"core", "system", "formats", "source", "model", "load", "search", "check", "output", "kyodo"}},
};

TEST_CASE("generator/: every folder includes only what stands before it", "[layers]") {
  const std::filesystem::path root = std::filesystem::path(KYODO_SOURCE_DIR) / "generator";
  const std::regex include("^#include \"([a-z_]+)/");
  size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string folder = (*std::filesystem::relative(entry.path(), root).begin()).string();
    REQUIRE(kMayInclude.contains(folder));
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, include) || match[1] == folder) continue;
      INFO(entry.path().string() << ": " << line);
      CHECK(kMayInclude.at(folder).contains(match[1]));
    }
  }
  CHECK(files > 50);
}

}  // namespace
