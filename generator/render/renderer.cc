#include "render/renderer.h"

#include <fmt/format.h>

#include "render/filters.h"
#include "render/listing.h"
#include "render/page.h"
#include "render/sitemap.h"

namespace kyodo::render {

using tmpl::Value;

struct Renderer::State {
  State(const Site& from, const Theme& with) : site(from), types(from, with), engine(types.names) {}

  const Site& site;
  Types types;
  tmpl::Engine engine;
  std::unique_ptr<Views> views;
  std::unique_ptr<Members> members;
  std::vector<Output> plan;
};

namespace {

const tmpl::Scope& ScopeOf(const Types& types, const Output& output) {
  const std::string& id = output.collection->schema.id;
  switch (output.kind) {
    case Output::kListing: return types.listing_scopes.at(id);
    case Output::kIndex: return types.index_scopes.at(id);
    default: return types.record_scopes.at(id);
  }
}

/// Checks every template once for each kind of page that it makes; those that
/// no page of the site is made with are checked by what they extend or include.
void CheckTemplates(const std::vector<Output>& plan, const Types& types, const tmpl::Engine& engine, Diagnostics& diagnostics) {
  std::map<std::pair<std::string, const tmpl::Scope*>, bool> done;
  for (const Output& output : plan) {
    if (!output.collection || !engine.Has(output.template_name)) continue;
    const tmpl::Scope& scope = ScopeOf(types, output);
    if (done.emplace(std::make_pair(output.template_name, &scope), true).second) engine.Check(output.template_name, scope, diagnostics);
  }
}

void CheckMissing(const std::vector<Output>& plan, const tmpl::Engine& engine, const Theme& theme, Diagnostics& diagnostics) {
  std::map<std::string, bool> said;
  for (const Output& output : plan) {
    if (!output.collection || engine.Has(output.template_name) || !said.emplace(output.template_name, true).second) continue;
    diagnostics.FileError("template.missing", fmt::format("themes/{}/templates", theme.name),
                          {fmt::format("テーマにテンプレートがありません: {}", output.template_name), fmt::format("The theme has no template {}", output.template_name)},
                          {fmt::format("「{}」のページに使います。", output.collection->schema.id), fmt::format("It is needed for pages of “{}”.", output.collection->schema.id)});
  }
}

void CheckMenus(const Site& site, Diagnostics& diagnostics) {
  for (const auto& [name, items] : site.config.menus) {
    for (const MenuItem& item : items) {
      const size_t slash = item.id.find('/');
      const Collection* collection = site.FindCollection(item.id.substr(0, slash));
      const bool good = collection && (slash == std::string::npos ? collection->schema.listing.enabled
                                                                  : collection->by_slug.contains(std::string_view(item.id).substr(slash + 1)));
      if (good) continue;
      std::vector<std::string_view> known;
      for (const auto& [id, one] : site.collections) known.push_back(id);
      const std::string_view near = Nearest(item.id, known);
      diagnostics.Error("config.menu", item.pos, {fmt::format("メニューの先がありません: {}", item.id), fmt::format("The menu leads nowhere: {}", item.id)},
                        near.empty() ? Message{"一覧のある種類の名前か、種類/記録の名前を書きます。例: cases、pages/about", "Write a collection with a listing, or collection/record. Example: cases, pages/about"}
                                     : Message{fmt::format("「{}」のことですか。", near), fmt::format("Did you mean “{}”?", near)});
    }
  }
  const Collection* desks = site.FindCollection("desks");
  if (!site.config.contact.empty() && (!desks || !desks->by_slug.contains(site.config.contact))) {
    diagnostics.Error("config.contact", site.config.contact_pos, {fmt::format("窓口がありません: {}", site.config.contact), fmt::format("No such desk: {}", site.config.contact)},
                      {"desks フォルダーにあるファイルの名前を書きます。", "Write the name of a file in the folder desks."});
  }
}

}  // namespace

Renderer::Renderer(const Site& site, const Theme& theme, Diagnostics& diagnostics) : state_(std::make_unique<State>(site, theme)) {
  State& state = *state_;
  Diagnostics own;
  AddFilters(state.engine, state.types, theme);
  for (const auto& [name, file] : theme.templates) state.engine.AddTemplate(name, *file, own);
  state.engine.Link(own);
  CheckMenus(site, own);
  state.views = std::make_unique<Views>(site, theme, state.types);
  state.members = std::make_unique<Members>(*state.views);
  state.plan = MakePlan(*state.views, theme, *state.members, state.engine, own);
  CheckMissing(state.plan, state.engine, theme, own);
  if (!own.HasErrors()) CheckTemplates(state.plan, state.types, state.engine, own);
  if (own.HasErrors()) state.plan.clear();
  diagnostics.Append(std::move(own));
}

Renderer::~Renderer() { state_->engine.ForgetSite(); }

const std::vector<Output>& Renderer::plan() const { return state_->plan; }

bool Renderer::Render(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics) const {
  const State& state = *state_;
  switch (output.kind) {
    case Output::kSitemap: out += MakeSitemap(*state.views, state.plan); return true;
    case Output::kRobots: out += MakeRobots(state.site); return true;
    case Output::kAsset: out += output.asset->bytes; return true;
    case Output::kFile: return false;
    default: break;
  }
  std::vector<Value> values = {state.views->SiteValue(output.language), PageValue(*state.views, output, arena), state.views->Strings(output.language)};
  if (output.kind == Output::kListing) {
    values.push_back(ListingValue(*state.views, *state.members, output, arena));
  } else if (output.kind == Output::kIndex) {
    values.push_back(IndexValue(*state.views, output, arena));
  } else {
    values.push_back(state.views->RecordValue(*output.record, output.language));
  }
  tmpl::RenderContext context;
  context.page = output.path;
  context.language = output.language;
  context.host = state.views.get();
  return state.engine.Render(output.template_name, ScopeOf(state.types, output), values, context, arena, out, diagnostics);
}

}  // namespace kyodo::render
