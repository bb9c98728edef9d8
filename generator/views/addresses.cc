#include "views/addresses.h"

#include <unicode/uloc.h>

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

std::string OpenGraphLocale(std::string_view code) {
  const auto part = [](int32_t (*of)(const char*, char*, int32_t, UErrorCode*), const char* locale) {
    char buffer[ULOC_FULLNAME_CAPACITY] = {};
    UErrorCode error = U_ZERO_ERROR;
    of(locale, buffer, ULOC_FULLNAME_CAPACITY - 1, &error);
    return std::string(U_SUCCESS(error) ? buffer : "");
  };
  char locale[ULOC_FULLNAME_CAPACITY] = {};
  UErrorCode error = U_ZERO_ERROR;
  uloc_forLanguageTag(std::string(code).c_str(), locale, ULOC_FULLNAME_CAPACITY - 1, nullptr, &error);
  const std::string full = part(uloc_addLikelySubtags, locale);
  const std::string territory = part(uloc_getCountry, full.c_str());
  return part(uloc_getLanguage, full.c_str()) + (territory.empty() ? "" : "_") + territory;
}

}  // namespace kyodo::render
