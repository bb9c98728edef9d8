// Finds the files of every collection.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "load/loader.h"
#include "load/meant_names.h"
#include "load/slug.h"
#include "source/told_litter.h"

namespace kyodo::load {

namespace {

const Message kNoLanguage = {"ファイルの名前に、このサイトの言語がありません",
                             "The file's name lacks a language of this site"};

/// Where a file of a collection was found, and where it should stand.
struct Place {
  std::string folder, meant_folder;  // "events", or "行事" and "events"; with the record's own folder
  std::string slug;                  // of that folder; empty: the collection's
  std::set<std::string> names;       // of what is in it
};

class Discovery {
 public:
  Discovery(Loader& loader, const Collection& collection) : loader_(loader), schema_(collection.schema) {}

  std::map<std::string, std::vector<std::string>> Run() {
    Walk(schema_.id, schema_.id, {});
    const auto [first, last] = loader_.meant_folders.equal_range(schema_.id);
    for (auto meant = first; meant != last; ++meant) Walk(meant->second, schema_.id, {});
    for (const Pending& one : pending_) {
      std::string& kept = PathOf(one.slug, one.language);
      if (!kept.empty()) continue;
      kept = one.path;
      loader_.meant_paths.emplace(loader_.PathOf(one.meant), loader_.PathOf(one.path));
    }
    return std::move(found_);
  }

 private:
  /// A file whose name is wrong, and told: read as what it was meant for, so that nothing else is blamed for it.
  struct Pending {
    std::string slug;
    LanguageId language;
    std::string path, meant;
  };

  const std::vector<Language>& languages() const { return loader_.site.config.languages; }

  void Walk(const std::string& folder, const std::string& meant_folder, const std::string& slug) {
    const auto entries = ListPlain(loader_.files, loader_.site.folder, folder, loader_.diagnostics);
    Place place{folder, meant_folder, slug, {}};
    for (const FolderEntry& entry : entries) place.names.insert(entry.name);
    for (const FolderEntry& entry : entries) {
      if (entry.kind == FileInfo::kFolder) {
        Walk(folder + "/" + entry.name, meant_folder + "/" + entry.name,
             slug.empty() ? entry.name : slug + "/" + entry.name);
      } else {
        AddFile(place, entry.name);
      }
    }
  }

  /// The name is one that is read: its stem without language and ending, and the language.
  bool IsWell(const std::string& name, std::string& stem, LanguageId& language) const {
    if (!EndsWith(name, schema_.is_document ? ".md" : ".yaml")) return false;
    stem = name.substr(0, name.rfind('.'));
    language = 0;
    if (!schema_.is_document) return true;
    const size_t dot = stem.rfind('.');
    language = dot == stem.npos ? languages().size() : FindLanguage(languages(), stem.substr(dot + 1));
    if (language == languages().size()) return false;
    stem.resize(dot);
    return true;
  }

  std::string NameOf(const std::string& stem, LanguageId language) const {
    return schema_.is_document ? fmt::format("{}.{}.md", stem, languages()[language].code) : stem + ".yaml";
  }

  void AddFile(const Place& place, const std::string& name) {
    const std::string path = place.folder + "/" + name;
    std::string stem;
    LanguageId language = 0;
    if (IsWell(name, stem, language)) return Add(place, stem, language, path);
    std::string meant = MeantName(name, schema_.is_document, languages());
    const Form form = meant.empty() ? FormOf(name) : Form::kOther;
    if (form == Form::kMarkdown) return AddMarkdown(place, name);
    if (form == Form::kYaml) return ComplainForm(place, name.substr(0, name.rfind('.')), path);
    if (meant.empty()) meant = MeantByContent(path, name);
    if (meant.empty() && AddOtherProgram(place, path, name)) return;
    if (meant.empty()) {
      loader_.others.push_back({path, !place.slug.empty()});
    } else {
      AddMisnamed(place, path, meant);
    }
  }

  /// A file without an ending, or with Notepad's alone, that begins as a record does.
  std::string MeantByContent(const std::string& path, const std::string& name) const {
    const size_t dot = name.rfind('.');
    const std::string stem = name.substr(0, dot);
    if (dot != name.npos && Fold(name.substr(dot)) != ".txt") return {};
    const auto bytes = ReadPlainFile(loader_.files, loader_.site.folder, loader_.PathOf(path));
    if (!bytes.ok() || !LooksLikeRecord(*bytes, schema_)) return {};
    const std::string with_language = MeantName(stem + ".md", schema_.is_document, languages());
    return with_language.empty() ? NameOf(stem, 0) : with_language;
  }

  /// index.ja.docx, where index.en.md has no original: the text was written in another program.
  bool AddOtherProgram(const Place& place, const std::string& path, const std::string& name) {
    const size_t dot = name.rfind('.');
    if (!schema_.is_document || dot == name.npos) return false;
    const std::string ending = Fold(name.substr(dot));
    if (ending != ".docx" && ending != ".doc" && ending != ".odt" && ending != ".rtf" && ending != ".html" &&
        ending != ".htm" && ending != ".pages")
      return false;
    std::string base = name.substr(0, dot);
    if (EndsWith(base, ".md")) base.resize(base.size() - std::string_view(".md").size());
    const std::string meant = MeantName(base + ".md", true, languages());
    std::string stem, translated;
    LanguageId language = 0, other = 0;
    if (meant.empty() || !IsWell(meant, stem, language) || place.names.contains(meant)) return false;
    const bool has_other = std::any_of(place.names.begin(), place.names.end(), [&](const auto& one) {
      return IsWell(std::string(one), translated, other) && translated == stem;
    });
    if (!has_other) return false;
    Complain("file.name", path,
             {"ほかのソフトの文書なので、読まれません", "A document of another program, which is not read"},
             {fmt::format("テキストエディターで {} に書き、UTF-8 で保存します。", meant),
              fmt::format("Write it in a text editor as {}, and save it as UTF-8.", meant)});
    return true;
  }

  void AddMisnamed(const Place& place, const std::string& path, const std::string& meant) {
    const bool notepad = EndsWith(Fold(path), ".txt");
    const bool taken = place.names.contains(meant);
    Message hint = {fmt::format("名前を {} に変えます。", meant), fmt::format("Rename it to {}.", meant)};
    if (taken) {
      hint = {fmt::format("{} がもうあります。要らないほうを消します。", meant),
              fmt::format("There is a {} already: delete the one that is not needed.", meant)};
    } else if (notepad) {
      hint.ja += "終わりの .txt は、エクスプローラーの「表示」で「ファイル名拡張子」を選ぶと見えます。";
      hint.en += " To see the .txt at its end, choose “File name extensions” under “View” in the Explorer.";
    }
    const char* const ending = schema_.is_document ? ".md" : ".yaml";
    if (EndsWith(path, ending)) {
      Complain("file.language", path, kNoLanguage, std::move(hint));
    } else {
      Complain("file.name", path,
               {fmt::format("ファイルの名前が {} で終わらないので、読まれません", ending),
                fmt::format("It is not read, because its name does not end in {}", ending)},
               std::move(hint));
    }
    std::string stem;
    LanguageId language = 0;
    if (IsWell(meant, stem, language)) Keep(place, stem, language, path);
  }

  /// Markdown where YAML should stand, or without a language.
  void AddMarkdown(const Place& place, const std::string& name) {
    const std::string stem = name.substr(0, name.rfind('.')), path = place.folder + "/" + name;
    const size_t dot = stem.rfind('.');
    const std::string bare = stem.substr(0, dot);
    if (!schema_.is_document) return ComplainForm(place, bare, path);
    if (!EndsWith(name, ".md")) return AddMisnamed(place, path, NameOf(bare, 0));
    if (IsCopyName(stem)) {  // walk.ja - コピー.md
      const std::string copied = MeantName(std::string(WithoutCopy(stem)) + ".md", true, languages());
      const std::string other =
          copied.substr(0, copied.find('.')) + "-2" + copied.substr(std::min(copied.find('.'), copied.size()));
      Complain(
          "file.language", path, kNoLanguage,
          {fmt::format("コピーのようです。要らなければ消します。新しい記録にするなら、名前を変えます。例: {}", other),
           fmt::format("This seems to be a copy: delete it if it is not needed. If it is to be a record of its "
                       "own, rename it. Example: {}",
                       other)});
      return;
    }
    Complain("file.language", path, kNoLanguage,
             {fmt::format("例: {}", NameOf(bare, 0)), fmt::format("Example: {}", NameOf(bare, 0))})
        .about = {Diagnostic::About::kLanguage, dot == stem.npos ? "" : stem.substr(dot + 1)};
    if (dot == stem.npos) Keep(place, bare, 0, path);
  }

  void ComplainForm(const Place& place, const std::string& stem, const std::string& path) {
    const std::string written = MeantName(stem + ".md", schema_.is_document, languages());  // walk.ja.yaml
    const std::string name = written.empty() ? NameOf(Named(stem, place.slug), 0) : written;
    if (schema_.is_document) {
      Complain("file.format", path, {"この種類は Markdown で書きます", "This collection is written in Markdown"},
               {fmt::format("例: {}", name), fmt::format("Example: {}", name)});
    } else {
      Complain("file.format", path, {"この種類は YAML で書きます", "This collection is written in YAML"},
               {fmt::format("例: {}.yaml", stem), fmt::format("Example: {}.yaml", stem)});
    }
  }

  /// In a folder of its own a record's file is called index.
  static std::string Named(const std::string& stem, const std::string& folder_slug) {
    return folder_slug.empty() ? stem : stem == "index" ? folder_slug : folder_slug + "/" + stem;
  }

  Diagnostic& Complain(const char* rule, const std::string& path, Message message, Message hint) {
    return loader_.diagnostics.FileError(rule, loader_.PathOf(path), std::move(message), std::move(hint));
  }

  std::string& PathOf(const std::string& slug, LanguageId language) {
    std::vector<std::string>& paths = found_[slug];
    paths.resize(languages().size());
    return paths[language];
  }

  /// A file whose name is wrong, and told: for later, when all that are well are known.
  void Keep(const Place& place, const std::string& stem, LanguageId language, const std::string& path) {
    const std::string slug = Named(stem, place.slug);
    Diagnostics ignored;
    if (slug.find('/') != slug.npos || !CheckSlug(slug, {}, ignored)) return;
    pending_.push_back({slug, language, path, place.meant_folder + "/" + NameOf(stem, language)});
  }

  void ComplainPlace(const std::string& slug, LanguageId language, const std::string& path) {
    const size_t slash = slug.rfind('/');
    const std::string stem = slug.substr(slash + 1), folder = slug.substr(0, slug.find('/'));
    const bool year = folder.size() == 4 && folder.find_first_not_of("0123456789") == folder.npos;
    const std::string moved = fmt::format("{}/{}", schema_.id, NameOf(stem, language));
    const std::string own = fmt::format("{}/{}/{}", schema_.id, stem, NameOf("index", language));
    Complain("file.place", path,
             {"種類のフォルダーの中のフォルダーには、記録を一つだけ、index という名前で置けます",
              "A folder inside a collection holds one record, called index"},
             year ? Message{fmt::format("年で分けずに {} に移します。年は名前に入れられます。例: {}", moved,
                                        NameOf(stem + "-" + folder, language)),
                            fmt::format("Move it to {}: folders for years cannot be used. The year can be part of the "
                                        "name. Example: {}",
                                        moved, NameOf(stem + "-" + folder, language))}
                  : Message{fmt::format("{} に移します。画像などと一緒に置くときは {} にします。", moved, own),
                            fmt::format("Move it to {}, or to {} if it has pictures beside it.", moved, own)});
    Diagnostics ignored;
    if (CheckSlug(stem, {}, ignored)) pending_.push_back({stem, language, path, moved});
  }

  void ComplainSlug(const Place& place, const std::string& stem, LanguageId language, const std::string& path) {
    const std::string slug = Named(stem, place.slug);
    Diagnostics one;
    CheckSlug(slug, {}, one);
    Message hint = one.list().front().hint;
    const std::string meant = MeantSlug(EndsWith(slug, ".yaml") ? slug.substr(0, slug.rfind('.')) : slug);
    if (IsCopyName(slug)) {
      const std::string other = MeantSlug(std::string(WithoutCopy(slug)) + "-2");
      const std::string name = other.empty() ? "walk-2" : other;
      hint = {fmt::format("コピーのようです。要らなければ消します。新しい記録にするなら、名前を変えます。例: {}", name),
              fmt::format("This seems to be a copy: delete it if it is not needed. If it is to be a record of its "
                          "own, rename it. Example: {}",
                          name)};
    } else if (!meant.empty()) {
      hint = {fmt::format("ページのアドレスになるので、半角の小文字、数字、ハイフンだけにします。{} に名前を変えます。",
                          meant),
              fmt::format("It becomes the page's address: lower-case letters, digits and single hyphens. Rename it to "
                          "{}.",
                          meant)};
      pending_.push_back({meant, language, path, place.meant_folder + "/" + NameOf(stem, language)});
    }
    Complain("slug.format", path, one.list().front().message, std::move(hint));
  }

  void Add(const Place& place, const std::string& stem, LanguageId language, const std::string& path) {
    const std::string slug = Named(stem, place.slug);
    if (slug.find('/') != std::string::npos) return ComplainPlace(slug, language, path);
    Diagnostics ignored;
    if (!CheckSlug(slug, {}, ignored)) return ComplainSlug(place, stem, language, path);
    std::string& kept = PathOf(slug, language);
    if (kept.empty()) {
      kept = path;
      const std::string meant = place.meant_folder + "/" + NameOf(stem, language);
      if (meant != path) loader_.meant_paths.emplace(loader_.PathOf(meant), loader_.PathOf(path));
    } else {
      Complain("slug.duplicate", path,
               {fmt::format("同じ名前の記録がもう一つあります: {}", loader_.PathOf(kept)),
                fmt::format("Another record has the same name: {}", loader_.PathOf(kept))},
               {"どちらかの名前を変えます。", "Rename one of them."});
    }
  }

  Loader& loader_;
  const Schema& schema_;
  std::map<std::string, std::vector<std::string>> found_;
  std::vector<Pending> pending_;
};

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
  TellLitter(loader.files, loader.site.folder, folder, loader.diagnostics);
  for (const FolderEntry& entry : ListPlain(loader.files, loader.site.folder, folder, loader.diagnostics)) {
    const std::string path = folder + "/" + entry.name;
    const auto [twin, first] = known.emplace(Fold(entry.name), entry.name);
    if (!first) WarnOfTwin(loader, path, twin->second);
    if (entry.kind == FileInfo::kFolder) FindAssets(loader, path);
    if (entry.kind != FileInfo::kFile) continue;
    const Result<FileInfo> info = loader.files.Stat(loader.PathOf(path));
    if (!info.ok()) {
      const Diagnostic& error = info.error();
      loader.diagnostics.FileError(error.rule, error.path, error.message, error.hint);
      continue;
    }
    loader.site.files.push_back({loader.PathOf(path), path.substr(path.find('/') + 1), nullptr, info->size_bytes});
  }
}

std::vector<RecordFiles> DiscoverRecords(Loader& loader) {
  CheckTopFolder(loader);
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
