#include "render/sitemap.h"

#include <fmt/format.h>

#include "render/page.h"

namespace kyodo::render {

namespace {

bool IsListed(const Output& output, LanguageId id) {
  if (output.kind == Output::kListing || output.kind == Output::kIndex) return true;
  return output.kind == Output::kRecord && !output.record->unlisted && !output.record->IsFallback(id);
}

void AppendUrl(std::string& out, const Site& site, std::string_view path) { AppendEscaped(out, Canonical(site, path)); }

}  // namespace

std::string MakeSitemap(const Views& views, const std::vector<Output>& plan) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  const std::vector<Language>& languages = views.languages();
  for (const Output& output : plan) {
    if (!IsListed(output, output.language)) continue;
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

std::string MakeRobots(const Site& site) { return fmt::format("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", site.config.base_url); }

}  // namespace kyodo::render
