#include "data/open_search.h"

#include <fmt/format.h>

#include "core/html.h"
#include "core/text.h"

namespace kyodo::render {

namespace {

/// The first characters of a text.
std::string_view Cut(std::string_view text, size_t characters) {
  size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) DecodeUtf8(text, at);
  return text.substr(0, at);
}

std::string Escaped(std::string_view text) {
  std::string out;
  AppendEscaped(out, text);
  return out;
}

}  // namespace

std::string MakeOpenSearch(const Views& views, LanguageId id) {
  // The limits are those of the format.
  constexpr size_t kShortName = 16, kDescription = 1024;
  const SiteConfig& config = views.site().config;
  const Language& language = views.languages()[id];
  const std::string address = config.base_url + RelativeUrl(views.SearchPage(id)->PathIn(language), "");
  const std::string& title = config.title.In(id);
  const std::string& description = config.description.In(id).empty() ? title : config.description.In(id);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
      "<ShortName>{}</ShortName>\n<Description>{}</Description>\n<Language>{}</Language>\n"
      "<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n"
      "</OpenSearchDescription>\n",
      Escaped(Cut(title, kShortName)), Escaped(Cut(description, kDescription)), language.code, Escaped(address));
}

}  // namespace kyodo::render
