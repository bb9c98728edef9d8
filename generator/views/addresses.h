// Addresses of the site's pages on the web, and their parts.
#pragma once

#include <string>
#include <string_view>

#include "model/site.h"

namespace kyodo::render {

/// The whole address of a site path; that of an index is its folder's: "https://example.jp/groups/".
std::string Canonical(const Site& site, std::string_view path);

/// The path part of an address: "https://example.jp/city/" gives "/city/".
std::string_view PathPart(std::string_view url);
/// Its host: "example.jp".
std::string_view HostPart(std::string_view url);

/// A language as og:locale wants it, with the territory that CLDR takes as likely: "ja" gives "ja_JP". Slow.
std::string OpenGraphLocale(std::string_view code);

}  // namespace kyodo::render
