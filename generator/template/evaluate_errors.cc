// What a rendering says when it cannot go on.
#include "template/evaluate.h"
#include "template/messages.h"

namespace kyodo::tmpl {

void Evaluator::AddStack(Diagnostic& diagnostic) const {
  const auto add = [&](const SourcePos& at) { diagnostic.via.push_back({at.file->path, at.line, at.column}); };
  for (const Frame* frame = frame_; frame; frame = frame->up) {
    if (frame->up) add(frame->up->file->Pos(frame->at));
    const Template* leaf = frame->activation->leaf;
    const bool base = !frame->up || frame->up->activation != frame->activation;
    if (base && frame->file != leaf && leaf->parent) add(leaf->Pos(leaf->extends_at));
  }
}

void Evaluator::Fail(const Expr& at, std::string_view rule, Message message, Message hint) {
  FailAt(at.at, rule, std::move(message), std::move(hint));
}

void Evaluator::NeedDepth(Span at) {
  constexpr int kDeepest = 64;
  if (frame_->depth < kDeepest) return;
  FailAt(at, "template.depth",
         Say("呼び出しが深すぎます（{0} 段まで）。",
             "Templates and macros call each other too deeply (at most {0} levels).", kDeepest),
         {});
}

void Evaluator::FailAt(Span at, std::string_view rule, Message message, Message hint) {
  Diagnostic& told = diagnostics_.Error(rule, frame_->file->Pos(at), std::move(message), std::move(hint));
  AddStack(told);
  throw RenderFailure{};
}

void Evaluator::FailUndefined(const Expr& expr) {
  const std::string_view rule = "template.undefined";
  const std::string_view name =
      expr.kind == Expr::kName || expr.kind == Expr::kAttribute ? state_.names.Text(expr.name) : std::string_view();
  if (expr.kind == Expr::kName) {
    Fail(expr, rule, Say("「{0}」は定義されていません。", "`{0}` is not defined.", name),
         Say("あるかどうか分からないときは if で確かめます。例: {{% if {0} is defined %}}",
             "If it may be missing, ask first: {{% if {0} is defined %}}", name));
  }
  if (expr.kind == Expr::kAttribute) {
    Fail(expr, rule, Say("「{0}」という項目はありません。", "There is no field `{0}` here.", name));
  }
  if (expr.kind == Expr::kSubscript)
    Fail(expr, rule, Say("その番号またはキーの値はありません。", "There is no value with this number or key."));
  Fail(expr, rule, Say("値がありません。", "There is no value here."));
}

void Evaluator::FailOperands(const Expr& expr, const Value& a, const Value& b) {
  const Message first = NameOf(a.kind), second = NameOf(b.kind);
  Fail(expr, "template.type",
       Say("この計算は{0}と{1}にはできません。", "This cannot be done with {2} and {3}.", first.ja, second.ja, first.en,
           second.en));
}

void Evaluator::FailPrint(const Expr& expr, const Value& value) {
  const Message kind = NameOf(value.kind);
  Fail(expr, "template.print", Say("{0}はそのまま表示できません。", "You cannot print {1} as it is.", kind.ja, kind.en),
       Say("リストなら for か join を使います。例: {{{{ tags | join(\"、\") }}}}",
           "For a list use `for` or `join`: {{{{ tags | join(\", \") }}}}"));
}

}  // namespace kyodo::tmpl
