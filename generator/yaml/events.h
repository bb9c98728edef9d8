// libyaml's events made into the tree of yaml.h.
#pragma once

#include <memory_resource>
#include <vector>

#include "yaml/problem.h"
#include "yaml/yaml.h"

namespace kyodo::yaml {

constexpr int kMaxDepth = 32;

struct Tree {
  const Node* root = nullptr;     // null when libyaml stopped
  std::vector<Problem> problems;  // breaches of the strict subset, in the order of the text
  bool stopped = false;           // libyaml could not read on; the last problem says why
  bool too_deep = false;          // reading was broken off at kMaxDepth
  bool suspicious = false;        // something here may be a slip that YAML itself allows
};

/// `text` has no byte order mark. Positions of nodes are in `file`, whose line
/// `first_line` the text starts on; positions of problems are in the text.
Tree BuildTree(const SourceFile& file, std::string_view text, uint32_t first_line, std::pmr::memory_resource& arena);

}  // namespace kyodo::yaml
