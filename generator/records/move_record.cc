#include "records/move_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/edits.h"
#include "core/text.h"
#include "import/table_cells.h"
#include "load/slug.h"
#include "load/trial.h"
#include "records/keys_text.h"
#include "source/plain_files.h"

namespace kyodo {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// The files as they would be.
class Draft {
 public:
  Draft(const LoadedSite& loaded, const Record& record)
      : loaded_(loaded), record_(record), own_(OwnFolder(loaded.site, record)) {}

  /// Says in removed.yaml what is no more.
  Status Bury(const Tombstone& tombstone) {
    Result<FileChange> change = ChangeOfRemoved(loaded_.files, loaded_.site, tombstone);
    if (!change.ok()) return change.error();
    if (change->before) before_[change->path] = std::move(*change->before);
    after_[change->path] = std::move(*change->after);
    return Done{};
  }

  Status Read() {
    Result<std::vector<Reference>> found = FindReferences(loaded_.files, loaded_.site, record_);
    if (!found.ok()) return found.error();
    references_ = std::move(*found);
    for (const SourceFile* file : FilesOf(record_)) own_files_.push_back(file->path);
    if (!own_.empty()) {
      own_files_.clear();
      if (const Status listed = List(own_); !listed.ok()) return listed;
    }
    for (const std::string& path : own_files_) {
      if (const Status read = Take(path); !read.ok()) return read;
    }
    return Done{};
  }

  /// Reads a file that will change.
  Status Take(const std::string& path) {
    if (before_.contains(path) || after_.contains(path)) return Done{};
    Result<std::string> bytes = ReadPlainFile(loaded_.files, loaded_.site.folder, path);
    if (!bytes.ok()) return bytes.error();
    after_[path] = *bytes;
    before_[path] = std::move(*bytes);
    return Done{};
  }

  Status Mend(const std::string& slug) {
    std::map<std::string, std::vector<Diagnostic::Edit>> edits;
    for (const Reference& one : references_)
      edits[one.path].push_back({one.line, one.column, one.was, ForNewName(one, record_, slug)});
    for (const auto& [path, list] : edits) {
      if (const Status read = Take(path); !read.ok()) return read;
      Edit(path, list);
    }
    for (const std::string& path : own_files_) {
      const std::string to = NewPath(path, slug);
      moved_[path] = to;
      after_[to] = std::move(after_[path]);
      after_.erase(path);
    }
    return Done{};
  }

  /// In the text as it is read; a byte order mark stays.
  void Edit(const std::string& path, const std::vector<Diagnostic::Edit>& edits) {
    std::string& text = after_[path];
    const bool marked = StartsWith(text, kMark);
    text = (marked ? std::string(kMark) : std::string()) + WithEdits(AsRead(text), edits);
  }

  Diagnostics Try(std::unique_ptr<const Site>* site) const {
    std::set<std::string> gone;
    for (const std::string& path : own_files_) {
      if (!after_.contains(path)) gone.insert(path);
    }
    return TryFiles(loaded_.files, after_, loaded_.options, loaded_.markdown, gone, site);
  }

  /// An address of old for the record that is in `file` now.
  Status AddAlias(const Record& record, const std::string& address) {
    const std::string path = record.files[record.original]->path;
    if (const Status read = Take(path); !read.ok()) return read;
    const bool marked = StartsWith(after_[path], kMark);
    const std::string own = record.path;
    Result<std::string> text =
        WithChangedKeys(AsRead(after_[path]), record.collection->schema.is_document, [&](yaml::Value& keys) {
          yaml::Value list = yaml::Value::List();
          if (const yaml::Value* old = FindValue(keys, {"aliases"})) list = *old;
          std::erase_if(list.items, [&](const yaml::Value& one) { return one.text == own; });
          const bool there = std::any_of(list.items.begin(), list.items.end(),
                                         [&](const yaml::Value& one) { return one.text == address; });
          if (!there) list.items.push_back(yaml::Value::Text(address));
          SetValue(keys, {"aliases"}, list);
        });
    if (!text.ok()) return text.error();
    after_[path] = (marked ? std::string(kMark) : std::string()) + *text;
    return Done{};
  }

  void Remove() {
    for (const std::string& path : own_files_) {
      moved_[path] = "";
      after_.erase(path);
    }
  }

  RecordMove Finish(Diagnostics told) {
    RecordMove move;
    for (const auto& [path, text] : before_) {
      const auto now = after_.find(path);
      if (now == after_.end())
        move.changes.push_back({path, text, std::nullopt});
      else if (now->second != text)
        move.changes.push_back({path, text, now->second});
    }
    for (const auto& [path, text] : after_) {
      if (!before_.contains(path)) move.changes.push_back({path, std::nullopt, text});
    }
    move.moved.assign(moved_.begin(), moved_.end());
    for (const Reference& one : references_) {
      if (!moved_.contains(one.path)) move.references.push_back(one);
    }
    move.own_folder = own_;
    move.told = std::move(told);
    return move;
  }

  /// What a file is called now that was called so.
  std::string Now(const std::string& path) const {
    const auto found = moved_.find(path);
    return found == moved_.end() ? path : found->second;
  }

 private:
  Status List(const std::string& folder) {
    Diagnostics told;
    const std::string& root = loaded_.site.folder;
    for (const FolderEntry& entry : ListPlain(loaded_.files, root, folder.substr(root.size() + 1), told)) {
      const std::string path = folder + "/" + entry.name;
      if (entry.kind == FileInfo::kFile) own_files_.push_back(path);
      if (entry.kind != FileInfo::kFolder) continue;
      if (const Status below = List(path); !below.ok()) return below;
    }
    return told.HasErrors() ? Status(told.list().front()) : Status(Done{});
  }

  std::string NewPath(const std::string& path, const std::string& slug) const {
    const std::string folder = fmt::format("{}/{}/", loaded_.site.folder, record_.collection->schema.id);
    return folder + slug + path.substr(folder.size() + record_.slug.size());
  }

  const LoadedSite& loaded_;
  const Record& record_;
  const std::string own_;
  std::vector<Reference> references_;
  std::vector<std::string> own_files_;
  std::map<std::string, std::string> before_, after_, moved_;  // by path
};

Status FirstError(Diagnostics& told) {
  if (!told.HasErrors()) return Done{};
  told.Sort();
  return told.list().front();
}

/// Hashes of originals in which a link was mended, for translations that were up to date.
void KeepTranslations(const LoadedSite& loaded, const Diagnostics& told, Draft& draft) {
  std::set<std::string> stale;
  for (const Diagnostic& one : loaded.told.list()) {
    if (one.rule == "translation.stale") stale.insert(draft.Now(one.path));
  }
  for (const Diagnostic& one : told.list()) {
    const bool fresh = one.rule == "translation.stale" && !stale.contains(one.path) && !one.edits.empty();
    if (fresh && draft.Take(one.path).ok()) draft.Edit(one.path, one.edits);
  }
}

struct NewAddress {
  const Record* record;  // of the site as it would be
  std::string was;
};

std::vector<NewAddress> FindNewAddresses(const Site& before, const Site& after, const Record& record,
                                         const std::string& slug) {
  std::vector<NewAddress> found;
  for (const auto& [id, collection] : before.collections) {
    for (const Record& old : collection.records) {
      const Collection* same = after.FindCollection(id);
      const auto now = same->by_slug.find(&old == &record ? std::string_view(slug) : std::string_view(old.slug));
      if (now != same->by_slug.end() && now->second->path != old.path) found.push_back({now->second, old.path});
    }
  }
  return found;
}

Diagnostic InUse(const std::string& address, const std::string& file, const std::string& by) {
  Diagnostics told;
  return told.FileError(
      "rename.alias", file,
      {fmt::format("このアドレスはもう使われています: {}（{}）", address, by),
       fmt::format("This address is in use: {} ({})", address, by)},
      {fmt::format("別の名前にするか、その{}から消します。", by == kRemovedFile ? "ファイル" : "記録の aliases "),
       fmt::format("Choose another name, or take it out of {}.",
                   by == kRemovedFile ? "that file" : "that record's aliases")});
}

/// Of two pages with one address neither could be made.
Status CheckAddresses(const Site& after, const std::vector<NewAddress>& addresses) {
  for (const NewAddress& one : addresses) {
    for (const Removal& removal : after.removed) {
      for (const Named& gone : removal.addresses) {
        if (gone.id == one.record->path) return InUse(one.record->path, gone.pos.file->path, std::string(kRemovedFile));
      }
    }
    for (const auto& [id, collection] : after.collections) {
      for (const Record& other : collection.records) {
        const bool alias = std::any_of(other.aliases.begin(), other.aliases.end(),
                                       [&](const Named& named) { return named.id == one.record->path; });
        if (&other == one.record || (!alias && other.path != one.record->path)) continue;
        const SourceFile* file = other.files[other.original];
        return InUse(one.record->path, file ? file->path : std::string(), fmt::format("{}/{}", id, other.slug));
      }
    }
  }
  return Done{};
}

}  // namespace

Status CheckNewSlug(const LoadedSite& loaded, const Record& record, const std::string& slug) {
  Diagnostics told;
  if (!load::CheckSlug(slug, {}, told)) return told.list().front();
  const std::string& id = record.collection->schema.id;
  const std::string path = fmt::format("{}/{}/{}", loaded.site.folder, id, slug);
  if (!record.collection->by_slug.contains(slug) && !loaded.files.Stat(path).ok()) return Done{};
  return told.FileError(
      "rename.exists", "",
      {fmt::format("この名前の記録がもうあります: {}/{}", id, slug),
       fmt::format("A record has this name already: {}/{}", id, slug)},
      {"今あるものは書きかえません。別の名前にします。", "What is there is never overwritten: choose another name."});
}

Result<RecordMove> PlanRename(const LoadedSite& loaded, const Record& record, const std::string& slug) {
  Draft draft(loaded, record);
  if (const Status read = draft.Read(); !read.ok()) return read.error();
  if (const Status mended = draft.Mend(slug); !mended.ok()) return mended.error();
  std::unique_ptr<const Site> after;
  Diagnostics told = draft.Try(&after);
  if (const Status fine = FirstError(told); !fine.ok()) return fine.error();
  KeepTranslations(loaded, told, draft);
  const std::vector<NewAddress> addresses = FindNewAddresses(loaded.site, *after, record, slug);
  if (const Status free = CheckAddresses(*after, addresses); !free.ok()) return free.error();
  for (const NewAddress& one : addresses) {
    if (const Status added = draft.AddAlias(*one.record, one.was); !added.ok()) return added.error();
  }
  std::unique_ptr<const Site> last;
  told = draft.Try(&last);
  if (const Status fine = FirstError(told); !fine.ok()) return fine.error();
  RecordMove move = draft.Finish(std::move(told));
  for (const NewAddress& one : addresses) move.addresses.push_back(one.was);
  return move;
}

std::vector<ChangedText> ChangedTexts(const RecordMove& move) {
  const auto before = [&](const std::string& path) -> const std::optional<std::string>* {
    const auto found =
        std::find_if(move.changes.begin(), move.changes.end(), [&](const FileChange& one) { return one.path == path; });
    return found == move.changes.end() ? nullptr : &found->before;
  };
  std::vector<ChangedText> texts;
  for (const FileChange& change : move.changes) {
    const auto moved =
        std::find_if(move.moved.begin(), move.moved.end(), [&](const auto& one) { return one.second == change.path; });
    const auto* was = moved == move.moved.end() ? &change.before : before(moved->first);
    const bool is_text = EndsWith(change.path, ".yaml") || EndsWith(change.path, ".md");
    if (is_text && was && *was && change.after && **was != *change.after)
      texts.push_back({change.path, **was, *change.after});
  }
  return texts;
}

void RemoveEmptyFolders(FileSystem& files, const RecordMove& move) {
  if (move.own_folder.empty()) return;
  std::vector<std::string> folders;
  for (const auto& [from, to] : move.moved) folders.push_back(ParentFolder(from));
  std::sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (const std::string& folder : folders) (void)files.RemoveFolder(folder);
}

Result<RecordMove> PlanRemoval(const LoadedSite& loaded, const Record& record,
                               const std::vector<std::string>& reasons) {
  Draft draft(loaded, record);
  if (const Status read = draft.Read(); !read.ok()) return read.error();
  draft.Remove();
  const Tombstone tombstone = TombstoneOf(loaded.site, record, reasons);
  if (const Status buried = reasons.empty() ? Status(Done{}) : draft.Bury(tombstone); !buried.ok())
    return buried.error();
  std::unique_ptr<const Site> after;
  RecordMove move = draft.Finish(draft.Try(&after));
  move.addresses = tombstone.addresses;
  return move;
}

Result<RecordMove> PlanTombstone(const LoadedSite& loaded, const std::string& address,
                                 const std::vector<std::string>& reasons) {
  Result<FileChange> change =
      ChangeOfRemoved(loaded.files, loaded.site, {{address}, {}, ReadReasons(loaded.site, reasons), loaded.site.today});
  if (!change.ok()) return change.error();
  RecordMove move;
  move.told = TryFiles(loaded.files, {{change->path, *change->after}}, loaded.options, loaded.markdown);
  if (const Status fine = FirstError(move.told); !fine.ok()) return fine.error();
  move.changes.push_back(std::move(*change));
  move.addresses.push_back(address);
  return move;
}

}  // namespace kyodo
