// The list of everything that a build writes: path → how to make it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/site.h"
#include "model/theme.h"
#include "render/views.h"
#include "template/engine.h"

namespace kyodo::render {

enum class CalendarView : uint8_t { kComing, kMonth, kYear, kFiscalYear };

struct Output {
  enum Kind {
    kRecord,    // the page of a record or document
    kPrint,     // a whole with all its parts on one page
    kListing,   // one page of a selection of a collection's listing
    kIndex,     // the 五十音 / A–Z page of a collection
    kCalendar,  // a page of the calendar
    kData,      // a file for other programs: made by `make`
    kSitemap,
    kSitemapIndex,
    kRobots,
    kOpenSearch,
    kHost,  // what a web server should send with the files
    kAsset,
    kFile,
    kImage,  // a copy of a photograph
  };
  Kind kind = kRecord;
  std::string path;  // site path, unique in the plan
  LanguageId language = 0;
  const Record* record = nullptr;          // kRecord, kPrint
  const Collection* collection = nullptr;  // of pages
  size_t selection = 0;                    // kListing: in the collection's FacetTable
  size_t number = 1;                    // kListing: of the page, kSitemap: of the part, from 1; kSitemapIndex: how many
  std::string template_name;            // of pages
  const Theme::Asset* asset = nullptr;  // kAsset
  const StaticFile* file = nullptr;     // kFile
  const Image* image = nullptr;         // kImage
  CalendarView calendar_view = CalendarView::kComing;
  Date month;                         // kCalendar: the first day of the month, or the year
  const Topic* topic = nullptr;       // kCalendar: of one topic
  std::function<std::string()> make;  // kData

  bool IsPage() const { return !template_name.empty(); }
};

/// The records of every selection of a listing, in the order of each language.
class Members {
 public:
  explicit Members(const Views& views);
  const std::vector<const Record*>& Of(const Collection& collection, LanguageId id, size_t selection) const {
    return lists_.at(&collection)[id][selection];
  }

 private:
  std::map<const Collection*, std::vector<std::vector<std::vector<const Record*>>>> lists_;
};

/// All outputs, sorted by path. Error `url.duplicate`: two of them have one path.
/// Error `template.missing`: a page asks for a layout that the theme does not have.
std::vector<Output> MakePlan(const Views& views, const Theme& theme, const Members& members, const tmpl::Engine& engine,
                             Diagnostics& diagnostics);

/// The site path of a listing's page, without language: "cases/index.html",
/// "cases/page-2.html", "cases/by-district-shiba--page-2.html".
std::string ListingPath(const Selection& selection, size_t number);
size_t PageCount(const Collection& collection, size_t records);

}  // namespace kyodo::render
