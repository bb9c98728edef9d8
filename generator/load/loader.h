// What the steps of loading share. Not for use outside load/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/yaml.h"
#include "load/load.h"

namespace kyodo::load {

struct Loader {
  FileSystem& files;
  const LoadOptions& options;
  Site& site;
  Diagnostics& diagnostics;

  std::string PathOf(std::string_view path) const { return options.folder + "/" + std::string(path); }
};

/// The records belong to the site that is being loaded, which may still change them.
inline Record& Changing(const Record* record) { return *const_cast<Record*>(record); }

/// Reads a file of the site folder into `storage`. `path` is seen from that folder;
/// the path kept, which messages show, begins with the folder.
/// Errors of `file.*` and `text.utf8`; then null.
const SourceFile* ReadSource(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// Takes a byte order mark off. Error `text.utf8`, once for a file that is not UTF-8;
/// then its odd bytes become '?'.
bool CleanSource(SourceFile& file, Diagnostics& diagnostics);

/// ReadSource and yaml::Parse.
const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// False when the site has no usable languages, so that nothing more can be read.
bool LoadConfig(Loader& loader);
void LoadSchemas(Loader& loader);
void LoadVocabularies(Loader& loader);

/// The files that one record is read from: a document's by language, a record's
/// in the first place; empty where there is none.
struct RecordFiles {
  Record* record;
  std::vector<std::string> by_language;
};
/// Makes the (still empty) records of every collection. Errors `file.*`, `slug.*`.
std::vector<RecordFiles> DiscoverRecords(Loader& loader);
/// Reads their files, several at a time.
void ReadRecords(Loader& loader, const std::vector<RecordFiles>& all);

/// The files of the site's folder assets/, which are published at the root as they are.
void FindAssets(Loader& loader, const std::string& folder);
/// Reverse references, parts, order, paths and what is published today.
void Connect(Loader& loader);
/// Renders all Markdown and resolves its links.
void LoadMarkdown(Loader& loader, MarkdownPool& pool);

/// `path` as seen from the folder of file `from`, without "." and ".."; empty
/// when it climbs too far.
std::string ResolvePath(std::string_view from, std::string_view path);

/// Publishes file `path` (seen from file `from`) under media/, named by its
/// content; returns its site path, kept in `storage`. Error `file.missing`.
std::string_view PublishFile(const Loader& loader, const Record& record, std::string_view from, std::string_view path,
                             const SourcePos& at, Storage& storage, Diagnostics& diagnostics);

}  // namespace kyodo::load
