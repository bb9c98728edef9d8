// The shapes of what templates see: the site, the page, records by their schema.
// themes/README.md says the same in prose.
#pragma once

#include <deque>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/site.h"
#include "model/theme.h"
#include "template/engine.h"

namespace kyodo::render {

/// The shape of a collection's records.
struct RecordType {
  tmpl::StructType type;
  tmpl::StructType referenced_by;  // a list for each collection that refers here
  std::vector<int> slots;          // by field of the schema; -1: never shown
  /// Fields that templates also find by the usual name of their role, and the slot of that name.
  std::vector<std::pair<size_t, int>> roles;
  std::deque<tmpl::StructType> parts;  // of fields that are objects
};

/// Made once a build, by one thread; then only read.
class Types {
 public:
  Types(const Site& site, const Theme& theme);
  Types(const Types&) = delete;

  tmpl::Names names;
  tmpl::StructType language, alternate, crumb, menu_item, menu_group, logo, heading, fact, fact_value, fact_table,
      table_column, table_row, table_cell, text, backlinks, mention, term, term_use, collection, occurrence,
      taking_part, calendar, calendar_month, calendar_week, calendar_day, facet, facet_value, selected, page_link,
      card_image, letter, image_source, removed, menus, vocabularies, strings, page, site;
  tmpl::Type contact;                                   // a record of those that answer questions, or none
  std::map<std::string, RecordType> records;            // by collection
  std::map<std::string, tmpl::StructType> collections;  // by collection: `collection`, with its own items
  /// The variables of each kind of page.
  tmpl::Scope base, calendar_scope, removed_scope;
  std::map<std::string, tmpl::Scope> record_scopes;                 // by collection
  std::map<std::string, tmpl::Scope> listing_scopes, index_scopes;  // by collection: items have its type
  std::map<std::string, tmpl::StructType> listings, indexes, groups;

  tmpl::Type ListOf(const tmpl::StructType& element);
  static tmpl::Type StructOf(const tmpl::StructType& type, bool optional = false);
  const tmpl::StructType& PartsType(const Field& field) const { return *parts_types_.at(&field.type); }
  const tmpl::StructType& PartsType(const FieldType& type) const { return *parts_types_.at(&type); }

 private:
  using Shape = std::initializer_list<std::pair<const char*, tmpl::Type>>;
  void Define(tmpl::StructType& type, const char* name, Shape fields);
  void DefineSmall(const Site& site);
  void DefinePage();
  void DefineCalendar();
  void DefineRecord(const Collection& collection, RecordType& type);
  void DefineSite(const Site& site, const Theme& theme);
  void DefineListing(const Collection& collection);
  /// `record.summary` is the summary, whatever its field is called.
  void DefineRole(std::string_view name, const std::string& field, const Schema& schema, RecordType& owner);
  tmpl::Type TypeOf(const FieldType& type, RecordType& owner);
  tmpl::Type RecordOf(const Collection& from) const { return StructOf(records.at(from.schema.id).type, true); }

  tmpl::Type texts_;  // a list of texts
  std::deque<tmpl::Type> elements_;
  std::map<const FieldType*, const tmpl::StructType*> parts_types_;
};

/// A key as templates write it: hyphens become underscores.
std::string AsName(std::string_view id);

}  // namespace kyodo::render
