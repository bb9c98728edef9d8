// How a browser can search the site from its own search box: an OpenSearch 1.1 description.
#pragma once

#include <string>

#include "views/views.h"

namespace kyodo::render {

/// The description of the search page in that language, which must be there.
std::string MakeOpenSearch(const Views& views, LanguageId id);

}  // namespace kyodo::render
