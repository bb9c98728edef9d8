// sitemap.xml (sitemaps.org protocol 0.9, with xhtml:link for translations) and
// robots.txt (RFC 9309).
#pragma once

#include <string>
#include <vector>

#include "render/plan.h"

namespace kyodo::render {

/// Pages that stand for themselves: no fallback, no print page, nothing unlisted.
/// hreflang only where the other language has a translation.
std::string MakeSitemap(const Views& views, const std::vector<Output>& plan);
std::string MakeRobots(const Site& site);

}  // namespace kyodo::render
