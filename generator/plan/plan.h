// The list of everything that a build writes: path → how to make it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/diagnostic.h"
#include "model/derived.h"
#include "model/site.h"
#include "model/theme.h"
#include "plan/page_templates.h"
#include "views/moved.h"
#include "views/views.h"

namespace kyodo::render {

enum class CalendarView : uint8_t { kComing, kMonth, kYear, kFiscalYear };

/// The page of a record or document.
struct RecordPage {
  const Record* record;
};
/// A whole with all its parts on one page.
struct PrintPage {
  const Record* record;
};
/// One page of a selection of a collection's listing.
struct ListingPage {
  const Collection* collection;
  size_t selection;  // in the collection's FacetTable
  size_t number;     // from 1
};
/// The 五十音 / A–Z page of a collection.
struct IndexPage {
  const Collection* collection;
};
struct CalendarPage {
  CalendarView view;
  Date month;          // the first day of the month, or the year
  const Topic* topic;  // null: of all
};

/// What stands where a page was that is no more (plan/removed_page.h): one of these two is set.
struct RemovedPage {
  const Removal* removal = nullptr;
  const Record* over = nullptr;    // its `publish_until` is past; nothing of it is told but that day
  const Named* address = nullptr;  // of the removal
};

/// What a template makes.
struct Page {
  std::variant<RecordPage, PrintPage, ListingPage, IndexPage, CalendarPage, RemovedPage> what;
  LanguageId language = 0;
  std::string template_name;

  /// Of a RecordPage or PrintPage, else null.
  const Record* record() const;
  /// The collection of the record or list, null for the calendar and for what is no more.
  const Collection* collection() const;
  template <class Kind>
  const Kind* As() const {
    return std::get_if<Kind>(&what);
  }
};

/// A file that is no page of the theme: for other programs, servers and search engines.
struct DataFile {
  std::function<std::string()> make;  // a pure function of the site
};
/// Bytes that are there already: an asset of the theme.
struct ReadyFile {
  std::string_view bytes;
};
/// What was derived from the whole site, to be packed.
struct PackedFile {
  const DerivedFile* file;
};
/// A file of the site as it is.
struct FileCopy {
  const StaticFile* file;
};
/// A copy of a photograph (images/cache.h makes all of one image at once).
struct ImageCopyFile {
  const Image* image;
};

struct Output {
  std::string path;  // site path, unique in the plan
  std::variant<Page, Moved, DataFile, ReadyFile, PackedFile, FileCopy, ImageCopyFile> what;

  template <class Kind>
  const Kind* As() const {
    return std::get_if<Kind>(&what);
  }
};

/// Sorted by path.
class Plan {
 public:
  Plan() = default;
  /// Error `url.duplicate`: two of them have one path.
  Plan(std::vector<Output> outputs, Diagnostics& diagnostics);

  std::span<const Output> outputs() const { return outputs_; }
  /// At a path that only its content can give.
  void Add(Output output);
  size_t PageCount() const;
  /// Null: nothing is written there.
  const Output* Find(std::string_view path) const;
  /// Error `url.duplicate`: both have a path.
  void CheckApart(const Plan& other, Diagnostics& diagnostics) const;

 private:
  std::vector<Output> outputs_;
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

/// All outputs but the derived files.
std::vector<Output> PlanOutputs(const Views& views, const Theme& theme, const Members& members,
                                PageTemplates& templates);

/// The site path of a listing's page, without language: "cases/index.html",
/// "cases/page-2.html", "cases/by-district-shiba--page-2.html".
std::string ListingPath(const Selection& selection, size_t number);
size_t PageCount(const Collection& collection, size_t records);

}  // namespace kyodo::render
