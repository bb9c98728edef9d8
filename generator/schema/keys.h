// Keys that stand in no schema: of every record, of site.yaml, of a vocabulary's terms, of removed.yaml. keys.md says
// what each is for, for editors, the handbook and the manual alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::schema {

struct Key {
  std::string names;       // as shown: "`draft`", "`title` *"
  Message value, meaning;  // Markdown; `value` may be empty
};

/// `of`: record, site, term, removed. In the order of the tables.
std::vector<Key> KeysOf(std::string_view of);
/// The meaning of one key ("draft"); empty: the table has none.
Message MeaningOf(std::string_view of, std::string_view key);
/// The rows of a table in Markdown, as keys.md has them.
std::string RowsOf(std::string_view of, Tongue tongue);

/// The file keys.md.
std::string_view KeyTables();

}  // namespace kyodo::schema
