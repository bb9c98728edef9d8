// What a web server should say of a file by its path: media type (IANA's registry) and caching (RFC 9111, RFC 8246).
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace kyodo {

/// Of these folders every file is named by its content, and so never changes.
inline constexpr std::array<std::string_view, 3> kNamedByContent = {"assets", "media", "search"};
bool IsNamedByContent(std::string_view path);

/// Whether a page of that path (with or without a language's folder) comes and goes by itself, so that nobody can be
/// promised that it stays: months of the calendar, narrowed and further pages of lists, print versions, the page for
/// addresses that do not exist.
bool ComesAndGoes(std::string_view path);

inline constexpr std::string_view kKeptForEver = "public, max-age=31536000, immutable";
inline constexpr std::string_view kAskedAgain = "no-cache";  // kept, but asked for each time

/// "text/html; charset=utf-8"; "application/octet-stream" for what is not known.
std::string ContentTypeOf(std::string_view path);

}  // namespace kyodo
