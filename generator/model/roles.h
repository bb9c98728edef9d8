// The parts that fields, layouts, collections and vocabularies play. A schema or site.yaml says who plays them; these
// are the names that do unless it says so, and all the names of content that the program knows.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/source.h"

namespace kyodo {

namespace usual {
inline constexpr std::string_view kTitle = "title";                  // the field that names a record
inline constexpr std::string_view kSummary = "summary";              // the field that says it in a sentence or two
inline constexpr std::string_view kReading = "kana";                 // the field with the name's reading
inline constexpr std::string_view kContacts = "desks";               // the collection that answers questions
inline constexpr std::string_view kGuidelines = "guidelines";        // the collection that `used_by` of a term names
inline constexpr std::string_view kPlainWords = "plain-words";       // the vocabulary of words to avoid
inline constexpr std::string_view kSpellings = "spellings";          // the vocabulary of how words are spelt
inline constexpr std::string_view kAgreedWords = "agreed-words";     // the vocabulary of how words are translated
inline constexpr std::string_view kPresentWords = "words-of-today";  // the vocabulary of words that no plan is told in
}  // namespace usual

/// What a page is for, besides its text. Its layout tells.
enum class PageRole : uint8_t { kNone, kHome, kSearch, kSiteMap, kNotFound };

/// Something of the site, by its name in site.yaml. Without a place it is there by its usual name.
struct Named {
  std::string id;
  SourcePos pos;
};

struct LayoutOfRole {
  PageRole role;
  std::string_view key;  // in `layouts` of site.yaml
  Named layout;
};
using Layouts = std::array<LayoutOfRole, 4>;

inline Layouts UsualLayouts() {
  return {{{PageRole::kHome, "home", {"home", {}}},
           {PageRole::kSearch, "search", {"search", {}}},
           {PageRole::kSiteMap, "site_map", {"site-map", {}}},
           {PageRole::kNotFound, "not_found", {"notfound", {}}}}};
}

}  // namespace kyodo
