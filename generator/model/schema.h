// What a record of a collection is: its fields, and the pages made of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/source.h"
#include "model/language.h"
#include "model/roles.h"

namespace kyodo {

enum class FieldKind : uint8_t {
  kString,
  kText,
  kMarkdown,
  kInteger,
  kDecimal,
  kMoney,
  kBoolean,
  kDate,
  kDateTime,
  kDateRange,
  kRecurrence,
  kEmail,
  kTel,
  kUrl,
  kImage,
  kFile,
  kTerm,
  kRef,
  kPlace,
  kHours,
  kObject,
  kList,
};

struct Field;

/// The type of a field or of a list's items.
struct FieldType {
  FieldKind kind = FieldKind::kString;
  std::string vocabulary;                   // kTerm
  std::string collection;                   // kRef
  bool partial = false;                     // kDate: a year or a month is enough
  std::optional<int64_t> minimum, maximum;  // kInteger, kMoney (yen)
  bool image = false;                       // kFile: the file of a kImage
  size_t max_length = 0;                    // text, in characters; 0: no limit
  std::string pattern;                      // text: an ICU regular expression for the whole value
  SourcePos pattern_pos;                    // of that in the schema
  std::vector<std::string> one_of;          // kString
  std::vector<Field> fields;                // kObject, and the parts of kPlace, kImage, kDateRange, kRecurrence
  std::shared_ptr<const FieldType> of;      // kList
};

struct Field {
  std::string key;
  FieldType type;
  LocalText label, help;
  std::string example;
  SourcePos pos;  // of the key in the schema
  bool required = false;
  bool translate = false;   // a text in each language
  bool is_private = false;  // never reaches an output
  bool show = true;         // among the facts of a page
  bool facet = false;
  bool says_how = false;      // to take part: what is open needs one of these
  int search_weight = 1;      // 0: not searched
  bool fiscal_year = false;   // `display: fiscal_year`
  bool price = false;         // `display: price`: nothing is free of charge
  std::string default_value;  // as written; empty: none
  std::string required_when;  // "field" or "field=value"; empty: never
  bool in_one_file = false;   // `translate`, and its languages stand side by side in documents, too

  /// Is it written as {ja: …, en: …}?
  bool ByLanguage(bool in_record) const { return translate && (in_record || in_one_file); }
};

struct SortKey {
  std::string field;
  bool descending = false;
};

struct Listing {
  bool enabled = false;
  std::vector<SortKey> sort;
  std::vector<std::string> facets;
  std::vector<std::string> summary;  // fields shown in a row
  std::string group_by;
  std::string template_name;  // without .html; empty: listing
  size_t page_size = 30;
  size_t max_pairs = 400;      // pages for pairs of facet values, in each language
  std::vector<Named> aliases;  // addresses of old: see views/moved.h
  std::string index;           // the field of the reading, for a 五十音 / A–Z page; empty: no such page
};

/// Which fields say when and where something takes place, and until when one may take part.
struct CalendarFields {
  std::string period;                 // date, date_range: when it takes place
  std::string repeats;                // recurrence: when it takes place again
  std::string deadline;               // date, date_range: until when one may take part
  std::string status;                 // term: cancelled, full …
  std::vector<std::string> location;  // place, ref, text: where; url: online; term: the area, for want of a place

  bool empty() const { return period.empty() && deadline.empty(); }
};

/// A column of a national data set, and where its value stands in a record: the first of the paths that has one.
struct DataColumn {
  std::string header;
  std::vector<std::string> paths;  // data/data_path.h
  SourcePos pos;
};

/// How the collection is kept up to date. The fields are dates or ranges of dates, and may be private.
struct Upkeep {
  std::string review;   // from this day on it is to be looked at again
  std::string expires;  // until when it holds
  std::string checked;  // when somebody last made sure of it; empty: the day of the last change counts
  int64_t months = 0;   // after which that is long ago; 0: never
};

struct OpenData {
  bool enabled = false;
  std::string only_with;            // field: records without it are not in the national data set; empty: all are
  LocalText standard;               // the name of the national data set; empty: none
  std::vector<DataColumn> columns;  // of that
};

/// What a record is to other programs: a type of schema.org, and which field gives which of its properties.
struct JsonLd {
  std::string type;
  std::vector<std::pair<std::string, std::string>> properties;  // property, field
};

struct Schema {
  std::string id;            // of the collection: the name of its file
  bool is_document = false;  // Markdown with front matter, a file for each language
  LocalText label, label_one, description;
  std::string title{usual::kTitle};  // the field that names a record
  std::string summary, reading;      // the fields with these roles; empty: none
  std::string path;                  // "cases/{slug}.html"
  std::string template_name;         // of its pages, without .html; empty: the theme's for this collection
  std::vector<Field> fields;
  Listing listing;
  CalendarFields calendar;
  Upkeep upkeep;
  OpenData open_data;
  JsonLd json_ld;
  bool glossary = false;               // links to its records are definitions
  std::optional<bool> examples_apart;  // unless given, as site.yaml says
  std::string part_of;                 // field: the record that this is a part of
  std::string part_order;              // field: the order of the parts, and the number before their figures
  std::string figure_label;            // field of the whole: the word before the numbers of figures and tables
  SourcePos pos;

  /// Position in `fields`, or -1.
  int Find(std::string_view key) const;
};

/// Names of the field types as written in a schema, in the order of FieldKind.
const std::vector<std::string_view>& FieldKindNames();

}  // namespace kyodo
