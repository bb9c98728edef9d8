#include "load/ready.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "load/map_reader.h"
#include "load/ready_tree.h"
#include "load/theme.h"

namespace kyodo::load {

namespace {

using yaml::Entry;
using yaml::Node;

/// Keys of a schema that hold words, or fields: what is left out is not looked for in them.
const std::vector<std::string_view> kWordKeys = {"format", "label", "label_one", "description", "fields"};
/// Keys that hold a text in each language, wherever they stand.
const std::vector<std::string_view> kTexts = {"label",   "label_one", "description", "help",
                                              "example", "standard",  "source"};
/// Keys of a term that are no language.
const std::vector<std::string_view> kOfTerm = {"id", "description", "same_as", "code"};
/// Those that name other terms.
const std::vector<std::string_view> kWider = {"broader", "related"};

bool IsAmong(std::string_view key, const std::vector<std::string_view>& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string_view TextAt(const Node& node, std::string_view key) {
  const Node* found = node.Find(key);
  return found ? found->text : std::string_view();
}

/// Reads what the theme has ready in one of its folders, for the files of the site that name it.
struct Shelf {
  Loader& loader;
  const char* folder;
  const char* kind;  // begins the names of errors
  Trees trees{loader.site.storage.front()->memory};

  const std::vector<Language>& languages() const { return loader.site.config.languages; }

  /// The mapping that is ready by that name. Null after an error: those of reading it, or `KIND.from`.
  const Node* Read(const Node& name);
  const Node* Parse(const std::string& theme, const std::string& path);
  /// The names after `without:`. Error `KIND.without` for one that is not among `known`.
  LeftOut LeftOutBy(const Node& own, const std::vector<std::string_view>& known);
  void Complain(const char* rule, const Node& name, Message message, const std::vector<std::string_view>& known);
  /// All texts below `node` in the languages of the site alone.
  const Node* Speaking(const Node& node);
  /// One text in the languages of the site.
  const Node* Spoken(const Node& text) { return trees.Mapping(text, InLanguages(languages(), text, Translations())); }
  /// From the theme's i18n/ready/CODE.yaml, which has the English texts as keys; wider languages will do.
  Translate Translations();
  const Node* Table(const std::string& code);
};

const Node* Shelf::Parse(const std::string& theme, const std::string& path) {
  Result<std::string> bytes = ReadPlainFile(loader.files, theme, path);
  if (!bytes.ok()) {
    loader.diagnostics.FileError(bytes.error().rule, path, bytes.error().message, bytes.error().hint);
    return nullptr;
  }
  Storage& storage = *loader.site.storage.front();
  SourceFile& file = storage.sources.emplace_back(SourceFile{path, std::move(*bytes)});
  if (!CleanSource(file, loader.diagnostics)) return nullptr;
  const Node* root = yaml::Parse(file, file.text, 1, storage.memory, loader.diagnostics);
  if (!root || root->kind == Node::kMapping) return root;
  NotMapping(*root, "label: 事例", loader.diagnostics);
  return nullptr;
}

const Node* Shelf::Read(const Node& name) {
  Diagnostics told_with_the_theme;
  const LoadOptions& options = loader.options;
  const ThemeFolders folders =
      FindTheme(loader.files, options.folder, options.theme_parents, loader.site.config.theme, told_with_the_theme);
  if (folders.theme.empty()) return nullptr;  // which is told with the theme
  std::vector<std::string> names;
  for (const std::string& theme : folders.theme) {
    for (const FolderEntry& entry : ListPlain(loader.files, theme, folder, told_with_the_theme)) {
      if (!EndsWith(entry.name, ".yaml")) continue;
      names.push_back(entry.name.substr(0, entry.name.size() - 5));
      if (names.back() == name.text) return Parse(theme, fmt::format("{}/{}/{}", theme, folder, entry.name));
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Complain("from", name,
           {fmt::format("テーマのフォルダー {} に、この名前のものがありません: {}", folder, name.text),
            fmt::format("The theme's folder {} has nothing of this name: {}", folder, name.text)},
           {names.begin(), names.end()});
  return nullptr;
}

void Shelf::Complain(const char* rule, const Node& name, Message message, const std::vector<std::string_view>& known) {
  loader.diagnostics.Error(fmt::format("{}.{}", kind, rule), name.pos, std::move(message),
                           Suggest(Nearest(name.text, known), {fmt::format("使える名前: {}", fmt::join(known, ", ")),
                                                               fmt::format("The names: {}", fmt::join(known, ", "))}));
}

const Node* Shelf::Table(const std::string& code) {
  const auto [kept, is_new] = loader.ready_words.try_emplace(code, nullptr);
  if (!is_new) return kept->second;
  Diagnostics told_with_the_theme;
  const LoadOptions& options = loader.options;
  const ThemeFolders folders =
      FindTheme(loader.files, options.folder, options.theme_parents, loader.site.config.theme, told_with_the_theme);
  const std::string path = fmt::format("i18n/ready/{}.yaml", code);
  for (const std::string& theme : folders.theme) {
    if (FindPlainFile(loader.files, theme, path, told_with_the_theme) == Presence::kThere)
      return kept->second = Parse(theme, theme + "/" + path);
  }
  return nullptr;
}

Translate Shelf::Translations() {
  return [this](std::string_view english, const Language& language) -> const Node* {
    std::vector<std::string> codes = WiderLanguages(language.code);
    codes.insert(codes.begin(), language.code);
    for (const std::string& code : codes) {
      const Node* table = code == "en" || code == "ja" ? nullptr : Table(code);
      if (const Node* found = table ? table->Find(english) : nullptr) return found;
    }
    return nullptr;
  };
}

LeftOut Shelf::LeftOutBy(const Node& own, const std::vector<std::string_view>& known) {
  LeftOut names;
  const Node* list = own.Find("without");
  if (!list || list->IsAbsent()) return names;
  if (list->kind != Node::kSequence)
    NotList(*list, fmt::format("without: [{}]", FlowText(list->text)), loader.diagnostics);
  for (const Node* item : list->items) {
    if (!ReadText(*item, loader.diagnostics)) continue;
    if (!IsAmong(item->text, known))
      Complain("without", *item,
               {fmt::format("from で使うものの中に、この名前がありません: {}", item->text),
                fmt::format("Not in what is taken over with from: {}", item->text)},
               known);
    names.emplace(item->text);
  }
  return names;
}

const Node* Shelf::Speaking(const Node& node) {
  if (node.kind == Node::kSequence) {
    std::vector<const Node*> items;
    for (const Node* item : node.items) items.push_back(Speaking(*item));
    return trees.Sequence(node, items);
  }
  if (node.kind != Node::kMapping) return &node;
  std::vector<Entry> entries;
  for (const Entry& entry : node.entries) {
    const bool is_text = IsAmong(entry.key, kTexts) && !entry.value->Find("type");  // a field may be called label
    const Node* value = entry.value->kind != Node::kMapping ? Speaking(*entry.value)
                        : is_text                           ? Spoken(*entry.value)
                                                            : Speaking(*entry.value);
    entries.push_back({entry.key, entry.key_pos, value});
  }
  return trees.Mapping(node, entries);
}

/// Keys of `own` take the place of those of `ready`, but for those that are `done` with.
std::vector<Entry> Over(std::vector<Entry> entries, const Node& own, const std::vector<std::string_view>& done) {
  for (const Entry& entry : own.entries) {
    if (IsAmong(entry.key, done)) continue;
    const auto same =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.key == entry.key; });
    if (same == entries.end())
      entries.push_back(entry);
    else
      *same = entry;
  }
  return entries;
}

/// Whether all vocabularies and collections that a type speaks of are there.
bool HasAll(const Node& type, const Loader& loader, const MadeFrom& made_from) {
  const std::string_view vocabulary = TextAt(type, "vocabulary"), to = TextAt(type, "to");
  if (!vocabulary.empty() && loader.site.vocabularies.find(std::string(vocabulary)) == loader.site.vocabularies.end())
    return false;
  if (!to.empty() && !made_from.contains(to)) return false;
  if (const Node* of = type.Find("of"); of && !HasAll(*of, loader, made_from)) return false;
  const Node* parts = type.Find("fields");
  return !parts || std::all_of(parts->entries.begin(), parts->entries.end(),
                               [&](const Entry& part) { return HasAll(*part.value, loader, made_from); });
}

/// `to:` with the name that the collection has in the site.
const Node* Leading(const Node& type, const MadeFrom& made_from, Trees& trees) {
  std::vector<Entry> entries(type.entries.begin(), type.entries.end());
  for (Entry& entry : entries) {
    if (entry.key == "of" && entry.value->kind == Node::kMapping) entry.value = Leading(*entry.value, made_from, trees);
    if (entry.key == "to") entry.value = trees.Text(*entry.value, made_from.find(entry.value->text)->second);
  }
  return trees.Mapping(type, entries);
}

/// What a schema says of the one field holds for the other.
bool IsAlike(const Node& a, const Node& b) {
  const bool same = TextAt(a, "type") == TextAt(b, "type") && TextAt(a, "translate") == TextAt(b, "translate");
  const Node *of_a = a.Find("of"), *of_b = b.Find("of");
  return same && (!of_a || !of_b || IsAlike(*of_a, *of_b));
}

/// The ready fields that stay, with the site's own in their places or after them. `names` grows by those that went.
const Node* Fields(Shelf& shelf, const Node& ready, const Node* own, const MadeFrom& made_from, LeftOut& names) {
  std::vector<Entry> entries;
  const LeftOut unwanted = names;
  for (const Entry& field : ready.entries) {
    const Node* replaced = own ? own->Find(field.key) : nullptr;
    if (replaced) {
      if (!IsAlike(*field.value, *replaced)) names.emplace(field.key);
      entries.push_back(field);
    } else if (!unwanted.contains(field.key) && HasAll(*field.value, shelf.loader, made_from)) {
      entries.push_back({field.key, field.key_pos, Leading(*field.value, made_from, shelf.trees)});
    } else {
      names.emplace(field.key);
    }
  }
  for (Entry& field : entries) {
    const Node* condition = field.value->Find("required_when");
    if (!condition || !SpeaksOf(condition->text, names)) continue;
    std::vector<Entry> keys;
    for (const Entry& key : field.value->entries)
      if (key.key != "required_when") keys.push_back(key);
    field.value = shelf.trees.Mapping(*field.value, keys);
  }
  if (!own) return shelf.trees.Mapping(ready, entries);
  return shelf.trees.Mapping(*own, Over(std::move(entries), *own, {}));
}

/// What a ready schema says under `key`, without what was left out; null when too little of it stays.
const Node* Saying(const Entry& entry, const LeftOut& names, Trees& trees) {
  const Node* kept = Without(names, *entry.value, trees);
  if (!kept) return nullptr;
  if (entry.key == "parts") return kept->Find("of") && kept->Find("order") ? kept : nullptr;
  if (entry.key == "calendar") return kept->Find("period") || kept->Find("deadline") ? kept : nullptr;
  return kept;
}

/// A national data set keeps all its columns; those without a value are empty.
const Node* OpenData(const Node& data, const LeftOut& names, Trees& trees) {
  std::vector<Entry> keys;
  for (const Entry& key : data.entries) {
    if (key.key != "columns") {
      if (const Node* kept = Without(names, *key.value, trees)) keys.push_back({key.key, key.key_pos, kept});
      continue;
    }
    std::vector<Entry> columns;
    for (const Entry& column : key.value->entries) {
      const Node* kept = Without(names, *column.value, trees);
      Node empty;
      empty.pos = column.value->pos;
      columns.push_back({column.key, column.key_pos, kept ? kept : trees.Text(empty, "")});
    }
    keys.push_back({key.key, key.key_pos, trees.Mapping(*key.value, columns)});
  }
  return trees.Mapping(data, keys);
}

/// Texts in languages that the ready schema has and the site has not: `name.en`.
void AddUnspoken(const Node& ready, const std::vector<Language>& languages, LeftOut& names) {
  const Node *label = ready.Find("label"), *fields = ready.Find("fields");
  if (!label || !fields) return;
  for (const Entry& entry : label->entries) {
    const auto is_it = [&](const Language& one) { return one.code == entry.key; };
    if (std::any_of(languages.begin(), languages.end(), is_it)) continue;
    for (const Entry& field : fields->entries)
      if (TextAt(*field.value, "translate") == "true") names.emplace(fmt::format("{}.{}", field.key, entry.key));
  }
}

/// A term in the languages of the site.
const Node* ReadyTerm(Shelf& shelf, const Node& term, const LeftOut& names) {
  std::vector<Entry> keys = InLanguages(shelf.languages(), term, shelf.Translations());
  for (const Entry& key : term.entries) {
    const Node* value = IsAmong(key.key, kWider)    ? Without(names, *key.value, shelf.trees)
                        : IsAmong(key.key, kOfTerm) ? key.value
                                                    : nullptr;
    if (value) keys.push_back({key.key, key.key_pos, value});
  }
  return shelf.trees.Mapping(term, keys);
}

/// The ready terms that stay, with the site's own in their places or after them.
const Node* Terms(Shelf& shelf, const Node& ready, const Node* own, const LeftOut& names) {
  std::vector<const Node*> terms;
  std::set<std::string_view> placed;
  const std::span<const Node* const> own_terms = own ? own->items : std::span<const Node* const>();
  for (const Node* term : ready.items) {
    const std::string_view id = TextAt(*term, "id");
    const auto replaced =
        std::find_if(own_terms.begin(), own_terms.end(), [&](const Node* one) { return TextAt(*one, "id") == id; });
    if (replaced != own_terms.end()) {
      terms.push_back(*replaced);
      placed.insert(id);
    } else if (!names.contains(id)) {
      terms.push_back(ReadyTerm(shelf, *term, names));
    }
  }
  for (const Node* term : own_terms)
    if (!placed.contains(TextAt(*term, "id"))) terms.push_back(term);
  return shelf.trees.Sequence(ready, terms);
}

/// `own` with `value` for `key`, and with the ready keys that it does not have.
const Node* Whole(Shelf& shelf, std::vector<Entry> ready, std::string_view key, const Node& value, const Node& own) {
  for (Entry& entry : ready)
    if (entry.key == key) entry.value = &value;
  return shelf.trees.Mapping(own, Over(std::move(ready), own, {"from", "without", key}));
}

}  // namespace

std::string_view ReadyName(const yaml::Node* own) { return own ? TextAt(*own, "from") : std::string_view(); }

const yaml::Node* WithReadySchema(Loader& loader, const yaml::Node* own, const MadeFrom& made_from) {
  if (ReadyName(own).empty()) return own;
  Shelf shelf{loader, "collections", "schema"};
  const Node* found = shelf.Read(*own->Find("from"));
  if (!found) return nullptr;
  const Node& ready = *shelf.Speaking(*found);
  const Node* ready_fields = ready.Find("fields");
  if (!ready_fields) return &ready;  // which is then told
  std::vector<std::string_view> known;
  for (const Entry& field : ready_fields->entries) known.push_back(field.key);
  LeftOut names = shelf.LeftOutBy(*own, known);
  const Node* own_fields = own->Find("fields");
  if (own_fields && own_fields->kind != Node::kMapping) {
    NotMapping(*own_fields, "fields: {title: {type: string}}", loader.diagnostics);
    return nullptr;
  }
  const Node* fields = Fields(shelf, *ready_fields, own_fields, made_from, names);
  AddUnspoken(*found, loader.site.config.languages, names);
  std::vector<Entry> entries;
  for (const Entry& entry : ready.entries) {
    if (entry.key == "label_one" && own->Find("label")) continue;  // what one is called goes with what all are called
    const Node* value = IsAmong(entry.key, kWordKeys) ? entry.value
                        : entry.key == "open_data"    ? OpenData(*entry.value, names, shelf.trees)
                                                      : Saying(entry, names, shelf.trees);
    if (value) entries.push_back({entry.key, entry.key_pos, value});
  }
  return Whole(shelf, std::move(entries), "fields", *fields, *own);
}

const yaml::Node* WithReadyVocabulary(Loader& loader, const yaml::Node* own) {
  if (ReadyName(own).empty()) return own;
  Shelf shelf{loader, "vocabularies", "vocabulary"};
  const Node* found = shelf.Read(*own->Find("from"));
  if (!found) return nullptr;
  const Node& ready = *shelf.Speaking(*found);
  const Node* ready_terms = ready.Find("terms");
  if (!ready_terms) return &ready;  // which is then told
  std::vector<std::string_view> known;
  for (const Node* term : ready_terms->items) known.push_back(TextAt(*term, "id"));
  const Node& terms = *Terms(shelf, *ready_terms, own->Find("terms"), shelf.LeftOutBy(*own, known));
  return Whole(shelf, {ready.entries.begin(), ready.entries.end()}, "terms", terms, *own);
}

const yaml::Node* WithReadyHolidays(Loader& loader, const yaml::Node* own) {
  if (ReadyName(own).empty()) return own;
  Shelf shelf{loader, "holidays", "holidays"};
  const Node* ready = shelf.Read(*own->Find("from"));
  if (!ready) return nullptr;
  const Node* ready_days = ready->Find("days");
  if (!ready_days) return ready;  // which is then told
  std::vector<std::string_view> known;
  for (const Entry& day : ready_days->entries) known.push_back(day.key);
  const LeftOut names = shelf.LeftOutBy(*own, known);
  std::vector<Entry> days;
  for (const Entry& day : ready_days->entries)
    if (!names.contains(day.key)) days.push_back({day.key, day.key_pos, shelf.Spoken(*day.value)});
  const Node* own_days = own->Find("days");
  const bool adds = own_days && own_days->kind == Node::kMapping;
  if (own_days && !own_days->IsAbsent() && !adds) NotMapping(*own_days, "days: {2031-01-01: 元日}", loader.diagnostics);
  const Node& all = *shelf.trees.Mapping(adds ? *own_days : *own, adds ? Over(days, *own_days, {}) : days);
  const Node& spoken = *shelf.Speaking(*ready);
  return Whole(shelf, {spoken.entries.begin(), spoken.entries.end()}, "days", all, *own);
}

}  // namespace kyodo::load
