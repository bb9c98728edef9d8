#include "plan/sitemap.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>

#include "plan/page.h"
#include "views/addresses.h"

namespace kyodo::render {

namespace {

constexpr size_t kAddressesPerSitemap = 50000;  // the protocol's limit
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

struct Entry {
  std::string path;
  LanguageId language;
  const Record* record;  // null: of a list, which is there in every language that has all pages
};

bool IsListed(const Entry& entry, const Language& language) {
  const Record* record = entry.record;
  return record ? !record->unlisted && !record->apart && !record->IsFallback(language.id) : !language.partial;
}

/// The pages with an address that search engines should know, by path.
std::vector<Entry> ListedPages(const std::vector<Output>& outputs, const std::vector<Language>& languages) {
  std::vector<Entry> entries;
  for (const Output& output : outputs) {
    const Page* page = output.As<Page>();
    if (!page || page->As<PrintPage>() || page->As<RemovedPage>()) continue;
    Entry entry{output.path, page->language, page->record()};
    if (IsListed(entry, languages[entry.language])) entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return entries;
}

std::string MakeSitemapIndex(const Site& site, size_t parts) {
  std::string out = std::string(kXml) + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (size_t part = 1; part <= parts; ++part)
    out += fmt::format("<sitemap><loc>{}sitemap-{}.xml</loc></sitemap>\n", site.config.base_url, part);
  return out + "</sitemapindex>\n";
}

std::string MakeSitemap(const Site& site, std::span<const Entry> entries) {
  std::string out =
      std::string(kXml) +
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  const std::vector<Language>& languages = site.config.languages;
  for (const Entry& entry : entries) {
    out += "<url><loc>";
    AppendEscaped(out, Canonical(site, entry.path));
    out += "</loc>";
    if (entry.record && entry.record->updated) out += "<lastmod>" + ToIso(*entry.record->updated) + "</lastmod>";
    const std::string plain = entry.path.substr(languages[entry.language].prefix.size());
    for (LanguageId id = 0; id < languages.size(); ++id) {
      if (!IsListed(entry, languages[id])) continue;
      out += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"", languages[id].code);
      AppendEscaped(out, Canonical(site, languages[id].prefix + plain));
      out += "\"/>";
    }
    out += "</url>\n";
  }
  return out + "</urlset>\n";
}

}  // namespace

void PlanSitemaps(const Views& views, std::vector<Output>& outputs) {
  const Site& site = views.site();
  const auto add = [&](std::string path, std::function<std::string()> make) {
    outputs.push_back({std::move(path), DataFile{std::move(make)}});
  };
  const auto entries = std::make_shared<const std::vector<Entry>>(ListedPages(outputs, site.config.languages));
  const size_t parts = (entries->size() + kAddressesPerSitemap - 1) / kAddressesPerSitemap;
  if (parts > 1) add("sitemap.xml", [&site, parts] { return MakeSitemapIndex(site, parts); });
  for (size_t part = 0; part < std::max<size_t>(parts, 1); ++part) {
    add(parts > 1 ? fmt::format("sitemap-{}.xml", part + 1) : "sitemap.xml", [&site, entries, part] {
      const size_t first = part * kAddressesPerSitemap;
      return MakeSitemap(site,
                         std::span(*entries).subspan(first, std::min(kAddressesPerSitemap, entries->size() - first)));
    });
  }
}

}  // namespace kyodo::render
