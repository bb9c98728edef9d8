// The variables, filters and tests of templates as Markdown tables, made from the tables that the
// checker of templates uses.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "views/types.h"

namespace kyodo::reference {

/// Descriptions that a name lacks, and names that no longer exist, are collected.
class Words {
 public:
  explicit Words(Tongue tongue) : tongue_(tongue) {}
  std::string Say(const char* ja, const char* en) const { return tongue_ == Tongue::kJa ? ja : en; }
  std::string_view Of(const std::string& name);
  Tongue tongue() const { return tongue_; }
  /// A line for each description that is missing or was never asked for.
  std::vector<std::string> Problems() const;

 private:
  Tongue tongue_;
  std::set<std::string, std::less<>> used_, missing_;
};

/// `site` has a collection `activities` with a field of every type.
std::string VariablesAndFilters(const Site& site, const Theme& theme, Words& words);

}  // namespace kyodo::reference
