#include "views/menus.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "model/file_note.h"
#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

namespace {

constexpr std::string_view kCalendar = "calendar";

/// What may be meant by a name that leads nowhere.
std::string NearestTarget(const Site& site, std::string_view id, bool calendar) {
  const std::string_view path = StartsWith(id, "/") ? id.substr(1) : id;
  std::vector<std::string> known;
  if (calendar) known.emplace_back(kCalendar);
  for (const auto& [name, collection] : site.collections) {
    if (collection.schema.listing.enabled) known.push_back(name);
    for (const Record& record : collection.records) {
      if (StartsWith(path, name + "/") || record.slug == path) known.push_back(name + "/" + record.slug);
    }
  }
  for (const StaticFile& file : site.files) {
    if (!file.record) known.push_back(file.path);
  }
  // The label of a collection, a path from the top, or the name of a record alone.
  for (const auto& [name, collection] : site.collections) {
    if (collection.schema.label.Has(0) && Fold(collection.schema.label.In(0)) == Fold(id)) return name;
  }
  for (const std::string& one : known) {
    if (one == path || EndsWith(one, "/" + std::string(path))) return one;
  }
  return std::string(Nearest(id, {known.begin(), known.end()}));
}

void ComplainNowhere(const MenuItem& item, const Site& site, bool calendar, Diagnostics& diagnostics) {
  if (const Collection* unlisted = site.FindCollection(item.id)) {
    diagnostics.Error("config.menu", item.pos,
                      {fmt::format("一覧のない種類です: {}", unlisted->schema.id),
                       fmt::format("This collection has no listing: {}", unlisted->schema.id)},
                      {fmt::format("schema/{0}.yaml に listing: を書くか、{0}/記録の名前 と書きます。", item.id),
                       fmt::format("Add listing: to schema/{0}.yaml, or write {0}/ and a record's name.", item.id)});
    return;
  }
  if (item.id == kCalendar) {
    diagnostics.Error(
        "config.menu", item.pos, {"このサイトにはカレンダーがありません", "This site has no calendar"},
        {"行事などの種類のスキーマに calendar: を書くと、カレンダーができます。例: calendar: {period: when}",
         "A schema with calendar: gives the site one. Example: calendar: {period: when}"});
    return;
  }
  if (StartsWith(item.id, "https://") || StartsWith(item.id, "http://")) {
    diagnostics.Error(
        "config.menu", item.pos,
        {fmt::format("to には、このサイトの中のものを書きます: {}", item.id),
         fmt::format("“to” is for what is in this site: {}", item.id)},
        {fmt::format(
             "外へは url と label で書きます。例: {{url: \"{}\", label: {{ja: 市の公式サイト, en: City website}}}}",
             item.id),
         fmt::format("For another site, write url and label. Example: {{url: \"{}\", label: {{ja: 市の公式サイト, en: "
                     "City website}}}}",
                     item.id)});
    return;
  }
  diagnostics.Error(
      "config.menu", item.pos,
      {fmt::format("メニューの先がありません: {}", item.id), fmt::format("The menu leads nowhere: {}", item.id)},
      Suggest(NearestTarget(site, item.id, calendar),
              {"一覧のある種類の名前、種類/記録の名前、assets のファイルの名前のどれかを書きます。例: cases",
               "Write a collection with a listing, collection/record, or a file in assets. Example: cases"}));
}

void CheckItems(const std::vector<MenuItem>& items, const Site& site, bool calendar, Diagnostics& diagnostics) {
  for (const MenuItem& item : items) {
    const MenuTarget target = TargetOf(item, site, calendar);
    if (target.kind == MenuTarget::kNowhere) ComplainNowhere(item, site, calendar, diagnostics);
    if (target.kind != MenuTarget::kFile || !item.label.empty()) continue;
    diagnostics.Error(
        "config.menu-label", item.pos,
        {"ファイルへの項目に、表示する言葉（label）がありません", "An item that leads to a file has no label"},
        {fmt::format("例: {{to: {}, label: {{ja: 申込書, en: Application form}}}}", item.id),
         fmt::format("Example: {{to: {}, label: {{ja: 申込書, en: Application form}}}}", item.id)});
  }
}

}  // namespace

MenuTarget TargetOf(const MenuItem& item, const Site& site, bool calendar) {
  if (!item.url.empty()) return {MenuTarget::kOutside};
  const std::string_view id = item.id;
  const size_t slash = id.find('/');
  if (const Collection* collection = site.FindCollection(id.substr(0, slash))) {
    if (slash == id.npos && collection->schema.listing.enabled) return {MenuTarget::kListing, collection};
    const auto found = slash == id.npos ? collection->by_slug.end() : collection->by_slug.find(id.substr(slash + 1));
    if (found != collection->by_slug.end()) return {MenuTarget::kRecord, nullptr, found->second};
    if (slash == id.npos) return {};
  }
  if (id == kCalendar && calendar) return {MenuTarget::kCalendar};
  const auto file = std::find_if(site.files.begin(), site.files.end(),
                                 [&](const StaticFile& one) { return one.path == id && !one.record; });
  if (file != site.files.end()) return {MenuTarget::kFile, nullptr, nullptr, &*file};
  return {};
}

void CheckMenus(const Site& site, bool calendar, Diagnostics& diagnostics) {
  for (const auto& [name, items] : site.config.menus) CheckItems(items, site, calendar, diagnostics);
  for (const MenuGroup& group : site.config.home_menu) CheckItems(group.items, site, calendar, diagnostics);
}

Value Views::MenuValue(const std::vector<MenuItem>& items, LanguageId id) {
  tmpl::Arena& arena = *arenas_.back();
  const std::string& prefix = languages()[id].lists;
  std::vector<Value> out;
  for (const MenuItem& item : items) {
    const MenuTarget target = TargetOf(item, site_, HasCalendarPages());
    Value label, url;
    switch (target.kind) {
      case MenuTarget::kNowhere: continue;
      case MenuTarget::kListing:
        label = LabelValue(target.collection->schema.label, id, arena);
        url = Value::Url(arena.Keep(prefix + item.id + "/index.html"));
        break;
      case MenuTarget::kRecord:
        if (target.record->hidden) continue;
        label = TitleValue(*target.record, id, arena);
        url = Value::Url(arena.Keep(target.record->PathIn(languages()[id])));
        break;
      case MenuTarget::kCalendar: {
        const Theme::Word word = Word("calendar", id);
        label = Marked(word.text, word.language, id, arena);
        url = Value::Url(arena.Keep(prefix + "calendar/index.html"));
        break;
      }
      case MenuTarget::kFile: {
        LanguageId shown = id;
        const std::string& words = item.label.In(id, &shown);
        const std::string note = FileNote(item.id, target.file->size_bytes, languages()[shown], words);
        label = MakeText(arena.Keep(words + note), id, shown, arena);
        url = Value::Url(item.id);
        break;
      }
      case MenuTarget::kOutside: url = Value::Of(std::string_view(item.url)); break;
    }
    Fields fields(types_, types_.menu_item, arena);
    fields.Set("id", Value::Of(std::string_view(item.id)));
    fields.Set("label", item.label.empty() || target.file ? label : LabelValue(item.label, id, arena));
    fields.Set("url", url);
    out.push_back(fields.Done());
  }
  return MakeLasting(out, arena);
}

Value Views::HomeMenuValue(LanguageId id) {
  tmpl::Arena& arena = *arenas_.back();
  std::vector<Value> out;
  for (const MenuGroup& group : site_.config.home_menu) {
    Fields fields(types_, types_.menu_group, arena);
    fields.Set("label", LabelValue(group.label, id, arena));
    fields.Set("items", MenuValue(group.items, id));
    out.push_back(fields.Done());
  }
  return MakeLasting(out, arena);
}

}  // namespace kyodo::render
