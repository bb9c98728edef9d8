// Values in the tree of a record's file, by the keys that lead to them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "yaml/writer.h"
#include "yaml/yaml.h"

namespace kyodo::edit {

/// Keys of mappings, and positions in lists from "0": {"changes", "0", "note", "ja"}.
using Path = std::vector<std::string>;

/// "changes.0.note.ja": keys hold no dots.
std::string NameOf(const Path& path);

/// The position that a key of a path stands for; npos: it is no number.
size_t IndexOf(const std::string& key);

/// The keys that the mapping at a path may have, in the order in which people write them. None: not known.
using KeyOrder = std::function<std::vector<std::string>(const Path& path)>;

/// Where a key belongs among those that are there: before the first that comes later in `order`.
size_t PlaceOf(const std::string& key, const std::vector<std::string>& there, const std::vector<std::string>& order);

/// The node there, or null.
const yaml::Node* FindNode(const yaml::Node& root, const Path& path);

/// The value there, or null.
const yaml::Value* FindIn(const yaml::Value& root, const Path& path);

/// Puts it there, or takes away what is there, and mappings and lists that become empty. What stands in the way of a
/// mapping is replaced. A position past the end of a list is its next.
void SetIn(yaml::Value& root, const Path& path, std::optional<yaml::Value> value, const KeyOrder& order);

/// They say the same: in whatever order the keys of mappings stand, with or without white space around texts.
bool SaysTheSame(const yaml::Value& a, const yaml::Value& b);

}  // namespace kyodo::edit
