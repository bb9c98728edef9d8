// Recipes that build and publish a site by themselves: on GitHub, on GitLab, or by cron on a machine of one's own. The
// files beside this one become part of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::setup {

/// Of the site that it is for.
struct RecipePlaces {
  std::string content = "content";  // the site's folder, as seen from that of the recipe
  std::string time_zone = "Asia/Tokyo";
  int utc_minute = 905;      // when five minutes of the day are over there (TimeZone::UtcMinuteOf)
  bool summer_time = false;  // there, when it is an hour later by the clock
};

struct Recipe {
  std::string name;  // "github"
  std::string path;  // where it goes, as seen from the folder above the site's
  std::string text;
  std::string words;   // a page for people: what it does, what has to be set, where to look when it fails
  std::string readme;  // three lines for the README of the site
  bool is_program = false;
};

std::vector<std::string_view> RecipeNames();
/// Texts in one language. `name` is one of RecipeNames.
Recipe MakeRecipe(std::string_view name, const RecipePlaces& places, Tongue tongue);

/// What the lines for a README begin with, so that they are added once.
inline constexpr std::string_view kReadmeMark = "<!-- kyodo setup ci -->";

}  // namespace kyodo::setup
