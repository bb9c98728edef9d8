// How a schema is read: what its parts share. Not for use outside load/.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

struct SchemaReader {
  Loader& loader;
  Schema& schema;

  const std::vector<Language>& languages() const { return loader.site.config.languages; }
  Diagnostics& diagnostics() const { return loader.diagnostics; }

  void ReadListing(const yaml::Node& node);
  void ReadCalendar(const yaml::Node& node);
  void ReadUpkeep(const yaml::Node& node);
  /// `true`, or with the columns of a national data set.
  void ReadOpenData(const yaml::Node& node);
  void ReadJsonLd(const yaml::Node& node);
  /// Error `schema.field` unless the schema has the field, or every record.
  void NeedField(std::string_view key, const SourcePos& at);
  /// Error `schema.field` unless the schema has the field.
  void NeedOwnField(std::string_view key, const SourcePos& at);
  /// Error `schema.private`: the field's value would be seen, or told by an order or a place.
  void RefusePrivate(std::string_view key, const SourcePos& at);
  /// NeedField and RefusePrivate.
  void NeedPublicField(std::string_view key, const SourcePos& at);
  /// NeedOwnField, and error `schema.field-type` when it is of another type.
  void NeedKind(std::string_view key, std::initializer_list<FieldKind> kinds, const SourcePos& at);
  /// NeedOwnField and RefusePrivate, and error `schema.field-type` when it is of another type.
  void NeedFieldOf(std::string_view key, std::initializer_list<FieldKind> kinds, const SourcePos& at);
  /// The fields with the roles of summary and reading.
  void ReadRoles(MapReader& map);
  /// The text that `named` names, else the one with the usual name, if there is such a text that is public; else none.
  std::string TextFor(const yaml::Node* named, std::string_view usual);
  void ReadParts(const yaml::Node& node);
  /// The field that names a record. Error `schema.title`.
  void CheckTitle(const yaml::Node& root);
  /// Error `schema.path`: not the address of a page of this site.
  void CheckPath(const yaml::Node& path);
  /// The fields that conditions speak of.
  void CheckConditions(const yaml::Node& fields);
};

}  // namespace kyodo::load
