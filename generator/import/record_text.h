// The text of a record's file with some of its values changed.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "yaml/writer.h"
#include "yaml/yaml.h"

namespace kyodo {

/// `text`, whose tree is `root`, as it is for `wanted`, in which the values of `keys` differ: their lines are written
/// anew, keys that are not there yet come last, those that are gone go. All other lines stay as they are, with their
/// remarks. Errors of yaml::Write.
Result<std::string> WithValues(const std::string& text, const yaml::Node& root, const yaml::Value& wanted,
                               const std::vector<std::string>& keys);

}  // namespace kyodo
