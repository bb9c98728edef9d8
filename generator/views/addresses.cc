#include "views/addresses.h"

#include "core/html.h"
#include "core/text.h"

namespace kyodo::render {

std::string Canonical(const Site& site, std::string_view path) {
  if (EndsWith(path, "/index.html") || path == "index.html") path.remove_suffix(10);
  return site.config.base_url + RelativeUrl(path, "");
}

std::string_view PathPart(std::string_view url) {
  const size_t host = url.find("://");
  const size_t slash = host == std::string_view::npos ? std::string_view::npos : url.find('/', host + 3);
  return slash == std::string_view::npos ? std::string_view("/") : url.substr(slash);
}

std::string_view HostPart(std::string_view url) {
  const size_t host = url.find("://");
  const std::string_view rest = host == std::string_view::npos ? url : url.substr(host + 3);
  return rest.substr(0, rest.find_first_of("/:"));
}

}  // namespace kyodo::render
