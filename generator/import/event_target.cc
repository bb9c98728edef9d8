#include "import/event_target.h"

#include <fmt/format.h>

#include <algorithm>

namespace kyodo {

namespace {

std::vector<std::string_view> CollectionsWithPeriod(const Site& site) {
  std::vector<std::string_view> all;
  for (const auto& [id, collection] : site.collections) {
    if (!collection.schema.calendar.period.empty()) all.push_back(id);
  }
  return all;
}

void ComplainCollection(const Site& site, const std::string& given, Diagnostics& diagnostics) {
  const std::vector<std::string_view> known = CollectionsWithPeriod(site);
  Message hint = {"スキーマに calendar: {period: dates} がある種類を --into に書きます。",
                  "Name a collection with --into whose schema has calendar: {period: dates}."};
  if (known.size() > 1) {
    hint.ja += fmt::format("使える種類: {}", fmt::join(known, ", "));
    hint.en += fmt::format(" The collections: {}", fmt::join(known, ", "));
  }
  diagnostics.FileError("import.collection", "",
                        given.empty()
                            ? Message{"予定をどの種類に取り込むのか、決められません",
                                      "It is not clear into which collection the events are to go"}
                            : Message{fmt::format("予定を取り込める種類ではありません: {}", given),
                                      fmt::format("Events cannot be imported into this collection: {}", given)},
                        Suggest(Nearest(given, known), std::move(hint)));
}

/// Fields that every record must have and no calendar holds.
void NeedFixed(const Schema& schema, const Site& site, const ImportOptions& options, Diagnostics& diagnostics) {
  for (const auto& [key, value] : options.fixed) {
    if (schema.Find(key) >= 0) continue;
    std::vector<std::string_view> known;
    for (const Field& field : schema.fields) known.push_back(field.key);
    diagnostics.FileError("import.field", "",
                          {fmt::format("この種類にない項目です: {}", key), fmt::format("No such field: {}", key)},
                          Suggest(Nearest(key, known), {"例: --set status=planned", "Example: --set status=planned"}));
  }
  for (const Field& field : schema.fields) {
    const bool filled = field.key == schema.title || field.key == schema.summary || field.key == schema.calendar.period;
    if (!field.required || filled || options.fixed.contains(field.key) || !field.default_value.empty()) continue;
    std::string values;
    const auto vocabulary = site.vocabularies.find(field.type.vocabulary);
    if (vocabulary != site.vocabularies.end()) {
      for (const Term& term : vocabulary->second.terms) values += (values.empty() ? "" : ", ") + term.id;
    }
    const std::string example = fmt::format("--set {}={}", field.key, values.substr(0, values.find(',')));
    diagnostics.FileError(
        "import.required", "",
        {fmt::format("どの記録にも要る項目が、カレンダーにありません: {}（{}）", field.key, field.label.In(0)),
         fmt::format("Every record needs a field that calendars do not have: {}", field.key)},
        {fmt::format("例: {}{}", example, values.empty() ? "" : "（" + values + "）"),
         fmt::format("Example: {}{}", example, values.empty() ? "" : " (" + values + ")")});
  }
}

}  // namespace

std::string CollectionOfEvents(const Site& site) {
  const std::vector<std::string_view> all = CollectionsWithPeriod(site);
  return all.size() == 1 ? std::string(all.front()) : std::string();
}

const Collection* FindTarget(const Site& site, const ImportOptions& options, Diagnostics& diagnostics) {
  const Collection* collection = site.FindCollection(options.collection);
  if (!collection || collection->schema.calendar.period.empty()) {
    ComplainCollection(site, options.collection, diagnostics);
    return nullptr;
  }
  NeedFixed(collection->schema, site, options, diagnostics);
  return diagnostics.HasErrors() ? nullptr : collection;
}

}  // namespace kyodo
