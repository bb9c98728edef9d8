// What each rule means, with an example that tells it and one that does not. The files in rules/ say it, a family each;
// tests/unit/explain_test.cc tries all examples, so that none of them is wrong.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::explain {

struct Rule {
  std::string name;  // "date.range"
  Message meaning;
  std::string wrong, right;  // lines of a file, or names of files; empty: there is no example
  Message why_none;          // then: why not
};

struct Family {
  Message title;
  std::vector<Rule> rules;
};

/// In the order of the files; the rules in that of their names. Read from the text each time: for a person, once.
std::vector<Family> AllRules();

/// What a person reads of one rule.
std::string TextOf(const Rule& rule, Tongue tongue);
/// The names of all rules by family, a line for each.
std::string ListOf(const std::vector<Family>& families, Tongue tongue);
/// A page of all rules in Markdown, in both languages. It says how many have no example, and of each why.
std::string PageOf(const std::vector<Family>& families);

/// The files in rules/.
std::span<const std::string_view> RuleTexts();

}  // namespace kyodo::explain
