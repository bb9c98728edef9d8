// Terms and records that have calendars and feeds of their own: districts, groups …
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/site.h"

namespace kyodo::render {

struct Topic {
  std::string group;           // vocabulary or collection
  const Term* term = nullptr;  // one of the two
  const Record* record = nullptr;
  std::vector<const Record*> members;  // records that name it, in the order given

  /// "districts-shiba": of its files, without folder and ending.
  std::string Name() const { return group + "-" + (term ? term->id : record->slug); }
  std::string_view Label(LanguageId id) const {
    return term ? std::string_view(term->label.In(id)) : record->Title(id);
  }
};

/// The topics that any of `records` names in a public field, a term also by its narrower terms. `groups` are
/// vocabularies and collections; topics come in their order, terms in that of the vocabulary, records by slug.
std::vector<Topic> FindTopics(const Site& site, const std::vector<Named>& groups,
                              const std::vector<const Record*>& records);

}  // namespace kyodo::render
