#include "load/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory_resource>
#include <set>
#include <span>

#include "core/hash.h"
#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/tokens.h"
#include "model/recurrence_words.h"
#include "source/plain_files.h"
#include "source/told_litter.h"
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

/// A style sheet without comments, empty lines and the spaces at the start of lines: a sixth of what goes over the
/// network. One with a string of several lines stays as it is.
std::string SqueezeStyle(std::string style) {
  if (style.find("\\\n") != std::string::npos) return style;
  std::string plain;
  char quote = 0;
  for (size_t i = 0; i < style.size(); ++i) {
    if (!quote && style.compare(i, 2, "/*") == 0) {
      const size_t end = style.find("*/", i + 2);
      if (end == std::string::npos) return style;
      i = end + 1;
      continue;
    }
    const char c = style[i];
    if (quote ? c == quote : c == '"' || c == '\'') quote = quote ? 0 : c;
    plain += c;
    if (quote && c == '\\' && i + 1 < style.size()) plain += style[++i];
  }
  std::string out;
  for (const std::string_view line : Split(plain, '\n')) {
    if (const std::string_view words = Trim(line); !words.empty()) out.append(words) += '\n';
  }
  if (!EndsWith(style, "\n") && !out.empty()) out.pop_back();
  return out;
}

/// Of custom properties, which a site changes one by one.
constexpr const char* kTokens = "tokens.css";

class ThemeLoader {
 public:
  ThemeLoader(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
              Diagnostics& diagnostics)
      : files_(files), folders_(folders), languages_(languages), diagnostics_(diagnostics) {}

  std::unique_ptr<Theme> Run(bool site_has_errors) {
    const std::string& place = folders_.theme.empty() ? folders_.places.front() : folders_.theme.back();
    theme_->name = place.substr(place.rfind('/') + 1);
    ReadTemplates();
    if (theme_->templates.empty()) ComplainMissing();
    if (folders_.theme.empty()) return std::move(theme_);
    ReadAssets();
    for (LanguageId id = 0; id < languages_.size(); ++id) ReadWords(id);
    ReadSpare();
    CheckOwnWords();
    for (LanguageId id = 0; id < languages_.size(); ++id) CheckMissing(id);
    if (!site_has_errors && !diagnostics_.HasErrors()) WarnOfUnused();
    return std::move(theme_);
  }

 private:
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
    if (part == "assets" || StartsWith(part, "assets/")) TellLitter(files_, folder, part, diagnostics_);
    for (const FolderEntry& entry : ListPlain(files_, folder, part, diagnostics_)) {
      const std::string path = part + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder)
        AddFiles(folder, path, before + entry.name + "/", found);
      else
        found.emplace(before + entry.name, ThemeFile{&folder, folder + "/" + path});
    }
  }

  /// The folder of a theme from elsewhere in which the site changes it; null: there is none.
  const std::string* OwnFolder() const {
    const std::string& first = folders_.theme.front();
    return folders_.theme.size() > 1 && StartsWith(first, folders_.site + "/themes/") ? &first : nullptr;
  }

  void ReadTemplates() {
    std::map<std::string, ThemeFile> elsewhere;
    for (const std::string& folder : folders_.theme) {
      if (&folder != OwnFolder()) AddFiles(folder, "templates", "", elsewhere);
    }
    for (const auto& [name, found] : FilesOf("templates")) {
      if (!EndsWith(name, ".html") || name.find('/') != std::string::npos) continue;
      if (!elsewhere.empty() && !elsewhere.contains(name)) theme_->added.push_back(name);
      if (const SourceFile* file = Read(*found.folder, found.path)) theme_->templates.emplace_back(name, file);
      if (StartsWith(found.path, folders_.site + "/")) theme_->own.insert(name);
    }
  }

  void ComplainMissing() {
    if (folders_.theme.empty()) {
      diagnostics_.FileError(
          "theme.missing", folders_.places.front(), {"テーマがありません", "There is no such theme"},
          {fmt::format("site.yaml の theme: に、themes フォルダーにある名前を書きます。例: theme: kyodo 探した所: {}",
                       fmt::join(folders_.places, ", ")),
           fmt::format("theme: in site.yaml names a folder of themes. Example: theme: kyodo. Looked at: {}",
                       fmt::join(folders_.places, ", "))});
      return;
    }
    diagnostics_.FileError("theme.missing", folders_.theme.back() + "/templates",
                           {"テーマにテンプレートがありません", "The theme has no templates"},
                           {"ページのひな型を .html のファイルで置きます。例: layout.html",
                            "It holds a file for each kind of page. Example: layout.html"});
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
    std::map<std::string, ThemeFile> files = FilesOf("assets");
    const auto tokens = files.find(kTokens);
    const bool adds = tokens != files.end() && tokens->second.folder == OwnFolder();
    for (const auto& [name, found] : files) {
      Result<std::string> bytes = ReadBytes(*found.folder, found.path);
      if (!bytes.ok()) continue;
      if (adds && name == kTokens) *bytes = TokensBefore() + *bytes;
      if (EndsWith(name, ".js")) *bytes = Squeeze(std::move(*bytes));
      if (EndsWith(name, ".css")) *bytes = SqueezeStyle(std::move(*bytes));
      const size_t dot = std::min(name.rfind('.'), name.size());
      const std::string hash = HexHash(Hash(*bytes)).substr(0, 10);
      theme_->assets[name] = {fmt::format("assets/{}.{}{}", name.substr(0, dot), hash, name.substr(dot)),
                              std::move(*bytes)};
    }
  }

  /// What the tokens of the site come after.
  std::string TokensBefore() {
    for (const std::string& folder : folders_.theme) {
      const std::string path = "assets/" + std::string(kTokens);
      if (&folder == OwnFolder() || FindPlainFile(files_, folder, path, diagnostics_) != Presence::kThere) continue;
      const Result<std::string> bytes = ReadBytes(folder, folder + "/" + path);
      return bytes.ok() ? *bytes : std::string();
    }
    return {};
  }

  /// Tokens of the site that are not in the theme's style sheets.
  void CheckTokens() {
    const std::string* own = OwnFolder();
    const std::string path = "assets/" + std::string(kTokens);
    if (!own || FindPlainFile(files_, *own, path, diagnostics_) != Presence::kThere) return;
    std::set<std::string_view> known;
    const std::string before = TokensBefore();
    CollectTokens(before, known);
    for (const auto& [name, asset] : theme_->assets) {
      if (name != kTokens && EndsWith(name, ".css")) CollectTokens(asset.bytes, known);
    }
    if (const SourceFile* file = Read(*own, *own + "/" + path)) ComplainUnknownTokens(*file, known, diagnostics_);
  }

  void WarnOfUnused() {
    for (const FolderEntry& entry : ListPlain(files_, folders_.site, "themes", diagnostics_)) {
      if (entry.kind != FileInfo::kFolder || entry.name == theme_->name) continue;
      const std::string_view near = Nearest(entry.name, {theme_->name});
      diagnostics_
          .Warning(
              "theme.unused", {},
              {fmt::format("使われていないテーマです。site.yaml のテーマは {} です", theme_->name),
               fmt::format("This theme is not used: that of site.yaml is {}", theme_->name)},
              Suggest(near, {fmt::format("使うなら site.yaml に theme: {} と書き、使わないなら消します。", entry.name),
                             fmt::format("Write theme: {} in site.yaml, or delete the folder.", entry.name)}))
          .path = folders_.site + "/themes/" + entry.name;
    }
    CheckTokens();
  }

  static std::string WordsFile(std::string_view code) { return fmt::format("i18n/{}.yaml", code); }

  /// From the nearest place to the furthest, each giving what those before it lack: the site's own words, the folders
  /// of the theme; then the same of wider languages.
  void ReadWords(LanguageId id) {
    std::vector<std::string> codes = WiderLanguages(languages_[id].code);
    codes.insert(codes.begin(), languages_[id].code);
    for (const std::string& code : codes) {
      ReadWordsFile(folders_.site, code, id, true);
      for (const std::string& folder : folders_.theme) ReadWordsFile(folder, code, id, false);
    }
  }

  void ReadWordsFile(const std::string& folder, const std::string& code, LanguageId id, bool of_site) {
    const Presence there = FindPlainFile(files_, folder, WordsFile(code), diagnostics_);
    if (there == Presence::kTold) unread_[id] = true;
    if (there != Presence::kThere) return;
    const yaml::Node* root = Parse(folder, code);
    if (!root) unread_[id] = true;
    for (const yaml::Entry& entry : root ? root->entries : kNothing) {
      const std::string key(entry.key);
      if (of_site) own_.push_back(&entry);
      if (!of_site) known_.insert(key);
      LocalText& text = theme_->strings.try_emplace(key, LocalText(languages_.size())).first->second;
      if (!text.Has(id)) text[id] = WordOf(entry);
    }
  }

  /// Once for each file: what is wrong in it is told once, however many languages take words from it.
  const yaml::Node* Parse(const std::string& folder, const std::string& code) {
    const std::string path = folder + "/" + WordsFile(code);
    const auto [kept, first] = parsed_.emplace(path, nullptr);
    if (!first) return kept->second;
    const SourceFile* file = Read(folder, path);
    const yaml::Node* root = file ? yaml::Parse(*file, file->text, 1, memory_, diagnostics_) : nullptr;
    if (root && root->kind != yaml::Node::kMapping) {
      NotMapping(*root, kExample, diagnostics_);
      root = nullptr;
    }
    for (const yaml::Entry& entry : root ? root->entries : kNothing) CheckWord(entry);
    return kept->second = root;
  }

  void CheckWord(const yaml::Entry& entry) {
    if (entry.value->kind != yaml::Node::kScalar) return NotText(*entry.value, kExample, diagnostics_);
    if (!StartsWith(entry.key, kRepeatWords) || IsMessagePattern(std::string(entry.value->text))) return;
    diagnostics_.Error("theme.pattern", entry.value->pos,
                       {"ICU の MessageFormat の書き方になっていません", "Not a pattern of ICU’s MessageFormat"},
                       {"{ と } の数をそろえます。例: \"{n, plural, one {# day} other {# days}}\"",
                        "Each { needs its }. Example: \"{n, plural, one {# day} other {# days}}\""});
  }

  static std::string WordOf(const yaml::Entry& entry) {
    return entry.value->kind == yaml::Node::kScalar ? std::string(entry.value->text) : std::string(entry.key);
  }

  /// The theme's words in English or Japanese, when the site has neither and some words are in none of its languages.
  void ReadSpare() {
    for (const char* code : {"en", "ja"}) {
      if (!theme_->spare.empty() || FindLanguage(languages_, code) < languages_.size()) continue;
      for (const std::string& folder : folders_.theme) {
        if (FindPlainFile(files_, folder, WordsFile(code), diagnostics_) != Presence::kThere) continue;
        const yaml::Node* root = Parse(folder, code);
        for (const yaml::Entry& entry : root ? root->entries : kNothing) {
          const std::string key(entry.key);
          known_.insert(key);
          const LocalText& text = theme_->strings.try_emplace(key, LocalText(languages_.size())).first->second;
          if (text.empty()) theme_->spare.emplace(key, WordOf(entry));
        }
      }
      theme_->spare_language = code;
    }
  }

  /// Error `theme.string`: the site changes a word that the theme does not have.
  void CheckOwnWords() {
    known_.insert(ProgramWords().begin(), ProgramWords().end());
    const std::vector<std::string_view> known(known_.begin(), known_.end());
    std::set<const yaml::Entry*> told;
    for (const yaml::Entry* entry : own_) {
      if (known_.count(std::string(entry->key)) || !told.insert(entry).second) continue;
      theme_->strings.erase(std::string(entry->key));
      diagnostics_.Error("theme.string", entry->key_pos,
                         {fmt::format("テーマにない文言です: {}", entry->key),
                          fmt::format("The theme has no such string: {}", entry->key)},
                         Suggest(Nearest(entry->key, known), {"テーマの i18n フォルダーにある名前を書きます。",
                                                              "Write a name that stands in the theme's folder i18n."}));
    }
  }

  /// Warning `theme.words`: what the language lacks, counted. Nothing about what could not be read, which is told.
  void CheckMissing(LanguageId id) {
    if (unread_[id]) return;
    std::vector<std::string_view> missing;
    for (const auto& [key, text] : theme_->strings) {
      if (!text.Has(id) && IsNeeded(key, languages_[id])) missing.push_back(key);
    }
    if (missing.empty()) return;
    constexpr size_t kShown = 3;
    const std::string_view first = missing.front();
    const Theme::Word other = theme_->Find(std::string(first), id, languages_);
    const std::string list =
        fmt::format("{}", fmt::join(missing.begin(), missing.begin() + std::min(missing.size(), kShown), ", "));
    const char* more = missing.size() > kShown ? ", …" : "";
    const std::string path = folders_.site + "/" + WordsFile(languages_[id].code);
    Diagnostic& warning = diagnostics_.Warning(
        "theme.words", {},
        {fmt::format("テーマの文言のうち{}件に、まだ{}がありません: {}{}", missing.size(), NameFor("ja", id), list,
                     more),
         fmt::format("Words of the theme that are not in {} yet: {} ({}{})", NameFor("en", id), missing.size(), list,
                     more)},
        {fmt::format("書くまでは、ほかの言語の文言を使います。このファイルに訳を書きます。例: {}: {}", first,
                     Quoted(other.text)),
         fmt::format("Until then, words of another language are shown. Translate them in this file. Example: {}: {}",
                     first, Quoted(other.text))});
    warning.path = path;
  }

  std::string NameFor(const char* tongue, LanguageId id) const {
    return NameIn(MakeLanguage(tongue, false), languages_[id]);
  }

  static std::string Quoted(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return "\"" + out + "\"";
  }

  static constexpr std::string_view kExample = "skip: 本文へ";
  static constexpr std::span<const yaml::Entry> kNothing{};

  FileReader& files_;
  const ThemeFolders& folders_;
  const std::vector<Language>& languages_;
  Diagnostics& diagnostics_;
  std::unique_ptr<Theme> theme_ = std::make_unique<Theme>();
  std::pmr::monotonic_buffer_resource memory_;
  std::map<std::string, const yaml::Node*> parsed_;                  // by path; null: it could not be read
  std::set<std::string> known_;                                      // keys that the theme has
  std::vector<const yaml::Entry*> own_;                              // of the site
  std::vector<bool> unread_ = std::vector<bool>(languages_.size());  // whose strings could not be read, which is told
};

}  // namespace

ThemeFolders FindTheme(FileReader& files, const std::string& site, const std::vector<std::string>& places,
                       const std::string& name, Diagnostics& diagnostics) {
  ThemeFolders found{{}, site, {site + "/themes/" + name}};
  if (FindPlainFolder(files, site, "themes/" + name, diagnostics) == Presence::kThere)
    found.theme.push_back(found.places.front());
  bool shipped = false;  // what comes with one program is not mixed with what comes with another
  for (const std::string& place : places) {
    const std::string& folder = found.places.emplace_back(place + "/" + name);
    const Result<FileInfo> info = files.Stat(folder);
    if (info.ok() && !shipped) {
      found.theme.push_back(folder);
      shipped = place != places.front();
    } else if (!info.ok() && info.error().rule != "file.missing") {
      diagnostics.FileError(info.error().rule, folder, info.error().message, info.error().hint);
    }
  }
  return found;
}

std::unique_ptr<Theme> LoadTheme(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics, bool site_has_errors) {
  return ThemeLoader(files, folders, languages, diagnostics).Run(site_has_errors);
}

}  // namespace kyodo
