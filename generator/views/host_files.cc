#include "views/host_files.h"

#include <fmt/format.h>

#include "model/served_as.h"
#include "views/addresses.h"
#include "views/moved.h"

namespace kyodo::render {

namespace {

constexpr std::string_view kHeadersPath = "_headers";
constexpr std::string_view kHtaccessPath = ".htaccess";
constexpr std::string_view kNginxPath = "nginx-headers.conf";
constexpr std::string_view kRobotsPath = "robots.txt";

struct Header {
  std::string_view name;
  std::string value;
};

/// With every file.
std::vector<Header> HeadersOfAll(const SiteConfig& config) {
  std::vector<Header> headers = {{"Content-Security-Policy", PolicyOfHeaders(config.security)},
                                 {"X-Content-Type-Options", "nosniff"},
                                 {"Referrer-Policy", "no-referrer"},
                                 {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
                                 {"Cross-Origin-Opener-Policy", "same-origin"}};
  if (config.noindex) headers.push_back({"X-Robots-Tag", "noindex"});
  return headers;
}

constexpr std::string_view kMadeBy =
    "# Made by kyodo with the site. A file of this name in content/assets takes its place.\n";

std::string MakeHeaders(std::string_view base, const SiteConfig& config) {
  std::string out = fmt::format("{}{}*\n", kMadeBy, base);
  for (const Header& header : HeadersOfAll(config)) out += fmt::format("  {}: {}\n", header.name, header.value);
  out += fmt::format("  Cache-Control: {}\n", kAskedAgain);
  for (const std::string_view folder : kNamedByContent)
    out += fmt::format("{}{}/*\n  ! Cache-Control\n  Cache-Control: {}\n", base, folder, kKeptForEver);
  return out;
}

std::string MakeHtaccess(std::string_view base, const SiteConfig& config) {
  std::string out = fmt::format("{}DirectoryIndex index.html\nErrorDocument 404 {}404.html\n", kMadeBy, base);
  for (const Language& language : config.languages) {
    if (language.prefix.empty() || language.partial) continue;
    out += fmt::format("<If \"%{{REQUEST_URI}} =~ m#^{0}{1}#\">\n  ErrorDocument 404 {0}{1}404.html\n</If>\n", base,
                       language.prefix);
  }
  out += "AddDefaultCharset utf-8\n<IfModule mod_headers.c>\n";
  for (const Header& header : HeadersOfAll(config))
    out += fmt::format("  Header always set {} \"{}\"\n", header.name, header.value);
  out += fmt::format("  Header set Cache-Control \"{}\"\n", kAskedAgain);
  for (const std::string_view folder : kNamedByContent)
    out += fmt::format("  Header set Cache-Control \"{}\" \"expr=%{{REQUEST_URI}} =~ m#^{}{}/#\"\n", kKeptForEver, base,
                       folder);
  return out + "</IfModule>\n";
}

std::string MakeNginx(std::string_view base, const SiteConfig& config) {
  std::string headers;
  for (const Header& header : HeadersOfAll(config))
    headers += fmt::format("  add_header {} \"{}\" always;\n", header.name, header.value);
  std::string out = fmt::format("{}# In a server block: include /path/to/site/{};\nerror_page 404 {}404.html;\n",
                                kMadeBy, kNginxPath, base);
  const auto location = [&](const std::string& path, std::string_view cache, const std::string& more = {}) {
    out += fmt::format("location {} {{\n  charset utf-8;\n{}{}  add_header Cache-Control \"{}\";\n}}\n", path, more,
                       headers, cache);
  };
  location(std::string(base), kAskedAgain);
  for (const Language& language : config.languages) {
    if (language.prefix.empty() || language.partial) continue;
    const std::string folder = std::string(base) + language.prefix;
    location(folder, kAskedAgain, fmt::format("  error_page 404 {}404.html;\n", folder));
  }
  for (const std::string_view folder : kNamedByContent) location(fmt::format("{}{}/", base, folder), kKeptForEver);
  return out;
}

std::string MakeRobots(const SiteConfig& config) {
  if (config.noindex) return "User-agent: *\nDisallow: /\n";
  return fmt::format("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", config.base_url);
}

}  // namespace

std::vector<std::string_view> HostFiles() { return {kHtaccessPath, kHeadersPath, kNginxPath, kRobotsPath}; }

std::string MakeHostFile(std::string_view path, const Site& site) {
  const std::string_view base = PathPart(site.config.base_url);
  if (path == kRobotsPath) return MakeRobots(site.config);
  if (path == kHeadersPath) return MakeHeaders(base, site.config);
  return path == kHtaccessPath ? MakeHtaccess(base, site.config) + MovedForApache(site)
                               : MakeNginx(base, site.config) + MovedForNginx(site);
}

}  // namespace kyodo::render
