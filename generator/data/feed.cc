#include "data/feed.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/xml.h"
#include "views/addresses.h"
#include "views/event_text.h"

namespace kyodo::render {

namespace {

std::vector<const Record*> Newest(const std::vector<const Record*>& records, LanguageId id) {
  std::vector<const Record*> newest;
  for (const Record* record : records) {
    if (record->Changed() && !record->unlisted && !record->apart && !record->IsFallback(id)) newest.push_back(record);
  }
  std::stable_sort(newest.begin(), newest.end(),
                   [](const Record* a, const Record* b) { return *a->Changed() > *b->Changed(); });
  if (newest.size() > kFeedEntries) newest.resize(kFeedEntries);
  return newest;
}

void AppendLink(std::string& out, std::string_view rel, std::string_view type, std::string_view address) {
  out += fmt::format("<link rel=\"{}\" type=\"{}\" href=\"", rel, type);
  AppendXml(out, address);
  out += "\"/>\n";
}

}  // namespace

std::string MakeFeed(const Views& views, LanguageId id, std::string_view title, std::string_view path,
                     std::string_view page, const std::vector<const Record*>& records) {
  const Site& site = views.site();
  const std::vector<const Record*> newest = Newest(records, id);
  const auto moment = [&](const Date& day) {
    const Instant midnight = site.Zone().ToInstant(day, 0);
    return ToIso(midnight, site.Zone().OffsetMinutes(midnight));
  };
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
      views.languages()[id].code);
  AppendElement(out, "title", title);
  AppendElement(out, "id", Canonical(site, path));
  AppendLink(out, "self", "application/atom+xml", Canonical(site, path));
  AppendLink(out, "alternate", "text/html", Canonical(site, page));
  // An empty feed changed when its site was made; the day is all that is known.
  AppendElement(out, "updated", moment(newest.empty() ? site.today : *newest.front()->Changed()));
  out += "<author>\n";
  AppendElement(out, "name", site.config.title.In(id));
  out += "</author>\n";
  if (!site.config.license.In(id).empty()) AppendElement(out, "rights", site.config.license.In(id));
  for (const Record* record : newest) {
    const std::string address = Canonical(site, record->PathIn(views.languages()[id]));
    out += "<entry>\n";
    const EventState state = StateOf(StatusOf(*record));
    const std::string mark = state == EventState::kScheduled ? std::string() : StateMark(views, state, id);
    AppendElement(out, "title", mark + std::string(record->Title(id)));
    AppendElement(out, "id", address);
    AppendLink(out, "alternate", "text/html", address);
    if (record->published) AppendElement(out, "published", moment(*record->published));
    AppendElement(out, "updated", moment(*record->Changed()));
    if (!record->Summary(id).empty()) AppendElement(out, "summary", record->Summary(id));
    out += fmt::format("<category term=\"{}\" label=\"", record->collection->schema.id);
    AppendXml(out, record->collection->schema.label.In(id));
    out += "\"/>\n</entry>\n";
  }
  return out + "</feed>\n";
}

}  // namespace kyodo::render
