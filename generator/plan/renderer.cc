#include "plan/renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/hash.h"
#include "core/text.h"
#include "data/open_data.h"
#include "plan/calendar_page.h"
#include "plan/listing.h"
#include "plan/page.h"
#include "plan/removed_page.h"
#include "views/filters.h"
#include "views/menus.h"

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
                  Diagnostics& diagnostics, std::vector<const tmpl::Struct*>* reads = nullptr) const;
  void AddRecords(const std::vector<const tmpl::Struct*>& reads, std::vector<const Record*>& records) const;
  bool asks_readings = false, asks_search = false;  // does a template read what names them?
};

namespace {

const tmpl::Scope& ScopeOf(const Types& types, const Page& page) {
  if (page.As<RemovedPage>()) return types.removed_scope;
  const Collection* collection = page.collection();
  if (!collection) return types.calendar_scope;
  const std::string& id = collection->schema.id;
  if (page.As<ListingPage>()) return types.listing_scopes.at(id);
  if (page.As<IndexPage>()) return types.index_scopes.at(id);
  return types.record_scopes.at(id);
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
    const std::string& named = page->As<ListingPage>() ? schema.listing.template_name : schema.template_name;
    if (named.empty()) {
      diagnostics.FileError("template.missing", TemplateFolder(theme), found,
                            {fmt::format("「{}」（{}）のページに使います。", schema.label.In(0), schema.id),
                             fmt::format("It is needed for the pages of “{}”.", schema.id)});
      continue;
    }
    diagnostics.Error("template.missing", {schema.pos.file, 0, 0, 1}, found,
                      Suggest(engine.NearestTemplate(named),
                              {"template には、テーマの templates "
                               "フォルダーにあるファイルの名前を、.html を付けずに書きます。",
                               "template: names a file of the theme's folder templates, without .html."}));
  }
}

/// Error `template.missing`: nothing can be made of removed.yaml.
void CheckRemoved(const Site& site, const tmpl::Engine& engine, const Theme& theme, Diagnostics& diagnostics) {
  if (site.removed.empty() || engine.Has(kRemovedTemplate)) return;
  diagnostics.FileError("template.missing", TemplateFolder(theme),
                        {fmt::format("テーマにテンプレートがありません: {}", kRemovedTemplate),
                         fmt::format("The theme has no template {}", kRemovedTemplate)},
                        {"removed.yaml にある、なくしたページのアドレスに使います。",
                         "It is needed for the addresses in removed.yaml, whose pages are gone."});
}

void TellNoFacet(const std::string& key, const Field& field, Diagnostics& diagnostics) {
  diagnostics.Error("schema.facet", field.pos,
                    {fmt::format("絞り込み（facets）に使えない項目です: {}", key),
                     fmt::format("This field cannot be a facet: {}", key)},
                    {"使えるのは、非公開でも言語ごとでもない、term、ref、integer、boolean、one_of のある string "
                     "と、それらの list です。",
                     "Facets are public fields, not by language, of the types term, ref, integer, boolean, string "
                     "with one_of, and lists of them."});
}

void TellLargeFacet(const std::string& key, const Field& field, Diagnostics& diagnostics) {
  diagnostics.Error("facet.size", field.pos,
                    {fmt::format("絞り込み（facets）の値が多すぎます: {}", key),
                     fmt::format("This facet has too many values: {}", key)},
                    {"値ごとに一覧のページができるので、1,000 までです。もっと大きく分ける項目にします。例: facets: "
                     "[district]",
                     "Each has a page of its own, so at most 1,000. Please take a field that divides more "
                     "coarsely. Example: facets: [district]"});
}

/// Errors `schema.facet`, and `facet.size`: it has so many values that it was left out (views/facets.cc).
void CheckFacets(const Site& site, const Views& views, Diagnostics& diagnostics) {
  for (const auto& [id, collection] : site.collections) {
    const std::vector<Facet>& facets = views.Facets(id).facets();
    for (const std::string& key : collection.schema.listing.facets) {
      const int at = collection.schema.Find(key);
      if (at < 0) continue;
      const Field& field = collection.schema.fields[static_cast<size_t>(at)];
      const auto is_it = [&](const Facet& facet) { return facet.field == &field; };
      if (!CanBeFacet(field)) {
        TellNoFacet(key, field, diagnostics);
      } else if (std::none_of(facets.begin(), facets.end(), is_it)) {
        TellLargeFacet(key, field, diagnostics);
      }
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

/// Warning `template.unused`: the site adds a template to the theme, and nothing asks for it.
void CheckAdded(const Plan& plan, const tmpl::Engine& engine, const Theme& theme, Diagnostics& diagnostics) {
  if (theme.added.empty()) return;
  std::set<std::string> used = engine.NeededTemplates();
  for (const Output& output : plan.outputs()) {
    if (const Page* page = output.As<Page>()) used.insert(page->template_name);
  }
  std::vector<std::string_view> others;
  const auto is_added = [&](const std::string& name) {
    return std::find(theme.added.begin(), theme.added.end(), name) != theme.added.end();
  };
  for (const auto& [name, file] : theme.templates) {
    if (!is_added(name)) others.push_back(name);
  }
  for (const auto& [name, file] : theme.templates) {
    if (!is_added(name) || used.contains(name)) continue;
    const std::string stem = name.substr(0, name.rfind('.'));
    diagnostics
        .Warning("template.unused", {}, {"どのページにも使われないひな型です", "No page is made with this template"},
                 Suggest(Nearest(name, others),
                         {fmt::format("使うページに layout: {} と書くか、テーマのひな型と同じ名前にします。", stem),
                          fmt::format("Write layout: {} on the pages that it is for, or give it the name of a template "
                                      "of the theme.",
                                      stem)}))
        .path = file->path;
  }
}

/// Error `template.missing`: site.yaml gives a role to a layout that the theme does not have.
void CheckLayouts(const Site& site, const tmpl::Engine& engine, Diagnostics& diagnostics) {
  for (const auto& [role, key, layout] : site.config.layouts) {
    if (!layout.pos.file || engine.Has(layout.id + ".html")) continue;
    diagnostics.Error("template.missing", layout.pos,
                      {fmt::format("テーマにないレイアウトです: {}", layout.id),
                       fmt::format("The theme has no such layout: {}", layout.id)},
                      Suggest(engine.NearestTemplate(layout.id),
                              {"テーマの templates フォルダーにあるファイルの名前を、.html を付けずに書きます。",
                               "Write the name of a file in the theme's folder templates, without .html."}));
  }
}

/// Collections of one name have one.
void AddCards(const Site& site, Plan& plan) {
  std::map<std::string, const Image*> cards;
  const auto add = [&](const std::vector<const Image*>& images) {
    for (const Image* card : images) cards.emplace(card->Address(), card);
  };
  add(site.cards);
  for (const auto& [id, collection] : site.collections) add(collection.cards);
  for (const auto& [path, card] : cards) plan.Add({path, ImageCopyFile{card}});
}

}  // namespace

Renderer::Renderer(const Site& site, const Theme& theme, const Derived& derived, Diagnostics& diagnostics)
    : state_(std::make_unique<State>(site, theme, derived)) {
  State& state = *state_;
  Diagnostics own;
  AddFilters(state.engine, state.types, theme);
  for (const auto& [name, file] : theme.templates) state.engine.AddTemplate(name, *file, own);
  state.engine.Link(own);
  CheckLayouts(site, state.engine, own);
  CheckStandards(site, own);
  CheckTopics(site, own);
  state.views = std::make_unique<Views>(site, theme, state.types, state.engine.Has("calendar.html"));
  CheckFacets(site, *state.views, own);
  CheckMenus(site, state.views->HasCalendarPages(), own);
  state.members = std::make_unique<Members>(*state.views);
  PageTemplates templates(theme, state.types, state.engine, own);
  state.plan = Plan(PlanOutputs(*state.views, theme, *state.members, templates), own);
  CheckMissing(state.plan, state.engine, theme, own);
  CheckRemoved(site, state.engine, theme, own);
  CheckAdded(state.plan, state.engine, theme, own);
  const tmpl::FieldUses& uses = templates.uses();
  state.asks_readings = uses.contains({&state.types.page, state.types.names.Find("readings")});
  state.asks_search = uses.contains({&state.types.page, state.types.names.Find("search_index")});
  if (uses.contains({&state.types.page, state.types.names.Find("card_image")})) AddCards(site, state.plan);
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
    for (const DerivedFile& file : derived().files) outputs.push_back({file.path, PackedFile{&file}});
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
  if (asks_readings && site.config.languages[page.language].japanese) paths.readings = derived.ReadingsPath();
  if (asks_search && record && record->role == PageRole::kSearch) paths.search_index = derived.SearchPath();
  return paths;
}

bool Renderer::State::RenderPage(const std::string& path, const Page& page, tmpl::Arena& arena, std::string& out,
                                 Diagnostics& diagnostics, std::vector<const tmpl::Struct*>* reads) const {
  const LanguageId id = page.language;
  std::vector<Value> values = {views->SiteValue(id), PageValue(*views, path, page, PathsFor(page), arena),
                               views->Strings(id)};
  if (const CalendarPage* calendar = page.As<CalendarPage>()) {
    values.push_back(CalendarValue(*views, *calendar, id, arena));
  } else if (const RemovedPage* removed = page.As<RemovedPage>()) {
    values.push_back(RemovedValue(*views, *removed, id, arena));
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
  context.code = views->languages()[id].code;
  context.host = views.get();
  context.reads = reads;
  return engine.Render(page.template_name, ScopeOf(types, page), values, context, arena, out, diagnostics);
}

void Renderer::State::AddRecords(const std::vector<const tmpl::Struct*>& reads,
                                 std::vector<const Record*>& records) const {
  for (const tmpl::Struct* one : reads) {
    if (const Record* record = views->RecordOf(Value::Of(one))) records.push_back(record);
  }
}

bool Renderer::RenderPage(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics,
                          std::vector<const Record*>& shown) const {
  const Page& page = *output.As<Page>();
  std::vector<const tmpl::Struct*> reads;
  const bool done = state_->RenderPage(output.path, page, arena, out, diagnostics, &reads);
  state_->AddRecords(reads, shown);
  if (const Record* record = page.record()) shown.push_back(record);
  return done;
}

uint64_t Renderer::NamedBy(const Page& page) const {
  const DerivedPaths paths = state_->PathsFor(page);
  return Hash(paths.search_index, Hash(paths.readings));
}

std::vector<const Record*> Renderer::Shared() const {
  std::vector<const Record*> records;
  state_->AddRecords(state_->engine.SharedReads(), records);
  return records;
}

bool Renderer::Render(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics) const {
  if (const Page* page = output.As<Page>()) return state_->RenderPage(output.path, *page, arena, out, diagnostics);
  if (const Moved* moved = output.As<Moved>()) {
    out += MakeMovedPage(*state_->views, *moved);
  } else if (const DataFile* data = output.As<DataFile>()) {
    std::string made = data->make();
    if (out.empty()) {
      out = std::move(made);
    } else {
      out += made;
    }
  } else if (const ReadyFile* ready = output.As<ReadyFile>()) {
    out += ready->bytes;
  } else if (const PackedFile* packed = output.As<PackedFile>()) {
    out = packed->file->Bytes();
  } else {
    return false;
  }
  return true;
}

}  // namespace kyodo::render
