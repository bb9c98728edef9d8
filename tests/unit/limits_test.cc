// The table of limits in the manual, in both languages, against the program.
#include "load/limits.h"

#include <catch2/catch.hpp>

#include "broken_sites.h"
#include "core/diagnostic.h"
#include "images/copies.h"
#include "load/embeds.h"
#include "load/patterns.h"
#include "markdown/pool.h"
#include "markdown/slips.h"
#include "source_folder.h"
#include "yaml/events.h"

namespace kyodo {
namespace {

/// 100000 as 100,000.
std::string Counted(size_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

/// What the rows of the two tables have for a rule, one after the other.
std::string LimitsOf(const std::string& rule, const std::string& manual) {
  const std::string name = rule.empty() ? "" : "`" + rule + "`";
  std::string found;
  for (const std::string_view line : Split(manual, '\n')) {
    const std::vector<std::string_view> cells = Split(line, '|');
    if (cells.size() == 5 && Trim(cells[3]) == name) found.append(cells[2]).append("\n");
  }
  return found;
}

TEST_CASE("Limits: the manual has them as the program does", "[limits]") {
  const std::string manual = testing::ReadWhole(testing::SourceFolder() / "content" / "README.md");
  const auto holds_twice = [&](const std::string& rule, const std::string& number) {
    INFO(rule << ": " << number);
    const std::string found = LimitsOf(rule, manual);
    const size_t first = found.find(number);
    CHECK((first != found.npos && found.find(number, first + 1) != found.npos));
  };
  holds_twice("yaml.depth", std::to_string(yaml::kMaxDepth));
  holds_twice("markdown.size", std::to_string(load::kMostMarkdownBytes / 1024) + " KiB");
  holds_twice("markdown.table-size", Counted(kMostTableColumns));
  holds_twice("markdown.table-size", Counted(kMostTableCells));
  holds_twice("markdown.limit", std::to_string(MarkdownLimits().memory_bytes >> 20) + " MiB");
  holds_twice("markdown.limit", std::to_string(MarkdownLimits().time.count() / 1000) + " ");
  holds_twice("csv.rows", Counted(load::kMostTableRows));
  holds_twice("image.size", Counted(kMaxImageSide));
  holds_twice("calendar.size", Counted(load::kMostOccurrences));
  holds_twice("schema.pattern", Counted(load::kLongestPattern));
  holds_twice("", std::to_string(kMostOfRule));
}

}  // namespace
}  // namespace kyodo
