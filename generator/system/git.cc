#include "system/git.h"

#include <charconv>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "system/running_program.h"

namespace kyodo {

namespace {

/// What `git -C folder …` prints, with `input` to read; none when it fails.
std::optional<std::string> Ask(const std::string& folder, std::vector<std::string> words, std::string input = {}) {
  // A repository's own settings may name programs to run; none is needed here.
  words.insert(words.begin(),
               {"git", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", folder});
  std::optional<ProgramResult> result = RunProgram({std::move(words)}, std::move(input));
  if (!result || result->code != 0) return std::nullopt;
  return std::move(result->out);
}

/// The parts that a NUL ends.
std::vector<std::string_view> PartsOf(std::string_view text) {
  std::vector<std::string_view> parts = Split(text, '\0');
  if (!parts.empty() && parts.back().empty()) parts.pop_back();
  return parts;
}

}  // namespace

std::optional<std::set<std::string>> FindUncommitted(const std::string& folder) {
  const auto changed =
      Ask(folder, {"diff", "--no-ext-diff", "--no-textconv", "--name-only", "--relative", "-z", "HEAD"});
  const auto unknown = Ask(folder, {"ls-files", "--others", "-z"});
  if (!changed || !unknown) return std::nullopt;
  std::set<std::string> found;
  for (const std::string& names : {*changed, *unknown}) {
    for (const std::string_view name : PartsOf(names)) found.insert(folder + "/" + std::string(name));
  }
  return found;
}

std::optional<std::vector<CommittedFile>> FindVersions(const std::string& folder, const std::vector<std::string>& paths,
                                                       bool follow) {
  constexpr size_t kMostNames = 1000;  // on a command line
  std::vector<std::string> words = {"log",   "-z",          "--no-color", "--no-show-signature", "--no-merges",
                                    "--raw", "--no-abbrev", "--relative", "--no-ext-diff",       "--format=%x01%cs"};
  words.emplace_back(follow ? "--follow" : "--no-renames");
  words.emplace_back("--");
  if (paths.size() > kMostNames) {
    words.emplace_back(".");
  } else {
    for (const std::string& path : paths) words.push_back(path.substr(folder.size() + 1));
  }
  const auto told = Ask(folder, std::move(words));
  if (!told) return std::nullopt;
  std::vector<CommittedFile> found;
  CommittedFile next;
  // \1DAY, then for each file ":MODE MODE BLOB BLOB LETTER" and its name, or both names where it was moved.
  const std::vector<std::string_view> parts = PartsOf(*told);
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string_view part = Trim(parts[i]);
    if (StartsWith(part, "\1")) {
      next.day = part.substr(1);
      ++next.commit;
    } else if (const std::vector<std::string_view> fields = Split(part, ' '); fields.size() == 5) {
      const bool moved = StartsWith(fields[4], "R") || StartsWith(fields[4], "C");
      i += moved ? 2 : 1;
      if (i >= parts.size() || fields[4] == "D") continue;
      next.path = follow ? paths.front() : folder + "/" + std::string(parts[i]);
      next.blob = fields[3];
      found.push_back(next);
    }
  }
  return found;
}

std::optional<std::vector<std::string>> ReadBlobs(const std::string& folder, const std::vector<std::string>& blobs) {
  std::vector<std::string> found;
  if (blobs.empty()) return found;
  std::string names;
  for (const std::string& blob : blobs) names += blob + "\n";
  const auto told = Ask(folder, {"cat-file", "--batch"}, names);
  if (!told) return std::nullopt;
  // "BLOB blob SIZE\n", the bytes, "\n".
  std::string_view rest = *told;
  while (found.size() < blobs.size()) {
    const std::string_view head = rest.substr(0, rest.find('\n'));
    const std::string_view number = head.substr(head.rfind(' ') + 1);
    size_t size = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), size);
    if (read.ec != std::errc() || rest.size() < head.size() + size + 2) return std::nullopt;
    found.emplace_back(rest.substr(head.size() + 1, size));
    rest.remove_prefix(head.size() + size + 2);
  }
  return found;
}

}  // namespace kyodo
