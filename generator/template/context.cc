#include "template/context.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

template <size_t N>
bool Has(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Context::Attribute KindOf(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kUrls = {"href",     "src",        "action",   "formaction",
                                                             "cite",     "poster",     "data",     "background",
                                                             "manifest", "xlink:href", "longdesc", "codebase"};
  static constexpr std::array<std::string_view, 3> kUrlLists = {"srcset", "imagesrcset", "ping"};
  if (StartsWith(name, "on")) return Context::kEvent;
  if (name == "style") return Context::kStyle;
  if (name == "srcdoc") return Context::kMarkup;
  if (Has(kUrls, name)) return Context::kUrl;
  return Has(kUrlLists, name) ? Context::kUrlList : Context::kPlain;
}

void BeginAttribute(Context& context, char c) {
  context.state = Context::kAttributeName;
  context.attribute = std::string(1, Lower(c));
}

void BeginValue(Context& context, Context::State state, char quote) {
  context.state = state;
  context.quote = quote;
  context.attribute_kind = KindOf(context.attribute);
  context.url = Context::kStart;
  context.scheme.clear();
  context.scheme_is_literal = true;
  if (context.attribute == "type") context.type.clear();
}

/// After `>`: what the element's content is read as.
void EndTag(Context& context) {
  static constexpr std::array<std::string_view, 7> kRaw = {"script",  "style",    "xmp",      "iframe",
                                                           "noembed", "noframes", "plaintext"};
  const std::string tag = std::exchange(context.tag, {});
  const std::string type = std::exchange(context.type, {});
  const bool closing = std::exchange(context.closing, false);
  context = Context{};
  if (closing) return;
  if (tag == "title" || tag == "textarea")
    context.state = Context::kRcdata;
  else if (tag == "script" && EndsWith(type, "json") && type.find('?') == std::string::npos)
    context.state = Context::kJson;
  else if (Has(kRaw, tag))
    context.state = Context::kRawText;
  if (context.state != Context::kText) context.tag = tag;
}

void LeaveValue(Context& context) {
  context.state = Context::kTagBreak;
  context.attribute.clear();
  context.attribute_kind = Context::kPlain;
  context.url = Context::kStart;
  context.scheme.clear();
  context.scheme_is_literal = true;
  context.quote = '"';
}

void AdvanceUrl(Context& context, char c) {
  if (context.attribute_kind == Context::kUrlList && (c == ',' || IsSpace(c))) {
    context.url = Context::kStart;
    context.scheme.clear();
    context.scheme_is_literal = true;
    return;
  }
  if (context.url == Context::kSafe || context.url == Context::kForbidden) return;
  if (c == '/' || c == '?' || c == '#') {
    context.url = Context::kSafe;
    context.scheme.clear();
  } else if (c == ':') {
    const bool allowed = context.scheme_is_literal && IsAllowedScheme(context.scheme);
    context.url = allowed ? Context::kSafe : Context::kForbidden;
    context.scheme.clear();
  } else if (static_cast<unsigned char>(c) > ' ') {
    context.url = Context::kMaybeScheme;
    context.scheme += Lower(c);
  }
}

void AdvanceValue(Context& context, char c) {
  if (c == context.quote) return LeaveValue(context);
  if (context.attribute == "type") context.type += Lower(c);
  if (context.attribute_kind == Context::kUrl || context.attribute_kind == Context::kUrlList) AdvanceUrl(context, c);
}

/// In text, after a `<`: is it a tag, a comment, or nothing?
void AdvancePending(Context& context, char c) {
  std::string& pending = context.pending;
  pending += c;
  if (pending == "</" || pending == "<!" || pending == "<!-") return;
  if (pending == "<!--") {
    context.state = Context::kComment;
    pending = "<";
    return;
  }
  if (pending[1] == '!' || pending[1] == '?')
    context.state = c == '>' ? Context::kText : Context::kDeclaration;
  else if (IsLetter(c)) {
    context.state = Context::kTagName;
    context.closing = pending[1] == '/';
    context.tag = std::string(1, Lower(c));
  } else if (c == '<') {
    pending = "<";
    return;
  }
  pending.clear();
}

/// In title, script …: only its own end tag ends it.
void AdvanceRaw(Context& context, char c) {
  const std::string end = "</" + context.tag;
  if (context.pending.size() == end.size()) {
    if (IsSpace(c) || c == '/' || c == '>') {
      context.closing = true;
      context.pending.clear();
      context.state = Context::kInTag;
      if (c == '>') EndTag(context);
      return;
    }
    context.pending.clear();
  } else if (!context.pending.empty() || c == '<') {
    context.pending += Lower(c);
    if (!StartsWith(end, context.pending)) context.pending = c == '<' ? "<" : "";
  }
  if (context.state != Context::kJson) return;
  if (context.after_backslash)
    context.after_backslash = false;
  else if (c == '\\')
    context.after_backslash = context.in_json_string;
  else if (c == '"')
    context.in_json_string = !context.in_json_string;
}

/// `pending` is what may be part of its end: -->, --!>, and > or -> right after
/// its beginning, for which a < stands.
void AdvanceComment(Context& context, char c) {
  std::string& pending = context.pending;
  if (c == '>' && !pending.empty() && pending != "-") {
    context = Context{};
  } else if (c == '-') {
    pending = pending == "<" ? "<-" : pending == "<-" || EndsWith(pending, "-") ? "--" : "-";
  } else {
    pending = c == '!' && pending == "--" ? "--!" : "";
  }
}

/// In a tag, outside a value. False: the character cannot stand here.
bool AdvanceTag(Context& context, char c) {
  if (c == '>') {
    EndTag(context);
    return true;
  }
  const bool space = IsSpace(c) || c == '/';
  switch (context.state) {
    case Context::kTagName:
      if (space)
        context.state = Context::kInTag;
      else
        context.tag += Lower(c);
      return true;
    case Context::kTagBreak: context.state = Context::kInTag; return space;
    case Context::kInTag:
      if (space) return true;
      if (c == '=') return false;
      BeginAttribute(context, c);
      return true;
    case Context::kAttributeName:
      if (c == '=')
        context.state = Context::kBeforeValue;
      else if (space)
        context.state = Context::kAfterName;
      else
        context.attribute += Lower(c);
      return true;
    case Context::kAfterName:
      if (c == '=')
        context.state = Context::kBeforeValue;
      else if (!space)
        BeginAttribute(context, c);
      return true;
    default:  // kBeforeValue
      if (c == '"' || c == '\'') {
        BeginValue(context, Context::kValue, c);
      } else if (!IsSpace(c)) {
        BeginValue(context, Context::kUnquotedValue, ' ');
        AdvanceValue(context, c);
      }
      return true;
  }
}

bool IsBetweenAttributes(const Context& context) {
  return context.state >= Context::kTagName && context.state <= Context::kAfterName;
}

/// Characters in a row that can change nothing.
size_t PlainRun(const Context& context, std::string_view text) {
  if (context.state == Context::kText && context.pending.empty()) return std::min(text.find('<'), text.size());
  return 0;
}

}  // namespace

bool IsAllowedScheme(std::string_view lower_case) {
  return lower_case == "http" || lower_case == "https" || lower_case == "mailto" || lower_case == "tel";
}

std::optional<TextError> Advance(Context& context, std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    i += PlainRun(context, text.substr(i));
    if (i >= text.size()) break;
    const char c = text[i];
    switch (context.state) {
      case Context::kText:
        if (!context.pending.empty())
          AdvancePending(context, c);
        else if (c == '<')
          context.pending = "<";
        break;
      case Context::kValue: AdvanceValue(context, c); break;
      case Context::kUnquotedValue:
        if (c == '>') {
          EndTag(context);
        } else if (IsSpace(c)) {
          LeaveValue(context);
          context.state = Context::kInTag;
        } else {
          AdvanceValue(context, c);
        }
        break;
      case Context::kComment: AdvanceComment(context, c); break;
      case Context::kDeclaration:
        if (c == '>') context = Context{};
        break;
      case Context::kRcdata:
      case Context::kRawText:
      case Context::kJson: AdvanceRaw(context, c); break;
      default:
        if (AdvanceTag(context, c)) break;
        return TextError{i, Say("タグの中のここに「{0}」は書けません。", "`{0}` cannot stand here in a tag.", c),
                         Say("属性の間は空白で区切ってください。例: <a class=\"x\" href=\"page.html\">",
                             "Put a space between attributes: <a class=\"x\" href=\"page.html\">")};
    }
  }
  // Behind a tag of the template, the comment is like any other.
  if (context.state == Context::kComment && StartsWith(context.pending, "<")) context.pending.clear();
  return std::nullopt;
}

Context AfterUnknown(const Context& start) {
  Context after = start;
  if (IsBetweenAttributes(start)) {
    after.state = Context::kTagBreak;
    after.attribute.clear();
  }
  if (start.state == Context::kValue && start.url != Context::kSafe) {
    after.scheme.clear();
    after.scheme_is_literal = false;
  }
  return after;
}

bool EndsAsBegun(const Context& start, const Context& end) {
  const bool opens_scheme = end.url == Context::kForbidden && start.url != Context::kForbidden;
  if (start.state == Context::kValue || IsBetweenAttributes(start)) return Join(start, end) && !opens_scheme;
  return start == end;
}

std::optional<Context> Join(const Context& a, const Context& b) {
  if (a == b) return a;
  if (IsBetweenAttributes(a) && IsBetweenAttributes(b)) {
    if (a.tag != b.tag || a.closing != b.closing || a.type != b.type) return std::nullopt;
    Context joined = a;
    const bool free = (a.state == Context::kInTag || a.state == Context::kAfterName) &&
                      (b.state == Context::kInTag || b.state == Context::kAfterName);
    joined.attribute.clear();
    joined.state = free ? Context::kInTag : Context::kTagBreak;
    return joined;
  }
  if (a.state == Context::kValue && b.state == Context::kValue) {
    Context joined = a;
    joined.url =
        a.url == Context::kForbidden || b.url == Context::kForbidden ? Context::kForbidden : std::min(a.url, b.url);
    joined.scheme = b.scheme;
    joined.scheme_is_literal = b.scheme_is_literal;
    Context other = b;
    other.url = joined.url;
    if (a.scheme != b.scheme || !a.scheme_is_literal) {
      joined.scheme_is_literal = false;
      joined.scheme.clear();
      other.scheme.clear();
      other.scheme_is_literal = false;
    }
    if (joined == other) return joined;
  }
  return std::nullopt;
}

}  // namespace kyodo::tmpl
