#include "cli/misuse.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "core/diagnostic.h"
#include "core/text.h"

namespace kyodo::cli {

namespace {

/// What CLI11 says, {} for names and values, and the same in Japanese.
struct Saying {
  std::string_view said, ja;
};
constexpr Saying kSayings[] = {
    {"The following argument was not expected: {}", "使えない指定です: {}"},
    {"The following arguments were not expected: {}", "使えない指定です: {}"},
    {"{} is required", "{} が要ります"},
    {"{}: 1 required {} missing", "{} の後に、値（{}）が要ります"},
    {"{} requires {}", "{} は、{} と一緒に使います"},
    {"{} excludes {}", "{} と {} は、一緒に使えません"},
};

/// What stands for each {}; nothing: it was not said.
std::optional<std::vector<std::string>> Heard(std::string_view said, std::string_view text) {
  std::vector<std::string> values;
  for (size_t hole = said.find("{}"); hole != said.npos; hole = said.find("{}")) {
    if (!StartsWith(text, said.substr(0, hole))) return std::nullopt;
    text.remove_prefix(hole);
    said.remove_prefix(hole + 2);
    const std::string_view next = said.substr(0, said.find("{}"));
    const size_t end = next.empty() ? text.size() : next.size() == said.size() ? text.rfind(next) : text.find(next);
    if (end == text.npos || end > text.size()) return std::nullopt;
    values.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return text == said ? std::optional(values) : std::nullopt;
}

std::string InJapanese(const std::string& text) {
  for (const Saying& saying : kSayings) {
    const auto values = Heard(saying.said, text);
    if (!values) continue;
    std::string told(saying.ja);
    for (const std::string& value : *values) {
      if (const size_t hole = told.find("{}"); hole != told.npos) told.replace(hole, 2, value);
    }
    return told;
  }
  return text;
}

/// The verb within a verb that was asked for last, and its name: “kyodo import table”.
std::pair<const CLI::App*, std::string> Innermost(const CLI::App& app) {
  const CLI::App* at = &app;
  std::string name = "kyodo";
  for (; !at->get_subcommands().empty(); name += " " + at->get_name()) at = at->get_subcommands().front();
  return {at, name};
}

std::string NearestOption(const CLI::App& app, const std::string& wrong) {
  std::vector<std::string> all;
  for (const CLI::Option* option : app.get_options()) {
    if (const std::string name = option->get_name(); StartsWith(name, "--")) all.push_back(name);
  }
  const std::vector<std::string_view> names(all.begin(), all.end());
  return StartsWith(wrong, "--") ? std::string(Nearest(wrong.substr(0, wrong.find('=')), names)) : "";
}

std::string DescriptionOf(const CLI::App& app, const std::string& name) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_name() == name) return option->get_description();
  }
  return {};
}

}  // namespace

std::string TellMisuse(const CLI::App& app, const CLI::ParseError& error, const Words& words) {
  const auto [verb, name] = Innermost(app);
  const std::string text = error.what();
  std::string said = words.tongue == Tongue::kJa ? InJapanese(text) : text, more;
  if (text == "A subcommand is required") {
    std::vector<std::string> verbs;
    for (const CLI::App* one : verb->get_subcommands([](const CLI::App*) { return true; }))
      verbs.push_back(one->get_name());
    said = fmt::format("{}{}", words("命令が足りません。使えるもの: ", "A verb is missing, one of "),
                       fmt::join(verbs, ", "));
  } else if (const auto missing = Heard("{} is required", text)) {
    const std::string description = DescriptionOf(*verb, missing->front());
    if (!description.empty()) more = words("（", " (") + description + words("）", ")");
  } else if (const auto unknown = Heard(kSayings[0].said, text)) {
    const std::string near = NearestOption(*verb, unknown->front());
    if (!near.empty()) more = words("。「", ". Did you mean “") + near + words("」のことでしょうか。", "”?");
  }
  return fmt::format("{} {}{}\n{}\n", words("命令の書き方が違います:", "Usage:"), said, more,
                     fmt::format(fmt::runtime(words("{} --help で使い方を表示します。", "See {} --help.")), name));
}

}  // namespace kyodo::cli
