// A new record, tried as a part of the site before it is written.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "load/load.h"
#include "records/new_record.h"

namespace kyodo {

class RecordTrial {
 public:
  /// All must outlive it. The site on the disk has no errors.
  RecordTrial(FileReader& files, LoadOptions options, MarkdownPool& markdown, const RecordForm& form)
      : files_(files), options_(std::move(options)), markdown_(markdown), form_(form) {}

  /// What would be told of one field of the record as far as it is known; nothing: it is right.
  std::optional<Diagnostic> ErrorOf(const std::string& key, const NewRecord& record) const;

  /// Examples that the loader takes, by key: where the schema's is wrong, one of another record or none.
  std::map<std::string, std::string> FindExamples(const NewRecord& record) const;

  /// The first error that the site would have with these files. Error `new.address`: another page has the record's
  /// address.
  Status Try(const RecordFiles& texts, const std::string& slug) const;

 private:
  FileReader& files_;
  const LoadOptions options_;
  MarkdownPool& markdown_;
  const RecordForm& form_;
};

}  // namespace kyodo
