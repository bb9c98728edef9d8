// The columns that a collection's records have in a table, and how people call them.
//
// A column is a place in a record: `title.ja`, `place.address.ja`, `period.start`, or a whole field where what it holds
// is not made of single values. `slug` is the name of the file.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"

namespace kyodo {

struct TableColumn {
  std::vector<std::string> path;  // keys; {"slug"} for the name of the file
  const FieldType* type;          // of the value there
  const Field* field = nullptr;   // of the record; null: the file's name, or what every record may have
  std::string header;             // in the site's first language: 期間：開始, 名称（英語）
  LanguageId language = 0;        // of a text that differs by language
  bool is_private = false;
  bool is_whole = false;  // of a field that also has columns for its parts
  bool required = false;  // a new record must have it

  std::string Id() const;  // "period.start"
};

class TableColumns {
 public:
  TableColumns(const Site& site, const Collection& collection);
  TableColumns(const TableColumns&) = delete;

  /// The slug, then the fields in the order of the schema, each before its parts, then what every record may have.
  const std::vector<TableColumn>& list() const { return list_; }
  /// -1: none has that path.
  int At(const std::string& id) const;
  /// What each heading means, or -1: a column's label in any language of the site, its id, with or without blanks and
  /// punctuation. What is written just so comes first. A label alone is the text in the first language, else that of
  /// the label. No two are the same; `twice` gets the positions of headings whose column another has.
  std::vector<int> Match(const std::vector<std::string>& headings, std::vector<size_t>& twice) const;
  /// The heading that is like this one; empty: none.
  std::string Near(const std::string& heading) const;

 private:
  struct Labels;
  void Add(const Labels& at, const Field& field);
  void AddLeaf(const Labels& at, const FieldType& type, LanguageId language, bool translated);
  void AddBuiltIn(const char* key, FieldKind kind, const char* ja, const char* en);
  void Name(const std::string& name, size_t column, bool strong);

  const Site& site_;
  std::deque<FieldType> built_in_;
  std::vector<TableColumn> list_;
  std::map<std::string, std::vector<size_t>> strong_, weak_;  // by the folded name
};

}  // namespace kyodo
