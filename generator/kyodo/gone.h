// Pages that were published and are no more: readers' bookmarks, other sites' links and printed QR codes lead to them.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"
#include "plan/plan.h"

namespace kyodo {

/// `published`: the site paths of what was published before. Warnings `page.gone`, each at the file of the record or
/// listing that is most likely to have taken the place of such a page, with the line of `aliases` to add; of the first
/// ten addresses, then the number of the others. Nothing is said of pages that come and go by themselves (calendars,
/// narrowed and paged lists, print pages), nor of records that are not published today.
Diagnostics FindGone(const std::vector<std::string>& published, const Site& site, const render::Plan& plan);

/// Warnings `page.gone` of records that had a page among `published` and are not shown today, with what leaves a page
/// there that says so. A build is told of none: a draft is one on purpose.
Diagnostics FindHidden(const std::vector<std::string>& published, const Site& site, const render::Plan& plan);

}  // namespace kyodo
