// Tags: blocks, loops, includes and macros.
#include "template/evaluate.h"

#include <algorithm>

#include "template/messages.h"
#include "template/operations.h"
#include "template/print.h"

namespace kyodo::tmpl {

class Evaluator::Enter {
 public:
  Enter(Evaluator& evaluator, Frame& frame, Span at) : evaluator_(evaluator), before_(evaluator.frame_) {
    frame.up = before_;
    frame.at = at;
    frame.depth = before_ ? before_->depth + 1 : 0;
    evaluator.frame_ = &frame;
  }
  Enter(const Enter&) = delete;
  ~Enter() { evaluator_.frame_ = before_; }

 private:
  Evaluator& evaluator_;
  Frame* before_;
};

bool Evaluator::Render(const Template& what) {
  const size_t start = out_.size();
  try {
    Activation activation{&what};
    Frame frame;
    frame.activation = &activation;
    frame.file = &what;
    const Enter enter(*this, frame, {});
    RunTemplate(what, activation);
    return true;
  } catch (const RenderFailure&) {
    out_.resize(start);
    return false;
  }
}

/// Runs in the current frame: first what the extending templates set, then the
/// text of the one that extends nothing.
void Evaluator::RunTemplate(const Template& what, Activation& activation) {
  const Template* at = &what;
  for (; at->parent; at = at->parent) {
    frame_->file = at;
    RunSets(at->prologue);
    frame_->names = activation.top;
  }
  frame_->file = at;
  Run(at->body);
}

void Evaluator::Run(const Body& body) {
  for (const Node* node : body) RunNode(*node);
}

void Evaluator::RunNode(const Node& node) {
  switch (node.kind) {
    case Node::kText: out_.append(node.text); return;
    case Node::kPrint: return RunPrint(node);
    case Node::kIf: return RunIf(node);
    case Node::kFor: return RunFor(node);
    case Node::kSet:
      Bind(node.name, Evaluate(*node.expr));
      if (node.top_level) frame_->activation->top = frame_->names;
      return;
    case Node::kSetBlock: {
      const Binding* const names = frame_->names;
      const Value text = Capture([&] { Run(node.body); });
      frame_->names = names;
      Bind(node.name, text);
      if (node.top_level) frame_->activation->top = frame_->names;
      return;
    }
    case Node::kBlock: return RunBlock(node);
    case Node::kInclude: return RunInclude(node);
    case Node::kCall: {
      const CallerBody caller{&node.body, frame_};
      if (node.escape == Escape::kText) return RunMacro(*node.expr, &caller);
      const Value html = Capture([&] { RunMacro(*node.expr, &caller); });
      AppendPrinted(out_, html, node.escape, context_.page);
      return;
    }
  }
}

void Evaluator::RunSets(const Body& body) {
  for (const Node* node : body) {
    if (node->kind == Node::kSet || node->kind == Node::kSetBlock) RunNode(*node);
    if (node->kind != Node::kIf) continue;
    for (const Branch& branch : node->branches) {
      if (branch.condition && !IsTrueNow(*branch.condition)) continue;
      RunSets(branch.body);
      break;
    }
  }
}

void Evaluator::RunPrint(const Node& node) {
  const Expr& expr = *node.expr;
  if (node.escape == Escape::kText) {  // without a copy
    if (expr.kind == Expr::kMacro) return RunMacro(expr, nullptr);
    if (expr.kind == Expr::kSuper) return RunSuper(expr);
    if (expr.kind == Expr::kCaller) return RunCaller(expr);
  }
  const Value value = Need(expr);
  if (!AppendPrinted(out_, value, node.escape, context_.page)) FailPrint(expr, value);
}

void Evaluator::RunIf(const Node& node) {
  for (const Branch& branch : node.branches) {
    if (branch.condition && !IsTrueNow(*branch.condition)) continue;
    return Run(branch.body);
  }
}

void Evaluator::Bind(Name name, const Value& value) {
  frame_->names = new (arena_->Bytes(sizeof(Binding))) Binding{name, value, frame_->names};
}

void Evaluator::BindTargets(const Node& node, std::span<Binding> bindings, const Value& item) {
  if (bindings.size() == 1) {
    bindings[0].value = item;
    return;
  }
  const Value* parts = nullptr;
  size_t count = 0;
  if (item.kind == Value::kList) {
    parts = item.list->items;
    count = item.list->size;
  } else if (item.kind == Value::kStruct &&
             (item.structure->type == &state_.pair || item.structure->type == &state_.group)) {
    parts = item.structure->fields;
    count = 2;
  }
  if (count != bindings.size()) {
    Fail(*node.expr, "template.type",
         Say("それぞれの要素を {0} 個の変数に分けられません。", "The elements cannot be taken apart into {0} names.",
             bindings.size()),
         Say("辞書なら items を使います。例: {{% for k, v in x | items %}}",
             "For a dict use items: {{% for k, v in x | items %}}"));
  }
  for (size_t i = 0; i < count; ++i) bindings[i].value = parts[i];
}

std::span<const Value> Evaluator::Selected(const Node& node, std::span<const Value> items,
                                           std::span<Binding> bindings) {
  Value* selected = arena_->NewValues(items.size());
  size_t count = 0;
  for (const Value& item : items) {
    BindTargets(node, bindings, item);
    if (IsTrueNow(*node.condition)) selected[count++] = item;
  }
  return {selected, count};
}

void Evaluator::RunFor(const Node& node) {
  Loop loop;
  loop.items = ItemsOf(Need(*node.expr), *node.expr);
  const Binding* const before = frame_->names;
  const size_t count = node.targets.size();
  auto* bindings = static_cast<Binding*>(arena_->Bytes(count * sizeof(Binding)));
  for (size_t i = 0; i < count; ++i) {
    frame_->names = new (bindings + i) Binding{node.targets[i], Value(), frame_->names};
  }
  const Binding* const inside = frame_->names;
  if (node.condition) loop.items = Selected(node, loop.items, {bindings, count});
  const Loop* const outer = std::exchange(frame_->loop, &loop);
  for (; loop.index < loop.items.size(); ++loop.index) {
    BindTargets(node, {bindings, count}, loop.items[loop.index]);
    Run(node.body);
    frame_->names = inside;
  }
  frame_->loop = outer;
  frame_->names = before;
  if (!loop.items.empty()) return;
  Run(node.otherwise);
  frame_->names = before;
}

void Evaluator::RunVersion(const BlockChain& chain, size_t version, Span at) {
  NeedDepth(at);
  Frame frame;
  frame.activation = frame_->activation;
  frame.file = chain.versions[version].first;
  frame.names = frame_->activation->top;
  frame.chain = &chain;
  frame.version = version;
  const Enter enter(*this, frame, at);
  Run(chain.versions[version].second->body);
}

void Evaluator::RunBlock(const Node& node) {
  for (const BlockChain& chain : frame_->activation->leaf->chains) {
    if (chain.name == node.name) return RunVersion(chain, 0, node.at);
  }
}

void Evaluator::RunSuper(const Expr& expr) {
  if (!frame_->chain || frame_->version + 1 >= frame_->chain->versions.size()) {
    Fail(expr, "template.super",
         Say("この block には元になる block がありません。", "There is no block that this one replaces."));
  }
  RunVersion(*frame_->chain, frame_->version + 1, expr.at);
}

void Evaluator::RunCaller(const Expr& expr) {
  const CallerBody* caller = frame_->caller;
  if (!caller) {
    Fail(expr, "template.undefined",
         Say("この macro は call で呼び出されていません。", "This macro was not called with `call`."),
         Say("例: {{% call card() %}}text{{% endcall %}}", "For example: {{% call card() %}}text{{% endcall %}}"));
  }
  NeedDepth(expr.at);
  Frame frame = *caller->frame;
  const Enter enter(*this, frame, expr.at);
  Run(*caller->body);
}

void Evaluator::RunInclude(const Node& node) {
  if (!node.included) return;
  NeedDepth(node.at);
  Activation activation{node.included, frame_->names, frame_->activation->sees_scope};
  Frame frame;
  frame.activation = &activation;
  frame.file = node.included;
  frame.names = frame_->names;
  const Enter enter(*this, frame, node.at);
  RunTemplate(*node.included, activation);
}

/// What a macro of another file sees: the names that its file sets.
const Evaluator::Binding* Evaluator::ModuleNames(const Expr& call, bool sees_scope) {
  const Binding* const outside = call.with_context ? frame_->activation->top : nullptr;
  const Template& module = *call.macro->home;
  if (module.prologue.empty()) return outside;
  Activation activation{&module, outside, sees_scope};
  Frame frame;
  frame.activation = &activation;
  frame.file = &module;
  frame.names = outside;
  const Enter enter(*this, frame, call.at);
  RunSets(module.prologue);
  return activation.top;
}

void Evaluator::RunMacro(const Expr& call, const CallerBody* caller) {
  const Macro& macro = *call.macro;
  NeedDepth(call.at);
  const bool same_file = macro.home->file == frame_->file->file;
  Activation activation{macro.home, nullptr, frame_->activation->sees_scope && (same_file || call.with_context)};
  activation.top = same_file ? frame_->activation->top : ModuleNames(call, activation.sees_scope);
  Frame frame;
  frame.activation = &activation;
  frame.file = macro.home;
  frame.names = activation.top;
  frame.caller = caller;
  const size_t count = macro.parameters.size();
  auto* bindings = static_cast<Binding*>(arena_->Bytes((count + 1) * sizeof(Binding)));
  for (size_t i = 0; i < count; ++i) {
    new (bindings + i) Binding{macro.parameters[i].name, call.items[i] ? Evaluate(*call.items[i]) : Value(), nullptr};
  }
  const Enter enter(*this, frame, call.at);
  for (size_t i = 0; i < count; ++i) {
    const Expr* fallback = macro.parameters[i].fallback;
    if (!call.items[i] && fallback) bindings[i].value = Evaluate(*fallback);
    bindings[i].next = frame.names;
    frame.names = bindings + i;
  }
  if (macro.uses_caller && caller)
    frame.names = new (bindings + count) Binding{state_.known.caller, Value::Of(true), frame.names};
  Run(macro.body);
}

template <class Part>
Value Evaluator::Capture(Part part) {
  const size_t start = out_.size();
  part();
  Html* html = arena_->NewHtml();
  html->text.assign(out_, start);
  out_.resize(start);
  return Value::Of(static_cast<const Html*>(html));
}

Value Evaluator::EvaluateCapture(const Expr& expr) {
  return Capture([&] {
    if (expr.kind == Expr::kMacro)
      RunMacro(expr, nullptr);
    else if (expr.kind == Expr::kSuper)
      RunSuper(expr);
    else
      RunCaller(expr);
  });
}

}  // namespace kyodo::tmpl
