#include "cli/explain.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/print.h"
#include "core/text.h"
#include "explain/explain.h"

namespace kyodo::cli {

namespace {

/// The name as people copy it: with the brackets of the message, or in capitals.
std::string NameOf(std::string_view given) {
  std::string name = Fold(Trim(given));
  std::erase_if(name, [](char c) { return c == '[' || c == ']'; });
  return name;
}

/// Those of that name, or of the family with it.
std::vector<const explain::Rule*> Find(const std::vector<explain::Family>& families, const std::string& name) {
  std::vector<const explain::Rule*> found;
  for (const explain::Family& family : families) {
    for (const explain::Rule& rule : family.rules)
      if (rule.name == name || StartsWith(rule.name, name + ".")) found.push_back(&rule);
  }
  return found;
}

void Complain(const std::vector<explain::Family>& families, const std::string& name, Tongue tongue) {
  std::vector<std::string_view> known;
  for (const explain::Family& family : families)
    for (const explain::Rule& rule : family.rules) known.push_back(rule.name);
  const Message hint =
      Suggest(Nearest(name, known), {"kyodo explain で、すべての名前を表示します。", "kyodo explain lists all names."});
  Err(fmt::runtime(Say(tongue, "このような知らせはありません: {}\n{}\n", "There is no such rule: {}\n{}\n")), name,
      hint.In(tongue));
}

}  // namespace

void AddOptions(CLI::App& app, ExplainOptions& options, const Words& words) {
  app.add_option("RULE", options.rules,
                 words("知らせの終わりの [ ] の中の名前。なければ、すべてを並べる",
                       "The name in [ ] at the end of a message; without it, all are listed"))
      ->type_name("");
  app.add_flag(
      "--markdown", options.markdown,
      words("すべての知らせを、例とともに Markdown で表示する", "Print all rules with their examples in Markdown"));
  AddTongue(app, words);
}

int Explain(const ExplainOptions& options) {
  const std::vector<explain::Family> families = explain::AllRules();
  if (options.markdown) {
    Print(stdout, explain::PageOf(families));
    return kFine;
  }
  if (options.rules.empty()) Print(stdout, explain::ListOf(families, options.tongue));
  int code = kFine;
  bool first = true;
  for (const std::string& given : options.rules) {
    const std::string name = NameOf(given);
    const std::vector<const explain::Rule*> found = Find(families, name);
    if (found.empty()) {
      Complain(families, name, options.tongue);
      code = kUsage;
    }
    for (const explain::Rule* rule : found) {
      Out("{}{}", first ? "" : "\n", explain::TextOf(*rule, options.tongue));
      first = false;
    }
  }
  return code;
}

}  // namespace kyodo::cli
