#include "views/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "core/parallel.h"
#include "core/text.h"
#include "model/next_time.h"
#include "views/addresses.h"
#include "views/event_text.h"
#include "views/order.h"

namespace kyodo::render {

using tmpl::Value;

Fields::Fields(const Types& types, const tmpl::StructType& type, tmpl::Arena& arena) : types_(types) {
  values_ = arena.NewValues(type.list.size());
  for (size_t i = 0; i < type.list.size(); ++i) values_[i] = Value::None();
  structure_ = static_cast<tmpl::Struct*>(arena.Bytes(sizeof(tmpl::Struct)));
  *structure_ = {&type, values_};
}

Fields& Fields::Set(std::string_view name, Value value) {
  return SetSlot(structure_->type->Slot(types_.names.Find(name)), value);
}

Fields& Fields::SetSlot(int slot, Value value) {
  if (slot >= 0) values_[slot] = value;
  return *this;
}

Fields& Fields::SetText(std::string_view name, std::string_view text) {
  return text.empty() ? *this : Set(name, Value::Of(text));
}

Value Fields::Done() const { return Value::Of(static_cast<const tmpl::Struct*>(structure_)); }

Value MakeList(const std::vector<Value>& items, tmpl::Arena& arena) {
  Value* copy = arena.NewValues(items.size());
  std::copy(items.begin(), items.end(), copy);
  return Value::Of(arena.NewList(copy, items.size()));
}

Value MakeLasting(const std::vector<Value>& items, tmpl::Arena& arena) {
  // One for all: most records are named by those of few collections.
  static const tmpl::List none{nullptr, 0, true, nullptr};
  if (items.empty()) return Value::Of(&none);
  Value* copy = arena.NewValues(items.size());
  std::copy(items.begin(), items.end(), copy);
  auto* list = arena.New<tmpl::List>();
  list->items = copy;
  list->size = static_cast<uint32_t>(items.size());
  return Value::Of(static_cast<const tmpl::List*>(list));
}

std::string FileBeside(std::string_view page, std::string_view ending) {
  return std::string(page.substr(0, page.size() - 5)).append(ending);  // .html
}

std::string FacetLabel(const FacetValue& value, const Field& field, LanguageId id, const Views& views) {
  if (value.term) return value.term->label.In(id);
  if (value.record) return std::string(value.record->Title(id));
  if (field.type.kind == FieldKind::kBoolean) return std::string(views.String(value.id == "true" ? "yes" : "no", id));
  if (field.fiscal_year) return FiscalYearText(value.id, id, views);
  return value.id;
}

Value FacetLabelValue(const FacetValue& value, const Field& field, LanguageId id, const Views& views,
                      tmpl::Arena& arena) {
  if (value.term) return views.LabelValue(value.term->label, id, arena);
  if (value.record) return views.TitleValue(*value.record, id, arena);
  return Value::Of(arena.Keep(FacetLabel(value, field, id, views)));
}

std::string FiscalYearText(const std::string& year, LanguageId id, const Views& views) {
  const Language& language = views.languages()[id];
  if (!language.locale) return language.japanese ? year + "年度" : "FY" + year;
  const std::string_view pattern = views.String("fiscal_year", id);
  const size_t at = pattern.find("{year}");
  if (at == pattern.npos) return "FY" + year;
  return std::string(pattern.substr(0, at)) + year +
         std::string(pattern.substr(at + std::string_view("{year}").size()));
}

Views::Views(const Site& site, const Theme& theme, Types& types, bool calendar_pages)
    : site_(site), theme_(theme), types_(types), calendar_pages_(calendar_pages), in_(site.config.languages.size()) {
  for (const auto& [id, collection] : site.collections) facets_[id] = std::make_unique<FacetTable>(collection);
  MakeOrder();
  MakeStructs();
  FindAllTopics();
  for (LanguageId id = 0; id < in_.size(); ++id) {
    locales_for_cards_.push_back(OpenGraphLocale(languages()[id].code));
    FillCollections(id);
    MakeTerms(id);
    FillOccurrences(id);
  }
  std::vector<const Record*> all;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (!record.hidden) all.push_back(&record);
    }
  }
  constexpr size_t kPerPart = 128;
  const size_t parts = (all.size() + kPerPart - 1) / kPerPart;
  const size_t first = arenas_.size();
  for (size_t i = 0; i < parts; ++i) NewArena();
  ParallelFor(parts, [&](size_t part) {
    for (size_t i = part * kPerPart; i < std::min(all.size(), (part + 1) * kPerPart); ++i) {
      for (LanguageId id = 0; id < in_.size(); ++id) FillRecord(*all[i], id, *arenas_[first + part]);
    }
  });
  for (LanguageId id = 0; id < in_.size(); ++id) FillSite(id);
}

tmpl::Arena& Views::NewArena() { return *arenas_.emplace_back(std::make_unique<tmpl::Arena>()); }

void Views::MakeOrder() {
  std::vector<std::pair<LanguageId, const Collection*>> jobs;
  for (LanguageId id = 0; id < in_.size(); ++id) {
    for (const auto& [name, collection] : site_.collections) {
      in_[id].order[name];
      jobs.emplace_back(id, &collection);
    }
  }
  ParallelFor(jobs.size(), [&](size_t i) {
    const auto& [id, collection] = jobs[i];
    in_[id].order.at(collection->schema.id) = Ordered(*collection, site_, id);
  });
  for (InLanguage& in : in_) {
    for (const auto& [name, order] : in.order) {
      for (size_t i = 0; i < order.size(); ++i) {
        in.place[order[i]] = i;
        if (!in.home && order[i]->role == PageRole::kHome) in.home = order[i];
        if (!in.search && order[i]->role == PageRole::kSearch) in.search = order[i];
      }
    }
  }
}

/// Every record gets its place before any is filled, since they refer to each other.
void Views::MakeStructs() {
  tmpl::Arena& arena = NewArena();
  for (LanguageId id = 0; id < in_.size(); ++id) {
    for (const auto& [name, order] : in_[id].order) {
      const tmpl::StructType& type = types_.records.at(name).type;
      in_[id].records.reserve(in_[id].place.size());
      for (const Record* record : order) {
        auto* place = new (arena.Bytes(sizeof(tmpl::Struct))) tmpl::Struct{&type, nullptr};
        in_[id].records[record] = place;
        record_of_[place] = record;
      }
    }
  }
}

void Views::MakeTerms(LanguageId id) {
  tmpl::Arena& arena = NewArena();
  const auto make = [&](const Vocabulary& vocabulary, const Collection* owner, const Field* field) {
    for (const Term& term : vocabulary.terms) in_[id].terms[field][&term] = MakeTerm(term, id, arena, owner, field);
  };
  for (const auto& [name, vocabulary] : site_.vocabularies) make(vocabulary, nullptr, nullptr);
  for (const auto& [name, collection] : site_.collections) {
    for (const Field& field : collection.schema.fields) {
      const FieldType& type = field.type.kind == FieldKind::kList ? *field.type.of : field.type;
      if (type.kind == FieldKind::kTerm) make(site_.vocabularies.at(type.vocabulary), &collection, &field);
    }
  }
}

void Views::FillCollections(LanguageId id) {
  tmpl::Arena& arena = NewArena();
  const Language& language = languages()[id];
  for (const auto& [name, collection] : site_.collections) {
    const Schema& schema = collection.schema;
    std::vector<Value> items;
    for (const Record* record : in_[id].order.at(name)) items.push_back(RecordValue(*record, id));
    Fields fields(types_, types_.collections.at(name), arena);
    fields.Set("id", Value::Of(std::string_view(schema.id)));
    fields.Set("label", LabelValue(schema.label, id, arena));
    fields.Set("label_one", LabelValue(schema.label_one.empty() ? schema.label : schema.label_one, id, arena));
    fields.Set("description", LabelOrNone(schema.description, id, arena));
    if (schema.listing.enabled) fields.Set("url", Value::Url(arena.Keep(language.lists + name + "/index.html")));
    if (schema.listing.enabled && !schema.listing.index.empty())
      fields.Set("index_url", Value::Url(arena.Keep(language.lists + name + "/a-z.html")));
    const auto apart = [](const Record* record) { return record->apart; };
    const std::vector<const Record*>& order = in_[id].order.at(name);
    fields.Set("count", Value::Of(std::count_if(order.begin(), order.end(), std::not_fn(apart))));
    const auto address = [&](const char* field, const std::string& path) {
      fields.Set(field, Value::Url(arena.Keep(path)));
    };
    if (schema.listing.enabled) address("feed", language.lists + name + "/feed.atom");
    if (!schema.calendar.empty()) address("calendar", language.lists + name + "/calendar.ics");
    if (schema.open_data.enabled) {
      address("csv", "open-data/" + name + ".csv");
      address("json", "open-data/" + name + ".json");
      if (!schema.open_data.columns.empty()) address("standard_csv", "open-data/" + name + "-standard.csv");
      fields.Set("standard", LabelOrNone(schema.open_data.standard, id, arena));
      if (const auto day = collection.Changed()) fields.Set("modified", Value::Of(*day));
    }
    fields.Set("items", MakeLasting(items, arena));
    in_[id].collections[name] = fields.Done();
  }
}

const Record* Views::RecordOf(const Value& value) const {
  if (value.kind != Value::kStruct) return nullptr;
  const auto found = record_of_.find(value.structure);
  return found == record_of_.end() ? nullptr : found->second;
}

void Views::FillRecord(const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  const RecordType& type = types_.records.at(schema.id);
  Fields fields(types_, type.type, arena);
  fields.Set("id", Value::Of(std::string_view(record.slug)));
  fields.Set("url", Value::Url(arena.Keep(record.PathIn(languages()[id]))));
  fields.Set("collection", in_[id].collections.at(schema.id));
  const LanguageId shown = record.shown[id];
  fields.Set("language", Value::Of(std::string_view(languages()[shown].code)));
  fields.Set("translated", Value::Of(!record.IsFallback(id)));
  fields.Set("example", Value::Of(record.example));
  fields.Set("apart", Value::Of(record.apart));
  fields.Set("draft", Value::Of(record.draft));
  if (record.published) fields.Set("published", Value::Of(*record.published));
  if (record.updated) fields.Set("updated", Value::Of(*record.updated));
  LanguageId of_body = id;
  const Datum& body = record.body.In(id, true, &of_body);
  std::vector<Value> headings;
  if (body.kind == Datum::kMarkdown) {
    FieldType markdown;
    markdown.kind = FieldKind::kMarkdown;
    fields.Set("body", FieldValue(record.body, markdown, id, arena));
    const std::string& excerpt = body.markdown->result.excerpt;
    if (!excerpt.empty()) fields.Set("excerpt", MakeText(excerpt, id, of_body, arena));
    for (const MarkdownResult::Heading& heading : body.markdown->result.headings) {
      Fields one(types_, types_.heading, arena);
      one.Set("level", Value::Of(static_cast<int64_t>(heading.level)));
      one.Set("id", Value::Of(std::string_view(heading.id)));
      one.Set("text", Value::Of(std::string_view(heading.text)));
      headings.push_back(one.Done());
    }
  }
  fields.Set("headings", MakeList(headings, arena));
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (type.slots[i] >= 0)
      fields.SetSlot(type.slots[i], FieldValue(record.fields[i], schema.fields[i].type, id, arena, record.collection,
                                               &schema.fields[i]));
  }
  for (const auto& [field, slot] : type.roles)
    fields.SetSlot(slot, FieldValue(record.fields[field], schema.fields[field].type, id, arena));
  FillReferences(record, id, fields, arena);
  fields.Set("occurrences", OccurrencesOf(record, id, arena));
  if (const Occurrence* next = NextTime(record, site_.today)) fields.Set("next_time", OccurrenceValue(*next, id));
  if (!schema.calendar.empty()) fields.Set("taking_part", TakingPartOf(record, arena, id));
  const RepeatsWords repeats = RepeatsText(record, *this, id);
  if (!repeats.text.empty()) fields.Set("repeats", MakeText(arena.Keep(repeats.text), id, repeats.language, arena));
  if (!record.occurrences.empty() && !record.apart)
    fields.Set("calendar", Value::Url(arena.Keep(languages()[id].lists + FileBeside(record.path, ".ics"))));
  // The struct that others already point to takes the values over.
  in_[id].records.at(&record)->fields = fields.structure()->fields;
}

void Views::FillSite(LanguageId id) {
  tmpl::Arena& arena = NewArena();
  const SiteConfig& config = site_.config;
  Fields strings(types_, types_.strings, arena);
  for (const auto& [key, text] : theme_.strings) {
    const Theme::Word word = Word(key, id);
    strings.Set(key, Marked(word.text, word.language, id, arena));
  }
  in_[id].strings = strings.Done();

  Fields fields(types_, types_.site, arena);
  fields.Set("title", LabelValue(config.title, id, arena));
  fields.Set("description", LabelOrNone(config.description, id, arena));
  fields.Set("license", LabelOrNone(config.license, id, arena));
  fields.Set("base_url", Value::Of(std::string_view(config.base_url)));
  fields.Set("base_path", Value::Of(PathPart(config.base_url)));
  fields.Set("content_security_policy", Value::Of(arena.Keep(PolicyOfPages(config.security))));
  fields.Set("demonstration", Value::Of(config.demonstration));
  fields.Set("drafts", Value::Of(site_.drafts));
  if (site_.logo) fields.Set("logo", LogoValue(*site_.logo, arena));
  fields.Set("today", Value::Of(site_.today));
  fields.Set("time_zone", Value::Of(std::string_view(config.time_zone)));
  const std::string& prefix = config.languages[id].lists;
  fields.Set("home", Value::Url(arena.Keep(HomePath(id))));
  fields.Set("feed", Value::Url(arena.Keep(prefix + "feed.atom")));
  fields.Set("catalog", Value::Url("open-data/catalog.jsonld"));
  if (HasCalendarPages()) fields.Set("calendar", Value::Url(arena.Keep(prefix + "calendar/index.html")));
  SetComing(fields, id, arena);
  std::vector<Value> languages_list, collections;
  for (const Language& language : config.languages) {
    languages_list.push_back(Fields(types_, types_.language, arena)
                                 .Set("code", Value::Of(std::string_view(language.code)))
                                 .Set("name", Value::Of(std::string_view(language.name)))
                                 .Set("direction", Value::Of(DirectionOf(language)))
                                 .Done());
  }
  fields.Set("languages", MakeLasting(languages_list, arena));
  Fields menus(types_, types_.menus, arena);
  for (const auto& [name, items] : config.menus) menus.Set(AsName(name), MenuValue(items, id));
  menus.Set("home", HomeMenuValue(id));
  fields.Set("menus", menus.Done());
  Fields vocabularies(types_, types_.vocabularies, arena);
  for (const auto& [name, vocabulary] : site_.vocabularies) {
    std::vector<Value> terms;
    for (const Term& term : vocabulary.terms) terms.push_back(TermValue(term, id, nullptr));
    vocabularies.Set(AsName(name), MakeLasting(terms, arena));
  }
  fields.Set("vocabularies", vocabularies.Done());
  for (const auto& [name, collection] : site_.collections) {
    const Value& value = in_[id].collections.at(name);
    const tmpl::StructType& type = types_.collections.at(name);
    fields.Set(AsName(name), value.structure->fields[type.Slot(types_.names.Find("items"))]);
    if (collection.schema.listing.enabled) collections.push_back(value);
    for (const Record* record : in_[id].order.at(name)) {
      if (record->role == PageRole::kSiteMap)
        fields.Set("site_map", Value::Url(arena.Keep(record->PathIn(languages()[id]))));
      if (record->role == PageRole::kSearch) {
        fields.Set("search", Value::Url(arena.Keep(record->PathIn(languages()[id]))));
        fields.Set("open_search", Value::Url(arena.Keep(languages()[id].lists + "opensearch.xml")));
      }
    }
  }
  fields.Set("collections", MakeLasting(collections, arena));
  if (site_.contact && !site_.contact->hidden) fields.Set("contact", RecordValue(*site_.contact, id));
  in_[id].site = fields.Done();
}

std::string Views::HomePath(LanguageId id) const {
  const Record* home = in_[id].home;
  return home ? home->PathIn(languages()[id]) : languages()[id].lists + "index.html";
}

}  // namespace kyodo::render
