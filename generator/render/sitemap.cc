#include "render/sitemap.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/page.h"

namespace kyodo::render {

namespace {

constexpr size_t kAddressesPerSitemap = 50000;  // the protocol's limit
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

bool IsListed(const Output& output, LanguageId id) {
  if (output.kind == Output::kListing || output.kind == Output::kIndex || output.kind == Output::kCalendar) return true;
  return output.kind == Output::kRecord && !output.record->unlisted && !output.record->IsFallback(id);
}

void AppendUrl(std::string& out, const Site& site, std::string_view path) { AppendEscaped(out, Canonical(site, path)); }

}  // namespace

size_t SitemapParts(const std::vector<Output>& plan) {
  const auto listed =
      std::count_if(plan.begin(), plan.end(), [](const Output& output) { return IsListed(output, output.language); });
  return (static_cast<size_t>(listed) + kAddressesPerSitemap - 1) / kAddressesPerSitemap;
}

std::string MakeSitemapIndex(const Site& site, size_t parts) {
  std::string out = std::string(kXml) + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (size_t part = 1; part <= parts; ++part)
    out += fmt::format("<sitemap><loc>{}sitemap-{}.xml</loc></sitemap>\n", site.config.base_url, part);
  return out + "</sitemapindex>\n";
}

std::string MakeSitemap(const Views& views, const std::vector<Output>& plan, size_t part) {
  std::string out =
      std::string(kXml) +
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  const std::vector<Language>& languages = views.languages();
  size_t place = 0;
  for (const Output& output : plan) {
    if (!IsListed(output, output.language) || place++ / kAddressesPerSitemap + 1 != part) continue;
    out += "<url><loc>";
    AppendUrl(out, views.site(), output.path);
    out += "</loc>";
    if (output.record && output.record->updated) out += "<lastmod>" + ToIso(*output.record->updated) + "</lastmod>";
    const std::string_view plain = std::string_view(output.path).substr(languages[output.language].prefix.size());
    for (LanguageId id = 0; id < languages.size(); ++id) {
      if (!IsListed(output, id)) continue;
      out += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"", languages[id].code);
      AppendUrl(out, views.site(), languages[id].prefix + std::string(plain));
      out += "\"/>";
    }
    out += "</url>\n";
  }
  return out + "</urlset>\n";
}

std::string MakeRobots(const Site& site) {
  return fmt::format("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", site.config.base_url);
}

}  // namespace kyodo::render
