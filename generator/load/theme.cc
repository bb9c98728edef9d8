#include "load/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory_resource>

#include "core/hash.h"
#include "core/text.h"
#include "formats/yaml.h"
#include "load/loader.h"
#include "load/map_reader.h"

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
  ThemeLoader(FileSystem& files, const ThemeFolders& folders, const std::vector<Language>& languages,
              Diagnostics& diagnostics)
      : files_(files), folders_(folders), languages_(languages), diagnostics_(diagnostics) {}

  std::unique_ptr<Theme> Run() {
    const std::string& last = folders_.theme.back();
    theme_->name = last.substr(last.rfind('/') + 1);
    ReadTemplates();
    if (theme_->templates.empty() && !ComplainMissing()) return std::move(theme_);
    ReadAssets();
    for (LanguageId id = 0; id < languages_.size(); ++id) {
      ReadStrings(StringsFile(id), id, true);
      ReadStrings(folders_.site + "/" + StringsName(id), id, false);
    }
    CheckStrings();
    return std::move(theme_);
  }

 private:
  std::string StringsName(LanguageId id) const { return "i18n/" + languages_[id].code + ".yaml"; }

  /// The one that counts; where it should be when there is none.
  std::string StringsFile(LanguageId id) const {
    for (const std::string& folder : folders_.theme) {
      if (files_.Stat(folder + "/" + StringsName(id)).ok()) return folder + "/" + StringsName(id);
    }
    return folders_.theme.back() + "/" + StringsName(id);
  }

  /// The files in the theme's folder `part`, with their paths, by their names in it ("icons/ward.svg").
  std::map<std::string, std::string> FilesOf(const std::string& part) const {
    std::map<std::string, std::string> found;
    for (const std::string& folder : folders_.theme) AddFiles(folder + "/" + part, "", found);
    return found;
  }

  void AddFiles(const std::string& folder, const std::string& before, std::map<std::string, std::string>& found) const {
    const auto entries = files_.List(folder);
    if (!entries.ok()) return;
    for (const FolderEntry& entry : *entries) {
      const std::string path = folder + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder)
        AddFiles(path, before + entry.name + "/", found);
      else
        found.emplace(before + entry.name, path);
    }
  }

  void ReadTemplates() {
    for (const auto& [name, path] : FilesOf("templates")) {
      if (!EndsWith(name, ".html") || name.find('/') != std::string::npos) continue;
      if (const SourceFile* file = Read(path)) theme_->templates.emplace_back(name, file);
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

  Result<std::string> ReadBytes(const std::string& path) {
    Result<std::string> bytes = files_.Read(path);
    if (!bytes.ok()) diagnostics_.FileError(bytes.error().rule, path, bytes.error().message, bytes.error().hint);
    return bytes;
  }

  const SourceFile* Read(const std::string& path) {
    Result<std::string> bytes = ReadBytes(path);
    if (!bytes.ok()) return nullptr;
    SourceFile& file = theme_->sources.emplace_back(SourceFile{path, std::move(*bytes)});
    return load::CleanSource(file, diagnostics_) ? &file : nullptr;
  }

  void ReadAssets() {
    for (const auto& [name, path] : FilesOf("assets")) {
      Result<std::string> bytes = ReadBytes(path);
      if (!bytes.ok()) continue;
      if (EndsWith(name, ".js")) *bytes = Squeeze(std::move(*bytes));
      const size_t dot = std::min(name.rfind('.'), name.size());
      const std::string hash = HexHash(Hash(*bytes)).substr(0, 10);
      theme_->assets[name] = {fmt::format("assets/{}.{}{}", name.substr(0, dot), hash, name.substr(dot)),
                              std::move(*bytes)};
    }
  }

  void ReadStrings(const std::string& path, LanguageId id, bool needed) {
    if (!files_.Stat(path).ok()) {
      unread_[id] = unread_[id] || needed;
      if (!needed) return;
      diagnostics_.FileError("theme.strings", path,
                             {fmt::format("テーマの文言のファイルがありません: {}", languages_[id].name),
                              fmt::format("The theme has no strings in the language {}", languages_[id].code)},
                             {"テーマの i18n フォルダーにある、ほかの言語のファイルを写して訳します。",
                              "Copy the file of another language in the theme's folder i18n, and translate it."});
      return;
    }
    const SourceFile* file = Read(path);
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
