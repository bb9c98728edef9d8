// The files of a site as JSON Schema (draft 7, json-schema.org/draft-07), for editors and other programs: which keys
// there are, of what type, with the ids of terms and records and what they are called. What a schema cannot see (that a
// day fits its weekday, that links lead somewhere) is left to `kyodo check`.
#pragma once

#include <string>

#include "model/site.h"

namespace kyodo::schema {

/// Of a collection's files: of a record, or of the front matter of a document, the original or a translation.
std::string CollectionSchema(const Site& site, const Collection& collection);
/// Of site.yaml.
std::string SiteSchema(const Site& site);
/// Of the files in vocabularies/.
std::string VocabularySchema(const Site& site);
/// Of removed.yaml.
std::string RemovedSchema(const Site& site);

/// JSON with a line for each member.
std::string Indented(std::string_view json);

}  // namespace kyodo::schema
