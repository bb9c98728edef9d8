// Pages that were published and are no more: readers' bookmarks, other sites' links and printed QR codes lead to them.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"
#include "plan/plan.h"

namespace kyodo {

/// `published`: the site paths of the last publication. Warnings `page.gone`, each at the file of the record or listing
/// that is most likely to have taken the place of such a page, with the line of `aliases` to add; of the first ten
/// addresses, then the number of the others. Nothing is said of pages that come and go by themselves (calendars,
/// narrowed and paged lists, print pages), nor of records that are not published today.
Diagnostics FindGone(const std::vector<std::string>& published, const Site& site, const render::Plan& plan);

}  // namespace kyodo
