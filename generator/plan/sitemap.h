// sitemap.xml (sitemaps.org protocol 0.9, with xhtml:link for translations).
#pragma once

#include <vector>

#include "plan/plan.h"

namespace kyodo::render {

/// Adds sitemap.xml for those of the pages in `outputs` that stand for themselves: no fallback, no
/// print page, nothing unlisted, no example that stands apart. hreflang only where the other language has a
/// translation. A site map holds at most 50,000 addresses: of more, sitemap.xml is an index of sitemap-1.xml,
/// sitemap-2.xml …
void PlanSitemaps(const Views& views, std::vector<Output>& outputs);

}  // namespace kyodo::render
