#include "template/engine.h"

#include "template/check.h"
#include "template/evaluate.h"
#include "template/link.h"
#include "template/messages.h"

namespace kyodo::tmpl {

KnownNames::KnownNames(Names& names)
    : site(names.Intern("site")),
      caller(names.Intern("caller")),
      id(names.Intern("id")),
      key(names.Intern("key")),
      value(names.Intern("value")),
      grouper(names.Intern("grouper")),
      list(names.Intern("list")),
      year(names.Intern("year")),
      month(names.Intern("month")),
      day(names.Intern("day")) {}

Engine::State::State(Names& all_names) : names(all_names), known(all_names), parse{all_names, filters} {
  pair.name = "pair";
  pair.Add(known.key, {Type::kString});
  pair.Add(known.value, {});
  group.name = "group";
  group.Add(known.grouper, {});
  group.Add(known.list, {Type::kList});
}

const Template* Engine::State::Find(std::string_view name) const {
  const auto found = templates.find(name);
  return found == templates.end() ? nullptr : found->second.get();
}

Engine::Engine(Names& names) : state_(std::make_unique<State>(names)) {}
Engine::~Engine() = default;

void Engine::AddFilter(HostFilter filter) {
  std::string name = filter.name;
  state_->filters.insert_or_assign(std::move(name), std::move(filter));
}

std::vector<const HostFilter*> Engine::Filters() const {
  std::vector<const HostFilter*> filters;
  for (const auto& [name, filter] : state_->filters) filters.push_back(&filter);
  return filters;
}

void Engine::AddTemplate(std::string name, const SourceFile& file, Diagnostics& diagnostics) {
  std::unique_ptr<Template> parsed = ParseTemplate(name, file, state_->parse, diagnostics);
  state_->templates.insert_or_assign(std::move(name), std::move(parsed));
}

void Engine::Link(Diagnostics& diagnostics) {
  LinkTemplates(*state_, diagnostics);
  state_->memo.Resize(static_cast<size_t>(state_->parse.memos));
}

bool Engine::Has(std::string_view name) const { return state_->Find(name) != nullptr; }

std::set<std::string> Engine::NeededTemplates() const {
  std::set<std::string> names;
  for (const auto& [name, one] : state_->templates) {
    names.insert(one->extends);
    for (const Node& node : one->nodes) {
      if (node.kind == Node::kInclude) names.insert(node.target);
    }
    for (const Import& import : one->imports) names.insert(import.target);
  }
  return names;
}

std::string Engine::NearestTemplate(std::string_view name) const {
  std::vector<std::string_view> stems;
  for (const auto& [one, unused] : state_->templates) stems.push_back(std::string_view(one).substr(0, one.rfind('.')));
  return std::string(Nearest(name, stems));
}

std::vector<const Struct*> Engine::SharedReads() const {
  const std::lock_guard lock(state_->reads_mutex);
  return state_->shared_reads;
}

void Engine::ForgetSite() {
  state_->memo.Clear();
  state_->shared_reads.clear();
}

FieldUses Engine::Check(std::string_view name, const Scope& scope, Diagnostics& diagnostics) const {
  FieldUses uses;
  const Template* found = state_->Find(name);
  if (found && !found->cyclic) Checker(*state_, scope, uses, diagnostics).Check(*found);
  return uses;
}

bool Engine::Render(std::string_view name, const Scope& scope, std::span<const Value> values,
                    const RenderContext& context, Arena& arena, std::string& out, Diagnostics& diagnostics) const {
  const Template* found = state_->Find(name);
  if (found && !found->broken)
    return Evaluator(*state_, scope, values, context, arena, out, diagnostics).Render(*found);
  SourcePos at;
  if (found) at.file = found->file;
  diagnostics.Error("template.broken", at,
                    found ? Say("テンプレート「{0}」には誤りがあるため使えません。",
                                "The template `{0}` has errors and cannot be used.", name)
                          : Say("「{0}」というテンプレートはありません。", "There is no template `{0}`.", name));
  return false;
}

}  // namespace kyodo::tmpl
