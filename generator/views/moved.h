// Addresses of old, which `aliases` of a record or listing names: a page at each that leads on to where its text is
// now, and the same as rules for web servers, which readers of feeds and search engines heed.
//
// An alias is the site path of a file, "old/page.html", "old-folder/index.html". It holds in every language; one that
// begins with a language's folder, "en/old.html", in that language alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "views/views.h"

namespace kyodo::render {

/// One address of old, in one language.
struct Moved {
  std::string from;  // site path
  const Named* alias = nullptr;
  const Collection* collection = nullptr;
  const Record* record = nullptr;  // that is there now; null: the collection's listing
  LanguageId language = 0;

  /// Whose alias it is, for messages.
  Message Described() const;
};

/// The site path of an address of old in that language; none: it holds in another alone.
std::optional<std::string> AddressIn(const std::string& alias, LanguageId id, const std::vector<Language>& languages);

/// All of records that are published today and of listings.
std::vector<Moved> MovedPages(const Site& site);

/// The page at the old address: no script, nothing loaded, not for search engines. In the language of the text that it
/// leads to. The theme's word `page_moved`, if it has one, says what happened.
std::string MakeMovedPage(const Views& views, const Moved& moved);

/// Site path of the rules of static hosts (Netlify, Cloudflare Pages), "FROM TO 301" a line.
inline constexpr std::string_view kRedirectsPath = "_redirects";
std::string MakeRedirects(const Site& site);
/// Lines for .htaccess (mod_alias) and for the server block of nginx; empty without aliases.
std::string MovedForApache(const Site& site);
std::string MovedForNginx(const Site& site);

}  // namespace kyodo::render
