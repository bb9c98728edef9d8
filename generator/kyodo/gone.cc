#include "kyodo/gone.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "model/served_as.h"

namespace kyodo {

namespace {

constexpr size_t kTold = 10;  // addresses

std::string_view FolderOf(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

/// "cases/shiba.html" gives "shiba".
std::string_view NameOf(std::string_view path) {
  path.remove_prefix(FolderOf(path).size());
  return path.substr(0, path.rfind('.'));
}

/// What may have taken the place of a page.
struct Heir {
  const Record* record = nullptr;
  const Collection* listing = nullptr;
};

class Search {
 public:
  Search(const std::vector<std::string>& published, const Site& site, const render::Plan& plan)
      : published_(published.begin(), published.end()), site_(site), plan_(plan) {
    for (const auto& [id, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (record.hidden) hidden_.emplace(record.path, &record);
        if (record.role == PageRole::kHome && !record.hidden) home_ = &record;
      }
    }
  }

  Diagnostics Run() {
    std::set<std::string> gone;
    for (const std::string_view path : published_) {
      if (EndsWith(path, ".html") && !plan_.Find(path)) AddAlias(path, gone);
    }
    std::map<std::string, std::pair<Heir, std::vector<std::string>>> by_file;
    size_t told = 0;
    for (const std::string& alias : gone) {
      if (++told > kTold) break;
      const Heir heir = HeirOf(PlainOf(alias));
      auto& [of, aliases] = by_file[FileOf(heir)];
      of = heir;
      aliases.push_back(alias);
    }
    for (const auto& [file, group] : by_file) Tell(file, group.first, group.second);
    if (gone.size() > kTold) {
      Add(site_.folder,
          {fmt::format("公開していたアドレスが、ほかに {} 件なくなりました", gone.size() - kTold),
           fmt::format("{} more addresses that were published are gone", gone.size() - kTold)},
          {});
    }
    return std::move(diagnostics_);
  }

  /// Of records that are not shown, each once.
  Diagnostics RunHidden() {
    std::set<const Record*> told;
    for (const std::string_view path : published_) {
      const auto found = hidden_.find(PlainOf(path));
      if (found == hidden_.end() || plan_.Find(path) || !told.insert(found->second).second) continue;
      const Heir heir{found->second, nullptr};
      Add(FileOf(heir),
          {fmt::format("公開していたページが、公開されなくなりました: {}", found->second->path),
           fmt::format("This page was published, and is not shown any more: {}", found->second->path)},
          {fmt::format("公開を終えるなら、draft: true などの代わりに publish_until: {} と書くと、"
                       "そのアドレスのページが、公開が終わったことを知らせます。",
                       ToIso(DayAfter(site_.today, -1))),
           fmt::format("To end it, write publish_until: {} in place of draft: true and the like: a page at the "
                       "address then says that its time is over.",
                       ToIso(DayAfter(site_.today, -1)))});
    }
    return std::move(diagnostics_);
  }

 private:
  /// Without the folder of a language.
  std::string_view PlainOf(std::string_view path) const {
    for (const Language& language : site_.config.languages) {
      if (!language.prefix.empty() && StartsWith(path, language.prefix)) return path.substr(language.prefix.size());
    }
    return path;
  }

  /// A page that is gone in one language alone has an alias with the folder of that language.
  void AddAlias(std::string_view path, std::set<std::string>& gone) const {
    const std::string plain(PlainOf(path));
    if (ComesAndGoes(plain) || hidden_.contains(plain)) return;
    const auto& languages = site_.config.languages;
    const bool elsewhere = std::any_of(languages.begin(), languages.end(), [&](const Language& language) {
      return plan_.Find(language.prefix + plain) != nullptr;
    });
    gone.insert(elsewhere ? std::string(path) : plain);
  }

  /// Of the records beside it the one with the most similar name, new ones first; else the listing; else the home page.
  Heir HeirOf(std::string_view path) const {
    std::map<std::string_view, const Record*> all, fresh;
    for (const auto& [id, collection] : site_.collections) {
      for (const Record& record : collection.records) {
        if (record.hidden || FolderOf(record.path) != FolderOf(path)) continue;
        all.emplace(NameOf(record.path), &record);
        if (!published_.contains(record.path)) fresh.emplace(NameOf(record.path), &record);
      }
    }
    const auto nearest = [&](const std::map<std::string_view, const Record*>& among) {
      std::vector<std::string_view> names;
      for (const auto& [name, record] : among) names.push_back(name);
      const std::string_view near = Nearest(NameOf(path), names);
      return near.empty() ? nullptr : among.at(near);
    };
    if (const Record* record = nearest(fresh)) return {record, nullptr};
    if (fresh.size() == 1) return {fresh.begin()->second, nullptr};
    if (const Record* record = nearest(all)) return {record, nullptr};
    const Collection* listing = site_.FindCollection(path.substr(0, path.find('/')));
    if (listing && listing->schema.listing.enabled) return {nullptr, listing};
    return {home_, nullptr};
  }

  std::string FileOf(const Heir& heir) const {
    const SourceFile* file = heir.record    ? heir.record->files[heir.record->original]
                             : heir.listing ? heir.listing->schema.pos.file
                                            : nullptr;
    return file ? file->path : site_.folder;
  }

  void Tell(const std::string& file, const Heir& heir, const std::vector<std::string>& gone) {
    std::vector<std::string> line;
    const std::vector<Named> none;
    for (const Named& alias : heir.record    ? heir.record->aliases
                              : heir.listing ? heir.listing->schema.listing.aliases
                                             : none)
      line.push_back(alias.id);
    line.insert(line.end(), gone.begin(), gone.end());
    const std::string add = fmt::format("aliases: [{}]", fmt::join(line, ", "));
    Message where = {"このファイルに", "write here"};
    if (EndsWith(file, ".md")) where = {"このファイルの --- の間に", "write between the --- lines"};
    if (heir.listing) where = {"このファイルの listing: の中に", "write in listing:"};
    if (!heir.record && !heir.listing)
      where = {"移した先のファイルに", "write in the file of the page that took its place"};
    Add(file,
        {fmt::format("公開していたアドレスがなくなりました: {}", fmt::join(gone, "、")),
         fmt::format("Published before, and gone: {}", fmt::join(gone, ", "))},
        {fmt::format("前のアドレスに来た人を案内するには、{}"
                     "次の行を書きます。ほかのページに移したなら、そのファイルに書きます。 {}",
                     where.ja, add),
         fmt::format("To lead on those who come to the old address, {} (or in the file of another page): {}", where.en,
                     add)});
  }

  void Add(const std::string& file, Message message, Message hint) {
    diagnostics_.Warning("page.gone", {}, std::move(message), std::move(hint)).path = file;
  }

  const std::set<std::string_view> published_;
  const Site& site_;
  const render::Plan& plan_;
  const Record* home_ = nullptr;
  std::map<std::string_view, const Record*> hidden_;  // by path
  Diagnostics diagnostics_;
};

}  // namespace

Diagnostics FindHidden(const std::vector<std::string>& published, const Site& site, const render::Plan& plan) {
  return Search(published, site, plan).RunHidden();
}

Diagnostics FindGone(const std::vector<std::string>& published, const Site& site, const render::Plan& plan) {
  return Search(published, site, plan).Run();
}

}  // namespace kyodo
