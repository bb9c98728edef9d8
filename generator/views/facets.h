// Facets of a listing: which values there are, which records have them, and
// which selections (one value, or a pair) get a page.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/site.h"

namespace kyodo::render {

struct FacetValue {
  std::string id;                  // in addresses: a term's id, a slug, "2014", "true"
  const Term* term = nullptr;      // where the label comes from: the term,
  const Record* record = nullptr;  // the record's title,
  // or else the id itself
};

struct Facet {
  const Field* field = nullptr;
  size_t field_index = 0;
  std::vector<FacetValue> values;  // in the order in which they are shown
};

/// Has the field values that pages can be made for: terms, references, whole
/// numbers, yes or no, or one of a few texts; public, and not by language.
bool CanBeFacet(const Field& field);

/// A chosen value: positions in FacetTable::facets and in Facet::values.
struct Choice {
  uint16_t facet = 0;
  uint16_t value = 0;
  auto operator<=>(const Choice&) const = default;
};

/// No choice, one, or two of different facets (in the order of the facets).
struct Selection {
  std::vector<Choice> choices;
  size_t count = 0;              // of records; counts leave out examples that stand apart
  std::vector<uint32_t> counts;  // of records for each value of each facet; see FacetTable::Slot
  std::string path;              // "cases/by-district-shiba": of its pages, without language
};

/// The facets of one collection. The same for all languages.
class FacetTable {
 public:
  explicit FacetTable(const Collection& collection);

  const std::vector<Facet>& facets() const { return facets_; }
  /// Those with a page: first the one without a choice, then single values, then pairs
  /// (at most Listing::max_pairs, those with the most records).
  const std::vector<Selection>& selections() const { return selections_; }
  /// Position in selections(), or -1 when it has no page.
  int Find(std::vector<Choice> choices) const;
  /// Positions in selections() of those that the record is in.
  const std::vector<uint32_t>& SelectionsOf(const Record& record) const;
  /// Where Selection::counts holds the count of a value.
  size_t Slot(const Choice& choice) const { return first_slot_[choice.facet] + choice.value; }
  /// The choice for a value of a field that is a facet, or null.
  const Choice* ChoiceOf(std::string_view field, std::string_view value_id) const;

 private:
  void CollectValues(const Collection& collection);
  void MakeSelections(const Collection& collection);
  void Count(const Collection& collection);
  std::string PathOf(const std::vector<Choice>& choices) const;

  std::string collection_;
  size_t max_pairs_;
  std::vector<Facet> facets_;
  std::vector<size_t> first_slot_;
  size_t slots_ = 0;
  std::unordered_map<const Record*, std::vector<Choice>> choices_of_;  // sorted
  std::vector<Selection> selections_;
  std::unordered_map<const Record*, std::vector<uint32_t>> selections_of_;
  std::map<std::vector<Choice>, int> by_choices_;
  std::unordered_map<std::string, Choice> by_name_;  // "district=shiba"
};

}  // namespace kyodo::render
