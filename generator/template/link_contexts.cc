// Walks a template in the order of its text and finds how each print is escaped.
#include <set>

#include "template/link.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

class ContextFinder {
 public:
  ContextFinder(Engine::State& state, Template& one, Diagnostics& diagnostics)
      : state_(state), template_(one), diagnostics_(diagnostics) {}

  void Run(const Context& start) {
    template_.contexts_known = true;
    for (Macro& macro : template_.macros) WalkAlone(macro.body, macro.at);
    if (template_.parent) {
      WalkOverrides();
      for (Node* node : template_.prologue) WalkSetsOnly(*node);
    } else {
      const Context end = Walk(template_.body, start);
      if (!EndsAsBegun(start, end) && !failed_) {
        Error("template.context", EndOfFile(),
              Say("テンプレートが{0}で終わっています。", "The template ends {1}.", AfterJapanese(Describe(end).ja),
                  Describe(end).en),
              Say("{0}で終わる必要があります。", "It must end {1}.", Describe(start).ja, Describe(start).en));
      }
    }
  }

 private:
  void Error(std::string_view rule, Span at, Message message, Message hint = {}) {
    diagnostics_.Error(rule, template_.Pos(at), std::move(message), std::move(hint));
    template_.broken = failed_ = true;
  }
  Span EndOfFile() const {
    const size_t size = template_.file->text.size();
    return {static_cast<uint32_t>(size > 0 ? size - 1 : 0), 1};
  }

  /// A body whose output is kept for later: it is text by itself.
  void WalkAlone(const Body& body, Span at) {
    const Context end = Walk(body, Context{});
    if (end != Context{} && !failed_) {
      Error("template.context", at,
            Say("この部分が{0}で終わっています。", "This part ends {1}.", AfterJapanese(Describe(end).ja),
                Describe(end).en),
            Say("本文で終わる必要があります。", "It must end in the text."));
    }
  }

  void WalkSetsOnly(Node& node) {
    if (node.kind == Node::kSetBlock) WalkAlone(node.body, node.at);
    for (const Branch& branch : node.branches) {
      for (Node* inner : branch.body) WalkSetsOnly(*inner);
    }
  }

  /// Each block of a template that extends another begins where the block that
  /// it replaces begins.
  void WalkOverrides() {
    for (Node* block : template_.blocks) {
      if (done_.count(block)) continue;
      const Context* start = nullptr;
      std::vector<std::string_view> names;
      for (const Template* at = template_.parent; at && !start; at = at->parent) {
        for (const Node* other : at->blocks) {
          names.push_back(state_.names.Text(other->name));
          if (other->name == block->name) start = StartOf(*at, *other);
        }
      }
      if (start) {
        WalkBlock(*block, *start);
      } else if (block->top_level) {
        const std::string_view name = state_.names.Text(block->name);
        Error("template.block", block->at,
              Say("{1} に block「{0}」はありません。", "There is no block `{0}` in {1}.", name, template_.extends),
              DidYouMean(name, names));
      }
    }
  }

  const Context* StartOf(const Template& owner, const Node& block) const {
    for (const auto& [node, context] : owner.block_contexts) {
      if (node == &block) return context.get();
    }
    return nullptr;
  }

  void WalkBlock(Node& block, const Context& start) {
    done_.insert(&block);
    template_.block_contexts.emplace_back(&block, std::make_shared<const Context>(start));
    CheckSame("block", block.at, start, Walk(block.body, start));
  }

  /// A part after which the HTML must stand where it stood.
  void CheckSame(std::string_view tag, Span at, const Context& start, const Context& end) {
    if (EndsAsBegun(start, end)) return;
    if (failed_) return;
    const Message from = Describe(start), to = Describe(end);
    Error("template.context-branches", at,
          Say("{0} が{1}で始まり、{2}で終わっています。", "`{0}` begins {3} and ends {4}.", tag, AfterJapanese(from.ja),
              AfterJapanese(to.ja), from.en, to.en),
          BranchHint());
  }

  static Message BranchHint() {
    return Say("タグや引用符は、開いた部分の中で閉じてください。",
               "Close tags and quotes in the part that opens them.");
  }

  Context JoinOr(const Context& a, const Context& b, std::string_view tag, Span at) {
    if (const std::optional<Context> joined = Join(a, b)) return *joined;
    if (!failed_) {
      const Message first = Describe(a), second = Describe(b);
      Error("template.context-branches", at,
            Say("{0} の一方は{1}で、他方は{2}で終わります。", "One way through `{0}` ends {3}, another {4}.", tag,
                AfterJapanese(first.ja), AfterJapanese(second.ja), first.en, second.en),
            BranchHint());
    }
    return a;
  }

  Context Walk(const Body& body, Context context) {
    for (Node* node : body) context = WalkNode(*node, std::move(context));
    return context;
  }

  Context WalkNode(Node& node, Context context) {
    switch (node.kind) {
      case Node::kText: return WalkText(node, std::move(context));
      case Node::kPrint: return WalkPrint(node, std::move(context));
      case Node::kIf: return WalkIf(node, context);
      case Node::kFor: return WalkFor(node, context);
      case Node::kSet: return context;
      case Node::kSetBlock: WalkAlone(node.body, node.at); return context;
      case Node::kCall: WalkAlone(node.body, node.at); return WalkPrint(node, std::move(context));
      case Node::kBlock: WalkBlock(node, context); return AfterUnknown(context);
      case Node::kInclude: WalkInclude(node, context); return AfterUnknown(context);
    }
    return context;
  }

  Context WalkText(const Node& node, Context context) {
    if (const std::optional<TextError> error = Advance(context, node.text)) {
      const auto offset = static_cast<uint32_t>(node.at.offset + error->offset);
      Error("template.context", {offset, 1}, error->message, error->hint);
    }
    return context;
  }

  Context WalkPrint(Node& node, Context context) {
    Message why, hint;
    if (const std::optional<Escape> escape = Print(context, why, hint))
      node.escape = *escape;
    else
      Error("template.context", node.at, why, hint);
    UnwrapJson(node);
    return context;
  }

  /// In JSON every value is written as JSON: `| tojson` says so, and is that.
  void UnwrapJson(Node& node) {
    const Expr* expr = node.expr;
    if (expr->kind != Expr::kFilter || !expr->builtin || expr->builtin->name != "tojson") return;
    if (node.escape == Escape::kJsonValue) {
      node.expr = expr->a;
    } else {
      Error("template.context", expr->at,
            Say("tojson は JSON の値の位置だけで使えます。", "`tojson` is for use where JSON has a value."),
            Say("例: <script type=\"application/ld+json\">{{{{ {{\"name\": title}} | tojson }}}}</script>",
                "For example: <script type=\"application/ld+json\">{{{{ {{\"name\": title}} | tojson }}}}</script>"));
    }
  }

  Context WalkIf(Node& node, const Context& start) {
    std::optional<Context> end;
    for (const Branch& branch : node.branches) {
      Context here = Walk(branch.body, start);
      end = end ? JoinOr(*end, here, "if", branch.at) : here;
    }
    const bool has_else = node.branches.back().condition == nullptr;
    return has_else ? *end : JoinOr(start, *end, "if", node.at);
  }

  Context WalkFor(Node& node, const Context& start) {
    Context around = JoinOr(start, Walk(node.body, start), "for", node.at);
    if (around != start) around = JoinOr(around, Walk(node.body, around), "for", node.at);
    if (node.otherwise.empty()) return around;
    return JoinOr(around, Walk(node.otherwise, start), "for", node.at);
  }

  void WalkInclude(Node& node, const Context& start) {
    if (!node.included || node.included->unreadable || node.included->cyclic || start == Context{}) return;
    for (const auto& variant : state_.variants) {
      if (variant.made->name == node.target && variant.context == start) {
        node.included = variant.made.get();
        return;
      }
    }
    if (node.included->parent) {
      Error("template.context", node.at,
            Say("extends を使うテンプレートは、{0}には読み込めません。",
                "A template that extends another cannot be included {1}.", AfterJapanese(Describe(start).ja),
                Describe(start).en));
      return;
    }
    Diagnostics again;  // it parsed without errors before
    std::unique_ptr<Template> made = ParseTemplate(node.included->name, *node.included->file, state_.parse, again);
    LinkOne(state_, *made, again);
    Template& variant = *made;
    node.included = made.get();
    state_.variants.push_back({start, std::move(made)});
    FindContexts(state_, variant, start, diagnostics_);
    if (variant.broken) template_.broken = true;
  }

  Engine::State& state_;
  Template& template_;
  Diagnostics& diagnostics_;
  std::set<const Node*> done_;
  bool failed_ = false;  // one mistake makes others: only the first is told
};

}  // namespace

void FindContexts(Engine::State& state, Template& one, const Context& start, Diagnostics& diagnostics) {
  ContextFinder(state, one, diagnostics).Run(start);
}

}  // namespace kyodo::tmpl
