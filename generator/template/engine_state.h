// What an engine holds. For the files of this folder.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "template/context.h"
#include "template/engine.h"
#include "template/memo.h"
#include "template/parser.h"

namespace kyodo::tmpl {

/// The names that filters and the evaluator look up themselves.
struct KnownNames {
  explicit KnownNames(Names& names);
  Name site, caller, id, key, value, grouper, list, year, month, day;
};

struct Engine::State {
  explicit State(Names& all_names);

  Names& names;
  KnownNames known;
  StructType pair;   // key, value: of `items` and `dictsort`
  StructType group;  // grouper, list: of `group_by`
  std::map<std::string, HostFilter, std::less<>> filters;
  std::map<std::string, std::unique_ptr<Template>, std::less<>> templates;
  /// Templates included where the context is not that of text.
  struct Variant {
    Context context;
    std::unique_ptr<Template> made;
  };
  std::vector<Variant> variants;
  ParseContext parse;
  mutable Memo memo;
  mutable std::mutex reads_mutex;
  mutable std::vector<const Struct*> shared_reads;  // as Engine::SharedReads gives them

  const Template* Find(std::string_view name) const;
};

}  // namespace kyodo::tmpl
