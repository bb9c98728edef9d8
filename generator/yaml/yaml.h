// The strict subset of YAML 1.1 that people can edit without surprises, read
// with libyaml's event interface.
//
// One document; no anchors, aliases, tags, merge keys or duplicate keys; depth
// at most 32, file at most 256 KiB. Scalars are text: types come from the
// schema. Block scalars (| and >) are allowed.
#pragma once

#include <memory_resource>
#include <span>
#include <string_view>

#include "core/diagnostic.h"

namespace kyodo::yaml {

struct Node;

struct Entry {
  std::string_view key;
  SourcePos key_pos;
  const Node* value;
};

struct Node {
  enum Kind : uint8_t { kScalar, kSequence, kMapping };
  Kind kind = kScalar;
  bool quoted = false;                 // a scalar in quotes or a block scalar
  SourcePos pos;                       // of the value's first character; its length in characters on that line
  bool folded = false;                 // a block scalar below >
  uint32_t text_line = 0;              // of a block scalar: the line its text starts on
  std::string_view text;               // kScalar; an absent value (`key:`) is empty and not quoted
  std::span<const Node* const> items;  // kSequence
  std::span<const Entry> entries;      // kMapping

  const Node* Find(std::string_view key) const;  // null when absent or not a mapping
  bool IsAbsent() const { return kind == kScalar && !quoted && text.empty(); }
};

/// Reads the bytes `text` of `file` (all of it, or a document's front matter:
/// then `first_line` is the line that `text` starts on). The tree lives in
/// `arena` and points into it and into `file`; it lasts as long as both.
/// Null when there was an error; all errors that can be found are added, up to
/// 100, rules `yaml.*` (see yaml_problem.h). An empty document is an empty mapping.
const Node* Parse(const SourceFile& file, std::string_view text, uint32_t first_line, std::pmr::memory_resource& arena,
                  Diagnostics& diagnostics);

}  // namespace kyodo::yaml
