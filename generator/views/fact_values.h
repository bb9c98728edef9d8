// The value of a field as readers see it: texts, links and figures, whatever the field's type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "views/views.h"

namespace kyodo::render {

/// Makes lists of `value` (text, url, href, html, language) for the fields of one record in one language.
class FactValues {
 public:
  FactValues(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena)
      : views_(views), record_(record), id_(id), arena_(arena) {}

  /// Empty when the field is. `with_maps`: after a place comes a link to a map of it. `leads`: an image is at the top
  /// of the page, so that browsers load it at once.
  std::vector<tmpl::Value> Of(const Field& field, const Datum& datum, bool with_maps = false, bool leads = false);
  /// The same of a part of an object, whose terms have no listing.
  std::vector<tmpl::Value> OfPart(const Field& part, const Datum& datum);
  /// A number in digits, with the currency or the era of its field; empty when it is none.
  std::string NumberText(const Field& field, const Datum& datum) const;

 private:
  const Language& language() const { return views_.languages()[id_]; }
  bool japanese() const { return language().japanese; }

  Fields New(std::string_view text);
  void AddDatum(const Datum& datum, const FieldType& type);
  void AddValue(const Datum& value, const FieldType& type);
  void AddInteger(int64_t number, const FieldType& type);
  void AddBoolean(bool yes);
  void AddText(std::string_view text, const FieldType& type);
  std::string FileWords(std::string_view path) const;
  std::string InstantText(Instant instant) const;
  void AddImage(const Datum& object, const FieldType& type);
  std::string IntegerText(int64_t number, FieldKind kind, bool fiscal_year) const;
  void AddTerm(const Term& term);
  void AddRecord(const Record& target);
  void AddObject(const Datum& object, const FieldType& type);
  void AddMap(const Datum& place, const FieldType& type);

  const Views& views_;
  const Record& record_;
  LanguageId id_;
  tmpl::Arena& arena_;
  const Field* field_ = nullptr;
  bool with_maps_ = false, leads_ = false, is_part_ = false;
  std::string_view language_;  // of the text, when it is not the page's
  std::vector<tmpl::Value> values_;
};

}  // namespace kyodo::render
