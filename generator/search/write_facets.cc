#include <algorithm>
#include <map>
#include <set>

#include "search/write_terms.h"
#include "search/write_texts.h"

namespace kyodo::search {

namespace {

/// The vocabulary or collection that a field takes its values from; empty: none.
const std::string& SourceOf(const Field& field) {
  static const std::string kNone;
  const FieldType& type = field.type.kind == FieldKind::kList ? *field.type.of : field.type;
  if (field.is_private || field.search_weight == 0) return kNone;
  return type.kind == FieldKind::kTerm ? type.vocabulary : type.kind == FieldKind::kRef ? type.collection : kNone;
}

struct Value {
  size_t order = 0;  // of terms
  LocalText label;
  std::vector<uint32_t> numbers;
};

/// The values of one facet by id.
using Values = std::map<std::pair<size_t, std::string>, Value>;

void AddTo(Values& values, size_t order, const std::string& id, const LocalText& label, uint32_t number) {
  Value& value = values[{order, id}];
  value.label = label;
  if (value.numbers.empty() || value.numbers.back() != number) value.numbers.push_back(number);
}

LocalText TitleOf(const Record& record, size_t languages) {
  LocalText title(languages);
  for (LanguageId id = 0; id < languages; ++id) title[id] = record.Title(id);
  return title;
}

void Collect(const Datum& datum, size_t languages, uint32_t number, Values& values) {
  if (datum.kind == Datum::kList) {
    for (const Datum& item : datum.items()) Collect(item, languages, number, values);
  } else if (datum.kind == Datum::kTerm) {
    for (const Term* term = datum.term; term; term = term->broader)
      AddTo(values, term->order, term->id, term->label, number);
  } else if (datum.kind == Datum::kRef && !datum.record->hidden) {
    AddTo(values, 0, datum.record->slug, TitleOf(*datum.record, languages), number);
  }
}

/// The year of the period, else of the first field that is a fiscal year.
int YearOf(const Record& record) {
  const Schema& schema = record.collection->schema;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    const Datum* datum = &record.fields[i];
    if (field.is_private || field.search_weight == 0) continue;
    if (field.key == schema.calendar.period) {
      if (datum->kind == Datum::kObject && datum->count > 0) datum = &datum->items()[0];
      if (datum->kind == Datum::kDate) return datum->date.year;
    }
    if (field.fiscal_year && datum->kind == Datum::kInteger) return static_cast<int>(datum->integer);
  }
  return 0;
}

std::string Lines(const Values& values, size_t languages) {
  std::string out;
  for (const auto& [key, value] : values) {
    out += (out.empty() ? "" : "\n") + Cell(key.second);
    for (size_t i = 0; i < value.numbers.size(); ++i)
      out += (i == 0 ? '\t' : ' ') + std::to_string(value.numbers[i] - (i == 0 ? 0 : value.numbers[i - 1]));
    for (LanguageId id = 0; id < languages; ++id) out += '\t' + Cell(value.label.In(id));
  }
  return out;
}

/// Sources of facets, the most used first.
std::vector<std::string> Sources(const Site& site) {
  std::map<std::string, std::set<std::string>> used;
  std::set<std::string> facets;
  for (const auto& [id, collection] : site.collections) {
    const std::vector<std::string>& listed = collection.schema.listing.facets;
    for (const Field& field : collection.schema.fields) {
      const std::string& source = SourceOf(field);
      if (source.empty()) continue;
      used[source].insert(id);
      if (std::find(listed.begin(), listed.end(), field.key) != listed.end()) facets.insert(source);
    }
  }
  std::vector<std::string> sources;
  for (const std::string& source : facets) {
    if (used[source].size() >= 2) sources.push_back(source);
  }
  std::stable_sort(sources.begin(), sources.end(),
                   [&](const std::string& a, const std::string& b) { return used[a].size() > used[b].size(); });
  return sources;
}

}  // namespace

LocalText NamesOf(const Site& site, LanguageId language) {
  const std::vector<Language>& languages = site.config.languages;
  LocalText names(languages.size());
  for (LanguageId id = 0; id < languages.size(); ++id) names[id] = NameIn(languages[id], languages[language]);
  return names;
}

std::vector<FacetFile> WriteFacets(const Site& site, const std::vector<Entry>& entries, const Layout& layout) {
  const size_t languages = site.config.languages.size();
  std::vector<FacetFile> files;
  const auto add = [&](const std::string& id, const LocalText& label, const Values& values) {
    if (values.size() >= 2) files.push_back({id, label, MakeFile(Lines(values, languages))});
  };
  std::vector<LocalText> names;
  for (LanguageId id = 0; id < languages; ++id) names.push_back(NamesOf(site, id));
  Values collections, by_language;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Collection& collection = *entries[i].record->collection;
    const LanguageId language = entries[i].language;
    AddTo(collections, layout.PlaceOf(collection), collection.schema.id, collection.schema.label, layout.number_of[i]);
    AddTo(by_language, language, site.config.languages[language].code, names[language], layout.number_of[i]);
  }
  add("collection", LocalText(languages), collections);
  add("language", LocalText(languages), by_language);
  for (const std::string& source : Sources(site)) {
    Values values;
    for (size_t i = 0; i < entries.size(); ++i) {
      const Record& record = *entries[i].record;
      for (size_t field = 0; field < record.fields.size(); ++field) {
        if (SourceOf(record.collection->schema.fields[field]) == source)
          Collect(record.fields[field], languages, layout.number_of[i], values);
      }
    }
    const auto vocabulary = site.vocabularies.find(source);
    const bool is_vocabulary = vocabulary != site.vocabularies.end();
    add(source, is_vocabulary ? vocabulary->second.label : site.collections.at(source).schema.label, values);
  }
  Values years;
  for (size_t i = 0; i < entries.size(); ++i) {
    const int year = YearOf(*entries[i].record);
    if (year <= 0) continue;
    LocalText label(languages);
    for (LanguageId id = 0; id < languages; ++id) label[id] = std::to_string(year);
    AddTo(years, static_cast<size_t>(9999 - year), std::to_string(year), label, layout.number_of[i]);
  }
  add("year", LocalText(languages), years);
  return files;
}

}  // namespace kyodo::search
