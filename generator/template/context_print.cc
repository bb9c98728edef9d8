// What may be printed in a context, and the words for where that is.
#include "template/context.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

std::optional<Escape> PrintInValue(Context& context, Message& why, Message& hint) {
  switch (context.attribute_kind) {
    case Context::kPlain:
      if (context.attribute == "type") context.type += '?';  // not known: never JSON
      return Escape::kPlain;
    case Context::kEvent:
      why = Say("イベント属性 {0} の中に値は書けません。", "No value can be printed in the event handler {0}.",
                context.attribute);
      hint = Say("値は data-… 属性に入れて、スクリプトから読んでください。",
                 "Put it in a data-… attribute and read it from a script.");
      return std::nullopt;
    case Context::kStyle:
      why = Say("style 属性の中に値は書けません。", "No value can be printed in a style attribute.");
      hint = Say("class を使ってください。", "Use a class.");
      return std::nullopt;
    case Context::kMarkup:
      why = Say("srcdoc 属性の中に値は書けません。", "No value can be printed in srcdoc.");
      return std::nullopt;
    case Context::kUrl:
    case Context::kUrlList: break;
  }
  if (context.url == Context::kForbidden) {
    why = Say("このアドレスの始まり方では値を書けません。", "No value can follow this beginning of an address.");
    hint = Say("使えるもの: http: https: mailto: tel: と相対アドレス",
               "Allowed: http: https: mailto: tel: and relative addresses.");
    return std::nullopt;
  }
  const Escape escape = context.url == Context::kStart         ? Escape::kUrlStart
                        : context.url == Context::kMaybeScheme ? Escape::kUrlMiddle
                                                               : Escape::kPlain;
  if (context.url != Context::kSafe) context.url = Context::kMaybeScheme;
  context.scheme.clear();
  context.scheme_is_literal = false;
  return escape;
}

}  // namespace

std::optional<Escape> Print(Context& context, Message& why, Message& hint) {
  if (!context.pending.empty() && context.state != Context::kComment) {
    why = Say("「{0}」の直後に値は書けません。", "No value can be printed right after `{0}`.", context.pending);
    hint =
        Say("タグの名前は値で決められません。if で分けてください。", "The name of a tag cannot be a value. Use `if`.");
    return std::nullopt;
  }
  switch (context.state) {
    case Context::kText: return Escape::kText;
    case Context::kComment: context.pending.clear(); return Escape::kPlain;
    case Context::kDeclaration:
    case Context::kRcdata: return Escape::kPlain;
    case Context::kValue: return PrintInValue(context, why, hint);
    case Context::kJson:
      context.after_backslash = false;
      return context.in_json_string ? Escape::kJsonString : Escape::kJsonValue;
    case Context::kRawText:
      why = Say("{0} の中に値は書けません。", "No value can be printed inside <{0}>.", context.tag);
      hint = Say("値は data-… 属性に入れるか、<script type=\"application/ld+json\"> を使ってください。",
                 "Put it in a data-… attribute, or use <script type=\"application/ld+json\">.");
      return std::nullopt;
    case Context::kTagName:
    case Context::kInTag:
    case Context::kTagBreak:
    case Context::kAttributeName:
    case Context::kAfterName:
      why = Say("タグや属性の名前に値は書けません。", "The name of a tag or an attribute cannot be a value.");
      hint = Say("if で分けてください。例: <input{{% if x %}} checked{{% endif %}}>",
                 "Use `if`: <input{{% if x %}} checked{{% endif %}}>");
      return std::nullopt;
    case Context::kBeforeValue:
    case Context::kUnquotedValue:
      why = Say("引用符のない属性に値は書けません。", "No value can be printed in an attribute without quotes.");
      hint = Say("例: {0}=\"{{{{ value }}}}\"", "For example: {0}=\"{{{{ value }}}}\"", context.attribute);
      return std::nullopt;
  }
  return std::nullopt;
}

Message Describe(const Context& context) {
  if (!context.pending.empty() && context.state != Context::kComment)
    return Say("「{0}」の直後", "right after `{0}`", context.pending);
  switch (context.state) {
    case Context::kText: return {"本文", "in the text"};
    case Context::kTagName:
    case Context::kInTag:
    case Context::kTagBreak:
    case Context::kAfterName:
    case Context::kAttributeName:
      return Say("<{0}{1}> タグの中", "inside the tag <{0}{1}>", context.closing ? "/" : "", context.tag);
    case Context::kBeforeValue:
    case Context::kValue:
    case Context::kUnquotedValue:
      return Say("属性 {0} の値の中", "inside the value of the attribute {0}", context.attribute);
    case Context::kComment: return {"コメントの中", "inside a comment"};
    case Context::kDeclaration: return {"宣言の中", "inside a declaration"};
    case Context::kRcdata:
    case Context::kRawText: return Say("<{0}> の中", "inside <{0}>", context.tag);
    case Context::kJson:
      return context.in_json_string ? Message{"JSON の文字列の中", "inside a JSON string"}
                                    : Message{"JSON の中", "inside JSON"};
  }
  return {};
}

std::string AfterJapanese(const std::string& described) {
  return (described.empty() || described[0] != '<' ? "" : " ") + described;
}

}  // namespace kyodo::tmpl
