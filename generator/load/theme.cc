#include "load/theme.h"

#include <fmt/format.h>

#include <memory_resource>

#include "core/hash.h"
#include "core/text.h"
#include "formats/yaml.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo {

namespace {

class ThemeLoader {
 public:
  ThemeLoader(FileSystem& files, const ThemeFolders& folders, const std::vector<Language>& languages,
              Diagnostics& diagnostics)
      : files_(files), folders_(folders), languages_(languages), diagnostics_(diagnostics) {}

  std::unique_ptr<Theme> Run() {
    theme_->name = folders_.shown_as.substr(folders_.shown_as.rfind('/') + 1);
    const auto templates = files_.List(folders_.theme + "/templates");
    if (!templates.ok()) {
      diagnostics_.FileError("theme.missing", folders_.shown_as, {"テーマがありません", "There is no such theme"},
                             {"site.yaml の theme: に、themes フォルダーにある名前を書きます。例: theme: kyodo",
                              "theme: in site.yaml names a folder of themes. Example: theme: kyodo"});
      return std::move(theme_);
    }
    for (const FolderEntry& entry : *templates) {
      if (entry.kind != FileInfo::kFile || !EndsWith(entry.name, ".html")) continue;
      if (const SourceFile* file = Read(folders_.theme, folders_.shown_as, "templates/" + entry.name))
        theme_->templates.emplace_back(entry.name, file);
    }
    if (theme_->templates.empty()) {
      diagnostics_.FileError("theme.missing", folders_.shown_as + "/templates",
                             {"テーマにテンプレートがありません", "The theme has no templates"},
                             {"ページのひな型を .html のファイルで置きます。例: layout.html",
                              "It holds a file for each kind of page. Example: layout.html"});
    }
    ReadAssets("");
    for (LanguageId id = 0; id < languages_.size(); ++id) {
      ReadStrings(folders_.theme, folders_.shown_as, id, true);
      ReadStrings(folders_.site, folders_.site, id, false);
    }
    CheckStrings();
    return std::move(theme_);
  }

 private:
  const SourceFile* Read(const std::string& folder, const std::string& shown_as, const std::string& path) {
    Result<std::string> bytes = files_.Read(folder + "/" + path);
    const std::string shown = shown_as + "/" + path;
    if (!bytes.ok()) {
      diagnostics_.FileError(bytes.error().rule, shown, bytes.error().message, bytes.error().hint);
      return nullptr;
    }
    SourceFile& file = theme_->sources.emplace_back(SourceFile{shown, std::move(*bytes)});
    return load::CleanSource(file, diagnostics_) ? &file : nullptr;
  }

  void ReadAssets(const std::string& inside) {
    const auto entries = files_.List(folders_.theme + "/assets" + inside);
    if (!entries.ok()) return;
    for (const FolderEntry& entry : *entries) {
      const std::string name = inside.empty() ? entry.name : inside.substr(1) + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder) {
        ReadAssets(inside + "/" + entry.name);
        continue;
      }
      Result<std::string> bytes = files_.Read(folders_.theme + "/assets/" + name);
      if (!bytes.ok()) {
        diagnostics_.FileError(bytes.error().rule, folders_.shown_as + "/assets/" + name, bytes.error().message,
                               bytes.error().hint);
        continue;
      }
      const size_t dot = std::min(name.rfind('.'), name.size());
      const std::string hash = HexHash(Hash(*bytes)).substr(0, 10);
      theme_->assets[name] = {fmt::format("assets/{}.{}{}", name.substr(0, dot), hash, name.substr(dot)),
                              std::move(*bytes)};
    }
  }

  void ReadStrings(const std::string& folder, const std::string& shown_as, LanguageId id, bool needed) {
    const std::string path = "i18n/" + languages_[id].code + ".yaml";
    if (!files_.Stat(folder + "/" + path).ok()) {
      unread_[id] = unread_[id] || needed;
      if (!needed) return;
      diagnostics_.FileError("theme.strings", shown_as + "/" + path,
                             {fmt::format("テーマの文言のファイルがありません: {}", languages_[id].name),
                              fmt::format("The theme has no strings in the language {}", languages_[id].code)},
                             {"テーマの i18n フォルダーにある、ほかの言語のファイルを写して訳します。",
                              "Copy the file of another language in the theme's folder i18n, and translate it."});
      return;
    }
    const SourceFile* file = Read(folder, shown_as, path);
    const yaml::Node* root = file ? yaml::Parse(*file, file->text, 1, memory_, diagnostics_) : nullptr;
    if (root && root->kind != yaml::Node::kMapping) NotMapping(*root, "skip: 本文へ", diagnostics_);
    if (needed) unread_[id] = !root || root->kind != yaml::Node::kMapping;
    if (!root) return;
    for (const yaml::Entry& entry : root->entries) {
      const std::string key(entry.key);
      if (!needed && !theme_->strings.contains(key)) {
        ComplainUnknown(entry);
        continue;
      }
      LocalText& text = theme_->strings.try_emplace(key, LocalText(languages_.size())).first->second;
      if (entry.value->kind == yaml::Node::kScalar) {
        text[id] = entry.value->text;
      } else {
        NotText(*entry.value, "skip: 本文へ", diagnostics_);
        text[id] = key;
      }
    }
  }

  void ComplainUnknown(const yaml::Entry& entry) {
    std::vector<std::string_view> known;
    for (const auto& [key, text] : theme_->strings) known.push_back(key);
    const std::string_view near = Nearest(entry.key, known);
    diagnostics_.Error("theme.string", entry.key_pos,
                       {fmt::format("テーマにない文言です: {}", entry.key),
                        fmt::format("The theme has no such string: {}", entry.key)},
                       Suggest(near, {"テーマの i18n フォルダーにある名前を書きます。",
                                      "Write a name that stands in the theme's folder i18n."}));
  }

  void CheckStrings() {
    for (const auto& [key, text] : theme_->strings) {
      for (LanguageId id = 0; id < languages_.size(); ++id) {
        if (unread_[id] || text.Has(id)) continue;
        diagnostics_.FileError(
            "theme.string", fmt::format("{}/i18n/{}.yaml", folders_.shown_as, languages_[id].code),
            {fmt::format("文言がありません: {}", key), fmt::format("Missing string: {}", key)},
            {fmt::format("ほかの言語: {}", text.In(0)), fmt::format("In another language: {}", text.In(0))});
      }
    }
  }

  FileSystem& files_;
  const ThemeFolders& folders_;
  const std::vector<Language>& languages_;
  Diagnostics& diagnostics_;
  std::unique_ptr<Theme> theme_ = std::make_unique<Theme>();
  std::pmr::monotonic_buffer_resource memory_;
  std::vector<bool> unread_ = std::vector<bool>(languages_.size());  // whose strings could not be read, which is told
};

}  // namespace

std::unique_ptr<Theme> LoadTheme(FileSystem& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics) {
  return ThemeLoader(files, folders, languages, diagnostics).Run();
}

}  // namespace kyodo
