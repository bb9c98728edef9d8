// The variable `page`: what a template knows of the page that it makes.
#pragma once

#include "render/plan.h"

namespace kyodo::render {

tmpl::Value PageValue(const Views& views, const Output& output, tmpl::Arena& arena);

/// The address of a site path on the published site: base_url and the path; a
/// folder's index.html is left out, as browsers do.
std::string Canonical(const Site& site, std::string_view path);

}  // namespace kyodo::render
