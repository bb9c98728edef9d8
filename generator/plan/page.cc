#include "plan/page.h"

#include <fmt/format.h>

#include "core/text.h"
#include "plan/calendar_page.h"
#include "plan/card.h"
#include "plan/json_ld.h"
#include "plan/removed_page.h"
#include "template/operations.h"
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
    fields_.Set("heading", HeadingValue(heading));
    Text("title", Title(heading));
    if (const std::string text = Description(); !text.empty()) Text("description", text);
    fields_.Set("url", Value::Url(path_));
    Text("language", language().code);
    fields_.Set("locale", Value::Of(views_.LocaleForCards(id_)));
    fields_.Set("card_image", CardImage(views_, record(), page_.collection(), id_, arena_));
    fields_.Set("direction", Value::Of(DirectionOf(language())));
    Text("section", page_.collection() ? std::string_view(schema().id) : removed() ? "" : "calendar");
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
  const RemovedPage* removed() const { return page_.As<RemovedPage>(); }
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
    if (removed()) return "removed";
    return IsHome() ? "home" : schema().is_document ? "document" : "record";
  }

  std::string Heading() const {
    if (record()) return std::string(record()->Title(id_));
    if (const CalendarPage* calendar = page_.As<CalendarPage>()) return CalendarHeading(views_, *calendar, id_);
    if (removed()) return RemovedHeading(views_, *removed(), id_);
    std::string heading = schema().label.In(id_);
    if (page_.As<IndexPage>())
      return fmt::format(fmt::runtime(language().japanese ? "{}（五十音順）" : "{} A–Z"), heading);
    const std::string chosen = page_.As<ListingPage>() ? Chosen() : std::string();
    if (chosen.empty()) return heading;
    return heading + (language().japanese ? "｜" : " | ") + chosen;
  }

  /// The same; labels of other languages are marked.
  Value HeadingValue(const std::string& heading) {
    if (record()) return Value::Of(arena_.Keep(heading));
    if (const CalendarPage* calendar = page_.As<CalendarPage>())
      return CalendarHeadingValue(views_, *calendar, id_, arena_);
    if (removed()) return RemovedHeadingValue(views_, *removed(), id_, arena_);
    const std::string_view label = schema().label.In(id_);
    std::vector<Value> parts = ChosenParts();
    if (parts.empty()) {
      parts.push_back(Value::Of(arena_.Keep(std::string_view(heading).substr(label.size()))));
    } else {
      parts.insert(parts.begin(), Value::Of(std::string_view(language().japanese ? "｜" : " | ")));
    }
    parts.insert(parts.begin(), views_.LabelValue(schema().label, id_, arena_));
    return Joined(parts);
  }

  Value Joined(const std::vector<Value>& parts) const {
    Value whole;
    tmpl::Concatenate(parts.data(), parts.size(), {}, {}, arena_, whole);
    return whole;
  }

  /// What Chosen says; labels of other languages are marked.
  std::vector<Value> ChosenParts() const {
    std::vector<Value> parts;
    const ListingPage* listing = page_.As<ListingPage>();
    if (!listing) return parts;
    const auto add = [&](std::string_view text) { parts.push_back(Value::Of(text)); };
    const FacetTable& table = views_.Facets(schema().id);
    for (const Choice& choice : table.selections()[listing->selection].choices) {
      const Facet& facet = table.facets()[choice.facet];
      if (!parts.empty()) add(language().japanese ? "、" : ", ");
      parts.push_back(views_.LabelValue(facet.field->label, id_, arena_));
      add(language().japanese ? "：" : ": ");
      parts.push_back(FacetLabelValue(facet.values[choice.value], *facet.field, id_, views_, arena_));
    }
    return parts;
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
    if (language().locale) {
      const std::string pattern(views_.String("page_number", id_));
      if (const size_t at = pattern.find("{number}"); at != pattern.npos)
        return pattern.substr(0, at) + std::to_string(listing->number) + pattern.substr(at + 8);
    }
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
    if (removed()) return {};
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
      const Language& there = views_.languages()[other];
      const bool has_page = removed()  ? IsRemovedIn(views_, *removed(), other)
                            : record() ? record()->HasPageIn(there)
                                       : !there.partial;
      const std::string_view path = arena_.Keep(has_page ? PathIn(other) : views_.HomePath(other));
      if (!has_page && !StartsWith(path, there.prefix)) continue;  // it has no home page either
      Fields one(views_.types(), views_.types().alternate, arena_);
      one.Set("code", Value::Of(std::string_view(views_.languages()[other].code)));
      one.Set("name", Value::Of(std::string_view(views_.languages()[other].name)));
      one.Set("url", Value::Url(path));
      one.Set("canonical", Value::Of(arena_.Keep(Canonical(views_.site(), path))));
      one.Set("locale", Value::Of(views_.LocaleForCards(other)));
      one.Set("current", Value::Of(other == id_));
      one.Set("direction", Value::Of(DirectionOf(views_.languages()[other])));
      one.Set("translated", Value::Of(has_page && !removed() && (!record() || !record()->IsFallback(other))));
      out.push_back(one.Done());
    }
    return MakeList(out, arena_);
  }

  /// The way to this page, which is the last.
  std::vector<Crumb> Crumbs(const std::string& heading) const {
    std::vector<Crumb> out;
    if (IsHome()) return out;
    out.push_back(WordCrumb("home", views_.HomePath(id_)));
    if (page_.As<CalendarPage>()) {
      const std::string index = language().prefix + "calendar/index.html";
      const size_t between = heading.find(language().japanese ? "｜" : " | ");
      if (index != path_) out.push_back(WordCrumb("calendar", index));
      out.push_back({between == std::string::npos ? heading : heading.substr(between + 3), {}});  // bytes of either
      return out;
    }
    if (removed()) {
      out.push_back({heading, {}});
      return out;
    }
    const Record* whole = page_.As<PrintPage>() ? record() : record() ? record()->whole : nullptr;
    const Collection& listed = whole ? *whole->collection : *page_.collection();
    const std::string listing = language().lists + listed.schema.id + "/index.html";
    if (listed.schema.listing.enabled && listing != path_) out.push_back(LabelCrumb(listed.schema.label, listing));
    if (whole) {
      LanguageId shown = id_;
      const std::string title(whole->Title(id_, &shown));
      out.push_back({title, whole->PathIn(language()), CodeUnlessOwn(shown)});
    }
    const std::string last = LastCrumb(heading);
    if (!record() && last == schema().label.In(id_)) {
      out.push_back(LabelCrumb(schema().label, {}));
    } else {
      LanguageId shown = id_;
      if (record()) record()->Title(id_, &shown);
      out.push_back(page_.As<PrintPage>() ? WordCrumb("print_version", {}) : Crumb{last, {}, CodeUnlessOwn(shown)});
    }
    return out;
  }

  Crumb WordCrumb(const std::string& key, const std::string& path) const {
    const Theme::Word word = views_.Word(key, id_);
    return {std::string(word.text), path, word.language};
  }

  Crumb LabelCrumb(const LocalText& label, const std::string& path) const {
    LanguageId shown = id_;
    const std::string& text = label.In(id_, &shown);
    return {text, path, CodeUnlessOwn(shown)};
  }

  /// Nothing for the language of the page itself.
  std::string_view CodeUnlessOwn(LanguageId shown) const {
    return shown == id_ ? std::string_view() : CodeOf(views_.languages(), shown);
  }

  Value Breadcrumbs(const std::vector<Crumb>& crumbs) {
    std::vector<Value> out;
    for (const Crumb& crumb : crumbs) {
      Fields one(views_.types(), views_.types().crumb, arena_);
      std::vector<Value> chosen = &crumb == &crumbs.back() ? ChosenParts() : std::vector<Value>();
      if (!chosen.empty()) {
        if (const std::string number = PageNumber(); !number.empty())
          chosen.push_back(Value::Of(arena_.Keep((language().japanese ? "、" : ", ") + number)));
        one.Set("label", Joined(chosen));
      } else {
        one.Set("label", views_.Marked(arena_.Keep(crumb.label), crumb.language, id_, arena_));
      }
      if (!crumb.path.empty()) one.Set("url", Value::Url(arena_.Keep(crumb.path)));
      out.push_back(one.Done());
    }
    return MakeList(out, arena_);
  }

  /// This page, as the last of the breadcrumbs.
  std::string LastCrumb(const std::string& heading) const {
    if (!page_.As<ListingPage>()) return heading;
    std::string last = Chosen();
    if (const std::string page = PageNumber(); !page.empty())
      last += last.empty() ? page : (language().japanese ? "、" : ", ") + page;
    return last.empty() ? heading : last;
  }

  void SetTranslation() {
    const bool fallback = record() && record()->IsFallback(id_);
    const LanguageId shown = record() ? record()->shown[id_] : id_;
    fields_.Set("is_fallback", Value::Of(fallback));
    if (fallback) {
      Text("fallback_language", views_.languages()[shown].code);
      Text("fallback_name", LanguageName(views_.languages()[shown].code));
    }
    fields_.Set("is_stale", Value::Of(record() && record()->translations[id_] == Translation::kStale));
    Text("canonical",
         removed() ? std::string() : Canonical(views_.site(), fallback ? PathIn(shown) : std::string(path_)));
    fields_.Set("noindex", Value::Of(config().noindex || removed() || fallback || page_.As<PrintPage>() ||
                                     (record() && (record()->unlisted || record()->apart))));
  }

  /// A language's name in the language of this page.
  std::string LanguageName(const std::string& code) const {
    const Theme::Word name = views_.Word("language_" + code, id_);
    if (!name.text.empty() && name.language.empty()) return std::string(name.text);
    return NameIn(language(), views_.languages()[FindLanguage(views_.languages(), code)]);
  }

  void SetDates() {
    if (!record()) return;
    if (record()->updated) fields_.Set("updated", Value::Of(*record()->updated));
    if (record()->published) fields_.Set("published", Value::Of(*record()->published));
    const SourceFile* file = record()->files[record()->files[id_] ? id_ : record()->shown[id_]];
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
