#include "views/types.h"

#include <algorithm>

#include "views/type_kinds.h"

namespace kyodo::render {

using tmpl::Type;

std::string AsName(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

Type Types::ListOf(const tmpl::StructType& element) {
  Type type;
  type.kind = Type::kList;
  type.element = &elements_.emplace_back(StructOf(element));
  return type;
}

Type Types::StructOf(const tmpl::StructType& fields, bool optional) {
  Type type;
  type.kind = Type::kStruct;
  type.optional = optional;
  type.fields = &fields;
  return type;
}

void Types::Define(tmpl::StructType& type, const char* name, Shape fields) {
  type.name = name;
  for (const auto& [key, field] : fields) type.Add(names.Intern(key), field);
}

Type Types::TypeOf(const FieldType& type, RecordType& owner) {
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kDecimal:
    case FieldKind::kMoney: return Of(Type::kNumber, true);
    case FieldKind::kBoolean: return Of(Type::kBool, true);
    case FieldKind::kDate: return kDayOrNone;
    case FieldKind::kMarkdown: return kMarkup;
    case FieldKind::kFile: return kAddressOrNone;
    case FieldKind::kTerm: return StructOf(term, true);
    case FieldKind::kRef: return StructOf(records.at(type.collection).type, true);
    case FieldKind::kImage:
    case FieldKind::kPlace:
    case FieldKind::kDateRange:
    case FieldKind::kRecurrence:
    case FieldKind::kObject: {
      tmpl::StructType& parts = owner.parts.emplace_back();
      parts.name = FieldKindNames()[static_cast<size_t>(type.kind)];
      for (const Field& field : type.fields) {
        if (!field.is_private) parts.Add(names.Intern(field.key), TypeOf(field.type, owner));
      }
      if (type.kind == FieldKind::kImage) {
        parts.Add(names.Intern("width"), Of(Type::kNumber, true));
        parts.Add(names.Intern("height"), Of(Type::kNumber, true));
        parts.Add(names.Intern("srcset"), ListOf(image_source));
        parts.Add(names.Intern("webp_srcset"), ListOf(image_source));
      }
      if (type.kind == FieldKind::kDateRange) parts.Add(names.Intern("text"), kTextOrNone);
      parts_types_[&type] = &parts;
      return StructOf(parts, true);
    }
    case FieldKind::kList: {
      Type list = Of(Type::kList);
      list.element = &elements_.emplace_back(TypeOf(*type.of, owner));
      return list;
    }
    default: return kTextOrNone;
  }
}

void Types::DefineRecord(const Collection& from, RecordType& owner) {
  const Schema& schema = from.schema;
  const Type same = StructOf(owner.type, true);
  Define(owner.type, schema.id.c_str(),
         {{"id", kText},
          {"url", kAddress},
          {"title", kText},
          {"collection", StructOf(collection)},
          {"language", kText},
          {"translated", kFlag},
          {"example", kFlag},
          {"apart", kFlag},
          {"draft", kFlag},
          {"body", kMarkup},
          {"headings", ListOf(heading)},
          {"excerpt", kTextOrNone},
          {"published", kDayOrNone},
          {"updated", kDayOrNone},
          {"referenced_by", StructOf(owner.referenced_by)},
          {"mentioned_by", ListOf(mention)},
          {"occurrences", ListOf(occurrence)},
          {"next_time", StructOf(occurrence, true)},
          {"taking_part", StructOf(taking_part, true)},
          {"calendar", kAddressOrNone},
          {"repeats", kTextOrNone},
          {"previous", same},
          {"next", same},
          {"print_url", kAddressOrNone}});
  const int part_of = schema.part_of.empty() ? -1 : schema.Find(schema.part_of);
  Type whole = same;
  if (part_of >= 0) {
    const FieldType& type = schema.fields[static_cast<size_t>(part_of)].type;
    if (type.kind == FieldKind::kRef) whole = StructOf(records.at(type.collection).type, true);
  }
  owner.type.Add(names.Intern("part_of"), whole);
  for (const Field& field : schema.fields) {
    const tmpl::Name name = names.Intern(field.key);
    const int existing = owner.type.Slot(name);
    owner.slots.push_back(field.is_private ? -1
                          : existing >= 0  ? existing
                                           : owner.type.Add(name, TypeOf(field.type, owner)));
  }
  DefineRole(usual::kTitle, schema.title, schema, owner);
  DefineRole(usual::kSummary, schema.summary, schema, owner);
  DefineRole(usual::kReading, schema.reading, schema, owner);
}

void Types::DefineRole(std::string_view name, const std::string& field, const Schema& schema, RecordType& owner) {
  const int at = field == name ? -1 : schema.Find(field);
  if (at < 0 || owner.slots[static_cast<size_t>(at)] < 0) return;
  const Type type = owner.type.list[static_cast<size_t>(owner.slots[static_cast<size_t>(at)])].type;
  const tmpl::Name interned = names.Intern(name);
  int slot = owner.type.Slot(interned);
  if (slot < 0) slot = owner.type.Add(interned, type);
  // No record is without a title, so that one's type stands.
  if (name != usual::kTitle) owner.type.list[static_cast<size_t>(slot)].type = type;
  owner.roles.emplace_back(static_cast<size_t>(at), slot);
}

void Types::DefineListing(const Collection& from) {
  const std::string& id = from.schema.id;
  const RecordType& record = records.at(id);
  Define(groups[id], "group", {{"label", kText}, {"id", kText}, {"items", ListOf(record.type)}});
  Define(listings[id], "listing",
         {{"collection", StructOf(collections.at(id))},
          {"items", ListOf(record.type)},
          {"examples", ListOf(record.type)},
          {"total", kCount},
          {"first", kCount},
          {"last", kCount},
          {"sort_label", kText},
          {"facets", ListOf(facet)},
          {"selected", ListOf(selected)},
          {"pages", ListOf(page_link)},
          {"previous_url", kAddressOrNone},
          {"next_url", kAddressOrNone},
          {"index_url", kAddressOrNone},
          {"groups", ListOf(groups[id])}});
  Define(indexes[id], "index",
         {{"collection", StructOf(collections.at(id))}, {"groups", ListOf(groups[id])}, {"letters", ListOf(letter)}});
}

void Types::DefineSite(const Site& from, const Theme& theme) {
  menus.name = "menus";
  for (const auto& [id, items] : from.config.menus) menus.Add(names.Intern(AsName(id)), ListOf(menu_item));
  menus.Add(names.Intern("home"), ListOf(menu_group));
  vocabularies.name = "vocabularies";
  for (const auto& [id, vocabulary] : from.vocabularies) vocabularies.Add(names.Intern(AsName(id)), ListOf(term));
  strings.name = "t";
  for (const auto& [key, translations] : theme.strings) strings.Add(names.Intern(key), kText);
  Define(site, "site",
         {{"title", kText},
          {"description", kTextOrNone},
          {"base_url", kText},
          {"base_path", kText},
          {"content_security_policy", kText},
          {"languages", ListOf(language)},
          {"demonstration", kFlag},
          {"drafts", kFlag},
          {"logo", StructOf(logo, true)},
          {"license", kTextOrNone},
          {"today", Of(Type::kDate)},
          {"time_zone", kText},
          {"home", kAddress},
          {"site_map", kAddressOrNone},
          {"calendar", kAddressOrNone},
          {"feed", kAddress},
          {"catalog", kAddress},
          {"coming", ListOf(occurrence)},
          {"closing", ListOf(occurrence)},
          {"search", kAddressOrNone},
          {"open_search", kAddressOrNone},
          {"menus", StructOf(menus)},
          {"vocabularies", StructOf(vocabularies)},
          {"collections", ListOf(collection)}});
  contact.nothing = !from.contacts;
  if (from.contacts) contact = RecordOf(*from.contacts);
  site.Add(names.Intern("contact"), contact);
  for (const auto& [id, record] : records) site.Add(names.Intern(AsName(id)), ListOf(record.type));
}

Types::Types(const Site& from, const Theme& theme) {
  // Records refer to each other, so every type has its place before any is filled.
  for (const auto& [id, one] : from.collections) {
    records[id];
    Define(collections[id], "collection", {});
  }
  DefineSmall(from);
  DefinePage();
  for (const auto& [id, one] : from.collections) DefineRecord(one, records[id]);
  for (const auto& [id, one] : from.collections) {
    records[id].referenced_by.name = id + ".referenced_by";
    for (const auto& [other, source] : from.collections)
      records[id].referenced_by.Add(names.Intern(AsName(other)), ListOf(records[other].type));
    records[id].type.Add(names.Intern("parts"), Of(Type::kList));
    for (const auto& [other, source] : from.collections) {
      const int field = source.schema.part_of.empty() ? -1 : source.schema.Find(source.schema.part_of);
      if (field < 0 || source.schema.fields[static_cast<size_t>(field)].type.collection != id) continue;
      records[id].type.list.back().type = ListOf(records[other].type);
    }
    tmpl::StructType& own = collections[id];
    for (const auto& [name, type] : collection.list) own.Add(name, type);
    own.list.back().type = ListOf(records[id].type);
    DefineListing(one);
  }
  DefineSite(from, theme);
  Define(base, "variables", {{"site", StructOf(site)}, {"page", StructOf(page)}, {"t", StructOf(strings)}});
  calendar_scope = base;
  calendar_scope.Add(names.Intern("calendar"), StructOf(calendar));
  removed_scope = base;
  removed_scope.Add(names.Intern("removed"), StructOf(removed));
  for (const auto& [id, one] : from.collections) {
    const auto extend = [&](tmpl::Scope& scope, const char* name, const tmpl::StructType& type) {
      scope = base;
      scope.Add(names.Intern(name), StructOf(type));
    };
    extend(record_scopes[id], "record", records[id].type);
    extend(listing_scopes[id], "listing", listings[id]);
    extend(index_scopes[id], "index", indexes[id]);
  }
}

}  // namespace kyodo::render
