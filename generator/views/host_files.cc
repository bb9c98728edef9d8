#include "views/host_files.h"

#include <fmt/format.h>

#include "views/addresses.h"

namespace kyodo::render {

// In a page the policy also holds when the page is opened from a disk, where not every browser takes a file to be
// of the page's own origin.
const std::string_view kContentSecurityPolicy =
    "default-src 'none'; base-uri 'self'; connect-src 'self'; form-action 'self' file:; img-src 'self' file:; "
    "manifest-src 'self'; script-src 'self' file:; style-src 'self' file:";

namespace {

constexpr std::string_view kHeadersPath = "_headers";
constexpr std::string_view kHtaccessPath = ".htaccess";
constexpr std::string_view kNginxPath = "nginx-headers.conf";

struct Header {
  std::string_view name;
  std::string value;
};

/// frame-ancestors counts in a header only, not in a `meta` element.
constexpr std::string_view kPolicyOfHeaders =
    "default-src 'none'; base-uri 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'";

/// With every file.
std::vector<Header> HeadersOfAll() {
  return {{"Content-Security-Policy", std::string(kPolicyOfHeaders)},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "no-referrer"},
          {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
          {"Cross-Origin-Opener-Policy", "same-origin"}};
}

/// Files named by their content never change; all others are asked for again.
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kAskAgain = "no-cache";
constexpr std::string_view kNamedByContent[] = {"assets", "media", "search"};

constexpr std::string_view kMadeBy =
    "# Made by kyodo with the site. A file of this name in content/assets takes its place.\n";

std::string MakeHeaders(std::string_view base) {
  std::string out = fmt::format("{}{}*\n", kMadeBy, base);
  for (const Header& header : HeadersOfAll()) out += fmt::format("  {}: {}\n", header.name, header.value);
  out += fmt::format("  Cache-Control: {}\n", kAskAgain);
  for (const std::string_view folder : kNamedByContent)
    out += fmt::format("{}{}/*\n  ! Cache-Control\n  Cache-Control: {}\n", base, folder, kForEver);
  return out;
}

std::string MakeHtaccess(std::string_view base) {
  std::string out = fmt::format(
      "{}DirectoryIndex index.html\nErrorDocument 404 {}404.html\nAddDefaultCharset utf-8\n<IfModule mod_headers.c>\n",
      kMadeBy, base);
  for (const Header& header : HeadersOfAll())
    out += fmt::format("  Header always set {} \"{}\"\n", header.name, header.value);
  out += fmt::format("  Header set Cache-Control \"{}\"\n", kAskAgain);
  for (const std::string_view folder : kNamedByContent)
    out += fmt::format("  Header set Cache-Control \"{}\" \"expr=%{{REQUEST_URI}} =~ m#^{}{}/#\"\n", kForEver, base,
                       folder);
  return out + "</IfModule>\n";
}

std::string MakeNginx(std::string_view base) {
  std::string headers;
  for (const Header& header : HeadersOfAll())
    headers += fmt::format("  add_header {} \"{}\" always;\n", header.name, header.value);
  std::string out = fmt::format("{}# In a server block: include /path/to/site/{};\nerror_page 404 {}404.html;\n",
                                kMadeBy, kNginxPath, base);
  const auto location = [&](const std::string& path, std::string_view cache) {
    out += fmt::format("location {} {{\n  charset utf-8;\n{}  add_header Cache-Control \"{}\";\n}}\n", path, headers,
                       cache);
  };
  location(std::string(base), kAskAgain);
  for (const std::string_view folder : kNamedByContent) location(fmt::format("{}{}/", base, folder), kForEver);
  return out;
}

}  // namespace

std::vector<std::string_view> HostFiles() { return {kHtaccessPath, kHeadersPath, kNginxPath}; }

std::string MakeHostFile(std::string_view path, const Site& site) {
  const std::string_view base = PathPart(site.config.base_url);
  if (path == kHeadersPath) return MakeHeaders(base);
  return path == kHtaccessPath ? MakeHtaccess(base) : MakeNginx(base);
}

}  // namespace kyodo::render
