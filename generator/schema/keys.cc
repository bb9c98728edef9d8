#include "schema/keys.h"

#include <fmt/format.h>

#include "core/text.h"

namespace kyodo::schema {

namespace {

/// The cells of `| a | b | c |`.
std::vector<std::string> CellsOf(std::string_view row) {
  std::vector<std::string> cells;
  row.remove_prefix(1);
  for (size_t at; (at = row.find('|')) != row.npos; row.remove_prefix(at + 1))
    cells.emplace_back(Trim(row.substr(0, at)));
  return cells;
}

}  // namespace

std::string RowsOf(std::string_view of, Tongue tongue) {
  const std::string heading = fmt::format("\n## {} {}\n", of, tongue == Tongue::kJa ? "ja" : "en");
  const std::string_view all = KeyTables();
  const size_t from = all.find(heading);
  if (from == all.npos) return {};
  const size_t start = from + heading.size() + 1;
  return std::string(all.substr(start, all.find("\n\n", start) - start));
}

std::vector<Key> KeysOf(std::string_view of) {
  std::vector<Key> keys;
  const std::string ja = RowsOf(of, Tongue::kJa), en = RowsOf(of, Tongue::kEn);
  const std::vector<std::string_view> rows = Split(ja, '\n'), others = Split(en, '\n');
  for (size_t i = 0; i < rows.size() && i < others.size(); ++i) {
    const std::vector<std::string> here = CellsOf(rows[i]), there = CellsOf(others[i]);
    if (here.size() < 2 || there.size() != here.size()) continue;
    Key& key = keys.emplace_back(Key{here[0], {}, {here.back(), there.back()}});
    if (here.size() > 2) key.value = {here[1], there[1]};
  }
  return keys;
}

Message MeaningOf(std::string_view of, std::string_view key) {
  const std::string name = fmt::format("`{}`", key);
  for (const Key& one : KeysOf(of))
    if (one.names.find(name) != one.names.npos) return one.meaning;
  return {};
}

}  // namespace kyodo::schema
