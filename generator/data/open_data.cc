#include "data/open_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.h"
#include "data/data_path.h"
#include "formats/csv.h"
#include "views/addresses.h"

namespace kyodo::render {

std::string MakeStandardCsv(const Views& views, const Collection& collection) {
  CsvWriter csv;
  const std::vector<DataColumn>& columns = collection.schema.open_data.columns;
  for (const DataColumn& column : columns) csv.Text(column.header);
  csv.EndRow();
  const std::string& needed = collection.schema.open_data.only_with;
  for (const Record* record : views.Order(collection.schema.id, 0)) {
    if (record->apart || (!needed.empty() && record->Find(needed)->absent())) continue;
    for (const DataColumn& column : columns) {
      std::vector<std::string> values;
      for (size_t i = 0; i < column.paths.size() && values.empty(); ++i)
        values = ValuesAt(views, *record, column.paths[i], 0);
      csv.Text(fmt::format("{}", fmt::join(values, "、")));
    }
    csv.EndRow();
  }
  return csv.Take();
}

void CheckStandards(const Site& site, Diagnostics& diagnostics) {
  for (const auto& [id, collection] : site.collections) {
    for (const DataColumn& column : collection.schema.open_data.columns) {
      for (const std::string& path : column.paths) {
        if (LeadsSomewhere(site, collection.schema, path)) continue;
        diagnostics.Error("schema.open-data", column.pos,
                          {fmt::format("「{}」の値のありかが見つかりません: {}", column.header, path),
                           fmt::format("The value of “{}” is not to be found: {}", column.header, path)},
                          {"公開する項目の名前を点でつないで書きます。例: name.en、place.place.address、group.name",
                           "Join the names of public fields with dots. Example: name.en, place.place.address, "
                           "group.name"});
      }
    }
  }
}

std::string MakeCatalog(const Views& views) {
  const Site& site = views.site();
  const SiteConfig& config = site.config;
  JsonWriter json;
  const auto local = [&](const char* key, const LocalText& text) {
    json.Key(key).BeginArray();
    for (LanguageId id = 0; id < config.languages.size(); ++id) {
      if (text.Has(id))
        json.BeginObject()
            .Key("@language")
            .String(config.languages[id].code)
            .Key("@value")
            .String(text.In(id))
            .EndObject();
    }
    json.EndArray();
  };
  const auto file = [&](const std::string& name, const char* type) {
    json.BeginObject().Key("@type").String("dcat:Distribution");
    json.Key("dcat:downloadURL").BeginObject().Key("@id").String(Canonical(site, name)).EndObject();
    json.Key("dcat:mediaType").String(type).EndObject();
  };
  json.BeginObject().Key("@context").BeginObject();
  json.Key("dcat").String("http://www.w3.org/ns/dcat#").Key("dct").String("http://purl.org/dc/terms/").EndObject();
  json.Key("@id").String(Canonical(site, "open-data/catalog.jsonld")).Key("@type").String("dcat:Catalog");
  local("dct:title", config.title);
  local("dct:description", config.description);
  json.Key("dcat:dataset").BeginArray();
  for (const auto& [id, collection] : site.collections) {
    const Schema& schema = collection.schema;
    if (!schema.open_data.enabled) continue;
    json.BeginObject().Key("@type").String("dcat:Dataset").Key("dct:identifier").String(id);
    local("dct:title", schema.label);
    local("dct:description", schema.description);
    if (!config.license.In(0).empty()) json.Key("dct:license").String(config.license.In(0));
    if (const auto day = collection.Changed()) json.Key("dct:modified").String(ToIso(*day));
    json.Key("dct:publisher").String(config.title.In(0));
    json.Key("dcat:landingPage").BeginObject().Key("@id").String(Canonical(site, id + "/index.html")).EndObject();
    json.Key("dcat:distribution").BeginArray();
    file("open-data/" + id + ".csv", "text/csv");
    file("open-data/" + id + ".json", "application/json");
    if (!schema.open_data.columns.empty()) file("open-data/" + id + "-standard.csv", "text/csv");
    json.EndArray().EndObject();
  }
  return json.EndArray().EndObject().Take() + "\n";
}

}  // namespace kyodo::render
