// What the steps of loading share. Not for use outside load/.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/load.h"
#include "source/near_names.h"
#include "source/plain_files.h"
#include "yaml/yaml.h"

namespace kyodo {
class MapReader;
}

namespace kyodo::load {

/// The files that texts and fields name. For several threads at once.
class UsedFiles {
 public:
  void Add(std::string_view path) {
    const std::lock_guard lock(mutex_);
    paths_.emplace(path);
  }
  bool Contains(std::string_view path) const { return paths_.contains(path); }

 private:
  std::mutex mutex_;
  std::set<std::string, std::less<>> paths_;
};

/// A file of the site that is neither a record nor a setting.
struct OtherFile {
  std::string path;            // below the site's folder
  bool beside_record = false;  // in the folder of a record
};

/// The labels of terms, folded, in each language: made when a term is first misspelt. For several threads at once.
class FoldedLabels {
 public:
  /// By term, then by language; empty: there is none.
  const std::vector<std::vector<std::string>>& Of(const Vocabulary& vocabulary, size_t languages) const;

 private:
  mutable std::mutex mutex_;
  mutable std::map<const Vocabulary*, std::vector<std::vector<std::string>>> labels_;  // a map does not move them
};

struct Loader {
  FileReader& files;
  const LoadOptions& options;
  Site& site;  // that is being built
  Diagnostics& diagnostics;
  UsedFiles& used;
  std::vector<Record*> records{};  // all of the site's, by their number
  std::vector<OtherFile> others{};
  /// Folders that were meant for a collection which has none of its name: by its id.
  std::multimap<std::string, std::string> meant_folders{};
  /// By language: what the English texts of the theme's ready collections and vocabularies are called in it, or null.
  std::map<std::string, const yaml::Node*> ready_words{};
  /// Files whose names are wrong, and told, by the path that they should have; both begin with the site's folder.
  std::map<std::string, std::string, std::less<>> meant_paths{};
  NearNames near_names{files};
  FoldedLabels folded_labels{};
  std::vector<std::string_view> known_files{};  // of records, sorted; made when a link first leads to none of them

  /// A record of the site, to be built further.
  Record& Own(const Record& record) const { return *records[record.number]; }
  std::string PathOf(std::string_view path) const { return options.folder + "/" + std::string(path); }
};

/// A copy of the text that lives as long as `storage`.
std::string_view Keep(std::string_view text, Storage& storage);

/// Reads a file of the site folder into `storage`. `path` is seen from that folder;
/// the path kept, which messages show, begins with the folder.
/// Errors of source/plain_files.h and `text.utf8`; then null.
const SourceFile* ReadSource(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// A file of a record or document, kept from an earlier reading where it is as it was. It lasts as long as `storage`.
/// Null after an error of source/plain_files.h or `text.utf8`.
std::shared_ptr<const ParsedFile> ReadParsed(const Loader& loader, std::string_view path, FileForm form,
                                             Storage& storage, Diagnostics& diagnostics);

/// ReadSource and yaml::Parse.
const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics);

/// Leaves the list empty after an error `config.languages`: nothing else can be read without languages.
void ReadLanguages(const yaml::Node& root, SiteConfig& config, Diagnostics& diagnostics);
/// Forgets what records say in languages that are hidden, once it is checked. A record that says nothing in another is
/// not published.
void LeaveOutHidden(Loader& loader);
/// Makes one error `config.languages` of all that are about one language which site.yaml does not list.
void TellUnlistedOnce(Loader& loader);
/// `aliases: [old/page.html, old-folder/]`, as the site paths of their files. Error `alias.form`, which gives the key
/// in its example.
std::vector<Named> ReadAliases(MapReader& map, Diagnostics& diagnostics, std::string_view key = "aliases");

/// False when the site has no usable languages, so that nothing more can be read.
bool LoadConfig(Loader& loader);
/// The menus of the settings, and the groups of the home page. Errors `config.menu`: a line that leads nowhere;
/// `config.menu-label`: nothing to call it by.
void ReadMenus(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics);
/// The hosts that pages may load from. Error `config.security`: no host.
void ReadSecurity(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics);
/// `publish`: errors `config.publish`, and `config.publish-secret`, which does not say what it found.
void ReadPublish(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics);
/// search.yaml, if there is one, and what kyodo ships. Errors `search.variant`, `search.synonym`.
void LoadSearchSettings(Loader& loader);
/// What the site's settings say of roles. Error `config.role`: one layout with two of them.
/// `checks`. Errors `checks.rule`, `checks.level`.
void ReadChecks(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics);
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
/// Folders of the site that are neither a collection nor one of kyodo's own, and files that do not belong at its top.
/// Errors `folder.unknown`, `file.name`.
void CheckTopFolder(Loader& loader);
/// Puts causes before what follows from them, and makes one of many that follow from one.
void TellCausesFirst(Loader& loader);
/// Warnings and notes `file.unused`: files that nothing shows and that no text or field names.
void TellUnused(Loader& loader);
/// Reads their files, several at a time.
void ReadRecords(Loader& loader, const std::vector<RecordFiles>& all);

/// The files of the site's folder assets/, which are published at the root as they are.
void FindAssets(Loader& loader, const std::string& folder);
/// The picture that stands for the site where pages are shared. Errors `config.social-image`: no such asset;
/// `image.read`, `image.size`.
void FindSocialImage(Loader& loader);
/// Where the site has none: a drawing of its name in each language.
void DrawCards(Loader& loader);
/// The image beside the site's name. Errors `config.logo`: no such asset; `image.read`, `image.size`.
void FindLogo(Loader& loader);
/// Reverse references, parts, order, paths and what is published today.
void Connect(Loader& loader);
/// The site changes by itself on that day, unless it is past.
void NoteChange(Site& site, const Date& day);
/// holidays.yaml, if there is one.
void LoadHolidays(Loader& loader);
/// removed.yaml, if there is one. Errors `alias.form`, `date.*`, and those of lists and mappings.
void LoadRemoved(Loader& loader);
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
  bool in_text = false;     // of Markdown, where blanks need %20
};

/// Publishes an image under media/, named by its content. Null after an error:
/// those of source/plain_files.h, `image.read`, `image.size`.
const Image* PublishImage(const FileUse& use);

struct PublishedFile {
  std::string_view path;    // site path, kept in the storage; empty after an error
  uint64_t size_bytes = 0;  // 0: not known yet, as of photographs
};

/// Publishes a file under media/. A photograph loses its metadata and keeps its size in pixels, with the errors of
/// PublishImage; any other file is published as it is. `bytes`, if given, gets what the file holds.
PublishedFile PublishFile(const FileUse& use, std::string* bytes = nullptr);

}  // namespace kyodo::load
