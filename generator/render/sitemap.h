// sitemap.xml (sitemaps.org protocol 0.9, with xhtml:link for translations) and
// robots.txt (RFC 9309).
#pragma once

#include <string>
#include <vector>

#include "render/plan.h"

namespace kyodo::render {

/// Pages that stand for themselves: no fallback, no print page, nothing unlisted.
/// hreflang only where the other language has a translation.
/// `part` counts from 1; a site map holds at most 50,000 addresses.
std::string MakeSitemap(const Views& views, const std::vector<Output>& plan, size_t part);
/// How many site maps the plan's pages need.
size_t SitemapParts(const std::vector<Output>& plan);
/// Of several site maps: sitemap-1.xml, sitemap-2.xml …
std::string MakeSitemapIndex(const Site& site, size_t parts);
std::string MakeRobots(const Site& site);

}  // namespace kyodo::render
