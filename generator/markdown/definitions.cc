#include "markdown/definitions.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo {

namespace {

/// Whether only marks of lists and quotations stand between the start of the line and `at`.
bool StartsLine(std::string_view text, size_t at) {
  constexpr std::string_view kMarks = " >-*+.)0123456789";
  while (at > 0 && kMarks.find(text[at - 1]) != std::string_view::npos) --at;
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

/// The label as CommonMark compares it: case and runs of spaces do not count.
std::string Normal(std::string_view label) {
  std::string out;
  for (const char c : Fold(Trim(label))) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space || (!out.empty() && out.back() != ' ')) out.push_back(space ? ' ' : c);
  }
  return out;
}

bool IsComment(std::string_view behind) {
  behind = Trim(behind.substr(0, behind.find_first_of("\r\n")));
  return StartsWith(behind, "#") || StartsWith(behind, "<>");
}

}  // namespace

std::vector<size_t> FindUnusedDefinitions(std::string_view text) {
  std::vector<size_t> unused;
  std::vector<std::string> named;  // labels in brackets that are no definitions; made when first needed
  for (size_t close = text.find("]:"); close != std::string_view::npos; close = text.find("]:", close + 1)) {
    const size_t open = text.find_last_of("[]", close - (close > 0 ? 1 : 0));
    if (open == std::string_view::npos || text[open] != '[' || open + 1 >= close || text[open + 1] == '^') continue;
    if (!StartsLine(text, open) || IsComment(text.substr(close + 2))) continue;
    if (named.empty()) {
      for (size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
        const size_t end = text.find_first_of("[]", at + 1);
        if (end == std::string_view::npos || text[end] == '[' || text.substr(end, 2) == "]:") continue;
        named.push_back(Normal(text.substr(at + 1, end - at - 1)));
      }
      named.emplace_back();
      std::sort(named.begin(), named.end());
    }
    if (!std::binary_search(named.begin(), named.end(), Normal(text.substr(open + 1, close - open - 1))))
      unused.push_back(open);
  }
  return unused;
}

}  // namespace kyodo
