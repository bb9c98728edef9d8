// What can be said about any record without knowing its collection: its fields
// as labelled facts, and what refers to it.
#pragma once

#include "views/views.h"

namespace kyodo::render {

/// A list of `fact` for every field that is shown: not the title, `summary`,
/// Markdown, `show: false`, private or empty ones.
tmpl::Value FactsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// A list of `text` (id, label, html) for every Markdown field that is shown and not empty.
tmpl::Value TextsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// The same as FactsOf for the fields of the schema's listing.summary.
tmpl::Value HighlightsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// A list of `backlinks`: what refers to the record, by collection. Parts of it are left out.
tmpl::Value BacklinksOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);

}  // namespace kyodo::render
