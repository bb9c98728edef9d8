#include "core/levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kMark = "kyodo: ok ";
constexpr std::string_view kOpen = "<!-- kyodo: ok ";
constexpr std::string_view kClose = "-->";

Severity SeverityOf(Level level) {
  return level == Level::kError ? Severity::kError : level == Level::kWarning ? Severity::kWarning : Severity::kNote;
}

void TellError(const Diagnostic& error, const SourcePos& setting, Diagnostics& diagnostics) {
  diagnostics.Warning("checks.error", setting,
                      {fmt::format("「{}」は誤りなので、弱められません", error.rule),
                       fmt::format("“{}” is an error, which cannot be lowered", error.rule)},
                      {"この行を消し、誤りの方を直します。", "Remove this line, and mend the error."});
}

}  // namespace

const std::vector<std::string_view>& LevelNames() {
  static const std::vector<std::string_view> kNames = {"off", "note", "warning", "error"};
  return kNames;
}

bool HasMeantSo(std::string_view line) { return line.find(kMark) != line.npos; }

bool SaysMeantSo(std::string_view line, std::string_view rule, bool alone) {
  const size_t mark = line.find(kMark);
  if (mark == line.npos) return false;
  const std::string_view before = Trim(line.substr(0, mark));
  if (!EndsWith(before, "#") && !EndsWith(before, "<!--")) return false;
  if (alone && before != "#" && before != "<!--") return false;
  std::string_view names = line.substr(mark + kMark.size());
  while (!names.empty()) {
    const size_t start = std::min(names.find_first_not_of(" ,"), names.size());
    const size_t end = std::min(names.find_first_of(" ,", start), names.size());
    if (names.substr(start, end - start) == rule) return true;
    names.remove_prefix(end);
  }
  return false;
}

std::string_view MeantSoComment(std::string_view line) {
  size_t start = line.rfind(kOpen);
  if (start == line.npos || !EndsWith(Trim(line.substr(start)), kClose)) return {};
  if (line.find(kClose, start) != line.rfind(kClose)) return {};
  while (start > 0 && (line[start - 1] == ' ' || line[start - 1] == '\t')) --start;
  return line.substr(start);
}

std::string WithoutMeantSo(std::string_view markdown, bool keep_lines) {
  std::string out;
  out.reserve(markdown.size());
  for (size_t done = 0; done < markdown.size();) {
    const size_t mark = markdown.find(kOpen, done);
    if (mark == markdown.npos) {
      out += markdown.substr(done);
      break;
    }
    const size_t before = markdown.rfind('\n', mark);
    const size_t start = std::max(done, before == markdown.npos ? 0 : before + 1);
    const size_t end = std::min(markdown.find_first_of("\r\n", mark), markdown.size());
    out += markdown.substr(done, start - done);
    const std::string_view line = markdown.substr(start, end - start);
    const std::string_view rest = line.substr(0, line.size() - MeantSoComment(line).size());
    out += rest;
    done = end;
    if (rest.empty() && !keep_lines)
      done = std::min(end + (markdown.substr(end, 2) == "\r\n" ? 2 : 1), markdown.size());
  }
  return out;
}

size_t ApplyLevels(const RuleLevels& levels, Diagnostics& diagnostics) {
  const size_t before = diagnostics.list().size();
  diagnostics.Forget([&](const Diagnostic& one) {
    if (one.severity == Severity::kError) return false;
    const auto level = levels.find(one.rule);
    return one.meant_so || (level != levels.end() && level->second.level == Level::kOff);
  });
  const size_t silenced = before - diagnostics.list().size();
  if (levels.empty()) return silenced;
  Diagnostics told;
  std::set<std::string_view> lowered;
  diagnostics.ForEach([&](Diagnostic& one) {
    const auto level = levels.find(one.rule);
    if (level == levels.end()) return;
    const auto& [asked, setting] = level->second;
    if (one.severity != Severity::kError) {
      one.severity = SeverityOf(asked);
    } else if (asked != Level::kError && lowered.insert(level->first).second) {
      TellError(one, setting, told);
    }
  });
  diagnostics.Append(std::move(told));
  return silenced;
}

}  // namespace kyodo
