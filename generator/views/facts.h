// What can be said about any record without knowing its collection: its fields
// as labelled facts, and what refers to it.
#pragma once

#include "views/views.h"

namespace kyodo::render {

/// A list of `fact` for every field that is shown: not the title, `summary`,
/// Markdown, `show: false`, private or empty ones. The `role` of one says that a page shows it in a place of its own:
/// "calendar" (when, where, until when), "status" of that, "contact", "picture" (the first image), "part" (of what,
/// which).
tmpl::Value FactsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// The text with the role of the summary, or none.
tmpl::Value SummaryOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// The term that says how what the record is about stands (the calendar's `status`), or none.
tmpl::Value StatusOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// Who answers questions about the record: what it names of the site's contacts, or none.
tmpl::Value ContactOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// A list of `text` (id, label, html) for every Markdown field that is shown and not empty.
tmpl::Value TextsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// The same as FactsOf for the fields of the schema's listing.summary.
tmpl::Value HighlightsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);
/// A list of `backlinks`: what refers to the record, by collection. Parts of it are left out.
tmpl::Value BacklinksOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena);

}  // namespace kyodo::render
