// Files and folders of the site that nothing would be made of.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/compose.h"
#include "core/text.h"
#include "load/loader.h"
#include "load/meant_names.h"
#include "system/litter.h"

namespace kyodo::load {

namespace {

constexpr std::array<std::string_view, 6> kOwnFolders = {"schema", "vocabularies", "assets",
                                                         "i18n",   "themes",       "imports"};
constexpr std::array<std::string_view, 4> kSettings = {"site.yaml", "search.yaml", "holidays.yaml", "removed.yaml"};

bool IsOwnFolder(std::string_view name) {
  return std::find(kOwnFolders.begin(), kOwnFolders.end(), name) != kOwnFolders.end();
}

/// What people call the collection: 行事, Events.
bool IsLabel(const Schema& schema, const std::string& folded, size_t languages) {
  for (LanguageId id = 0; id < languages; ++id) {
    for (const LocalText* label : {&schema.label, &schema.label_one}) {
      if (label->Has(id) && Fold(label->In(id)) == folded) return true;
    }
  }
  return false;
}

/// i18n/: words of the theme in the site's languages, and in wider ones.
void CheckWordFiles(Loader& loader) {
  std::vector<std::string> names;
  for (const Language& language : loader.site.config.languages) {
    names.push_back(language.code + ".yaml");
    for (const std::string& wider : WiderLanguages(language.code)) names.push_back(wider + ".yaml");
  }
  for (const FolderEntry& entry : ListPlain(loader.files, loader.site.folder, "i18n", loader.diagnostics)) {
    if (std::find(names.begin(), names.end(), entry.name) != names.end()) continue;
    const std::string path = "i18n/" + entry.name, usual = UsualYamlName(entry.name);
    const std::string code = entry.kind == FileInfo::kFile && EndsWith(usual, ".yaml")
                                 ? MeantLanguage(usual.substr(0, usual.size() - 5), loader.site.config.languages)
                                 : std::string();
    if (code.empty()) {
      loader.others.push_back({path, false});
      continue;
    }
    loader.diagnostics.FileError(
        "file.name", loader.PathOf(path), {"この名前のファイルは読まれません", "A file of this name is not read"},
        {fmt::format("名前を {}.yaml に変えます。", code), fmt::format("Rename it to {}.yaml.", code)});
  }
}

class TopFolder {
 public:
  explicit TopFolder(Loader& loader) : loader_(loader) {}

  void Run() {
    auto entries = loader_.files.List(loader_.options.folder);
    if (!entries.ok()) {
      const Diagnostic& error = entries.error();
      loader_.diagnostics.FileError(error.rule, loader_.options.folder, error.message, error.hint);
      return;
    }
    for (const FolderEntry& entry : *entries) {
      if (entry.kind == FileInfo::kFolder) there_.push_back(entry.name);
    }
    for (const FolderEntry& entry : *entries) {
      if (IsLitter(entry.name)) continue;
      if (entry.kind == FileInfo::kFolder) CheckFolder(entry.name);
      if (entry.kind == FileInfo::kFile) CheckFile(entry.name);
    }
  }

 private:
  bool IsThere(std::string_view folder) const {
    return std::find(there_.begin(), there_.end(), folder) != there_.end();
  }

  /// The folder that the name means; empty: none is like it.
  std::string MeantFolder(const std::string& name) const {
    const std::string folded = Fold(Trim(ComposeMarks(name)));
    for (const std::string_view files : {"images", "image", "img", "photos", "photo", "pictures", "写真", "画像",
                                         "files", "pdf", "資料", "添付", "添付ファイル"})
      if (folded == files) return "assets";
    std::vector<std::string_view> names(kOwnFolders.begin(), kOwnFolders.end());
    for (const auto& [id, collection] : loader_.site.collections) {
      if (IsLabel(collection.schema, folded, loader_.site.config.languages.size())) return id;
      names.push_back(id);
    }
    return std::string(Nearest(folded, names));
  }

  void CheckFolder(const std::string& name) {
    if (loader_.site.collections.contains(name) || IsOwnFolder(name)) return;
    Message hint;
    if (IsCopyName(name)) {
      hint = {"フォルダーのコピーのようです。要らなければ消すか、サイトのフォルダーの外へ移します。",
              "This seems to be a copy of a folder: delete it, or move it out of the site's folder."};
    } else if (const std::string meant = MeantFolder(name); !meant.empty()) {
      hint = {fmt::format("「{0}」のことでしょうか。フォルダーの名前を {0} に変えます。", meant),
              fmt::format("Did you mean “{0}”? Rename the folder to {0}.", meant)};
      if (IsThere(meant))
        hint = {fmt::format("「{0}」のことでしょうか。中のファイルを {0} フォルダーに移します。", meant),
                fmt::format("Did you mean “{0}”? Move its files into the folder {0}.", meant)};
      else if (!IsOwnFolder(meant))
        loader_.meant_folders.emplace(meant, name);
    } else {
      hint = Otherwise(name);
    }
    loader_.diagnostics.FileError("folder.unknown", loader_.PathOf(name),
                                  {"スキーマのないフォルダーです", "A folder without a schema"}, std::move(hint));
  }

  Message Otherwise(const std::string& name) const {
    std::string all;
    for (const auto& [id, collection] : loader_.site.collections) all += (all.empty() ? "" : ", ") + id;
    const bool number = name.find_first_not_of("0123456789") == name.npos;
    if (number || MeantSlug(name) != name)
      return {fmt::format("中のファイルを、次のどれかのフォルダーに移します: {}", all),
              fmt::format("Move its files into one of these folders: {}", all)};
    return {fmt::format("schema/{}.yaml を作るか、中のファイルを次のどれかのフォルダーに移します: {}", name, all),
            fmt::format("Make schema/{}.yaml, or move its files into one of these folders: {}", name, all)};
  }

  void CheckFile(const std::string& name) {
    if (std::find(kSettings.begin(), kSettings.end(), name) != kSettings.end()) return;
    const std::string usual = UsualYamlName(name);
    const std::string_view meant = Nearest(Fold(usual), {kSettings.begin(), kSettings.end()});
    if (meant.empty() || !EndsWith(Fold(usual), ".yaml")) {
      loader_.others.push_back({name, false});
      return;
    }
    loader_.diagnostics.FileError(
        "file.name", loader_.PathOf(name), {"この名前のファイルは読まれません", "A file of this name is not read"},
        {fmt::format("「{0}」のことでしょうか。名前を {0} に変えるか、要らなければ消します。", meant),
         fmt::format("Did you mean “{0}”? Rename it to {0}, or delete it if it is not needed.", meant)});
  }

  Loader& loader_;
  std::vector<std::string_view> there_;
};

/// README.md, LICENSE, README.ja.md: for those who keep the files, by an old custom in capital letters.
bool IsForKeepers(std::string_view name) {
  const std::string_view stem = name.substr(0, name.find('.'));
  return std::all_of(stem.begin(), stem.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

enum class Content { kTable, kText, kImage, kOther };

Content ContentOf(std::string_view path) {
  static const std::map<std::string_view, Content> kEndings = {
      {"xlsx", Content::kTable}, {"xls", Content::kTable},  {"xlsm", Content::kTable},    {"ods", Content::kTable},
      {"csv", Content::kTable},  {"tsv", Content::kTable},  {"numbers", Content::kTable}, {"docx", Content::kText},
      {"doc", Content::kText},   {"rtf", Content::kText},   {"odt", Content::kText},      {"txt", Content::kText},
      {"jtd", Content::kText},   {"jtdc", Content::kText},  {"md", Content::kText},       {"yaml", Content::kText},
      {"jpg", Content::kImage},  {"jpeg", Content::kImage}, {"png", Content::kImage},     {"webp", Content::kImage},
      {"gif", Content::kImage},  {"svg", Content::kImage},  {"heic", Content::kImage}};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  if (dot == name.npos) return Content::kText;
  const auto found = kEndings.find(Fold(name.substr(dot + 1)));
  return found == kEndings.end() ? Content::kOther : found->second;
}

/// What to do with a file of a collection that nothing uses.
Message HintFor(std::string_view path, const std::string& full, Content content, const Collection& collection,
                const std::vector<Language>& languages) {
  const std::string& folder = collection.schema.id;
  const std::string name = std::string(path.substr(path.rfind('/') + 1));
  const std::string record = collection.schema.is_document
                                 ? fmt::format("{}/{{}}.{}.md", folder, languages.front().code)
                                 : folder + "/{}.yaml";
  const auto named = [&](std::string_view stem) { return fmt::format(fmt::runtime(record), stem); };
  switch (content) {
    case Content::kTable: {
      if (collection.schema.is_document)
        return {fmt::format("表の中身は読まれません。1件ごとに {} のようなファイルを作ります。配る資料なら、本文から"
                            "リンクします。",
                            named("名前")),
                fmt::format("What is in a table is not read: make a file such as {} for each row. If people are to "
                            "download it, link to it from a text.",
                            named("NAME"))};
      return {fmt::format("表の中身は読まれません。kyodo import table {} --into {} "
                          "で、1行を1件の記録にできます。配る資料なら、本文からリンクします。",
                          full, folder),
              fmt::format("What is in a table is not read: kyodo import table {} --into {} makes a record of each "
                          "row. If people are to download it, link to it from a text.",
                          full, folder)};
    }
    case Content::kText:
      return {fmt::format("ページにするなら {} に書きます。配る資料なら、本文からリンクします。要らなければ消します。",
                          named("名前")),
              fmt::format("For a page of its own write {}. If people are to download it, link to it from a text; "
                          "else delete it.",
                          named("NAME"))};
    case Content::kImage:
      return {fmt::format("載せるなら、本文に ![写っているもの]({}) と書きます。要らなければ消します。", name),
              fmt::format("To show it, write ![what it shows]({}) in a text; else delete it.", name)};
    default:
      return {fmt::format("載せるなら、本文から [名前]({}) とリンクします。要らなければ消します。", name),
              fmt::format("To publish it, link to it from a text: [name]({}); else delete it.", name)};
  }
}

/// The folders of the site in which something is wrong.
std::set<std::string, std::less<>> FoldersWithErrors(const Loader& loader) {
  std::set<std::string, std::less<>> folders;
  for (const Diagnostic& one : loader.diagnostics.list()) {
    if (one.severity != Severity::kError || !StartsWith(one.path, loader.options.folder + "/")) continue;
    const std::string_view below = std::string_view(one.path).substr(loader.options.folder.size() + 1);
    folders.emplace(below.substr(0, below.find('/')));
  }
  return folders;
}

}  // namespace

void CheckTopFolder(Loader& loader) {
  TopFolder(loader).Run();
  CheckWordFiles(loader);
}

void TellUnused(Loader& loader) {
  const std::set<std::string, std::less<>> broken = FoldersWithErrors(loader);
  for (const OtherFile& file : loader.others) {
    const std::string full = loader.PathOf(file.path);
    const size_t slash = file.path.find('/');
    if (loader.used.Contains(full) || (slash == file.path.npos && IsForKeepers(file.path))) continue;
    const Content content = ContentOf(file.path);
    const bool lesser = file.beside_record || content == Content::kImage || content == Content::kOther;
    // A text that could not be read may be the one that names it.
    if (broken.contains(std::string_view(file.path).substr(0, slash)) || (lesser && !broken.empty())) continue;
    const Collection* collection = loader.site.FindCollection(file.path.substr(0, slash));
    Message hint = {
        "記録なら、その種類のフォルダーに移します。そのまま公開するなら assets フォルダーに移します。"
        "要らなければ消します。",
        "Move a record into the folder of its collection, and what is to be published as it is into the "
        "folder assets; else delete it."};
    if (slash != file.path.npos && collection)
      hint = HintFor(file.path, full, content, *collection, loader.site.config.languages);
    else if (slash != file.path.npos)
      hint = {"要らなければ消すか、サイトのフォルダーの外へ移します。",
              "Delete it, or move it out of the site's folder, if it is not needed."};
    const Severity severity = collection && lesser ? Severity::kNote : Severity::kWarning;
    loader.diagnostics
        .Add(severity, "file.unused", {}, {"どこにも使われていないファイルです", "Nothing uses this file"},
             std::move(hint))
        .path = full;
  }
}

}  // namespace kyodo::load
