// Writes YAML files that people go on editing: an ordered tree of texts, lists
// and mappings, in block style. What is written reads back the same with our
// reader (yaml.h) and with yaml-cpp.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace kyodo::yaml {

struct Value {
  enum Kind {
    kText,   // on one line, in quotes where it needs them; line breaks become \n
    kBlock,  // below a |; reads back with exactly one line break at its end
    kList,
    kMap,
  };
  Kind kind = kText;
  std::string text;               // kText, kBlock: UTF-8
  std::vector<std::string> keys;  // kMap: the key of each of `items`
  std::vector<Value> items;       // kList, kMap

  static Value Text(std::string text) { return {kText, std::move(text), {}, {}}; }
  static Value Block(std::string text) { return {kBlock, std::move(text), {}, {}}; }
  static Value List(std::vector<Value> items = {}) { return {kList, {}, {}, std::move(items)}; }
  static Value Map() { return {kMap, {}, {}, {}}; }
  Value& Add(std::string key, Value value);  // to a kMap; returns this
};

/// The text of a file, ending in a line break. Every break (CR LF, CR, U+0085,
/// U+2028, U+2029) becomes LF; byte order marks are left out. A block text that
/// has no block form (it starts with a blank) is written in quotes instead.
/// Error `yaml.control`: a control character in a text or a key.
/// Error `yaml.utf8`: a text or a key is not UTF-8.
Result<std::string> Write(const Value& root);

}  // namespace kyodo::yaml
