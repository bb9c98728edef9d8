// The files for other programs: calendars, feeds, open data.
#include "plan/data_files.h"

#include <algorithm>

#include "core/text.h"
#include "data/calendar_file.h"
#include "data/feed.h"
#include "data/open_data.h"
#include "data/open_search.h"

namespace kyodo::render {

namespace {

class DataPlanner {
 public:
  DataPlanner(const Views& views, std::vector<Output>& outputs) : views_(views), outputs_(outputs) {}

  void Run() {
    const Site& site = views_.site();
    for (LanguageId id = 0; id < CountWhole(views_.languages()); ++id) {
      AddCalendars(id);
      AddFeeds(id);
      if (views_.SearchPage(id))
        Add(views_.languages()[id].prefix + "opensearch.xml",
            [&views = views_, id] { return MakeOpenSearch(views, id); });
    }
    if (views_.HasCalendar()) Add("calendar.json", [&views = views_] { return MakeCalendarJson(views); });
    bool any = false;
    for (const auto& [name, collection] : site.collections) {
      if (!collection.schema.open_data.enabled) continue;
      any = true;
      Add("open-data/" + name + ".csv", [&views = views_, &one = collection] { return MakeCsv(views, one); });
      Add("open-data/" + name + ".json", [&views = views_, &one = collection] { return MakeJson(views, one); });
      if (!collection.schema.open_data.columns.empty())
        Add("open-data/" + name + "-standard.csv",
            [&views = views_, &one = collection] { return MakeStandardCsv(views, one); });
    }
    if (any) Add("open-data/catalog.jsonld", [&views = views_] { return MakeCatalog(views); });
  }

 private:
  void Add(std::string path, std::function<std::string()> make) {
    outputs_.push_back({std::move(path), DataFile{std::move(make)}});
  }

  /// The name of the site, and of the part of it that a file is about.
  std::string NameOf(LanguageId id, std::string_view part) const {
    std::string name = views_.site().config.title.In(id);
    if (!part.empty()) name.append(views_.languages()[id].japanese ? "｜" : " | ").append(part);
    return name;
  }

  void AddCalendar(LanguageId id, const std::string& path, std::string_view part, std::vector<const Record*> records) {
    Add(views_.languages()[id].prefix + path,
        [&views = views_, id, name = NameOf(id, part), records = std::move(records)] {
          return MakeCalendarFile(views, id, name, records);
        });
  }

  void AddCalendars(LanguageId id) {
    if (!views_.HasCalendar()) return;
    std::vector<const Record*> all;
    for (const auto& [name, collection] : views_.site().collections) {
      if (collection.schema.calendar.empty()) continue;
      std::vector<const Record*> records;
      for (const Record& record : collection.records) {
        if (record.occurrences.empty() || record.apart) continue;
        records.push_back(&record);
        AddCalendar(id, FileBeside(record.path, ".ics"), record.Title(id), {&record});
      }
      all.insert(all.end(), records.begin(), records.end());
      AddCalendar(id, name + "/calendar.ics", collection.schema.label.In(id), std::move(records));
    }
    AddCalendar(id, "calendar.ics", {}, std::move(all));
    for (const Topic& topic : views_.CalendarTopics()) {
      std::vector<const Record*> members = topic.members;
      std::erase_if(members, [](const Record* one) { return one->apart; });
      AddCalendar(id, "calendar/" + topic.Name() + ".ics", topic.Label(id), std::move(members));
    }
  }

  void AddFeed(LanguageId id, const std::string& path, std::string_view part, const std::string& page,
               const std::vector<const Record*>& records) {
    const std::string& prefix = views_.languages()[id].prefix;
    Add(prefix + path, [&views = views_, id, name = NameOf(id, part), path = prefix + path, page = prefix + page,
                        records] { return MakeFeed(views, id, name, path, page, records); });
  }

  void AddFeeds(LanguageId id) {
    AddFeed(id, "feed.atom", {}, "index.html", views_.FeedRecords());
    for (const auto& [name, collection] : views_.site().collections) {
      if (collection.schema.listing.enabled)
        AddFeed(id, name + "/feed.atom", collection.schema.label.In(id), name + "/index.html", views_.Order(name, id));
    }
    for (const Topic& topic : views_.FeedTopics())
      AddFeed(id, "feeds/" + topic.Name() + ".atom", topic.Label(id), "index.html", topic.members);
  }

  const Views& views_;
  std::vector<Output>& outputs_;
};

}  // namespace

void PlanData(const Views& views, std::vector<Output>& outputs) { DataPlanner(views, outputs).Run(); }

}  // namespace kyodo::render
