#include "template/print.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/json.h"
#include "core/text.h"
#include "core/web_address.h"
#include "template/context.h"

namespace kyodo::tmpl {

namespace {

constexpr std::string_view kBlocked = "#blocked";

void AppendInteger(std::string& out, int64_t integer) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, integer).ptr);
}

/// May `url` stand where its start decides the scheme, or, not at the start, where a colon in it could still make one?
bool IsSafeUrl(std::string_view url, bool at_start) {
  if (at_start) {
    const std::string scheme = SchemeOf(url);
    return scheme.empty() || IsAllowedScheme(scheme);
  }
  const size_t end = url.find_first_of(":/?#");
  return end == url.npos || url[end] != ':';
}

/// Decodes the entity at `at` and moves past it; false when it is none.
bool AppendEntity(std::string& out, std::string_view text, size_t& at) {
  struct Entity {
    std::string_view name;
    std::string_view text;
  };
  static constexpr Entity kEntities[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00A0"}};
  for (const Entity& entity : kEntities) {
    if (text.substr(at, entity.name.size()) != entity.name) continue;
    out += entity.text;
    at += entity.name.size();
    return true;
  }
  if (text.substr(at, 2) != "&#" || at + 3 >= text.size()) return false;
  const bool hex = text[at + 2] == 'x' || text[at + 2] == 'X';
  uint32_t code = 0;
  const char* first = text.data() + at + (hex ? 3 : 2);
  const auto [end, error] = std::from_chars(first, text.data() + text.size(), code, hex ? 16 : 10);
  const bool closed = end < text.data() + text.size() && *end == ';';
  if (error != std::errc() || !closed || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
    return false;
  AppendUtf8(out, code);
  at = static_cast<size_t>(end - text.data()) + 1;
  return true;
}

/// Makes what was appended since `start` safe for text and attributes.
void EscapeTail(std::string& out, size_t start) {
  const auto is_plain = [](char c) { return c != '&' && c != '<' && c != '>' && c != '"' && c != '\''; };
  if (std::all_of(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), is_plain)) return;
  const std::string tail = out.substr(start);
  out.resize(start);
  AppendEscaped(out, tail);
}

bool AppendJson(std::string& out, const Value& value, std::string_view page) {
  switch (value.kind) {
    case Value::kNone: out += "null"; return true;
    case Value::kBool:
    case Value::kInteger: return AppendText(out, value, page);
    case Value::kFloat:
      if (!std::isfinite(value.real)) return false;
      return AppendText(out, value, page);
    case Value::kList:
      out += '[';
      for (uint32_t i = 0; i < value.list->size; ++i) {
        if (i > 0) out += ", ";
        if (!AppendJson(out, value.list->items[i], page)) return false;
      }
      out += ']';
      return true;
    case Value::kDict:
      out += '{';
      for (const auto& [key, item] : value.dict->entries) {
        if (&key != &value.dict->entries.front().first) out += ", ";
        AppendJsonString(out, key);
        out += ": ";
        if (!AppendJson(out, item, page)) return false;
      }
      out += '}';
      return true;
    default: {
      std::string text;
      if (!AppendText(text, value, page)) return false;
      AppendJsonString(out, text);
      return true;
    }
  }
}

bool AppendEscapedText(std::string& out, const Value& value, std::string_view page) {
  switch (value.kind) {
    case Value::kString: AppendEscaped(out, value.text()); return true;
    case Value::kHtml:
    case Value::kUrl: {
      const size_t start = out.size();
      AppendText(out, value, page);
      EscapeTail(out, start);
      return true;
    }
    default: return AppendText(out, value, page);  // letters, digits, signs
  }
}

}  // namespace

void AppendReal(std::string& out, double real) {
  if (std::isnan(real)) {
    out += "nan";
    return;
  }
  if (std::isinf(real)) {
    out += real < 0 ? "-inf" : "inf";
    return;
  }
  char digits[64];
  const double size = std::fabs(real);
  const bool exponent = size != 0 && (size < 1e-4 || size >= 1e16);
  const auto format = exponent ? std::chars_format::scientific : std::chars_format::fixed;
  const std::string_view text(
      digits, static_cast<size_t>(std::to_chars(digits, digits + sizeof digits, real, format).ptr - digits));
  out += text;
  if (!exponent && text.find('.') == std::string_view::npos) out += ".0";
}

void AppendPlainText(std::string& out, const Html& html) {
  const std::string_view text = html.text;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '<') {
      const std::string_view end = text.substr(at, 4) == "<!--" ? "-->" : ">";
      const size_t close = text.find(end, at);
      at = close == std::string_view::npos ? text.size() : close + end.size();
    } else if (text[at] != '&' || !AppendEntity(out, text, at)) {
      out += text[at++];
    }
  }
}

bool AppendText(std::string& out, const Value& value, std::string_view page) {
  switch (value.kind) {
    case Value::kUndefined:
    case Value::kNone: return true;
    case Value::kBool: out += value.boolean ? "true" : "false"; return true;
    case Value::kInteger: AppendInteger(out, value.integer); return true;
    case Value::kFloat: AppendReal(out, value.real); return true;
    case Value::kString: out += value.text(); return true;
    case Value::kHtml: AppendPlainText(out, *value.html); return true;
    case Value::kUrl: AppendRelativeUrl(out, value.text(), page); return true;
    case Value::kDate: out += ToIso(value.date); return true;
    case Value::kList:
    case Value::kStruct:
    case Value::kDict: return false;
  }
  return false;
}

bool AppendPrinted(std::string& out, const Value& value, Escape escape, std::string_view page) {
  switch (escape) {
    case Escape::kText:
      if (value.kind != Value::kHtml) return AppendEscapedText(out, value, page);
      value.html->WriteTo(out, page);
      return true;
    case Escape::kPlain: return AppendEscapedText(out, value, page);
    case Escape::kUrlStart:
    case Escape::kUrlMiddle: {
      if (value.kind == Value::kUrl) return AppendEscapedText(out, value, page);
      const size_t start = out.size();
      if (!AppendText(out, value, page)) return false;
      const bool safe = IsSafeUrl(std::string_view(out).substr(start), escape == Escape::kUrlStart);
      if (!safe) out.replace(start, std::string::npos, kBlocked);
      EscapeTail(out, start);
      return true;
    }
    case Escape::kJsonValue: return AppendJson(out, value, page);
    case Escape::kJsonString: {
      std::string text;
      if (!AppendText(text, value, page)) return false;
      const size_t start = out.size();
      AppendJsonString(out, text);
      out.erase(start, 1);  // its quotes are in the template
      out.pop_back();
      return true;
    }
  }
  return false;
}

}  // namespace kyodo::tmpl
