#include "views/moved.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/html.h"
#include "core/text.h"
#include "views/addresses.h"

namespace kyodo::render {

namespace {

constexpr std::string_view kIndex = "index.html";

void AddAliases(const std::vector<Named>& aliases, const Collection& collection, const Record* record,
                const std::vector<Language>& languages, std::vector<Moved>& out) {
  for (const Named& alias : aliases) {
    for (LanguageId id = 0; id < languages.size(); ++id) {
      std::optional<std::string> from = AddressIn(alias.id, id, languages);
      if (!from || (record ? !record->HasPageIn(languages[id]) : languages[id].partial)) continue;
      out.push_back({std::move(*from), &alias, &collection, record, id});
    }
  }
}

std::string TargetOf(const Moved& moved, const Language& language) {
  return moved.record ? moved.record->PathIn(language)
                      : fmt::format("{}{}/{}", language.prefix, moved.collection->schema.id, kIndex);
}

bool IsIndex(std::string_view path) { return path == kIndex || EndsWith(path, "/index.html"); }

/// Calls `rule` with the old address and the new one, both from the root of the host, the new one percent-encoded.
template <class Rule>
std::string RulesOf(const Site& site, std::string_view title, const Rule& rule) {
  std::string out;
  for (const Moved& moved : MovedPages(site)) {
    if (out.empty()) out = title;
    const std::string target = Canonical(site, TargetOf(moved, site.config.languages[moved.language]));
    out += rule(moved.from, PathPart(target));
  }
  return out;
}

}  // namespace

Message Moved::Described() const {
  if (record && record->pos.file) return {fmt::format(" {} ", record->pos.file->path), record->pos.file->path};
  return {fmt::format("「{}」の一覧", collection->schema.label.In(0)),
          fmt::format("the listing of “{}”", collection->schema.id)};
}

std::optional<std::string> AddressIn(const std::string& alias, LanguageId id, const std::vector<Language>& languages) {
  const auto only = std::find_if(languages.begin(), languages.end(), [&](const Language& language) {
    return !language.prefix.empty() && StartsWith(alias, language.prefix);
  });
  if (only == languages.end()) return languages[id].prefix + alias;
  return &*only == &languages[id] ? std::optional(alias) : std::nullopt;
}

std::vector<Moved> MovedPages(const Site& site) {
  std::vector<Moved> out;
  for (const auto& [id, collection] : site.collections) {
    AddAliases(collection.schema.listing.aliases, collection, nullptr, site.config.languages, out);
    for (const Record& record : collection.records) {
      if (!record.hidden) AddAliases(record.aliases, collection, &record, site.config.languages, out);
    }
  }
  return out;
}

std::string MakeMovedPage(const Views& views, const Moved& moved) {
  const Record* record = moved.record;
  const LanguageId shown = record ? record->shown[moved.language] : moved.language;
  const Site& site = views.site();
  const auto escaped = [](std::string_view text) {
    std::string out;
    AppendEscaped(out, text);
    return out;
  };
  const std::string title(record ? record->Title(shown) : moved.collection->schema.label.In(shown));
  const std::string canonical = escaped(Canonical(site, TargetOf(moved, site.config.languages[shown])));
  const std::string address = escaped(RelativeUrl(TargetOf(moved, site.config.languages[moved.language]), moved.from));
  const std::string_view word = views.String("page_moved", shown);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; base-uri &#39;none&#39;; "
      "form-action &#39;none&#39;\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{1} – {2}</title>\n"
      "<meta name=\"robots\" content=\"noindex\">\n<link rel=\"canonical\" href=\"{3}\">\n"
      "<meta http-equiv=\"refresh\" content=\"0; url={4}\">\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n{5}"
      "<p><a href=\"{4}\">{3}</a></p>\n</main>\n</body>\n</html>\n",
      site.config.languages[shown].code, escaped(title), escaped(site.config.title.In(shown)), canonical, address,
      word.empty() ? "" : "<p>" + escaped(word) + "</p>\n");
}

std::string MakeRedirects(const Site& site) {
  const std::string_view base = PathPart(site.config.base_url);
  return RulesOf(site, "# Made by kyodo of the aliases of pages.\n", [&](std::string_view from, std::string_view to) {
    const std::string old = RelativeUrl(from, "");
    std::string rules = fmt::format("{}{} {} 301\n", base, old, to);
    if (IsIndex(from)) rules += fmt::format("{}{} {} 301\n", base, old.substr(0, old.size() - kIndex.size()), to);
    return rules;
  });
}

std::string MovedForApache(const Site& site) {
  const std::string_view base = PathPart(site.config.base_url);
  return RulesOf(site, "# Addresses of old\n", [&](std::string_view from, std::string_view to) {
    std::string pattern(base);
    for (const char c : from.substr(0, from.size() - (IsIndex(from) ? kIndex.size() : 0))) {
      if (std::string_view(".+()").find(c) != std::string_view::npos) pattern += '\\';
      pattern += c;
    }
    return fmt::format("RedirectMatch 301 \"^{}{}$\" \"{}\"\n", pattern, IsIndex(from) ? "(index\\.html)?" : "", to);
  });
}

std::string MovedForNginx(const Site& site) {
  const std::string_view base = PathPart(site.config.base_url);
  return RulesOf(site, "# Addresses of old\n", [&](std::string_view from, std::string_view to) {
    std::string rules = fmt::format("location = \"{}{}\" {{ return 301 \"{}\"; }}\n", base, from, to);
    if (IsIndex(from))
      rules += fmt::format("location = \"{}{}\" {{ return 301 \"{}\"; }}\n", base,
                           from.substr(0, from.size() - kIndex.size()), to);
    return rules;
  });
}

}  // namespace kyodo::render
