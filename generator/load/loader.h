// What the steps of loading share. Not for use outside load/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "load/load.h"
#include "source/plain_files.h"
#include "yaml/yaml.h"

namespace kyodo {
class MapReader;
}

namespace kyodo::load {

struct Loader {
  FileReader& files;
  const LoadOptions& options;
  Site& site;  // that is being built
  Diagnostics& diagnostics;
  std::vector<Record*> records{};  // all of the site's, by their number

  /// A record of the site, to be built further.
  Record& Own(const Record& record) const { return *records[record.number]; }
  std::string PathOf(std::string_view path) const { return options.folder + "/" + std::string(path); }
};

/// Reads a file of the site folder into `storage`. `path` is seen from that folder;
/// the path kept, which messages show, begins with the folder.
/// Errors of source/plain_files.h and `text.utf8`; then null.
const SourceFile* ReadSource(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// A file of a record or document, kept from an earlier reading where it is as it was. It lasts as long as `storage`.
/// Null after an error of source/plain_files.h or `text.utf8`.
std::shared_ptr<const ParsedFile> ReadParsed(const Loader& loader, std::string_view path, Storage& storage,
                                             Diagnostics& diagnostics);

/// ReadSource and yaml::Parse.
const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// False when the site has no usable languages, so that nothing more can be read.
bool LoadConfig(Loader& loader);
/// search.yaml, if there is one. Error `search.variant`.
void LoadSearchSettings(Loader& loader);
/// What the site's settings say of roles. Error `config.role`: one layout with two of them.
void ReadRoles(MapReader& map, SiteConfig& config, Diagnostics& diagnostics);
/// Those that the settings name. Errors `config.contact`, `config.role`: they are not there.
void FindRoles(Loader& loader);
PageRole RoleOf(std::string_view layout, const SiteConfig& config);
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
/// The site changes by itself on that day, unless it is past.
void NoteChange(Site& site, const Date& day);
/// holidays.yaml, if there is one.
void LoadHolidays(Loader& loader);
/// When records take place or close. Errors `recurrence.start`, `recurrence.day`, `recurrence.twice`, `value.time`,
/// `value.order`.
void FindOccurrences(Loader& loader);
/// Renders all Markdown and resolves its links.
void LoadMarkdown(Loader& loader, MarkdownPool& pool);

/// A place where a text or a field names a file of the site.
struct FileUse {
  const Loader& loader;
  const Record& record;
  std::string_view from;  // the file that names it
  std::string_view path;  // as seen from there (source/plain_files.h)
  SourcePos at;
  Storage& storage;
  Diagnostics& diagnostics;
  bool is_private = false;  // named in a private field: checked, not published
};

/// Publishes an image under media/, named by its content. Null after an error:
/// those of source/plain_files.h, `image.read`, `image.size`.
const Image* PublishImage(const FileUse& use);

/// Publishes a file under media/; returns its site path, kept in the storage, or
/// nothing after an error. A photograph loses its metadata and keeps its size, with
/// the errors of PublishImage; any other file is published as it is.
std::string_view PublishFile(const FileUse& use);

}  // namespace kyodo::load
