// Who refers to a record, and where it is written.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"
#include "system/file_system.h"

namespace kyodo {

/// A place that names a record, or a file that lies in its folder.
struct Reference {
  std::string path;  // of the file
  uint32_t line = 0, column = 0;
  std::string was;          // what is written there: `park`, `../events/park.yaml`, `events/park`
  std::string source_line;  // all of that line; empty where it may be private
};

/// All of the site, by place: values of fields, links, pictures and files in texts, vocabularies, menus and settings.
/// Those in the record's own files are among them. `site` was loaded with drafts, without errors. Errors of reading
/// files.
Result<std::vector<Reference>> FindReferences(FileReader& files, const Site& site, const Record& record);

/// What is written there as it is for the record's new name.
std::string ForNewName(const Reference& reference, const Record& record, std::string_view slug);

/// The folder that is the record's own, with the site's: "content/events/park"; empty: it has none.
std::string OwnFolder(const Site& site, const Record& record);

/// The record's files, each once.
std::vector<const SourceFile*> FilesOf(const Record& record);

}  // namespace kyodo
