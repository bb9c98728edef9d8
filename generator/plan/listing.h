// The variables `listing` and `index`.
#pragma once

#include "plan/plan.h"

namespace kyodo::render {

tmpl::Value ListingValue(const Views& views, const Members& members, const ListingPage& page, LanguageId id,
                         tmpl::Arena& arena);
tmpl::Value IndexValue(const Views& views, const IndexPage& page, LanguageId id, tmpl::Arena& arena);

}  // namespace kyodo::render
