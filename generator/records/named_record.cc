#include "records/named_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo {

namespace {

bool IsCalled(const Collection& collection, const Site& site, const std::string& wanted) {
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    for (const LocalText* label : {&collection.schema.label, &collection.schema.label_one}) {
      if (label->Has(id) && Fold(label->In(id)) == wanted) return true;
    }
  }
  return false;
}

/// The collections that there are, or those of them that can be tables.
Message Listed(const Site& site, bool tables) {
  Message all;
  for (const auto& [id, collection] : site.collections) {
    if (tables && collection.schema.is_document) continue;
    all.ja += fmt::format("{}{}（{}）", all.ja.empty() ? "" : "、", id, collection.schema.label.In(0));
    all.en += fmt::format("{}{}", all.en.empty() ? "" : ", ", id);
  }
  return all;
}

}  // namespace

Result<const Collection*> FindNamedCollection(const Site& site, std::string_view name) {
  if (const Collection* found = site.FindCollection(name)) return found;
  const std::string wanted = Fold(name);
  std::vector<std::string_view> ids;
  for (const auto& [id, collection] : site.collections) {
    if (IsCalled(collection, site, wanted)) return &collection;
    ids.push_back(id);
  }
  const Message all = Listed(site, false);
  Diagnostics one;
  return one.FileError(
      "usage.collection", "",
      {fmt::format("この種類はありません: {}", name), fmt::format("No such collection: {}", name)},
      Suggest(Nearest(name, ids), {fmt::format("ある種類: {}", all.ja), fmt::format("The collections: {}", all.en)}));
}

Result<const Collection*> FindTableCollection(const Site& site, std::string_view name) {
  const Result<const Collection*> found = FindNamedCollection(site, name);
  if (!found.ok() || !(*found)->schema.is_document) return found;
  const Message all = Listed(site, true);
  Diagnostics one;
  return one.FileError("table.collection", "",
                       {fmt::format("表にできる種類ではありません: {}", name),
                        fmt::format("This collection cannot be a table: {}", name)},
                       {fmt::format("使える種類: {}", all.ja), fmt::format("The collections: {}", all.en)});
}

RecordName ReadRecordName(const Site& site, std::string_view name) {
  while (EndsWith(name, "/")) name.remove_suffix(1);
  if (StartsWith(name, "./")) name.remove_prefix(2);
  if (StartsWith(name, site.folder + "/")) name.remove_prefix(site.folder.size() + 1);
  const size_t slash = name.find('/');
  if (slash == name.npos) return {};
  std::string slug(name.substr(slash + 1));
  slug.resize(std::min(slug.find_first_of("/."), slug.size()));
  return {std::string(name.substr(0, slash)), slug};
}

Result<const Record*> FindNamedRecord(const Site& site, std::string_view name) {
  const RecordName wanted = ReadRecordName(site, name);
  if (const Collection* collection = site.FindCollection(wanted.collection)) {
    const auto found = collection->by_slug.find(wanted.slug);
    if (found != collection->by_slug.end()) return found->second;
  }
  std::vector<std::string> all;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) all.push_back(id + "/" + record.slug);
  }
  const std::string asked = wanted.collection.empty() ? std::string(name) : wanted.collection + "/" + wanted.slug;
  const std::string example = all.empty() ? "collection/name" : all.front();
  Diagnostics one;
  return one.FileError("usage.record", "",
                       {fmt::format("この記録はありません: {}", name), fmt::format("No such record: {}", name)},
                       Suggest(Nearest(asked, {all.begin(), all.end()}),
                               {fmt::format("種類と、ファイルの名前を拡張子なしで書きます。例: {}", example),
                                fmt::format("Write its collection and the name of its file without the ending. "
                                            "Example: {}",
                                            example)}));
}

}  // namespace kyodo
