// Finds names, fields and types that do not fit, before anything is rendered.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "template/builtins.h"
#include "template/engine_state.h"

namespace kyodo::tmpl {

/// What a condition comes to, for all that the types tell.
enum class Truth : uint8_t { kUnknown, kYes, kNo };

/// Walks a template as rendering would, with types in place of values: the ways of
/// an `if` that the types leave open, a loop once, a macro once for each set of argument types.
class Checker {
 public:
  Checker(const Engine::State& state, const Scope& scope, FieldUses& uses, Diagnostics& diagnostics)
      : state_(state), scope_(scope), uses_(uses), diagnostics_(diagnostics) {}

  void Check(const Template& what);

 private:
  /// A name that the template sets.
  struct Known {
    Name name;
    Type type;
    bool missing = false;  // a parameter that the call does not give
    const Known* next = nullptr;
  };
  struct Activation {
    const Template* leaf;
    const Known* top = nullptr;
    bool sees_scope = true;
  };
  struct Frame {
    Activation* activation = nullptr;
    const Template* file = nullptr;
    const Known* names = nullptr;
    const BlockChain* chain = nullptr;
    size_t version = 0;
    Type loop_element;
    const Frame* up = nullptr;
    Span at;
  };
  class Enter;

  // check_tags.cc
  void Walk(const Body& body);
  void WalkNode(const Node& node);
  void WalkPrint(const Node& node);
  void WalkIf(const Node& node);
  void WalkFor(const Node& node);
  void WalkInclude(const Node& node);
  void WalkTemplate(const Template& what, Activation& activation);
  void WalkSets(const Body& body);
  void WalkVersion(const BlockChain& chain, size_t version, Span at);
  void WalkMacro(const Macro& macro, std::vector<Type> arguments, const std::vector<bool>& given, bool with_context,
                 bool with_caller, Span at);
  void WalkUncalledMacros(const Template& of, bool sees_scope, std::set<const Template*>& seen);
  void CheckMacroCall(const Expr& call, bool with_caller);
  Type ElementOf(const Type& iterated, const Expr& at);
  std::vector<Type> TargetTypes(const Node& node, const Type& element);
  void Bind(Name name, const Type& type, bool missing = false);
  void MergeNames(const Known* before, const std::vector<const Known*>& branches);

  // check_expression.cc
  Type Of(const Expr& expr);
  Type OfName(const Expr& expr);
  Type OfField(const Type& of, Name field, Span at, const std::string& path);
  Type OfSubscript(const Expr& expr);
  Type OfBinary(const Expr& expr);
  Type OfList(const Expr& expr);
  Type OfLoop(const Expr& expr);

  // check_conditions.cc
  std::string PathOf(const Expr& expr) const;
  void Assume(const Expr& condition, bool truth);
  bool IsAssumed(const std::string& path) const;
  /// As Of, behind a condition.
  Type OfGuarded(const Expr& expr, const Expr& condition, bool truth);
  /// As Of, where the last name may be unknown.
  Type OfMaybe(const Expr& expr);
  Truth TruthOf(const Expr& condition);

  // check_filters.cc
  Type OfFilter(const Expr& expr);
  Type OfBuiltin(const Expr& expr, const Type& input);
  void CheckInput(const Expr& expr, const Type& input);
  void CheckHostInput(const Expr& expr, const Type& input);
  /// The type of a field path of the elements of `list`; checks it, unless it may be missing.
  Type OfPath(const Type& list, std::string_view path, Span at, bool may_miss);
  Type CheckFieldArguments(const Expr& expr, const Type& input);
  Type ListOf(const Type& element);
  Type PairOf(std::string_view name, Name first, const Type& first_type, Name second, const Type& second_type);

  Type Joined(const Type& a, const Type& b);
  void Error(std::string_view rule, Span at, Message message, Message hint = {});

  const Engine::State& state_;
  const Scope& scope_;
  FieldUses& uses_;
  Diagnostics& diagnostics_;
  Frame* frame_ = nullptr;
  std::vector<std::string> assumed_;       // paths that a condition makes sure of
  std::vector<const Macro*> open_macros_;  // being walked
  std::vector<std::pair<const Macro*, std::vector<Type>>> walked_macros_;
  std::set<std::tuple<const SourceFile*, uint32_t, std::string>> told_;
  std::deque<Known> known_;
  std::deque<Type> types_;
  std::deque<StructType> structs_;
};

}  // namespace kyodo::tmpl
