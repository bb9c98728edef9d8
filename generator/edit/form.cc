#include "edit/form.h"

#include <algorithm>

#include "core/date.h"
#include "core/text.h"
#include "import/table_cells.h"
#include "load/values.h"

namespace kyodo::edit {

namespace {

using yaml::Node;

bool HasParts(const FieldType& type) { return !type.fields.empty() && type.kind != FieldKind::kList; }

bool IsDay(std::string_view text) { return text.size() == 10 && ParseDate(text, {}).ok(); }

bool IsTime(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && text.substr(0, 2) >= "00" && text.substr(0, 2) <= "23" &&
         text.substr(3) >= "00" && text.substr(3) <= "59" && text.find_first_not_of("0123456789:") == text.npos;
}

bool HoldsLines(std::string_view text) { return Trim(text).find('\n') != text.npos; }

std::string TextOf(const Node& node) {
  const yaml::Value value = ValueOfNode(node);
  return std::string(Trim(value.text));
}

/// What every record may have, besides its schema's fields.
std::vector<Field> SettingsOf(const std::vector<Language>& languages, bool is_document) {
  struct Setting {
    const char* key;
    FieldKind kind;
    const char *ja, *en;
  };
  constexpr Setting kSettings[] = {
      {"draft", FieldKind::kBoolean, "下書き（公開しない）", "Draft (not published)"},
      {"example", FieldKind::kBoolean, "例", "Example"},
      {"unlisted", FieldKind::kBoolean, "検索に出さない", "Kept out of the search"},
      {"published", FieldKind::kDate, "公開日", "Published"},
      {"updated", FieldKind::kDate, "更新日", "Updated"},
      {"publish_from", FieldKind::kDate, "公開の始まり", "Publish from"},
      {"publish_until", FieldKind::kDate, "公開の終わり", "Publish until"},
      {"layout", FieldKind::kString, "レイアウト", "Layout"},
      {"aliases", FieldKind::kList, "以前のアドレス", "Earlier addresses"},
  };
  std::vector<Field> fields;
  for (const Setting& one : kSettings) {
    if (is_document == false && std::string_view(one.key) == "layout") continue;
    Field& field = fields.emplace_back();
    field.key = one.key;
    field.type.kind = one.kind;
    if (one.kind == FieldKind::kList) field.type.of = std::make_shared<FieldType>();
    field.label = LocalText(languages.size());
    for (LanguageId id = 0; id < languages.size(); ++id) {
      if (!languages[id].locale) field.label[id] = languages[id].japanese ? one.ja : one.en;
    }
    field.label.Lend(one.en);
  }
  return fields;
}

}  // namespace

struct FormMaker::Visit {
  bool is_document = false;
  LanguageId language = 0;
  bool settings = false;
  const Blanks& blanks;
};

std::string Control::Name() const { return NameOf(path); }

std::string ShownRecord(const std::string& slug, const std::string& collection, const Site& site, LanguageId in) {
  const Collection* found = site.FindCollection(collection);
  const auto record = found ? found->by_slug.find(slug) : decltype(found->by_slug.end())();
  if (!found || record == found->by_slug.end()) return slug;
  const std::string title(record->second->Title(in));
  const std::string wanted = Fold(title);
  for (const Record& other : found->records) {
    if (other.slug == title) return slug;
    for (LanguageId id = 0; &other != record->second && id < site.config.languages.size(); ++id) {
      if (Fold(other.Title(id)) == wanted) return slug;
    }
  }
  return title.empty() ? slug : title;
}

FormMaker::FormMaker(const Site& site, const Collection& collection)
    : site_(site),
      collection_(collection),
      languages_(site.config.languages),
      settings_(SettingsOf(site.config.languages, collection.schema.is_document)) {
  languages_.insert(languages_.end(), site.config.hidden_languages.begin(), site.config.hidden_languages.end());
}

bool FormMaker::CanShow(const Field& field, const Node& node, bool is_document) const {
  if (node.IsAbsent()) return true;
  if (!field.ByLanguage(!is_document)) return CanShow(field.type, node, is_document);
  return node.kind == Node::kMapping && std::all_of(node.entries.begin(), node.entries.end(), [&](const auto& entry) {
           const LanguageId id = FindLanguage(languages_, entry.key);
           const bool known = id < languages_.size() && languages_[id].code == entry.key;
           return known && (entry.value->IsAbsent() || CanShow(field.type, *entry.value, is_document));
         });
}

bool FormMaker::CanShow(const FieldType& type, const Node& node, bool is_document) const {
  if (type.kind == FieldKind::kList) {
    return node.kind == Node::kSequence && type.of &&
           std::all_of(node.items.begin(), node.items.end(), [&](const Node* item) {
             if (HasParts(*type.of)) return CanShow(*type.of, *item, is_document);
             return item->kind == Node::kScalar && !item->IsAbsent() && !HoldsLines(item->text);
           });
  }
  if (!HasParts(type)) return node.kind == Node::kScalar;
  return node.kind == Node::kMapping && std::all_of(node.entries.begin(), node.entries.end(), [&](const auto& entry) {
           const auto part = std::find_if(type.fields.begin(), type.fields.end(),
                                          [&](const Field& one) { return one.key == entry.key; });
           return part != type.fields.end() && CanShow(*part, *entry.value, is_document);
         });
}

Control FormMaker::ControlOf(const FieldType& type, const Path& path, const Node* node, const Visit& visit) const {
  Control control;
  control.path = path;
  control.many = type.kind == FieldKind::kList;
  control.type = control.many ? type.of.get() : &type;
  control.language = visit.language;
  if (node && node->IsAbsent()) node = nullptr;
  control.was_block = node && node->text_line > 0;
  for (const Node* item : node ? node->items : std::span<const Node* const>()) control.values.push_back(TextOf(*item));
  if (node && !control.many) control.values = {TextOf(*node)};
  const auto all = [&](auto is) { return std::all_of(control.values.begin(), control.values.end(), is); };
  const FieldType& own = *control.type;
  const std::string& key = path.back();
  switch (own.kind) {
    case FieldKind::kText: control.kind = ControlKind::kText; break;
    case FieldKind::kMarkdown: control.kind = ControlKind::kMarkdown; break;
    case FieldKind::kBoolean: control.kind = visit.settings ? ControlKind::kTick : ControlKind::kYesNo; break;
    case FieldKind::kDate:
      if (!own.partial && all(IsDay)) control.kind = ControlKind::kDate;
      break;
    case FieldKind::kTerm: control.kind = ControlKind::kTerm; break;
    case FieldKind::kRef:
      control.kind = ControlKind::kReference;
      for (std::string& one : control.values) one = ShownRecord(one, own.collection, site_, visit.language);
      break;
    case FieldKind::kString:
      if (!own.one_of.empty()) control.kind = ControlKind::kTerm;
      if ((key == "start_time" || key == "end_time") && all(IsTime)) control.kind = ControlKind::kTime;
      break;
    default: break;
  }
  const bool lines = std::any_of(control.values.begin(), control.values.end(), HoldsLines);
  const bool apart = control.kind == ControlKind::kTerm || control.kind == ControlKind::kReference ||
                     control.kind == ControlKind::kDate;
  if ((control.many && !apart) || (lines && control.kind == ControlKind::kLine)) control.kind = ControlKind::kText;
  return control;
}

void FormMaker::AddParts(FormField& out, const std::vector<Field>& fields, const Node* node, const Visit& visit) const {
  for (const Field& part : fields) {
    Path path = out.path;
    path.push_back(part.key);
    out.parts.push_back(FieldOf(part, path, node ? node->Find(part.key) : nullptr, visit));
  }
}

void FormMaker::AddItems(FormField& out, const FieldType& item, const Node* node, const Visit& visit) const {
  const size_t count = node ? node->items.size() : 0;
  out.is_list = true;
  const size_t all = std::max(count + 1, visit.blanks ? visit.blanks(out.path) : 0);
  for (size_t i = 0; i < all; ++i) {
    FormField& one = out.parts.emplace_back();
    one.path = out.path;
    one.path.push_back(std::to_string(i));
    one.number = i + 1;
    one.is_new = i >= count;
    one.is_set = i < count;
    AddParts(one, item.fields, i < count ? node->items[i] : nullptr, visit);
  }
}

FormField FormMaker::FieldOf(const Field& field, const Path& path, const Node* node, const Visit& visit) const {
  FormField out;
  out.field = &field;
  out.path = path;
  if (node && node->IsAbsent()) node = nullptr;
  out.is_set = node != nullptr;
  if (field.ByLanguage(!visit.is_document)) {
    for (LanguageId id = 0; id < languages_.size(); ++id) {
      Path local = path;
      local.push_back(languages_[id].code);
      out.controls.push_back(ControlOf(field.type, local, node ? node->Find(languages_[id].code) : nullptr,
                                       {visit.is_document, id, visit.settings, visit.blanks}));
      out.controls.back().translated = true;
    }
  } else if (HasParts(field.type)) {
    AddParts(out, field.type.fields, node, visit);
  } else if (field.type.of && HasParts(*field.type.of)) {
    AddItems(out, *field.type.of, node, visit);
  } else {
    out.controls.push_back(ControlOf(field.type, path, node, visit));
  }
  return out;
}

Form FormMaker::Make(const ParsedFile& file, LanguageId language, const Blanks& blanks) const {
  Form form;
  form.is_document = collection_.schema.is_document;
  form.language = language;
  const Node& root = *file.root;
  const bool translation = form.is_document && root.Find("translation");
  const auto add = [&](const Field& field, bool setting) {
    const Node* node = root.Find(field.key);
    if (node && !CanShow(field, *node, form.is_document)) return;
    // The rest stands in the original alone.
    if (!node && translation && (setting || !load::HasTranslatedText(field))) return;
    FormField made = FieldOf(field, {field.key}, node, {form.is_document, language, setting, blanks});
    (setting ? form.settings : form.fields).push_back(std::move(made));
  };
  for (const Field& field : collection_.schema.fields) add(field, false);
  for (const Field& field : settings_) add(field, true);
  if (form.is_document) {
    FormField& body = form.fields.emplace_back();
    body.path = {kBody};
    Control& text = body.controls.emplace_back();
    text.kind = ControlKind::kMarkdown;
    text.path = body.path;
    text.language = language;
    std::string shown(BodyOf(file));
    std::erase(shown, '\r');
    if (!shown.empty()) text.values = {std::move(shown)};
    body.is_set = true;
  }
  for (const yaml::Entry& entry : root.entries) {
    const auto shows = [&](const FormField& one) { return one.path.front() == entry.key; };
    // It says which original a translation was made from, in letters that nobody types.
    if (form.is_document && entry.key == "translation") continue;
    if (std::any_of(form.fields.begin(), form.fields.end(), shows) ||
        std::any_of(form.settings.begin(), form.settings.end(), shows))
      continue;
    FormField& other = form.others.emplace_back();
    other.path = {std::string(entry.key)};
    other.is_set = true;
    const int known = collection_.schema.Find(entry.key);
    if (known >= 0) other.field = &collection_.schema.fields[static_cast<size_t>(known)];
    Control& lines = other.controls.emplace_back();
    lines.kind = ControlKind::kFileLines;
    lines.path = other.path;
    lines.values = {LinesOf(file, other.path.front())};
  }
  return form;
}

std::vector<std::string> FormMaker::KeysAt(const Path& path) const {
  std::vector<std::string> keys;
  const std::vector<Field>* fields = &collection_.schema.fields;
  const Field* field = nullptr;
  for (const std::string& key : path) {
    if (IndexOf(key) != std::string::npos) continue;
    const auto found = std::find_if(fields->begin(), fields->end(), [&](const Field& one) { return one.key == key; });
    if (found == fields->end()) return keys;
    field = &*found;
    fields = field->type.of ? &field->type.of->fields : &field->type.fields;
  }
  if (field && field->ByLanguage(!collection_.schema.is_document)) {
    for (const Language& language : languages_) keys.push_back(language.code);
    return keys;
  }
  for (const Field& one : *fields) keys.push_back(one.key);
  for (const Field& one : settings_) {
    if (path.empty()) keys.push_back(one.key);
  }
  return keys;
}

}  // namespace kyodo::edit
