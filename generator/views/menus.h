// Where the lines of the menus lead.
#pragma once

#include <string_view>

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::render {

struct MenuTarget {
  enum Kind { kNowhere, kListing, kRecord, kCalendar, kFile, kOutside };
  Kind kind = kNowhere;
  const Collection* collection = nullptr;  // of a listing
  const Record* record = nullptr;
  const StaticFile* file = nullptr;
};

/// A collection comes before a page of kyodo's own, and that before a file. `calendar`: the site has its pages.
MenuTarget TargetOf(const MenuItem& item, const Site& site, bool calendar);

/// Error `config.menu`: a line leads nowhere; `config.menu-label`: a file without anything to call it by.
void CheckMenus(const Site& site, bool calendar, Diagnostics& diagnostics);

}  // namespace kyodo::render
