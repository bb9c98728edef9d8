#include "plan/page.h"

#include <fmt/format.h>

#include "core/text.h"
#include "plan/calendar_page.h"
#include "plan/json_ld.h"
#include "views/addresses.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

class PageMaker {
 public:
  PageMaker(const Views& views, std::string_view path, const Page& page, tmpl::Arena& arena)
      : views_(views),
        path_(path),
        page_(page),
        arena_(arena),
        id_(page.language),
        fields_(views.types(), views.types().page, arena) {}

  Value Run(const DerivedPaths& derived) {
    const std::string heading = Heading();
    Text("kind", Kind());
    Text("heading", heading);
    Text("title", Title(heading));
    if (const std::string text = Description(); !text.empty()) Text("description", text);
    fields_.Set("url", Value::Url(path_));
    Text("language", language().code);
    Text("section", page_.collection() ? std::string_view(schema().id) : "calendar");
    SetDerived("readings", derived.readings);
    SetDerived("search_index", derived.search_index);
    fields_.Set("alternates", Alternates());
    const std::vector<Crumb> crumbs = Crumbs(heading);
    fields_.Set("breadcrumbs", Breadcrumbs(crumbs));
    SetTranslation();
    SetDates();
    fields_.Set("structured_data", StructuredData(views_, path_, page_, crumbs, arena_));
    return fields_.Done();
  }

 private:
  const Record* record() const { return page_.record(); }
  bool IsHome() const { return record() && record()->role == PageRole::kHome; }
  const Schema& schema() const { return page_.collection()->schema; }
  const Language& language() const { return views_.languages()[id_]; }
  const SiteConfig& config() const { return views_.site().config; }
  void Text(std::string_view name, std::string_view text) { fields_.Set(name, Value::Of(arena_.Keep(text))); }

  void SetDerived(std::string_view name, std::string_view path) {
    if (!path.empty()) fields_.Set(name, Value::Url(path));
  }

  std::string Kind() const {
    if (page_.As<ListingPage>()) return "listing";
    if (page_.As<IndexPage>()) return "index";
    if (page_.As<PrintPage>()) return "print";
    if (page_.As<CalendarPage>()) return "calendar";
    return IsHome() ? "home" : schema().is_document ? "document" : "record";
  }

  std::string Heading() const {
    if (record()) return std::string(record()->Title(id_));
    if (const CalendarPage* calendar = page_.As<CalendarPage>()) return CalendarHeading(views_, *calendar, id_);
    std::string heading = schema().label.In(id_);
    if (page_.As<IndexPage>())
      return fmt::format(fmt::runtime(language().japanese ? "{}（五十音順）" : "{} A–Z"), heading);
    const std::string chosen = page_.As<ListingPage>() ? Chosen() : std::string();
    if (chosen.empty()) return heading;
    return heading + (language().japanese ? "｜" : " | ") + chosen;
  }

  /// What a listing's page is narrowed to: "地区：芝地区、分野：防災".
  std::string Chosen() const {
    std::string chosen;
    const FacetTable& table = views_.Facets(schema().id);
    for (const Choice& choice : table.selections()[page_.As<ListingPage>()->selection].choices) {
      const Facet& facet = table.facets()[choice.facet];
      if (!chosen.empty()) chosen += language().japanese ? "、" : ", ";
      chosen += facet.field->label.In(id_) + (language().japanese ? "：" : ": ") +
                FacetLabel(facet.values[choice.value], *facet.field, id_, views_);
    }
    return chosen;
  }

  std::string PageNumber() const {
    const ListingPage* listing = page_.As<ListingPage>();
    if (!listing || listing->number == 1) return {};
    return fmt::format(fmt::runtime(language().japanese ? "{}ページ目" : "page {}"), listing->number);
  }

  std::string Title(const std::string& heading) const {
    const std::string& site = config().title.In(id_);
    if (IsHome()) return site;
    const std::string page = PageNumber();
    return language().japanese ? fmt::format("{}{}｜{}", heading, page.empty() ? "" : "（" + page + "）", site)
                               : fmt::format("{}{} | {}", heading, page.empty() ? "" : " (" + page + ")", site);
  }

  std::string Description() const {
    if (page_.As<CalendarPage>()) return std::string(views_.String("calendar_description", id_));
    if (!record()) return schema().description.In(id_);
    if (IsHome()) return config().description.In(id_);
    return std::string(record()->Summary(id_));
  }

  /// This page's path in another language.
  std::string PathIn(LanguageId other) const {
    return views_.languages()[other].prefix + std::string(path_.substr(language().prefix.size()));
  }

  Value Alternates() {
    std::vector<Value> out;
    for (LanguageId other = 0; other < views_.languages().size(); ++other) {
      const std::string_view path = arena_.Keep(PathIn(other));
      Fields one(views_.types(), views_.types().alternate, arena_);
      one.Set("code", Value::Of(std::string_view(views_.languages()[other].code)));
      one.Set("name", Value::Of(std::string_view(views_.languages()[other].name)));
      one.Set("url", Value::Url(path));
      one.Set("canonical", Value::Of(arena_.Keep(Canonical(views_.site(), path))));
      one.Set("current", Value::Of(other == id_));
      one.Set("translated", Value::Of(!record() || !record()->IsFallback(other)));
      out.push_back(one.Done());
    }
    return MakeList(out, arena_);
  }

  /// The way to this page, which is the last.
  std::vector<Crumb> Crumbs(const std::string& heading) const {
    std::vector<Crumb> out;
    if (IsHome()) return out;
    out.push_back({std::string(views_.String("home", id_)), language().prefix + "index.html"});
    if (page_.As<CalendarPage>()) {
      const std::string index = language().prefix + "calendar/index.html";
      const size_t between = heading.find(language().japanese ? "｜" : " | ");
      if (index != path_) out.push_back({std::string(views_.String("calendar", id_)), index});
      out.push_back({between == std::string::npos ? heading : heading.substr(between + 3), {}});  // bytes of either
      return out;
    }
    const Record* whole = page_.As<PrintPage>() ? record() : record() ? record()->whole : nullptr;
    const Collection& listed = whole ? *whole->collection : *page_.collection();
    const std::string listing = language().prefix + listed.schema.id + "/index.html";
    if (listed.schema.listing.enabled && listing != path_) out.push_back({listed.schema.label.In(id_), listing});
    if (whole) out.push_back({std::string(whole->Title(id_)), whole->PathIn(language())});
    out.push_back({LastCrumb(heading), {}});
    return out;
  }

  Value Breadcrumbs(const std::vector<Crumb>& crumbs) {
    std::vector<Value> out;
    for (const Crumb& crumb : crumbs) {
      Fields one(views_.types(), views_.types().crumb, arena_);
      one.Set("label", Value::Of(arena_.Keep(crumb.label)));
      if (!crumb.path.empty()) one.Set("url", Value::Url(arena_.Keep(crumb.path)));
      out.push_back(one.Done());
    }
    return MakeList(out, arena_);
  }

  /// This page, as the last of the breadcrumbs.
  std::string LastCrumb(const std::string& heading) const {
    if (page_.As<PrintPage>()) return std::string(views_.String("print_version", id_));
    if (!page_.As<ListingPage>()) return heading;
    std::string last = Chosen();
    if (const std::string page = PageNumber(); !page.empty())
      last += last.empty() ? page : (language().japanese ? "、" : ", ") + page;
    return last.empty() ? heading : last;
  }

  void SetTranslation() {
    const bool fallback = record() && record()->IsFallback(id_);
    const LanguageId shown = fallback ? record()->original : id_;
    fields_.Set("is_fallback", Value::Of(fallback));
    if (fallback) {
      Text("fallback_language", views_.languages()[shown].code);
      Text("fallback_name", LanguageName(views_.languages()[shown].code));
    }
    fields_.Set("is_stale", Value::Of(record() && record()->translations[id_] == Translation::kStale));
    Text("canonical", Canonical(views_.site(), fallback ? PathIn(shown) : std::string(path_)));
    fields_.Set("noindex", Value::Of(fallback || page_.As<PrintPage>() || (record() && record()->unlisted)));
  }

  /// A language's name in the language of this page.
  std::string LanguageName(const std::string& code) const {
    const std::string_view name = views_.String("language_" + code, id_);
    return name.empty() ? MakeLanguage(code, false).name : std::string(name);
  }

  void SetDates() {
    if (!record()) return;
    if (record()->updated) fields_.Set("updated", Value::Of(*record()->updated));
    if (record()->published) fields_.Set("published", Value::Of(*record()->published));
    const SourceFile* file = record()->files[id_] ? record()->files[id_] : record()->files[record()->original];
    if (file) Text("source_path", std::string_view(file->path).substr(views_.site().folder.size() + 1));
  }

  const Views& views_;
  std::string_view path_;
  const Page& page_;
  tmpl::Arena& arena_;
  LanguageId id_;
  Fields fields_;
};

}  // namespace

tmpl::Value PageValue(const Views& views, std::string_view path, const Page& page, const DerivedPaths& derived,
                      tmpl::Arena& arena) {
  return PageMaker(views, path, page, arena).Run(derived);
}

}  // namespace kyodo::render
