#include "load/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory_resource>

#include "core/hash.h"
#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "source/plain_files.h"
#include "yaml/yaml.h"

namespace kyodo {

namespace {

/// A script without what only its readers need: lines that are a comment, the spaces at the start of lines, and the
/// ends of lines where a statement or a list goes on. About a tenth of what goes over the network. A script with a
/// template literal of several lines stays as it is.
std::string Squeeze(std::string script) {
  std::string out;
  for (std::string_view line : Split(script, '\n')) {
    line = Trim(line);
    if (std::count(line.begin(), line.end(), '`') % 2 != 0) return script;
    if (line.empty() || StartsWith(line, "//") || (StartsWith(line, "/*") && EndsWith(line, "*/"))) continue;
    out += line;
    const bool goes_on = std::string_view("{;,").find(line.back()) != std::string_view::npos;
    if (!goes_on || line.find("//") != std::string_view::npos) out += '\n';
  }
  return out;
}

class ThemeLoader {
 public:
  ThemeLoader(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
              Diagnostics& diagnostics)
      : files_(files), folders_(folders), languages_(languages), diagnostics_(diagnostics) {}

  std::unique_ptr<Theme> Run() {
    const std::string& last = folders_.theme.back();
    theme_->name = last.substr(last.rfind('/') + 1);
    ReadTemplates();
    if (theme_->templates.empty() && !ComplainMissing()) return std::move(theme_);
    ReadAssets();
    for (LanguageId id = 0; id < languages_.size(); ++id) {
      ReadThemeStrings(id);
      const Presence own = FindPlainFile(files_, folders_.site, StringsName(id), diagnostics_);
      if (own == Presence::kThere) ReadStrings(folders_.site, id, false);
    }
    CheckStrings();
    return std::move(theme_);
  }

 private:
  /// Where they are; where they should be when there are none.
  std::string StringsFile(LanguageId id) const {
    return strings_files_[id].empty() ? folders_.theme.back() + "/" + StringsName(id) : strings_files_[id];
  }

  std::string StringsName(LanguageId id) const { return "i18n/" + languages_[id].code + ".yaml"; }

  /// The folder whose strings in that language count; none when there are no such strings, or when that was told.
  const std::string* FolderWithStrings(LanguageId id) {
    for (const std::string& folder : folders_.theme) {
      const Presence there = FindPlainFile(files_, folder, StringsName(id), diagnostics_);
      if (there == Presence::kThere) return &folder;
      if (there == Presence::kTold) unread_[id] = true;
    }
    return nullptr;
  }

  /// A file of the theme, below the folder that it is in.
  struct ThemeFile {
    const std::string* folder;
    std::string path;
  };

  /// The files in the theme's folder `part`, by their names in it ("icons/ward.svg").
  std::map<std::string, ThemeFile> FilesOf(const std::string& part) const {
    std::map<std::string, ThemeFile> found;
    for (const std::string& folder : folders_.theme) AddFiles(folder, part, "", found);
    return found;
  }

  void AddFiles(const std::string& folder, const std::string& part, const std::string& before,
                std::map<std::string, ThemeFile>& found) const {
    for (const FolderEntry& entry : ListPlain(files_, folder, part, diagnostics_)) {
      const std::string path = part + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder)
        AddFiles(folder, path, before + entry.name + "/", found);
      else
        found.emplace(before + entry.name, ThemeFile{&folder, folder + "/" + path});
    }
  }

  void ReadTemplates() {
    for (const auto& [name, found] : FilesOf("templates")) {
      if (!EndsWith(name, ".html") || name.find('/') != std::string::npos) continue;
      if (const SourceFile* file = Read(*found.folder, found.path)) theme_->templates.emplace_back(name, file);
    }
  }

  /// False when there is nothing at all.
  bool ComplainMissing() {
    const std::string& last = folders_.theme.back();
    if (!files_.Stat(last).ok()) {
      diagnostics_.FileError("theme.missing", last, {"テーマがありません", "There is no such theme"},
                             {"site.yaml の theme: に、themes フォルダーにある名前を書きます。例: theme: kyodo",
                              "theme: in site.yaml names a folder of themes. Example: theme: kyodo"});
      return false;
    }
    diagnostics_.FileError("theme.missing", last + "/templates",
                           {"テーマにテンプレートがありません", "The theme has no templates"},
                           {"ページのひな型を .html のファイルで置きます。例: layout.html",
                            "It holds a file for each kind of page. Example: layout.html"});
    return true;
  }

  Result<std::string> ReadBytes(const std::string& root, const std::string& path) {
    Result<std::string> bytes = ReadPlainFile(files_, root, path);
    if (!bytes.ok()) diagnostics_.FileError(bytes.error().rule, path, bytes.error().message, bytes.error().hint);
    return bytes;
  }

  const SourceFile* Read(const std::string& root, const std::string& path) {
    Result<std::string> bytes = ReadBytes(root, path);
    if (!bytes.ok()) return nullptr;
    SourceFile& file = theme_->sources.emplace_back(SourceFile{path, std::move(*bytes)});
    return CleanSource(file, diagnostics_) ? &file : nullptr;
  }

  void ReadAssets() {
    for (const auto& [name, found] : FilesOf("assets")) {
      Result<std::string> bytes = ReadBytes(*found.folder, found.path);
      if (!bytes.ok()) continue;
      if (EndsWith(name, ".js")) *bytes = Squeeze(std::move(*bytes));
      const size_t dot = std::min(name.rfind('.'), name.size());
      const std::string hash = HexHash(Hash(*bytes)).substr(0, 10);
      theme_->assets[name] = {fmt::format("assets/{}.{}{}", name.substr(0, dot), hash, name.substr(dot)),
                              std::move(*bytes)};
    }
  }

  void ReadThemeStrings(LanguageId id) {
    if (const std::string* folder = FolderWithStrings(id)) return ReadStrings(*folder, id, true);
    if (unread_[id]) return;
    unread_[id] = true;
    diagnostics_.FileError("theme.strings", StringsFile(id),
                           {fmt::format("テーマの文言のファイルがありません: {}", languages_[id].name),
                            fmt::format("The theme has no strings in the language {}", languages_[id].code)},
                           {"テーマの i18n フォルダーにある、ほかの言語のファイルを写して訳します。",
                            "Copy the file of another language in the theme's folder i18n, and translate it."});
  }

  void ReadStrings(const std::string& folder, LanguageId id, bool needed) {
    const SourceFile* file = Read(folder, folder + "/" + StringsName(id));
    if (needed) strings_files_[id] = folder + "/" + StringsName(id);
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
            "theme.string", StringsFile(id),
            {fmt::format("文言がありません: {}", key), fmt::format("Missing string: {}", key)},
            {fmt::format("ほかの言語: {}", text.In(0)), fmt::format("In another language: {}", text.In(0))});
      }
    }
  }

  FileReader& files_;
  const ThemeFolders& folders_;
  const std::vector<Language>& languages_;
  Diagnostics& diagnostics_;
  std::unique_ptr<Theme> theme_ = std::make_unique<Theme>();
  std::pmr::monotonic_buffer_resource memory_;
  std::vector<std::string> strings_files_ = std::vector<std::string>(languages_.size());
  std::vector<bool> unread_ = std::vector<bool>(languages_.size());  // whose strings could not be read, which is told
};

}  // namespace

std::unique_ptr<Theme> LoadTheme(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics) {
  return ThemeLoader(files, folders, languages, diagnostics).Run();
}

}  // namespace kyodo
