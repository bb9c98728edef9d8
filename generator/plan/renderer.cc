#include "plan/renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "data/open_data.h"
#include "plan/calendar_page.h"
#include "plan/listing.h"
#include "plan/page.h"
#include "views/filters.h"
#include "views/host_files.h"

namespace kyodo::render {

using tmpl::Value;

struct Renderer::State {
  State(const Site& from, const Theme& with, const Derived& more)
      : site(from), derived(more), types(from, with), engine(types.names) {}

  const Site& site;
  const Derived& derived;
  Types types;
  tmpl::Engine engine;
  std::unique_ptr<Views> views;
  std::unique_ptr<Members> members;
  Plan plan;

  DerivedPaths PathsFor(const Page& page) const;
  bool RenderPage(const std::string& path, const Page& page, tmpl::Arena& arena, std::string& out,
                  Diagnostics& diagnostics) const;
  bool asks_readings = false, asks_search = false;  // does a template read what names them?
};

namespace {

const tmpl::Scope& ScopeOf(const Types& types, const Page& page) {
  const Collection* collection = page.collection();
  if (!collection) return types.calendar_scope;
  const std::string& id = collection->schema.id;
  if (page.As<ListingPage>()) return types.listing_scopes.at(id);
  if (page.As<IndexPage>()) return types.index_scopes.at(id);
  return types.record_scopes.at(id);
}

/// Checks every template once for each kind of page that it makes; those that
/// no page of the site is made with are checked by what they extend or include.
/// Returns what they read.
tmpl::FieldUses CheckTemplates(const Plan& plan, const Types& types, const tmpl::Engine& engine,
                               Diagnostics& diagnostics) {
  tmpl::FieldUses uses;
  std::set<std::pair<std::string, const tmpl::Scope*>> done;
  for (const Output& output : plan.outputs()) {
    const Page* page = output.As<Page>();
    if (!page || !engine.Has(page->template_name)) continue;
    const tmpl::Scope& scope = ScopeOf(types, *page);
    if (done.emplace(page->template_name, &scope).second)
      uses.merge(engine.Check(page->template_name, scope, diagnostics));
  }
  return uses;
}

/// Where the theme's templates lie, as messages show it.
std::string TemplateFolder(const Theme& theme) {
  const std::string path =
      theme.templates.empty() ? "themes/" + theme.name + "/templates/" : theme.templates.front().second->path;
  return path.substr(0, path.rfind('/'));
}

void CheckMissing(const Plan& plan, const tmpl::Engine& engine, const Theme& theme, Diagnostics& diagnostics) {
  std::set<std::string> said;
  for (const Output& output : plan.outputs()) {
    const Page* page = output.As<Page>();
    if (!page || !page->collection() || engine.Has(page->template_name) || !said.insert(page->template_name).second)
      continue;
    const Schema& schema = page->collection()->schema;
    const Message found = {fmt::format("テーマにテンプレートがありません: {}", page->template_name),
                           fmt::format("The theme has no template {}", page->template_name)};
    if (!page->As<ListingPage>() || schema.listing.template_name.empty()) {
      diagnostics.FileError("template.missing", TemplateFolder(theme), found,
                            {fmt::format("「{}」（{}）のページに使います。", schema.label.In(0), schema.id),
                             fmt::format("It is needed for the pages of “{}”.", schema.id)});
      continue;
    }
    std::vector<std::string> names = engine.TemplateNames();
    for (std::string& name : names) name.resize(name.rfind('.'));
    const std::string_view near = Nearest(schema.listing.template_name, {names.begin(), names.end()});
    diagnostics.Error(
        "template.missing", {schema.pos.file, 0, 0, 1}, found,
        Suggest(near, {"listing の template には、テーマの templates "
                       "フォルダーにあるファイルの名前を、.html を付けずに書きます。",
                       "template in listing names a file of the theme's folder templates, without .html."}));
  }
}

void CheckFacets(const Site& site, Diagnostics& diagnostics) {
  for (const auto& [id, collection] : site.collections) {
    for (const std::string& key : collection.schema.listing.facets) {
      const int at = collection.schema.Find(key);
      if (at < 0) continue;
      const Field& field = collection.schema.fields[static_cast<size_t>(at)];
      if (CanBeFacet(field)) continue;
      diagnostics.Error("schema.facet", field.pos,
                        {fmt::format("絞り込み（facets）に使えない項目です: {}", key),
                         fmt::format("This field cannot be a facet: {}", key)},
                        {"使えるのは、非公開でも言語ごとでもない、term、ref、integer、boolean、one_of のある string "
                         "と、それらの list です。",
                         "Facets are public fields, not by language, of the types term, ref, integer, boolean, string "
                         "with one_of, and lists of them."});
    }
  }
}

/// Error `config.by`: neither a vocabulary nor a collection.
void CheckTopics(const Site& site, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto& [id, vocabulary] : site.vocabularies) known.push_back(id);
  for (const auto& [id, collection] : site.collections) known.push_back(id);
  for (const auto* list : {&site.config.calendar_by, &site.config.feeds_by}) {
    for (const auto& [id, pos] : *list) {
      if (std::find(known.begin(), known.end(), id) != known.end()) continue;
      diagnostics.Error("config.by", pos,
                        {fmt::format("語彙でも種類でもありません: {}", id),
                         fmt::format("Neither a vocabulary nor a collection: {}", id)},
                        Suggest(Nearest(id, known), {"例: calendar: {by: [districts, groups]}",
                                                     "Example: calendar: {by: [districts, groups]}"}));
    }
  }
}

bool LeadsSomewhere(const Collection* collection, std::string_view id) {
  const size_t slash = id.find('/');
  if (!collection) return false;
  return slash == std::string_view::npos ? collection->schema.listing.enabled
                                         : collection->by_slug.contains(id.substr(slash + 1));
}

Message MenuHint(const Site& site, std::string_view id) {
  std::vector<std::string> known;
  for (const auto& [name, collection] : site.collections) {
    if (collection.schema.listing.enabled) known.push_back(name);
    for (const Record& record : collection.records) {
      if (StartsWith(id, name + "/")) known.push_back(name + "/" + record.slug);
    }
  }
  const std::string_view near = Nearest(id, {known.begin(), known.end()});
  return Suggest(near, {"一覧のある種類の名前か、種類/記録の名前を書きます。例: cases、pages/about",
                        "Write a collection with a listing, or collection/record. Example: cases, pages/about"});
}

void CheckMenus(const Site& site, Diagnostics& diagnostics) {
  for (const auto& [name, items] : site.config.menus) {
    for (const MenuItem& item : items) {
      const Collection* collection = site.FindCollection(std::string_view(item.id).substr(0, item.id.find('/')));
      if (LeadsSomewhere(collection, item.id)) continue;
      const bool no_listing = collection && item.id == collection->schema.id;
      diagnostics.Error(
          "config.menu", item.pos,
          no_listing ? Message{fmt::format("一覧のない種類です: {}", item.id),
                               fmt::format("This collection has no listing: {}", item.id)}
                     : Message{fmt::format("メニューの先がありません: {}", item.id),
                               fmt::format("The menu leads nowhere: {}", item.id)},
          no_listing
              ? Message{fmt::format("schema/{0}.yaml に listing: を書くか、{0}/記録の名前 と書きます。", item.id),
                        fmt::format("Add listing: to schema/{0}.yaml, or write {0}/ and a record's name.", item.id)}
              : MenuHint(site, item.id));
    }
  }
}

/// Error `template.missing`: site.yaml gives a role to a layout that the theme does not have.
void CheckLayouts(const Site& site, const tmpl::Engine& engine, Diagnostics& diagnostics) {
  for (const auto& [role, key, layout] : site.config.layouts) {
    if (!layout.pos.file || engine.Has(layout.id + ".html")) continue;
    std::vector<std::string> names = engine.TemplateNames();
    for (std::string& name : names) name.resize(name.rfind('.'));
    diagnostics.Error("template.missing", layout.pos,
                      {fmt::format("テーマにないレイアウトです: {}", layout.id),
                       fmt::format("The theme has no such layout: {}", layout.id)},
                      Suggest(Nearest(layout.id, {names.begin(), names.end()}),
                              {"テーマの templates フォルダーにあるファイルの名前を、.html を付けずに書きます。",
                               "Write the name of a file in the theme's folder templates, without .html."}));
  }
}

}  // namespace

Renderer::Renderer(const Site& site, const Theme& theme, const Derived& derived, Diagnostics& diagnostics)
    : state_(std::make_unique<State>(site, theme, derived)) {
  State& state = *state_;
  Diagnostics own;
  AddFilters(state.engine, state.types, theme);
  for (const auto& [name, file] : theme.templates) state.engine.AddTemplate(name, *file, own);
  state.engine.Link(own);
  CheckMenus(site, own);
  CheckLayouts(site, state.engine, own);
  CheckFacets(site, own);
  CheckStandards(site, own);
  CheckTopics(site, own);
  state.views = std::make_unique<Views>(site, theme, state.types, state.engine.Has("calendar.html"));
  state.members = std::make_unique<Members>(*state.views);
  state.plan = Plan(PlanOutputs(*state.views, theme, *state.members, state.engine, own), own);
  CheckMissing(state.plan, state.engine, theme, own);
  const tmpl::FieldUses uses = CheckTemplates(state.plan, state.types, state.engine, own);
  state.asks_readings = uses.contains({&state.types.page, state.types.names.Find("readings")});
  state.asks_search = uses.contains({&state.types.page, state.types.names.Find("search_index")});
  if (own.HasErrors()) state.plan = {};
  diagnostics.Append(std::move(own));
}

Renderer::~Renderer() { state_->engine.ForgetSite(); }

const Plan& Renderer::plan() const { return state_->plan; }

Plan Renderer::DerivedPlan(Diagnostics& diagnostics) const {
  std::vector<Output> outputs;
  const auto add = [&](bool asked, const Lazy<DerivedFiles>& derived) {
    if (!asked) return;
    diagnostics.Append(Diagnostics(derived().diagnostics));
    for (const DerivedFile& file : derived().files) outputs.push_back({file.path, ReadyFile{file.bytes, file.plain}});
  };
  add(state_->asks_readings, state_->derived.readings);
  add(state_->asks_search, state_->derived.search);
  Plan plan(std::move(outputs), diagnostics);
  state_->plan.CheckApart(plan, diagnostics);
  return plan;
}

DerivedPaths Renderer::State::PathsFor(const Page& page) const {
  const Record* record = page.record();
  DerivedPaths paths;
  if (asks_readings && site.config.languages[page.language].japanese) paths.readings = derived.readings().root;
  if (asks_search && record && record->role == PageRole::kSearch) paths.search_index = derived.search().root;
  return paths;
}

bool Renderer::State::RenderPage(const std::string& path, const Page& page, tmpl::Arena& arena, std::string& out,
                                 Diagnostics& diagnostics) const {
  const LanguageId id = page.language;
  std::vector<Value> values = {views->SiteValue(id), PageValue(*views, path, page, PathsFor(page), arena),
                               views->Strings(id)};
  if (const CalendarPage* calendar = page.As<CalendarPage>()) {
    values.push_back(CalendarValue(*views, *calendar, id, arena));
  } else if (const ListingPage* listing = page.As<ListingPage>()) {
    values.push_back(ListingValue(*views, *members, *listing, id, arena));
  } else if (const IndexPage* index = page.As<IndexPage>()) {
    values.push_back(IndexValue(*views, *index, id, arena));
  } else {
    values.push_back(views->RecordValue(*page.record(), id));
  }
  tmpl::RenderContext context;
  context.page = path;
  context.language = id;
  context.host = views.get();
  return engine.Render(page.template_name, ScopeOf(types, page), values, context, arena, out, diagnostics);
}

bool Renderer::Render(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics) const {
  if (const Page* page = output.As<Page>()) return state_->RenderPage(output.path, *page, arena, out, diagnostics);
  if (const DataFile* data = output.As<DataFile>()) {
    out += data->make();
  } else if (const ReadyFile* ready = output.As<ReadyFile>()) {
    out += ready->bytes;
  } else {
    return false;
  }
  return true;
}

}  // namespace kyodo::render
