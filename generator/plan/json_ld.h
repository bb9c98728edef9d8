// What a page says to search engines and other programs: JSON-LD with the terms of schema.org.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace kyodo::render {

struct Crumb {
  std::string label;
  std::string path;             // site path; empty: this page
  std::string_view language{};  // of the label, when it is not the page's
};

/// {"@context", "@graph": [ … ]} with a BreadcrumbList, and
///   on the page of a record, what its schema's `json_ld` says: Article, Event (with its times, status, attendance and
///   offers), Organization …;
///   on the first page of a listing, a Dataset with its files if it is open data;
///   on one whose records are Question or DefinedTerm, a FAQPage or a DefinedTermSet with them.
/// `crumbs` are the breadcrumbs, the page itself last.
tmpl::Value StructuredData(const Views& views, std::string_view path, const Page& page,
                           const std::vector<Crumb>& crumbs, tmpl::Arena& arena);

}  // namespace kyodo::render
