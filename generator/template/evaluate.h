// Renders linked templates. One evaluator for one rendering, on one thread.
#pragma once

#include <span>
#include <string>

#include "template/builtins.h"
#include "template/engine_state.h"

namespace kyodo::tmpl {

/// Thrown inside a rendering only, after the error was reported.
struct RenderFailure {};

class Evaluator {
 public:
  Evaluator(const Engine::State& state, const Scope& scope, std::span<const Value> values, const RenderContext& context,
            Arena& arena, std::string& out, Diagnostics& diagnostics)
      : state_(state),
        scope_(scope),
        values_(values),
        context_(context),
        arena_(&arena),
        out_(out),
        diagnostics_(diagnostics) {}

  /// Appends the template to `out`. False after an error, which is reported.
  bool Render(const Template& what);

  // For filters and tests:
  Arena& arena() { return *arena_; }
  const Engine::State& engine() const { return state_; }
  std::string_view page() const { return context_.page; }
  std::string_view code() const { return context_.code; }
  /// Error `rule` at `at`, with the stack of templates; ends the rendering.
  [[noreturn]] void Fail(const Expr& at, std::string_view rule, Message message, Message hint = {});
  /// What `of.field` is: kUndefined when there is no such field, none of none.
  Value Field(const Value& of, Name field) const;
  /// The field at the end of a path such as "district.id".
  Value FieldAt(const Value& of, std::string_view path) const;
  /// The items of a list or the keys of a dict; none has none. Fails otherwise.
  std::span<const Value> ItemsOf(const Value& value, const Expr& at);

 private:
  struct Binding {
    Name name;
    Value value;
    const Binding* next;
  };
  /// A template with those it extends: they share names and blocks.
  struct Activation {
    const Template* leaf;
    const Binding* top = nullptr;  // names set outside of loops and blocks
    bool sees_scope = true;
  };
  struct Loop {
    std::span<const Value> items;
    size_t index = 0;
  };
  struct Frame;
  struct CallerBody {
    const Body* body;
    Frame* frame;
  };
  struct Frame {
    Activation* activation = nullptr;
    const Template* file = nullptr;
    const Binding* names = nullptr;
    const Loop* loop = nullptr;
    const CallerBody* caller = nullptr;
    const BlockChain* chain = nullptr;  // in a block
    size_t version = 0;
    Frame* up = nullptr;
    Span at;  // in up->file
    int depth = 0;
  };
  class Enter;  // makes a frame the current one for as long as it lives

  // evaluate.cc: what tags do
  void Run(const Body& body);
  void RunNode(const Node& node);
  void RunPrint(const Node& node);
  void RunIf(const Node& node);
  void RunFor(const Node& node);
  void RunBlock(const Node& node);
  void RunInclude(const Node& node);
  void RunTemplate(const Template& what, Activation& activation);
  void RunSets(const Body& body);
  void RunVersion(const BlockChain& chain, size_t version, Span at);
  void RunSuper(const Expr& expr);
  void RunCaller(const Expr& expr);
  void RunMacro(const Expr& call, const CallerBody* caller);
  const Binding* ModuleNames(const Expr& call, bool sees_scope);
  void Bind(Name name, const Value& value);
  void BindTargets(const Node& node, std::span<Binding> bindings, const Value& item);
  std::span<const Value> Selected(const Node& node, std::span<const Value> items, std::span<Binding> bindings);
  template <class Part>
  Value Capture(Part part);
  /// A macro, super() or caller() whose output is a value.
  Value EvaluateCapture(const Expr& expr);

  // evaluate_expression.cc: what expressions give
  /// HTML of it goes into this page, or into what is kept for all.
  void NoteRead(const Struct& from, bool shared) const;
  Value Evaluate(const Expr& expr);
  /// As Evaluate, but an undefined value is an error.
  Value Need(const Expr& expr);
  bool IsTrueNow(const Expr& expr) { return IsTrueValue(Need(expr)); }
  static bool IsTrueValue(const Value& value);
  Value Lookup(Name name) const;
  Value EvaluateSubscript(const Expr& expr);
  Value EvaluateSlice(const Expr& expr);
  Value EvaluateList(const Expr& expr);
  Value EvaluateDict(const Expr& expr);
  Value EvaluateBinary(const Expr& expr);
  Value EvaluateFilter(const Expr& expr);
  Value EvaluateKept(const Expr& expr);
  Value CallFilter(const Expr& expr);
  Value EvaluateTest(const Expr& expr);
  Value EvaluateRange(const Expr& expr);
  Value EvaluateLoop(const Expr& expr);
  std::span<const Value> EvaluateArguments(const Expr& expr, std::span<Value> space);
  [[noreturn]] void FailAt(Span at, std::string_view rule, Message message, Message hint);
  /// Fails when templates, blocks and macros call each other too deeply.
  void NeedDepth(Span at);
  [[noreturn]] void FailUndefined(const Expr& expr);
  [[noreturn]] void FailOperands(const Expr& expr, const Value& a, const Value& b);
  [[noreturn]] void FailPrint(const Expr& expr, const Value& value);
  void AddStack(Diagnostic& diagnostic) const;

  const Engine::State& state_;
  const Scope& scope_;
  std::span<const Value> values_;
  const RenderContext& context_;
  Arena* arena_;
  std::string& out_;
  Diagnostics& diagnostics_;
  Frame* frame_ = nullptr;
  bool keeping_ = false;  // the value is for the engine's memo
};

}  // namespace kyodo::tmpl
