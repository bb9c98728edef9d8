#include "start/start.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory_resource>
#include <set>

#include "core/json.h"
#include "core/text.h"
#include "core/time_zone.h"
#include "load/load.h"
#include "load/map_reader.h"
#include "model/language.h"
#include "source/parsed_file.h"
#include "source/plain_files.h"

namespace kyodo::start {

namespace {

constexpr std::string_view kBase = "base";  // the folder that every site takes
constexpr std::string_view kSettings = "content/site.yaml";
constexpr std::string_view kCountry = "in-";  // and its code: what sites there take besides
constexpr int64_t kSoonDays = 30;

/// What lies in start/, by its path in the folder of its kind, as written there.
void Gather(FileReader& files, const std::string& root, const std::string& folder, const std::string& before,
            NewFiles& found, Diagnostics& diagnostics) {
  for (const FolderEntry& entry : ListPlain(files, root, folder, diagnostics)) {
    const std::string path = folder + "/" + entry.name;
    const std::string name = StartsWith(entry.name, "dot-") ? "." + entry.name.substr(4) : entry.name;
    if (entry.kind == FileInfo::kFolder) {
      Gather(files, root, path, before + name + "/", found, diagnostics);
      continue;
    }
    Result<std::string> bytes = ReadPlainFile(files, root, root + "/" + path);
    if (bytes.ok())
      found[before + name] = std::move(*bytes);
    else
      diagnostics.FileError(bytes.error().rule, root + "/" + path, bytes.error().message, bytes.error().hint);
  }
}

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(out, text);
  return out;
}

/// "pages/index", "en" of "pages/index.en.md"; without a language for other files.
struct Name {
  std::string stem, language;
};

Name NameOf(const std::string& path) {
  if (!EndsWith(path, ".md")) return {path, ""};
  const std::string stem = path.substr(0, path.size() - 3);
  const size_t dot = stem.rfind('.');
  if (dot == stem.npos || dot < stem.rfind('/') + 1 || !IsLanguageCode(stem.substr(dot + 1))) return {path, ""};
  return {stem.substr(0, dot), stem.substr(dot + 1)};
}

std::string NameIn(const Wishes& wishes, std::string_view language) {
  for (const std::string& code : {std::string(language), std::string(), wishes.languages.front()}) {
    const auto found = wishes.names.find(code);
    if (found != wishes.names.end()) return found->second;
  }
  return wishes.names.empty() ? std::string() : wishes.names.begin()->second;
}

Blanks BlanksOf(const Wishes& wishes, const std::vector<Kind>& kinds, const Voices& voices) {
  Blanks blanks{{"base_url", wishes.base_url},
                {"time_zone", wishes.time_zone},
                {"languages", fmt::format("{}", fmt::join(wishes.languages, ", "))},
                {"today", ToIso(wishes.today)},
                {"menu", ""},
                {"soon", ToIso(DayAfter(wishes.today, kSoonDays))}};
  std::set<std::string_view> named;  // a language that is there twice is told as a mistake, once
  for (const std::string& code : wishes.languages) {
    const bool unnamed = !wishes.names.empty() && !wishes.names.contains(code) && !wishes.names.contains("");
    if (unnamed || !named.insert(code).second) continue;
    blanks["title"] +=
        fmt::format("{}  {}: {}", blanks["title"].empty() ? "" : "\n", code, Quoted(NameIn(wishes, code)));
  }
  if (const auto zone = TimeZone::Find(wishes.time_zone)) {
    const Instant now = DaysSince1970(wishes.today) * 86400;
    const int minute = zone->UtcMinuteOf(5, now);
    blanks["cron"] = fmt::format("{} {} * * *", minute % 60, minute / 60);
    const bool summer = zone->HasSummerTime(now);
    blanks["summer_ja"] = summer ? "。夏時間のあいだは1:05" : "";
    blanks["summer_en"] = summer ? "; at 1:05 in summer time" : "";
  }
  for (const Kind& kind : kinds) {
    if (std::find(wishes.kinds.begin(), wishes.kinds.end(), kind.id) == wishes.kinds.end()) continue;
    blanks["menu"] += fmt::format("{}    - {{to: {}}}", blanks["menu"].empty() ? "" : "\n", kind.menu);
  }
  for (const Voice& voice : voices) blanks["name." + voice.texts] = NameIn(wishes, voice.language);
  return blanks;
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  ReplaceAll(text, from, to);
  return text;
}

/// A document by the language that it is written in.
using TextsByLanguage = std::map<std::string, const std::string*, std::less<>>;

/// Adds the document in the languages of the site.
void AddDocument(const std::string& stem, const TextsByLanguage& document, const Voices& voices, const Blanks& blanks,
                 NewFiles& made) {
  Voices spoken;
  for (const Voice& voice : voices)
    if (document.contains(voice.texts)) spoken.push_back(voice);
  if (spoken.empty()) return;
  const Voice& first = OriginalOf(spoken);
  const auto japanese = document.find("ja");  // has what is the same in all of them
  const std::string& text = *document.at(first.texts);
  const std::string original = FillIn(japanese == document.end() ? text : AsOriginal(text, *japanese->second), blanks);
  for (const Voice& voice : spoken) {
    const bool is_original = voice.language == first.language;
    const std::string whole =
        is_original ? original : AsTranslation(FillIn(*document.at(voice.texts), blanks), original);
    const bool is_plain = is_original && !StartsWith(stem, "content/");
    made[stem + (is_plain ? ".md" : fmt::format(".{}.md", voice.language))] =
        Replaced(whole, fmt::format(".{}.md)", voice.texts), fmt::format(".{}.md)", voice.language));
  }
}

}  // namespace

Starter::Starter(FileReader& files, std::string folder, Diagnostics& diagnostics)
    : files_(files), folder_(std::move(folder)) {
  ReadKinds(diagnostics);
}

void Starter::ReadKinds(Diagnostics& diagnostics) {
  const std::string path = folder_ + "/start.yaml";
  Result<std::string> bytes = ReadPlainFile(files_, folder_, path);
  if (!bytes.ok()) {
    diagnostics.FileError(bytes.error().rule, path, bytes.error().message, bytes.error().hint);
    return;
  }
  const SourceFile file{path, std::move(*bytes)};
  std::pmr::monotonic_buffer_resource memory;
  const yaml::Node* root = yaml::Parse(file, file.text, 1, memory, diagnostics);
  if (!root) return;
  const std::vector<Language> tongues = {MakeLanguage("ja", true), MakeLanguage("en", false)};
  MapReader map(*root, tongues, diagnostics, "kinds: [{id: news, menu: news, label: {ja: お知らせ, en: News}}]");
  if (const yaml::Node* name = map.Need("name", "{ja: …, en: …}")) {
    for (const yaml::Entry& entry : name->entries) names_[std::string(entry.key)] = entry.value->text;
  }
  if (const yaml::Node* kinds = map.Need("kinds", "[{id: news, menu: news, label: {ja: お知らせ, en: News}}]")) {
    for (const yaml::Node* item : kinds->items) {
      MapReader one(*item, tongues, diagnostics, "{id: news, menu: news, label: {ja: お知らせ, en: News}}");
      const LocalText label = one.Local("label");
      kinds_.push_back({one.Text("id"), {label.In(0), label.In(1)}, one.Text("menu"), one.Flag("usual")});
      one.Finish();
    }
  }
  map.Finish();
}

std::string Starter::UsualName(std::string_view language) const {
  const auto found = names_.find(language);
  return found == names_.end() ? names_.find("en")->second : found->second;
}

Voices Starter::VoicesIn(const std::vector<std::string>& languages) const {
  std::set<std::string, std::less<>> texts;
  for (const auto& [code, name] : names_) texts.insert(code);
  return VoicesOf(languages, texts);
}

const yaml::Node* Starter::Table(const std::string& language, Diagnostics& diagnostics) {
  const std::string theme = folder_.substr(0, folder_.rfind('/'));
  const std::string path = fmt::format("i18n/ready/{}.yaml", language);
  if (FindPlainFile(files_, theme, path, diagnostics) != Presence::kThere) return nullptr;
  Result<std::string> bytes = ReadPlainFile(files_, theme, theme + "/" + path);
  if (!bytes.ok()) return nullptr;
  const SourceFile& file = sources_.emplace_back(SourceFile{theme + "/" + path, std::move(*bytes)});
  return yaml::Parse(file, file.text, 1, memory_, diagnostics);
}

NewFiles Starter::Make(const Wishes& wishes, Diagnostics& diagnostics) {
  NewFiles written;  // as in start/
  Gather(files_, folder_, std::string(kBase), "", written, diagnostics);
  if (const auto zone = TimeZone::Find(wishes.time_zone); zone && !zone->Country().empty())
    Gather(files_, folder_, std::string(kCountry) + zone->Country(), "", written, diagnostics);
  for (const std::string& kind : wishes.kinds) Gather(files_, folder_, kind, "", written, diagnostics);
  const Voices voices = VoicesIn(wishes.languages);
  const Blanks blanks = BlanksOf(wishes, kinds_, voices);
  std::map<std::string, const yaml::Node*, std::less<>> tables;
  for (const Voice& voice : voices) tables.emplace(voice.texts, Table(voice.texts, diagnostics));
  const auto translate = [&](const std::string& english, const std::string& language) {
    const yaml::Node* table = tables.at(language);
    const yaml::Node* found = table ? table->Find(english) : nullptr;
    return found ? std::string(found->text) : english;
  };
  NewFiles made;
  std::map<std::string, TextsByLanguage> documents;  // by their stems
  for (const auto& [path, text] : written) {
    const auto [stem, language] = NameOf(path);
    if (language.empty())
      made[path] = FillIn(KeepLanguages(text, voices, translate), blanks);
    else
      documents[stem][language] = &text;
  }
  for (const auto& [stem, document] : documents) AddDocument(stem, document, voices, blanks, made);
  return made;
}

Diagnostics ProblemsOfSettings(const NewFiles& files) {
  const std::unique_ptr<FileSystem> memory =
      MakeMemoryFileSystem({{std::string(kSettings), files.at(std::string(kSettings))}});
  MarkdownPool pool(1);
  Diagnostics all, own;
  Load(*memory, {"content"}, pool, all);
  for (const Diagnostic& one : all.list())
    if (one.path == kSettings) own.Add(one.severity, one.rule, {}, one.message, one.hint) = one;
  return own;
}

Status MayWriteNew(FileReader& files, const std::string& folder) {
  const Result<std::vector<FolderEntry>> there = files.List(folder);
  Diagnostics one;
  if (there.ok() && !there->empty()) {
    return one.FileError("start.not-empty", folder, {"空のフォルダーではありません", "The folder is not empty"},
                         {"今ある物を書きかえないように、新しいフォルダーの名前を書きます。例: kyodo init my-city",
                          "Nothing that is there is changed: name a new folder. Example: kyodo init my-city"});
  }
  if (!there.ok() && there.error().rule != "file.missing") return there.error();
  return Done{};
}

Status WriteNew(FileSystem& files, const std::string& folder, const NewFiles& texts) {
  if (const Status fresh = MayWriteNew(files, folder); !fresh.ok()) return fresh;
  for (const auto& [path, text] : texts) {
    const std::string whole = folder + "/" + path;
    if (const Status made = files.MakeFolders(ParentFolder(whole)); !made.ok()) return made;
    if (const Status written = files.Write(whole, text); !written.ok()) return written;
  }
  return Done{};
}

}  // namespace kyodo::start
