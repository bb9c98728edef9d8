#include "yaml/yaml.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "core/text.h"
#include "yaml/events.h"
#include "yaml/layout.h"
#include "yaml/problem.h"

namespace kyodo::yaml {

namespace {

constexpr size_t kMaxBytes = 256 * 1024;

/// libyaml loses a last line that is only blanks and has no line break.
std::string_view EndLastLine(std::string_view text, std::pmr::memory_resource& arena) {
  if (text.empty() || (text.back() != ' ' && text.back() != '\t')) return text;
  auto* copy = static_cast<char*>(arena.allocate(text.size() + 1, 1));
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\n';
  return {copy, text.size() + 1};
}

/// `sign` stands somewhere right after one of `before`, or at the start.
bool Follows(std::string_view text, char sign, std::string_view before) {
  for (size_t at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
    if (at == 0 || before.find(text[at - 1]) != before.npos) return true;
  }
  return false;
}

/// A # after a blank that no blank follows, on a line with more before it: it may belong to a value.
bool HasOddHash(std::string_view text) {
  for (size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
    const bool apart = at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t');
    const bool joined = at + 1 < text.size() && std::string_view(" \t\r\n#").find(text[at + 1]) == text.npos;
    if (!apart || !joined) continue;
    const size_t line = text.rfind('\n', at) + 1;  // npos + 1 is the start of the text
    if (text.find_first_not_of(" \t", line) < at) return true;
  }
  return false;
}

/// What libyaml takes without a word and no event shows: line breaks that only
/// YAML 1.1 knows, byte order marks, explicit keys, comments without a space.
bool HasOddities(std::string_view text) {
  for (const std::string_view odd : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
    if (text.find(odd) != text.npos) return true;
  }
  if (Follows(text, '?', " \t\n[{,") || Follows(text, '#', "]},\"'|>+-123456789")) return true;
  for (size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (at + 1 >= text.size() || text[at + 1] != '\n') return true;
  }
  return HasOddHash(text);
}

/// Characters that are neither text nor plain line breaks, once for each line.
std::vector<Problem> CheckCharacters(std::string_view text) {
  std::vector<Problem> problems;
  uint32_t number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    for (size_t at = 0; at < line.size();) {
      const size_t start = at;
      const char32_t c = DecodeUtf8(line, at);
      const bool lone_return = c == '\r' && (at < line.size() || line.end() == text.end());
      const bool odd_break = lone_return || c == 0x85 || c == 0x2028 || c == 0x2029;
      const bool control =
          (c < 0x20 && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
      if (!odd_break && !control) continue;
      problems.push_back(Place(odd_break ? OddLineBreak(c) : ControlCharacter(c), number, line, start, at));
      break;
    }
    if (problems.size() >= kEnoughProblems) break;
  }
  return problems;
}

bool IsOnLine(const std::vector<Problem>& problems, uint32_t line) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) { return problem.at.line == line; });
}

/// One mistake is told once: by the check that knows most of what was meant.
std::vector<Problem> Explain(std::string_view text, Tree tree) {
  if (const size_t invalid = FindInvalidUtf8(text); invalid != text.npos) {
    const size_t start = text.substr(0, invalid).rfind('\n') + 1;  // npos + 1 is the start of the text
    const auto number =
        static_cast<uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n') + 1);
    return {Place(NotUtf8(static_cast<unsigned char>(text[invalid])), number, text.substr(start), invalid - start,
                  invalid - start)};
  }
  if (tree.too_deep) return std::move(tree.problems);
  std::vector<Problem> found = CheckCharacters(text);
  const bool odd_characters = !found.empty();
  for (Problem& slip : Layout(text).Check()) {
    // An odd character looks like part of a word, a line break or nothing, and so misleads.
    if (!odd_characters || !IsOnLine(found, slip.at.line)) found.push_back(std::move(slip));
  }
  const size_t slips = found.size();
  const auto is_known = [&](uint32_t first_line, uint32_t last_line) {
    return std::any_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(slips),
                       [&](const Problem& slip) { return slip.at.line >= first_line && slip.at.line <= last_line; });
  };
  for (Problem& problem : tree.problems) {
    const bool is_stop = tree.stopped && &problem == &tree.problems.back();
    if (is_stop && odd_characters) continue;
    // libyaml stops at a slip, or at some line below it.
    const uint32_t first_line = is_stop ? 0 : problem.first_line ? problem.first_line : problem.at.line;
    if (!is_known(first_line, std::max(problem.at.line, problem.last_line))) found.push_back(std::move(problem));
  }
  return found;
}

}  // namespace

const Node* Node::Find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return entry.value;
  }
  return nullptr;
}

const Node* Parse(const SourceFile& file, std::string_view text, uint32_t first_line, std::pmr::memory_resource& arena,
                  Diagnostics& diagnostics) {
  const auto report = [&](Problem problem) {
    const auto clamp = [](uint32_t count) { return static_cast<uint16_t>(std::min<uint32_t>(count, UINT16_MAX)); };
    const SourcePos at{&file, problem.at.line - 1 + first_line, clamp(problem.at.column), clamp(problem.at.length)};
    for (Diagnostic::Edit& edit : problem.edits) edit.line += first_line - 1;
    diagnostics.Error(problem.rule, at, std::move(problem.message), std::move(problem.hint)).edits =
        std::move(problem.edits);
  };
  if (StartsWith(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > kMaxBytes) {
    report(TooLarge(text.size()));
    return nullptr;
  }
  if (text.empty()) text = "";  // libyaml wants an address even for nothing
  text = EndLastLine(text, arena);
  Tree tree = BuildTree(file, text, first_line, arena);
  const Node* const root = tree.root;
  if (tree.problems.empty() && !tree.suspicious && !HasOddities(text)) return root;
  std::vector<Problem> problems = Explain(text, std::move(tree));
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
  });
  if (problems.size() > kEnoughProblems) problems.resize(kEnoughProblems);
  for (Problem& problem : problems) report(std::move(problem));
  return problems.empty() ? root : nullptr;
}

}  // namespace kyodo::yaml
