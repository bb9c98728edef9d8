// Who plays which role (model/roles.h): what site.yaml says of it, and those that it names.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

void ReadNamed(MapReader& map, std::string_view key, Named& named, Diagnostics& diagnostics) {
  const yaml::Node* node = map.Get(key);
  if (!node) return;
  if (const auto text = ReadText(*node, diagnostics)) named = {std::string(*text), node->pos};
}

/// Error `config.role`: one layout with two roles.
void ReadLayouts(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  MapReader map(node, config.languages, diagnostics, "layouts: {home: start}");
  for (LayoutOfRole& one : config.layouts) ReadNamed(map, one.key, one.layout, diagnostics);
  map.Finish();
  for (const LayoutOfRole& one : config.layouts) {
    if (!one.layout.pos.file) continue;
    const auto same = [&](const LayoutOfRole& other) {
      return other.role != one.role && other.layout.id == one.layout.id;
    };
    const auto other = std::find_if(config.layouts.begin(), config.layouts.end(), same);
    if (other == config.layouts.end()) continue;
    diagnostics.Error("config.role", one.layout.pos,
                      {fmt::format("このレイアウトは {} にも使われています: {}", other->key, one.layout.id),
                       fmt::format("This layout is that of {} too: {}", other->key, one.layout.id)},
                      {"役割ごとに、別のレイアウトを書きます。", "Name a layout of its own for each role."});
  }
}

template <class Map>
std::vector<std::string_view> NamesOf(const Map& map) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return names;
}

void ComplainCollection(const Site& site, const Named& named, Diagnostics& diagnostics) {
  const bool other = site.vocabularies.contains(named.id);
  diagnostics.Error(
      "config.role", named.pos,
      {fmt::format(fmt::runtime(other ? "種類ではなく語彙です: {}" : "種類がありません: {}"), named.id),
       fmt::format(fmt::runtime(other ? "A vocabulary, not a collection: {}" : "No such collection: {}"), named.id)},
      Suggest(Nearest(named.id, NamesOf(site.collections)),
              {"schema フォルダーにあるファイルの名前を、拡張子なしで書きます。",
               "Write the name of a file in the folder schema, without its ending."}));
}

void ComplainVocabulary(const Site& site, const Named& named, Diagnostics& diagnostics) {
  const bool other = site.collections.contains(named.id);
  diagnostics.Error(
      "config.role", named.pos,
      {fmt::format(fmt::runtime(other ? "語彙ではなく種類です: {}" : "語彙がありません: {}"), named.id),
       fmt::format(fmt::runtime(other ? "A collection, not a vocabulary: {}" : "No such vocabulary: {}"), named.id)},
      Suggest(Nearest(named.id, NamesOf(site.vocabularies)),
              {"vocabularies フォルダーにあるファイルの名前を、拡張子なしで書きます。",
               "Write the name of a file in the folder vocabularies, without its ending."}));
}

/// What may be meant by the name of a contact that is not there.
std::string NearestRecord(const Site& site, const std::string& id) {
  const bool named_alone = id.find('/') == std::string::npos;
  std::vector<std::string> known, same;
  for (const auto& [name, collection] : site.collections) {
    for (const Record& record : collection.records) {
      const std::string whole = name + "/" + record.slug;
      if (named_alone && record.slug == id) same.push_back(whole);
      if (!named_alone) known.push_back(whole);
      if (named_alone && &collection == site.contacts) known.push_back(record.slug);
    }
  }
  if (same.size() == 1) return same.front();
  return std::string(Nearest(id, {known.begin(), known.end()}));
}

void FindContact(Site& site, Diagnostics& diagnostics) {
  const Named& named = site.config.contact;
  const size_t slash = named.id.find('/');
  const std::string slug = slash == std::string::npos ? named.id : named.id.substr(slash + 1);
  site.contacts =
      site.FindCollection(slash == std::string::npos ? usual::kContacts : std::string_view(named.id).substr(0, slash));
  if (named.id.empty()) return;
  if (site.contacts) {
    if (site.contacts->schema.fields.empty()) return;  // the schema is wrong, and told so
    const auto found = site.contacts->by_slug.find(slug);
    if (found != site.contacts->by_slug.end()) {
      site.contact = found->second;
      return;
    }
  }
  diagnostics.Error(
      "config.contact", named.pos,
      {fmt::format("相談先の記録がありません: {}", named.id), fmt::format("No such record to ask: {}", named.id)},
      Suggest(NearestRecord(site, named.id), {"種類/記録の名前 を書きます。例: contact: desks/main",
                                              "Write collection/record. Example: contact: desks/main"}));
}

}  // namespace

void ReadRoles(MapReader& map, SiteConfig& config, Diagnostics& diagnostics) {
  ReadNamed(map, "contact", config.contact, diagnostics);
  ReadNamed(map, "guidelines", config.guidelines, diagnostics);
  ReadNamed(map, "plain_words", config.plain_words, diagnostics);
  ReadNamed(map, "spellings", config.spellings, diagnostics);
  ReadNamed(map, "agreed_words", config.agreed_words, diagnostics);
  if (const yaml::Node* layouts = map.Get("layouts")) ReadLayouts(*layouts, config, diagnostics);
}

void FindRoles(Loader& loader) {
  Site& site = loader.site;
  if (site.collections.empty()) return;  // there is no schema, and that is told
  FindContact(site, loader.diagnostics);
  const Named& guidelines = site.config.guidelines;
  site.guidelines = site.FindCollection(guidelines.id);
  if (!site.guidelines && guidelines.pos.file) ComplainCollection(site, guidelines, loader.diagnostics);
  const auto find_vocabulary = [&](const Named& named) -> const Vocabulary* {
    const auto found = site.vocabularies.find(named.id);
    if (found != site.vocabularies.end()) return &found->second;
    if (named.pos.file) ComplainVocabulary(site, named, loader.diagnostics);
    return nullptr;
  };
  site.plain_words = find_vocabulary(site.config.plain_words);
  site.spellings = find_vocabulary(site.config.spellings);
  site.agreed_words = find_vocabulary(site.config.agreed_words);
}

PageRole RoleOf(std::string_view layout, const SiteConfig& config) {
  const auto is_it = [&](const LayoutOfRole& one) { return one.layout.id == layout; };
  const auto found = std::find_if(config.layouts.begin(), config.layouts.end(), is_it);
  return found == config.layouts.end() ? PageRole::kNone : found->role;
}

}  // namespace kyodo::load
