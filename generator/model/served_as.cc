#include "model/served_as.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace kyodo {

namespace {

/// Media types by the end of a name (IANA's registry); what is not here is sent as bytes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kTypes = {{
    {"html", "text/html; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"xml", "application/xml"},
    {"atom", "application/atom+xml"},
    {"csv", "text/csv; charset=utf-8"},
    {"ics", "text/calendar; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/plain; charset=utf-8"},
    {"conf", "text/plain; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"webp", "image/webp"},
    {"gif", "image/gif"},
    {"ico", "image/x-icon"},
    {"pdf", "application/pdf"},
    {"mp4", "video/mp4"},
    {"webm", "video/webm"},
    {"mp3", "audio/mpeg"},
    {"woff2", "font/woff2"},
    {"zip", "application/zip"},
}};

}  // namespace

bool IsNamedByContent(std::string_view path) {
  const std::string_view folder = path.substr(0, path.find('/'));
  return folder.size() < path.size() &&
         std::find(kNamedByContent.begin(), kNamedByContent.end(), folder) != kNamedByContent.end();
}

bool ComesAndGoes(std::string_view path) {
  constexpr std::string_view kCalendar = "calendar/", kNarrowed = "by-", kPage = "page-";
  const size_t slash = path.rfind('/');
  std::string_view name = path.substr(slash == path.npos ? 0 : slash + 1);
  name = name.substr(0, name.rfind('.'));
  const bool of_calendar = StartsWith(path, kCalendar) || path.find("/calendar/") != path.npos;
  // by-FACET-VALUE, page-NUMBER
  const bool narrowed = StartsWith(name, kNarrowed) && name.find('-', kNarrowed.size()) != name.npos;
  uint64_t number = 0;
  const bool further = StartsWith(name, kPage) && ReadNumber(name.substr(kPage.size()), number);
  return of_calendar || narrowed || further || name == "a-z" || name == "404" || name.find("--") != name.npos ||
         EndsWith(name, "-print");
}

std::string ContentTypeOf(std::string_view path) {
  const size_t dot = path.rfind('.');
  const std::string end = dot == path.npos ? std::string() : Fold(path.substr(dot + 1));
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return type.first == end; });
  return std::string(found == kTypes.end() ? "application/octet-stream" : found->second);
}

}  // namespace kyodo
