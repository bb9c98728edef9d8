// Finds the files of every collection.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/slug.h"

namespace kyodo::load {

namespace {

class Discovery {
 public:
  Discovery(Loader& loader, const Collection& collection) : loader_(loader), schema_(collection.schema) {}

  std::map<std::string, std::vector<std::string>> Run() {
    Walk(schema_.id, {});
    return std::move(found_);
  }

 private:
  void Walk(const std::string& folder, const std::string& slug) {
    for (const FolderEntry& entry : ListPlain(loader_.files, loader_.site.folder, folder, loader_.diagnostics)) {
      const std::string path = folder + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder) {
        Walk(path, slug.empty() ? entry.name : slug + "/" + entry.name);
      } else if (EndsWith(entry.name, ".yaml")) {
        AddRecord(path, Named(entry.name.substr(0, entry.name.size() - 5), slug));
      } else if (EndsWith(entry.name, ".md")) {
        AddDocument(path, entry.name.substr(0, entry.name.size() - 3), slug);
      } else if (IsNearlyContent(entry.name)) {
        Complain("file.name", path,
                 {"ファイルの名前の終わりは .yaml か .md にします", "The file's name should end in .yaml or .md"},
                 {"名前を変えます。", "Rename it."});
      }
    }
  }

  /// `.yml`, `.YAML` and the like.
  static bool IsNearlyContent(const std::string& name) {
    const std::string ending = Fold(name.substr(std::min(name.rfind('.'), name.size())));
    return ending == ".yaml" || ending == ".yml" || ending == ".md" || ending == ".markdown";
  }

  /// In a folder of its own a record's file is called index.
  static std::string Named(const std::string& stem, const std::string& folder_slug) {
    return folder_slug.empty() ? stem : stem == "index" ? folder_slug : folder_slug + "/" + stem;
  }

  void Complain(const char* rule, const std::string& path, Message message, Message hint) {
    loader_.diagnostics.FileError(rule, loader_.PathOf(path), std::move(message), std::move(hint));
  }

  void AddRecord(const std::string& path, const std::string& slug) {
    if (schema_.is_document) {
      Complain("file.format", path, {"この種類は Markdown で書きます", "This collection is written in Markdown"},
               {fmt::format("例: {}.ja.md", slug), fmt::format("Example: {}.ja.md", slug)});
      return;
    }
    Add(slug, 0, path);
  }

  void AddDocument(const std::string& path, const std::string& stem, const std::string& folder_slug) {
    const std::vector<Language>& languages = loader_.site.config.languages;
    const size_t dot = stem.rfind('.');
    const std::string code = dot == std::string::npos ? "" : stem.substr(dot + 1);
    const auto language =
        std::find_if(languages.begin(), languages.end(), [&](const Language& l) { return l.code == code; });
    if (!schema_.is_document) {
      Complain("file.format", path, {"この種類は YAML で書きます", "This collection is written in YAML"},
               {fmt::format("例: {}.yaml", stem.substr(0, dot)), fmt::format("Example: {}.yaml", stem.substr(0, dot))});
    } else if (language == languages.end()) {
      Complain("file.language", path,
               {"ファイルの名前に、このサイトの言語がありません", "The file's name lacks a language of this site"},
               {fmt::format("例: {}.{}.md", stem.substr(0, dot), languages.front().code),
                fmt::format("Example: {}.{}.md", stem.substr(0, dot), languages.front().code)});
    } else {
      Add(Named(stem.substr(0, dot), folder_slug), static_cast<size_t>(language - languages.begin()), path);
    }
  }

  void Add(const std::string& slug, size_t language, const std::string& path) {
    if (slug.find('/') != std::string::npos) {
      Complain("file.place", path,
               {"種類のフォルダーの中のフォルダーには、記録を一つだけ、index という名前で置けます",
                "A folder inside a collection holds one record, called index"},
               {fmt::format("例: {0}/{1}/index.{2}", schema_.id, slug.substr(0, slug.find('/')),
                            schema_.is_document ? loader_.site.config.languages.front().code + ".md" : "yaml"),
                fmt::format("Example: {0}/{1}/index.{2}", schema_.id, slug.substr(0, slug.find('/')),
                            schema_.is_document ? loader_.site.config.languages.front().code + ".md" : "yaml")});
      return;
    }
    SourcePos nowhere;
    Diagnostics one;
    if (!CheckSlug(slug, nowhere, one)) {
      const Diagnostic& error = one.list().front();
      Complain("slug.format", path, error.message, error.hint);
      return;
    }
    std::vector<std::string>& paths = found_[slug];
    paths.resize(loader_.site.config.languages.size());
    if (paths[language].empty()) {
      paths[language] = path;
    } else {
      Complain("slug.duplicate", path,
               {fmt::format("同じ名前の記録がもう一つあります: {}", loader_.PathOf(paths[language])),
                fmt::format("Another record has the same name: {}", loader_.PathOf(paths[language]))},
               {"どちらかの名前を変えます。", "Rename one of them."});
    }
  }

  Loader& loader_;
  const Schema& schema_;
  std::map<std::string, std::vector<std::string>> found_;
};

/// Folders of the site that are neither a collection nor one of kyodo's own.
void ComplainUnknownFolders(Loader& loader) {
  static const std::vector<std::string_view> kOwn = {"schema", "vocabularies", "assets", "i18n", "themes"};
  const auto entries = loader.files.List(loader.options.folder);
  if (!entries.ok()) {
    loader.diagnostics.FileError(entries.error().rule, loader.options.folder, entries.error().message,
                                 entries.error().hint);
    return;
  }
  for (const FolderEntry& entry : *entries) {
    const bool known =
        loader.site.collections.contains(entry.name) || std::find(kOwn.begin(), kOwn.end(), entry.name) != kOwn.end();
    if (entry.kind != FileInfo::kFolder || known || entry.name.front() == '.') continue;
    std::vector<std::string_view> names;
    for (const auto& [id, collection] : loader.site.collections) names.push_back(id);
    const std::string_view near = Nearest(entry.name, names);
    Message hint = {fmt::format("schema/{}.yaml を作るか、フォルダーの名前を直します。", entry.name),
                    fmt::format("Make schema/{}.yaml, or rename the folder.", entry.name)};
    hint = Suggest(near, std::move(hint));
    loader.diagnostics.FileError("folder.unknown", loader.PathOf(entry.name),
                                 {"スキーマのないフォルダーです", "A folder without a schema"}, hint);
  }
}

/// On many computers and web servers such names are one.
void WarnOfTwin(Loader& loader, const std::string& path, const std::string& twin) {
  Diagnostic& warning = loader.diagnostics.Warning(
      "file.twin", {},
      {fmt::format("大文字と小文字だけが違う名前がもう一つあります: {}", twin),
       fmt::format("Another name differs in capital letters only: {}", twin)},
      {"どちらかの名前を変えます。同じものとして扱うコンピューターやサーバーでは、片方が消えます。",
       "Rename one of them: where such names are one, one of the two is lost."});
  warning.path = loader.PathOf(path);
}

}  // namespace

void FindAssets(Loader& loader, const std::string& folder) {
  std::map<std::string, std::string> known;  // names by what counts where case does not
  for (const FolderEntry& entry : ListPlain(loader.files, loader.site.folder, folder, loader.diagnostics)) {
    const std::string path = folder + "/" + entry.name;
    const auto [twin, first] = known.emplace(Fold(entry.name), entry.name);
    if (!first) WarnOfTwin(loader, path, twin->second);
    if (entry.kind == FileInfo::kFolder) FindAssets(loader, path);
    if (entry.kind == FileInfo::kFile)
      loader.site.files.push_back({loader.PathOf(path), path.substr(path.find('/') + 1)});
  }
}

std::vector<RecordFiles> DiscoverRecords(Loader& loader) {
  ComplainUnknownFolders(loader);
  std::vector<RecordFiles> all;
  for (auto& [id, collection] : loader.site.collections) {
    if (collection.schema.fields.empty()) continue;  // the schema is wrong, and told so
    for (auto& [slug, paths] : Discovery(loader, collection).Run()) {
      Record& record = collection.records.emplace_back();
      record.collection = &collection;
      record.slug = slug;
      record.number = loader.records.size();
      loader.records.push_back(&record);
      all.push_back({&record, std::move(paths)});
    }
    for (const Record& record : collection.records) collection.by_slug.emplace(record.slug, &record);
  }
  return all;
}

}  // namespace kyodo::load
