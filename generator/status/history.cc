#include "status/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

#include "load/translations.h"
#include "source/parsed_file.h"
#include "system/git.h"

namespace kyodo::status {

namespace {

constexpr size_t kMostVersions = 100;  // of a file: what is older is not looked for

using Versions = std::map<std::string, std::vector<CommittedFile>>;  // by path, the newest first

std::optional<Versions> ByPath(const std::string& folder, const std::vector<std::string>& paths) {
  auto found = FindVersions(folder, paths);
  if (!found) return std::nullopt;
  Versions versions;
  for (CommittedFile& one : *found) versions[one.path].push_back(std::move(one));
  return versions;
}

const SourceFile& OriginalOf(const Record& record) { return *record.files[record.original]; }

std::span<const CommittedFile> Newest(std::span<const CommittedFile> committed) {
  return committed.first(std::min(committed.size(), kMostVersions));
}

/// What the blobs hold. git is asked once for all that are not here yet.
class Texts {
 public:
  explicit Texts(const Site& site) : site_(site) {}

  void Fetch(const std::vector<std::string>& blobs) {
    std::vector<std::string> wanted;
    for (const std::string& blob : blobs)
      if (!texts_.contains(blob)) wanted.push_back(blob);
    auto read = ReadBlobs(site_.folder, wanted);
    for (size_t i = 0; read && i < read->size(); ++i) texts_[wanted[i]] = std::move((*read)[i]);
  }
  void Forget() { texts_.clear(); }

  /// The versions that were committed, the newest first. Those that cannot be read are left out.
  std::vector<Version> Read(const Record& record, std::span<const CommittedFile> committed) {
    std::vector<std::string> blobs;
    for (const CommittedFile& one : Newest(committed)) blobs.push_back(one.blob);
    Fetch(blobs);
    std::vector<Version> versions;
    for (const CommittedFile& one : Newest(committed)) {
      const auto text = texts_.find(one.blob);
      auto version =
          text == texts_.end() ? std::nullopt : ReadVersion(record.collection->schema, one.path, text->second);
      if (!version) continue;
      version->day = one.day;
      versions.push_back(std::move(*version));
    }
    return versions;
  }

 private:
  const Site& site_;
  std::unordered_map<std::string, std::string> texts_;  // by blob
};

class History {
 public:
  History(const Site& site, const Versions& versions) : site_(site), versions_(versions), texts_(site) {}

  /// Fetches what the originals of these items said, and forgets what was fetched before.
  void Prepare(std::span<Item* const> items) {
    texts_.Forget();
    std::vector<std::string> blobs;
    for (const Item* item : items) {
      const auto found = versions_.find(OriginalOf(*item->record).path);
      if (found == versions_.end()) continue;
      for (const CommittedFile& one : Newest(found->second)) blobs.push_back(one.blob);
    }
    texts_.Fetch(blobs);
  }

  Since Find(const Item& item, const std::string& recorded) {
    const Record& record = *item.record;
    const auto now = ReadVersion(record.collection->schema, OriginalOf(record).path, OriginalOf(record).text);
    if (!now) return {Since::kNotFound, {}, {}};
    const std::vector<Version>& all = OfOriginal(record);
    const auto named = std::find_if(all.begin(), all.end(), [&](const Version& one) { return one.hash == recorded; });
    if (named != all.end()) return {Since::kVersion, named->day, FindWordChanges(named->lines, now->lines)};
    // Under another name, before it was moved. Each such question walks the whole history.
    if (!recorded.empty() && moved_left_ > 0) {
      --moved_left_;
      const auto moved = FindVersions(site_.folder, {OriginalOf(record).path}, true);
      for (const Version& one : moved ? texts_.Read(record, *moved) : std::vector<Version>())
        if (one.hash == recorded) return {Since::kVersion, one.day, FindWordChanges(one.lines, now->lines)};
    }
    return SinceLastChange(item, *now);
  }

 private:
  const std::vector<Version>& OfOriginal(const Record& record) {
    if (last_ != &record) {
      last_ = &record;
      const auto found = versions_.find(OriginalOf(record).path);
      read_ = found == versions_.end() ? std::vector<Version>() : texts_.Read(record, found->second);
    }
    return read_;
  }

  /// What the original said in the commit that last changed the translation.
  Since SinceLastChange(const Item& item, const Version& now) {
    const auto translation = versions_.find(item.path), original = versions_.find(OriginalOf(*item.record).path);
    if (translation == versions_.end() || original == versions_.end()) return {Since::kNotFound, {}, {}};
    const CommittedFile& changed = translation->second.front();
    const auto then = std::find_if(original->second.begin(), original->second.end(),
                                   [&](const CommittedFile& one) { return one.commit >= changed.commit; });
    if (then == original->second.end()) return {Since::kNotFound, {}, {}};
    const std::vector<Version> version = texts_.Read(*item.record, {&*then, 1});
    if (version.empty()) return {Since::kNotFound, {}, {}};
    return {Since::kLastChange, changed.day, FindWordChanges(version.front().lines, now.lines)};
  }

  const Site& site_;
  const Versions& versions_;
  Texts texts_;
  const Record* last_ = nullptr;
  std::vector<Version> read_;  // of the last record's original
  int moved_left_ = 20;
};

bool AsksGit(const Item& item) { return item.kind == Kind::kStale || item.kind == Kind::kUnrecorded; }

}  // namespace

std::optional<Version> ReadVersion(const Schema& schema, const std::string& path, std::string bytes) {
  const auto parsed = ParseFile(path, std::move(bytes), FileForm::kMarkdown);
  if (!parsed->is_text || !parsed->root || parsed->root->kind != yaml::Node::kMapping) return std::nullopt;
  const auto texts = load::TextsOfOriginal(schema, *parsed->root);
  return Version{{}, load::HashOfOriginal(texts, parsed->body), load::LinesOfOriginal(texts, parsed->body)};
}

std::string RecordedIn(const std::string& path, const std::string& text) {
  constexpr size_t kDigits = 12;
  const auto parsed = ParseFile(path, text, FileForm::kMarkdown);
  const yaml::Node* translation = parsed->root ? parsed->root->Find("translation") : nullptr;
  const yaml::Node* of = translation ? translation->Find("of") : nullptr;
  const bool is_hash =
      of && of->text.size() == kDigits && of->text.find_first_not_of("0123456789abcdef") == of->text.npos;
  return is_hash ? std::string(of->text) : std::string();
}

std::optional<std::vector<Version>> VersionsOf(const Site& site, const Record& record) {
  const auto found = FindVersions(site.folder, {OriginalOf(record).path});
  if (!found) return std::nullopt;
  return Texts(site).Read(record, *found);
}

void FindChanges(const Site& site, std::vector<Item>& items) {
  std::set<std::string> paths;
  for (const Item& item : items) {
    if (!AsksGit(item)) continue;
    paths.insert(item.path);
    paths.insert(OriginalOf(*item.record).path);
  }
  if (paths.empty()) return;
  const auto versions = ByPath(site.folder, {paths.begin(), paths.end()});
  std::vector<Item*> asked;
  for (Item& item : items) {
    if (AsksGit(item)) asked.push_back(&item);
    if (AsksGit(item)) item.since.known = Since::kNoGit;
  }
  if (!versions) return;
  constexpr size_t kTogether = 64;  // whose versions are in memory at a time
  History history(site, *versions);
  for (size_t at = 0; at < asked.size(); at += kTogether) {
    const auto part = std::span<Item* const>(asked).subspan(at, std::min(kTogether, asked.size() - at));
    history.Prepare(part);
    for (Item* item : part)
      item->since = history.Find(*item, RecordedIn(item->path, item->record->files[item->language]->text));
  }
}

}  // namespace kyodo::status
