// A new record of a collection: what has to be known of it, and the files that say it.
//
// A file is made from the schema: what is known, each under a remark with its label, and below that, as remarks, all
// else that may be written, with examples that are right as they stand. `# ` begins a remark, `#key:` a line that
// counts when its # is taken away.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "import/table_columns.h"
#include "words/latin.h"
#include "yaml/writer.h"
#include "yaml/yaml.h"

namespace kyodo {

/// What is known of a new record.
struct NewRecord {
  std::string slug;
  yaml::Value values = yaml::Value::Map();  // at the paths of columns: texts by language, in documents too
};

/// Texts of files, by their paths, which begin with the site's folder.
using RecordFiles = std::map<std::string, std::string>;

class RecordForm {
 public:
  /// Both must outlive it. `tongue`: of the remarks.
  RecordForm(const Site& site, const Collection& collection, Tongue tongue);

  const TableColumns& columns() const { return columns_; }
  const Schema& schema() const { return collection_.schema; }

  /// What every record has and what can be said in one line, in the order of the schema; texts in each language with
  /// all pages, of which one is enough. What cannot be said in a line is in the files as an example to be replaced.
  std::vector<const TableColumn*> Asked() const;

  /// From the reading, else from the title as the dictionary reads it (null: there is none) or in Latin letters, else
  /// from the collection's name; with a number where there is such a record already.
  std::string ProposeSlug(const yaml::Value& values, const Mecab* dictionary) const;
  /// The same from the keys of its file.
  std::string ProposeSlug(const yaml::Node& keys) const;

  /// How examples of what may be left out are written.
  enum class Examples { kNone, kWritten, kRemarks };
  /// The files of the record: a document has one for each language that its title is in. `known`: better examples than
  /// the schema's, by key; an empty one takes the example away.
  RecordFiles Write(const NewRecord& record, Examples examples, const std::map<std::string, std::string>& known) const;

  /// A value that another record of the collection has, on one line; empty: none, or it is private.
  std::string ExampleAmongRecords(const std::string& key) const;

 private:
  class Writer;
  bool IsAsked(const Field& field) const;

  const Site& site_;
  const Collection& collection_;
  const Tongue tongue_;
  const TableColumns columns_;
};

/// The key of a record's file whose value has that line; empty: none, as in the text of a document.
std::string KeyAtLine(const std::string& path, const std::string& text, uint32_t line);

/// `source` as the start of another record: without its mark as an example, its addresses of old, the event it was
/// imported from and the days of its publication; a draft of today, with the `values` of `record` in place of its own.
/// Pictures and files beside it are copied. Errors of yaml::Write and of reading files.
Result<RecordFiles> CopyRecord(FileReader& files, const Site& site, const Record& source, const NewRecord& record);

}  // namespace kyodo
