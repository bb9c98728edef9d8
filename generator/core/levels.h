// How loudly a site wants to be told of each rule, and what its author has said is meant so.
//
//   checks: {plain-words.suggest: off, date.weekday: error}      in site.yaml
//   telephone: 03-1234-5678   # kyodo: ok text.telephone         on the line, or above it
//   Call 090-1234-5678. <!-- kyodo: ok text.mobile -->           at the end of a line of Markdown, or above it
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo {

enum class Level : uint8_t { kOff, kNote, kWarning, kError };

struct RuleLevel {
  Level level = Level::kNote;
  SourcePos pos;  // of the setting
};
using RuleLevels = std::map<std::string, RuleLevel, std::less<>>;

/// off, note, warning, error: in the order of Level.
const std::vector<std::string_view>& LevelNames();

/// All rules of the program, sorted. CMake finds them in the sources, so the list also has other texts of that shape.
const std::vector<std::string_view>& RuleNames();

/// Takes out the warnings and notes that are meant so or off, and gives the others the level that the site asks for.
/// Errors stay; warning `checks.error` where a setting would lower one. Returns how many were taken out. May be applied
/// to the same list again after more has been added.
size_t ApplyLevels(const RuleLevels& levels, Diagnostics& diagnostics);

/// Is there a remark `kyodo: ok …` on this line?
bool HasMeantSo(std::string_view line);
/// Does a remark `kyodo: ok RULE …` on this line name the rule? `alone`: one that has the line to itself.
bool SaysMeantSo(std::string_view line, std::string_view rule, bool alone = false);

/// `<!-- kyodo: ok RULE -->` at the end of a line of Markdown, with the spaces before it; empty: none.
std::string_view MeantSoComment(std::string_view line);
/// The Markdown without them. A line that holds nothing else goes too, or with `keep_lines` stays as an empty one.
std::string WithoutMeantSo(std::string_view markdown, bool keep_lines = false);

}  // namespace kyodo
