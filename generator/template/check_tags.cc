#include <algorithm>

#include "template/check.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

bool AreSame(const Type& a, const Type& b) {
  return a.kind == b.kind && a.optional == b.optional && a.element == b.element && a.fields == b.fields &&
         a.nothing == b.nothing && a.missing == b.missing;
}

}  // namespace

class Checker::Enter {
 public:
  Enter(Checker& checker, Frame& frame, Span at) : checker_(checker), before_(checker.frame_) {
    frame.up = before_;
    frame.at = at;
    checker.frame_ = &frame;
  }
  Enter(const Enter&) = delete;
  ~Enter() { checker_.frame_ = before_; }

 private:
  Checker& checker_;
  Frame* before_;
};

void Checker::Check(const Template& what) {
  Activation activation{&what};
  Frame frame;
  frame.activation = &activation;
  frame.file = &what;
  const Enter enter(*this, frame, {});
  WalkTemplate(what, activation);
  std::set<const Template*> seen;
  for (const Template* at = &what; at; at = at->parent) {
    frame.file = at;
    WalkUncalledMacros(*at, true, seen);
  }
}

void Checker::Error(std::string_view rule, Span at, Message message, Message hint) {
  if (!told_.emplace(frame_->file->file, at.offset, std::string(rule)).second) return;
  const SourcePos pos = frame_->file->Pos(at);
  // A template that serves several collections is checked for each; the first one tells.
  const auto same = [&](const Diagnostic& other) {
    return other.line == pos.line && other.column == pos.column && other.rule == rule && other.path == pos.file->path;
  };
  if (std::any_of(diagnostics_.list().begin(), diagnostics_.list().end(), same)) return;
  Diagnostic& told = diagnostics_.Error(rule, pos, std::move(message), std::move(hint));
  for (const Frame* frame = frame_; frame; frame = frame->up) {
    const auto add = [&](const SourcePos& step) { told.via.push_back({step.file->path, step.line, step.column}); };
    if (frame->up) add(frame->up->file->Pos(frame->at));
    const Template* leaf = frame->activation->leaf;
    const bool base = !frame->up || frame->up->activation != frame->activation;
    if (base && frame->file != leaf && leaf->parent) add(leaf->Pos(leaf->extends_at));
  }
}

void Checker::Bind(Name name, const Type& type, bool missing) {
  frame_->names = &known_.emplace_back(Known{name, type, missing, frame_->names});
}

void Checker::WalkTemplate(const Template& what, Activation& activation) {
  const Template* at = &what;
  for (; at->parent; at = at->parent) {
    frame_->file = at;
    WalkSets(at->prologue);
    frame_->names = activation.top;
  }
  frame_->file = at;
  Walk(at->body);
}

void Checker::WalkSets(const Body& body) {
  for (const Node* node : body) {
    if (node->kind == Node::kSet || node->kind == Node::kSetBlock) WalkNode(*node);
    if (node->kind != Node::kIf) continue;
    for (const Branch& branch : node->branches) {
      if (branch.condition) Of(*branch.condition);
      const Truth truth = branch.condition ? TruthOf(*branch.condition) : Truth::kYes;
      if (truth != Truth::kNo) WalkSets(branch.body);
      if (truth == Truth::kYes) break;
    }
  }
}

void Checker::Walk(const Body& body) {
  for (const Node* node : body) WalkNode(*node);
}

void Checker::WalkNode(const Node& node) {
  switch (node.kind) {
    case Node::kText: return;
    case Node::kPrint: return WalkPrint(node);
    case Node::kIf: return WalkIf(node);
    case Node::kFor: return WalkFor(node);
    case Node::kInclude: return WalkInclude(node);
    case Node::kSet: Bind(node.name, OfMaybe(*node.expr)); break;
    case Node::kSetBlock: {
      const Known* const before = frame_->names;
      Walk(node.body);
      frame_->names = before;
      Bind(node.name, {Type::kHtml});
      break;
    }
    case Node::kBlock:
      for (const BlockChain& chain : frame_->activation->leaf->chains) {
        if (chain.name == node.name) WalkVersion(chain, 0, node.at);
      }
      return;
    case Node::kCall: {
      if (node.expr->kind == Expr::kMacro) CheckMacroCall(*node.expr, true);
      const Known* const before = frame_->names;
      Walk(node.body);
      frame_->names = before;
      return;
    }
  }
  if (node.top_level) frame_->activation->top = frame_->names;  // after set
}

void Checker::WalkPrint(const Node& node) {
  const Type type = Of(*node.expr);
  const bool json = node.escape == Escape::kJsonValue && (type.kind == Type::kList || type.kind == Type::kDict);
  if (json || (type.kind != Type::kList && type.kind != Type::kStruct && type.kind != Type::kDict)) return;
  const Message kind = NameOf(type.kind);
  Error("template.print", node.expr->at,
        Say("{0}はそのまま表示できません。", "You cannot print {1} as it is.", kind.ja, kind.en),
        type.kind == Type::kList
            ? Say("for か join を使います。例: {{{{ tags | join(\"、\") }}}}",
                  "Use `for` or `join`: {{{{ tags | join(\", \") }}}}")
            : Say("項目を選んでください。例: {{{{ group.name }}}}", "Choose a field: {{{{ group.name }}}}"));
}

/// Names that any way through an `if` sets are known behind it.
void Checker::MergeNames(const Known* before, const std::vector<const Known*>& branches) {
  frame_->names = before;
  std::vector<std::pair<Name, Type>> merged;
  for (const Known* branch : branches) {
    std::vector<Name> seen;
    for (const Known* known = branch; known != before; known = known->next) {
      if (std::find(seen.begin(), seen.end(), known->name) != seen.end()) continue;
      seen.push_back(known->name);
      const auto found =
          std::find_if(merged.begin(), merged.end(), [&](const auto& entry) { return entry.first == known->name; });
      if (found == merged.end())
        merged.emplace_back(known->name, known->type);
      else
        found->second = Joined(found->second, known->type);
    }
  }
  for (auto& [name, type] : merged) {
    for (const Known* known = before; known; known = known->next) {
      if (known->name != name) continue;
      if (!known->missing) type = Joined(type, known->type);
      break;
    }
    Bind(name, type);
  }
}

void Checker::WalkIf(const Node& node) {
  const Known* const before = frame_->names;
  const size_t assumed = assumed_.size();
  std::vector<const Known*> ends;
  for (const Branch& branch : node.branches) {
    frame_->names = before;
    if (branch.condition) Of(*branch.condition);
    const Truth truth = branch.condition ? TruthOf(*branch.condition) : Truth::kYes;
    if (truth != Truth::kNo) {
      const size_t outside = assumed_.size();
      if (branch.condition) Assume(*branch.condition, true);
      Walk(branch.body);
      assumed_.resize(outside);
      ends.push_back(frame_->names);
    }
    if (truth == Truth::kYes) break;
    Assume(*branch.condition, false);  // for the branches behind
  }
  assumed_.resize(assumed);
  const Known* const changed = frame_->names;
  MergeNames(before, ends);
  if (node.top_level && (changed != before || frame_->names != before)) frame_->activation->top = frame_->names;
}

Type Checker::ElementOf(const Type& iterated, const Expr& at) {
  if (iterated.kind == Type::kList) return iterated.element ? *iterated.element : Type{};
  if (iterated.kind == Type::kDict) return {Type::kString};
  if (iterated.kind == Type::kAny) return {};
  const Message kind = NameOf(iterated.kind);
  Error("template.type", at.at,
        Say("for にはリストが必要ですが、{0}です。", "`for` needs a list, but this is {1}.", kind.ja, kind.en),
        iterated.kind == Type::kStruct ? Say("項目を順に使うには items を付けます。例: for k, v in x | items",
                                             "To go through its fields use `items`: for k, v in x | items")
                                       : Message{});
  return {};
}

std::vector<Type> Checker::TargetTypes(const Node& node, const Type& element) {
  const size_t count = node.targets.size();
  if (count == 1) return {element};
  const bool two = element.kind == Type::kStruct &&
                   (element.fields->name == state_.pair.name || element.fields->name == state_.group.name);
  if (two && count == 2) return {element.fields->list[0].type, element.fields->list[1].type};
  const bool list = element.kind == Type::kList;
  if ((element.kind != Type::kAny && !list) || two) {
    Error("template.type", node.expr->at,
          Say("それぞれの要素を {0} 個の変数に分けられません。", "The elements cannot be taken apart into {0} names.",
              count),
          Say("辞書なら items を使います。例: {{% for k, v in x | items %}}",
              "For a dict use items: {{% for k, v in x | items %}}"));
  }
  return std::vector<Type>(count, list && element.element ? *element.element : Type{});
}

void Checker::WalkFor(const Node& node) {
  const Known* const before = frame_->names;
  const Type outer = frame_->loop_element;
  const Type element = ElementOf(Of(*node.expr), *node.expr);
  const std::vector<Type> types = TargetTypes(node, element);
  for (size_t i = 0; i < types.size(); ++i) Bind(node.targets[i], types[i]);
  if (node.condition) Of(*node.condition);
  frame_->loop_element = element;
  const size_t outside = assumed_.size();
  if (node.condition) Assume(*node.condition, true);
  if (!node.condition || TruthOf(*node.condition) != Truth::kNo) Walk(node.body);
  assumed_.resize(outside);
  frame_->loop_element = outer;
  frame_->names = before;
  Walk(node.otherwise);
  frame_->names = before;
}

void Checker::WalkVersion(const BlockChain& chain, size_t version, Span at) {
  for (const Frame* outer = frame_; outer; outer = outer->up) {
    if (outer->chain != &chain || outer->version != version) continue;
    return Error("template.cycle", at,
                 Say("この block は自分自身の中にあります。", "This block comes to lie inside itself."));
  }
  Frame frame;
  frame.activation = frame_->activation;
  frame.file = chain.versions[version].first;
  frame.names = frame_->activation->top;
  frame.chain = &chain;
  frame.version = version;
  const Enter enter(*this, frame, at);
  Walk(chain.versions[version].second->body);
}

void Checker::WalkInclude(const Node& node) {
  if (!node.included) return;
  Activation activation{node.included, frame_->names, frame_->activation->sees_scope};
  Frame frame;
  frame.activation = &activation;
  frame.file = node.included;
  frame.names = frame_->names;
  const Enter enter(*this, frame, node.at);
  WalkTemplate(*node.included, activation);
}

void Checker::CheckMacroCall(const Expr& call, bool with_caller) {
  std::vector<Type> arguments;
  std::vector<bool> given;
  for (const Expr* item : call.items) {
    arguments.push_back(item ? Of(*item) : Type{});
    given.push_back(item != nullptr);
  }
  if (call.macro) WalkMacro(*call.macro, std::move(arguments), given, call.with_context, with_caller, call.at);
}

void Checker::WalkMacro(const Macro& macro, std::vector<Type> arguments, const std::vector<bool>& given,
                        bool with_context, bool with_caller, Span at) {
  if (std::find(open_macros_.begin(), open_macros_.end(), &macro) != open_macros_.end()) return;
  const auto same = [&](const auto& walked) {
    return walked.first == &macro &&
           std::equal(walked.second.begin(), walked.second.end(), arguments.begin(), arguments.end(), AreSame);
  };
  const bool all_given = std::find(given.begin(), given.end(), false) == given.end();
  if (all_given && std::any_of(walked_macros_.begin(), walked_macros_.end(), same)) return;
  walked_macros_.emplace_back(&macro, arguments);

  const bool same_file = macro.home->file == frame_->file->file;
  Activation activation{macro.home, nullptr, frame_->activation->sees_scope && (same_file || with_context)};
  if (same_file || with_context) activation.top = frame_->activation->top;
  Frame frame;
  frame.activation = &activation;
  frame.file = macro.home;
  frame.names = activation.top;
  const Enter enter(*this, frame, at);
  if (!same_file) {
    WalkSets(macro.home->prologue);
    frame.names = activation.top;
  }
  const std::vector<std::string> outer_assumed = std::exchange(assumed_, {});
  open_macros_.push_back(&macro);
  for (size_t i = 0; i < macro.parameters.size(); ++i) {
    const Expr* fallback = macro.parameters[i].fallback;
    const Type type = given[i] ? arguments[i] : fallback ? Of(*fallback) : Type{};
    Bind(macro.parameters[i].name, type, !given[i] && !fallback);
  }
  Bind(state_.known.caller, {Type::kBool}, !with_caller);
  Walk(macro.body);
  open_macros_.pop_back();
  assumed_ = outer_assumed;
}

/// Macros that nothing calls are checked with arguments of any type.
void Checker::WalkUncalledMacros(const Template& of, bool sees_scope, std::set<const Template*>& seen) {
  if (!seen.insert(&of).second) return;
  for (const Macro& macro : of.macros) {
    const auto walked = [&](const auto& entry) { return entry.first == &macro; };
    if (std::any_of(walked_macros_.begin(), walked_macros_.end(), walked)) continue;
    const size_t count = macro.parameters.size();
    Frame frame;
    Activation activation{&of, frame_->activation->top, sees_scope};
    frame.activation = &activation;
    frame.file = &of;
    frame.up = nullptr;
    Frame* const outer = std::exchange(frame_, &frame);
    WalkMacro(macro, std::vector<Type>(count), std::vector<bool>(count, true), true, true, macro.at);
    frame_ = outer;
  }
  for (const Import& import : of.imports) {
    if (import.module) WalkUncalledMacros(*import.module, sees_scope && import.with_context, seen);
  }
}

}  // namespace kyodo::tmpl
