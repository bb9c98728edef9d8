#include "template/link.h"

#include <algorithm>
#include <functional>
#include <set>

#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

class Linker {
 public:
  Linker(Engine::State& state, Template& one, Diagnostics& diagnostics)
      : state_(state), template_(one), diagnostics_(diagnostics) {}

  void Run() {
    if (!template_.extends.empty()) template_.parent = Find(template_.extends, template_.extends_at);
    for (Node& node : template_.nodes) {
      if (node.kind != Node::kInclude) continue;
      node.included = node.ignore_missing ? state_.Find(node.target) : Find(node.target, node.at);
    }
    for (Import& import : template_.imports) {
      if (!LinkedBefore(import)) import.module = Find(import.target, import.at);
      if (import.module && import.macro != Names::kNone && !MacroOf(*import.module, import.macro)) {
        NoMacro(import.macro_at, import.macro, *import.module);
      }
    }
    for (const PendingCall& call : template_.calls) LinkCall(call);
  }

 private:
  void Error(std::string_view rule, Span at, Message message, Message hint = {}) {
    diagnostics_.Error(rule, template_.Pos(at), std::move(message), std::move(hint));
    template_.broken = true;
  }

  const Template* Find(const std::string& name, Span at) {
    if (const Template* found = state_.Find(name)) return found;
    std::vector<std::string_view> names;
    for (const auto& [other, unused] : state_.templates) names.push_back(other);
    Error("template.missing", at, Say("「{0}」というテンプレートはありません。", "There is no template `{0}`.", name),
          DidYouMean(name, names));
    return nullptr;
  }

  /// `from "x" import a, b` are two imports of one target: told once.
  bool LinkedBefore(Import& import) {
    for (const Import& other : template_.imports) {
      if (&other == &import) return false;
      if (other.at.offset != import.at.offset) continue;
      import.module = other.module;
      return true;
    }
    return false;
  }

  static const Macro* MacroOf(const Template& module, Name name) {
    for (const Macro& macro : module.macros) {
      if (macro.name == name) return &macro;
    }
    return nullptr;
  }

  void NoMacro(Span at, Name name, const Template& module) {
    std::vector<std::string_view> names;
    for (const Macro& macro : module.macros) names.push_back(state_.names.Text(macro.name));
    const std::string_view text = state_.names.Text(name);
    Error("template.function", at,
          Say("{1} に「{0}」という macro はありません。", "There is no macro `{0}` in {1}.", text, module.name),
          DidYouMean(text, names));
  }

  void LinkCall(const PendingCall& pending) {
    for (const Import& import : template_.imports) {
      const bool by_module =
          pending.module != Names::kNone && import.macro == Names::kNone && import.alias == pending.module;
      const bool by_name =
          pending.module == Names::kNone && import.macro != Names::kNone && import.alias == pending.macro;
      if (!by_module && !by_name) continue;
      if (!import.module) return;  // was told
      pending.call->with_context = import.with_context;
      const Name name = by_module ? pending.macro : import.macro;
      const Macro* macro = MacroOf(*import.module, name);
      if (macro) return Bind(pending, *macro);
      if (by_module) NoMacro(pending.at, name, *import.module);
      return;
    }
    const Macro* macro = pending.module == Names::kNone ? MacroOf(template_, pending.macro) : nullptr;
    if (macro)
      Bind(pending, *macro);
    else
      NoFunction(pending);
  }

  void Bind(const PendingCall& pending, const Macro& macro) {
    if (BindMacroArguments(macro, state_.names, template_, pending, diagnostics_))
      pending.call->macro = &macro;
    else
      template_.broken = true;
  }

  void NoFunction(const PendingCall& pending) {
    const std::string_view name = state_.names.Text(pending.macro);
    if (pending.module != Names::kNone) {
      Error("template.call", pending.at, Say("「{0}」は呼び出せません。", "`{0}` cannot be called.", name),
            FindFilter(name)
                ? Say("フィルターを使います。例: {{{{ x | {0} }}}}", "Use the filter: {{{{ x | {0} }}}}", name)
                : Say("macro なら import が必要です。", "If it is a macro, import it."));
      return;
    }
    std::vector<std::string_view> names = {"range", "super", "caller"};
    for (const Macro& macro : template_.macros) names.push_back(state_.names.Text(macro.name));
    for (const Import& import : template_.imports) {
      if (import.macro != Names::kNone) names.push_back(state_.names.Text(import.alias));
    }
    const LeftOut* left_out = FindLeftOut(name);
    Error("template.function", pending.at, Say("「{0}」という macro はありません。", "There is no macro `{0}`.", name),
          left_out ? Message{std::string(left_out->ja), std::string(left_out->en)} : DidYouMean(name, names));
  }

  Engine::State& state_;
  Template& template_;
  Diagnostics& diagnostics_;
};

/// Finds chains of extends and include that come back to where they began.
class CycleFinder {
 public:
  CycleFinder(Engine::State& state, Diagnostics& diagnostics) : state_(state), diagnostics_(diagnostics) {}

  void Run() {
    for (auto& [name, one] : state_.templates) Visit(*one);
  }

 private:
  void Visit(Template& one) {
    if (!seen_.insert(&one).second) return;
    path_.push_back(&one);
    if (one.parent) Follow(one, one.parent, one.extends_at);
    for (const Node& node : one.nodes) {
      if (node.included) Follow(one, node.included, node.at);
    }
    path_.pop_back();
  }

  void Follow(Template& from, const Template* to, Span at) {
    if (std::find(path_.begin(), path_.end(), to) == path_.end()) {
      Visit(*state_.templates.find(to->name)->second);
      return;
    }
    std::string circle;
    for (auto step = std::find(path_.begin(), path_.end(), to); step != path_.end(); ++step) {
      circle += (*step)->name + " → ";
      (*step)->cyclic = true;
    }
    diagnostics_.Error("template.cycle", from.Pos(at),
                       Say("テンプレートが自分自身に戻ります。", "This template comes back to itself."),
                       Say("{0}{1}", "{0}{1}", circle, to->name));
  }

  Engine::State& state_;
  Diagnostics& diagnostics_;
  std::vector<Template*> path_;
  std::set<const Template*> seen_;
};

/// A template is as broken as what it needs.
void SpreadBroken(Engine::State& state) {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& named : state.templates) {
      Template* const one = named.second.get();
      const bool broken = one->broken, cyclic = one->cyclic;
      const auto need = [&](const Template* other) {
        if (!other) return;
        one->broken |= other->broken || other->cyclic;
        one->cyclic |= other->cyclic;
      };
      need(one->parent);
      for (const Node& node : one->nodes) need(node.included);
      for (const Import& import : one->imports) need(import.module);
      one->broken |= one->cyclic;
      changed |= one->broken != broken || one->cyclic != cyclic;
    }
  }
}

/// The block's versions from this template up to the one that prints it.
void ChainBlocks(Template& one) {
  for (const Template* at = &one; at; at = at->parent) {
    for (const Node* block : at->blocks) {
      const auto same = [&](const BlockChain& chain) { return chain.name == block->name; };
      auto chain = std::find_if(one.chains.begin(), one.chains.end(), same);
      if (chain == one.chains.end()) chain = one.chains.insert(chain, BlockChain{block->name, {}});
      chain->versions.emplace_back(at, block);
    }
  }
}

void MakePrologue(Template& one) {
  for (Node* node : one.body) {
    if (node->kind == Node::kSet || node->kind == Node::kSetBlock || node->kind == Node::kIf)
      one.prologue.push_back(node);
  }
}

}  // namespace

void LinkOne(Engine::State& state, Template& one, Diagnostics& diagnostics) { Linker(state, one, diagnostics).Run(); }

void LinkTemplates(Engine::State& state, Diagnostics& diagnostics) {
  for (auto& [name, one] : state.templates) LinkOne(state, *one, diagnostics);
  CycleFinder(state, diagnostics).Run();
  SpreadBroken(state);
  std::set<const Template*> done;
  const std::function<void(Template&)> finish = [&](Template& one) {
    if (!done.insert(&one).second || one.cyclic) return;
    if (one.parent) finish(*state.templates.find(one.parent->name)->second);
    MakePrologue(one);
    ChainBlocks(one);
    const bool parent_known = one.extends.empty() || (one.parent && one.parent->contexts_known);
    if (!one.unreadable && parent_known) FindContexts(state, one, Context{}, diagnostics);
  };
  for (auto& [name, one] : state.templates) finish(*one);
  SpreadBroken(state);
}

}  // namespace kyodo::tmpl
