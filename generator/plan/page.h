// The variable `page`: what a template knows of the page that it makes.
#pragma once

#include "plan/plan.h"

namespace kyodo::render {

/// The files that the page names (model/derived.h), as site paths; empty: none.
struct DerivedPaths {
  std::string_view readings, search_index;
};

/// The variable `page` of the page with that site path.
tmpl::Value PageValue(const Views& views, std::string_view path, const Page& page, const DerivedPaths& derived,
                      tmpl::Arena& arena);

/// The address of a site path on the published site: base_url and the path; a
/// folder's index.html is left out, as browsers do.
}  // namespace kyodo::render
