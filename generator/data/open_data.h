// The records of a collection for other programs: CSV and JSON with the schema's own names, CSV with the columns of a
// national data set, and a catalogue of all of them (DCAT 3, JSON-LD).
#pragma once

#include <string>

#include "views/views.h"

namespace kyodo::render {

/// A row for each published record but examples that stand apart, which no file here has. Texts in languages are
/// columns `name_ja`, `name_en`; a term is its id, its code, if its vocabulary has codes, and its labels; a reference
/// is a slug; parts of objects are `when_start`; lists are joined by "; ", and those of objects are JSON. Private
/// fields are left out.
std::string MakeCsv(const Views& views, const Collection& collection);
/// {"collection", "label": {"ja": …}, "licence", "modified", "source", "records": [ … ]}.
std::string MakeJson(const Views& views, const Collection& collection);
/// The columns of the schema's `open_data.standard`, in the site's first language.
std::string MakeStandardCsv(const Views& views, const Collection& collection);
/// open-data/catalog.jsonld.
std::string MakeCatalog(const Views& views);

/// Errors `schema.open-data`: a column whose path leads nowhere.
void CheckStandards(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::render
