#include "plan/removed_page.h"

#include <set>

#include "model/visibility.h"
#include "views/moved.h"

namespace kyodo::render {

using tmpl::Value;

namespace {

constexpr const char* kHeading = "removed_heading";  // a word of the theme

/// Addresses of records whose time is over, unless something stands there.
void AddOver(const Views& views, const std::string& template_name, std::vector<Output>& outputs) {
  const Site& site = views.site();
  std::vector<const Record*> over;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (record.hidden && VisibilityOf(record, site.today).state == Visibility::kPast) over.push_back(&record);
    }
  }
  if (over.empty()) return;
  std::set<std::string, std::less<>> taken;
  for (const Output& output : outputs) taken.insert(output.path);
  for (const Record* record : over) {
    std::vector<std::string> addresses = {record->path};
    for (const Named& alias : record->aliases) addresses.push_back(alias.id);
    for (const std::string& address : addresses) {
      for (LanguageId id = 0; id < views.languages().size(); ++id) {
        const std::optional<std::string> path = AddressIn(address, id, views.languages());
        if (!path || !record->HasPageIn(views.languages()[id]) || !taken.insert(*path).second) continue;
        outputs.push_back({*path, Page{RemovedPage{nullptr, record, nullptr}, id, template_name}});
      }
    }
  }
}

}  // namespace

void PlanRemoved(const Views& views, const std::string& template_name, std::vector<Output>& outputs) {
  for (const Removal& removal : views.site().removed) {
    for (const Named& address : removal.addresses) {
      for (LanguageId id = 0; id < views.languages().size(); ++id) {
        std::optional<std::string> path = AddressIn(address.id, id, views.languages());
        if (!path) continue;
        outputs.push_back({std::move(*path), Page{RemovedPage{&removal, nullptr, &address}, id, template_name}});
      }
    }
  }
  AddOver(views, template_name, outputs);
}

std::string RemovedHeading(const Views& views, const RemovedPage& page, LanguageId id) {
  if (page.removal && !page.removal->title.empty()) return page.removal->title.In(id);
  return std::string(views.String(kHeading, id));
}

Value RemovedHeadingValue(const Views& views, const RemovedPage& page, LanguageId id, tmpl::Arena& arena) {
  if (page.removal && !page.removal->title.empty()) return views.LabelValue(page.removal->title, id, arena);
  const Theme::Word word = views.Word(kHeading, id);
  return views.Marked(word.text, word.language, id, arena);
}

Value RemovedValue(const Views& views, const RemovedPage& page, LanguageId id, tmpl::Arena& arena) {
  Fields fields(views.types(), views.types().removed, arena);
  fields.Set("is_over", Value::Of(page.over != nullptr));
  fields.Set("date", Value::Of(page.over ? *page.over->publish_until : page.removal->day));
  if (page.removal) {
    fields.Set("title", views.LabelOrNone(page.removal->title, id, arena));
    fields.Set("reason", views.LabelOrNone(page.removal->reason, id, arena));
  }
  return fields.Done();
}

bool IsRemovedIn(const Views& views, const RemovedPage& page, LanguageId id) {
  if (page.removal) return AddressIn(page.address->id, id, views.languages()).has_value();
  return page.over->HasPageIn(views.languages()[id]);
}

}  // namespace kyodo::render
