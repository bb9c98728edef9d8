#include "status/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.h"
#include "core/say.h"
#include "core/text.h"
#include "formats/csv.h"

namespace kyodo::status {

namespace {

/// A text of many lines is shown by its beginning.
std::string Shortened(std::string_view text) {
  constexpr size_t kMost = 60;
  const std::u32string all = Decode(OneLine(text));
  return all.size() <= kMost ? Encode(all) : Encode(std::u32string_view(all).substr(0, kMost)) + "…";
}

const std::string& In(const Message& message, Tongue tongue) { return message.In(tongue); }

void AddItem(const Attention& attention, const Item& item, Tongue tongue, std::string& out) {
  constexpr size_t kMostChanges = 8;
  LanguageId shown = 0;
  const std::string title = OneLine(TitleOf(item, attention.site, tongue, shown));
  const Message note = NoteOf(item, attention.site);
  out += "  " + OneLine(item.path);
  if (!title.empty()) out += "  " + title;
  if (!note.empty()) out += "  " + OneLine(In(note, tongue));
  out += '\n';
  const std::vector<WordChange>& changes = item.since.changes;
  for (size_t i = 0; i < std::min(changes.size(), kMostChanges); ++i) out += "      " + ChangeText(changes[i]) + "\n";
  if (changes.size() > kMostChanges)
    out += fmt::format(fmt::runtime(Say(tongue, "      ほか {} か所\n", "      {} more\n")),
                       changes.size() - kMostChanges);
}

void AddChanges(const std::vector<WordChange>& changes, JsonWriter& json) {
  json.BeginArray();
  for (const WordChange& change : changes) {
    json.BeginObject().Key("before").String(change.before).Key("removed").String(change.removed);
    json.Key("added").String(change.added).Key("after").String(change.after).EndObject();
  }
  json.EndArray();
}

void AddMessage(std::string_view key, const Message& message, JsonWriter& json) {
  json.Key(key).BeginObject().Key("ja").String(message.ja).Key("en").String(message.en).EndObject();
}

std::string_view KnownName(Since::Known known) {
  constexpr std::array<std::string_view, 5> kNames = {"", "no-git", "not-found", "version", "last-change"};
  return kNames[known];
}

void AddItem(const Attention& attention, const Item& item, JsonWriter& json) {
  const Site& site = attention.site;
  json.BeginObject().Key("kind").String(WordsOf(item.kind).name).Key("path").String(item.path);
  if (item.record) {
    LanguageId shown = 0;
    json.Key("record").String(item.record->collection->schema.id + "/" + item.record->slug);
    AddMessage("title", {TitleOf(item, site, Tongue::kJa, shown), TitleOf(item, site, Tongue::kEn, shown)}, json);
    json.Key("language").String(CodeOf(site.config.languages, item.language));
  }
  if (item.texts) json.Key("texts").Integer(static_cast<int64_t>(item.texts));
  if (item.field) json.Key("field").String(item.field->key);
  if (!item.key.empty()) json.Key("field").String(item.key);
  if (item.day) json.Key("day").String(ToIso(*item.day));
  if (item.day && item.day->IsFull()) json.Key("days").Integer(DaysSince1970(*item.day) - DaysSince1970(site.today));
  if (item.since.known != Since::kNotAsked) {
    json.Key("since").BeginObject().Key("known").String(KnownName(item.since.known));
    if (!item.since.day.empty()) json.Key("day").String(item.since.day);
    json.Key("changes");
    AddChanges(item.since.changes, json);
    json.EndObject();
  }
  AddMessage("note", NoteOf(item, site), json);
  json.EndObject();
}

}  // namespace

size_t Attention::Count(Kind kind) const {
  return static_cast<size_t>(
      std::count_if(items.begin(), items.end(), [&](const Item& item) { return item.kind == kind; }));
}

bool Attention::AskedGit() const {
  return std::any_of(items.begin(), items.end(), [](const Item& item) { return item.since.known != Since::kNotAsked; });
}

bool Attention::LacksGit() const {
  return std::any_of(items.begin(), items.end(), [](const Item& item) { return item.since.known == Since::kNoGit; });
}

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == '\x7F' ? ' ' : c;
  return std::string(Trim(out));
}

std::string ChangeText(const WordChange& change) {
  const std::string removed = Shortened(change.removed), added = Shortened(change.added);
  std::string marked = removed + "→" + added;
  if (removed.empty()) marked = "＋" + added;
  if (added.empty()) marked = "−" + removed;
  return OneLine(fmt::format("{}〔{}〕{}", change.before, marked, change.after));
}

std::string TextOf(const Attention& attention, Tongue tongue) {
  std::string out = fmt::format(
      fmt::runtime(Say(tongue, "{} に、手入れの要りそうなものは {} 件です。\n", "On {}: {} to look after.\n")),
      ToIso(attention.site.today), attention.items.size());
  if (attention.items.empty())
    return std::string(Say(tongue, "手入れの要るものはありません。\n", "All is well: nothing wants attention.\n"));
  for (size_t i = 0; i < attention.items.size();) {
    const Kind kind = attention.items[i].kind;
    const KindWords& words = WordsOf(kind);
    out += fmt::format("\n{} ({}): {}\n", In(words.title, tongue), words.name, attention.Count(kind));
    if (!words.advice.empty()) out += fmt::format("  {}\n", In(words.advice, tongue));
    for (; i < attention.items.size() && attention.items[i].kind == kind; ++i)
      AddItem(attention, attention.items[i], tongue, out);
  }
  if (attention.LacksGit())
    out += Say(tongue, "\nサイトのフォルダーが git の中にないので、元の文章のどこが変わったかは分かりません。\n",
               "\nThe site's folder is not in git, so what has changed in the originals is not known.\n");
  return out;
}

std::string JsonOf(const Attention& attention) {
  JsonWriter json;
  json.BeginObject().Key("today").String(ToIso(attention.site.today));
  json.Key("soon_days").Integer(attention.soon_days);
  if (attention.AskedGit()) json.Key("git").Raw(attention.LacksGit() ? "false" : "true");
  json.Key("counts").BeginObject();
  for (size_t i = 0; i < kKinds; ++i)
    json.Key(AllKinds()[i].name).Integer(static_cast<int64_t>(attention.Count(static_cast<Kind>(i))));
  json.EndObject().Key("items").BeginArray();
  for (const Item& item : attention.items) AddItem(attention, item, json);
  json.EndArray().EndObject();
  return json.Take() + "\n";
}

std::string CsvOf(const Attention& attention, Tongue tongue) {
  CsvWriter csv;
  constexpr std::array<std::pair<const char*, const char*>, 9> kHeads = {{{"しるし", "Mark"},
                                                                          {"何が", "What"},
                                                                          {"題名", "Title"},
                                                                          {"種類", "Collection"},
                                                                          {"言語", "Language"},
                                                                          {"日付", "Day"},
                                                                          {"ファイル", "File"},
                                                                          {"説明", "Note"},
                                                                          {"変わったところ", "Changes"}}};
  for (const auto& [ja, en] : kHeads) csv.Text(Say(tongue, ja, en));
  csv.EndRow();
  for (const Item& item : attention.items) {
    const KindWords& words = WordsOf(item.kind);
    LanguageId shown = 0;
    csv.Text(words.name);
    csv.Text(In(words.title, tongue));
    csv.Text(OneLine(TitleOf(item, attention.site, tongue, shown)));
    csv.Text(item.record ? item.record->collection->schema.id : std::string());
    csv.Text(item.record ? CodeOf(attention.site.config.languages, item.language) : std::string_view());
    csv.Plain(item.day ? ToIso(*item.day) : std::string());
    csv.Text(item.path);
    csv.Text(OneLine(In(NoteOf(item, attention.site), tongue)));
    std::string changes;
    for (const WordChange& change : item.since.changes) changes += (changes.empty() ? "" : "\n") + ChangeText(change);
    csv.Text(changes);
    csv.EndRow();
  }
  return csv.Take();
}

}  // namespace kyodo::status
