// Filters of text. HTML that comes in is read as its plain text, except where
// said otherwise.
#include <algorithm>

#include "core/text.h"
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/messages.h"
#include "template/operations.h"
#include "template/print.h"
#include "template/text_case.h"

namespace kyodo::tmpl::filters {

namespace {

Value Keep(Call& call, std::string_view text) { return Value::Of(call.run.arena().Keep(text)); }

/// Byte offset of character number `count`.
size_t OffsetOf(std::string_view text, size_t count) {
  size_t at = 0;
  while (count-- > 0 && at < text.size()) DecodeUtf8(text, at);
  return at;
}

void AppendQuoted(std::string& out, std::string_view text, bool form) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain || (c == '/' && !form))
      out += c;
    else if (c == ' ' && form)
      out += '+';
    else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
}

/// One "%5.2f" of a format, from behind its %; moves `at` past it.
void AppendFormatted(Call& call, std::string& out, std::string_view format, size_t& at, size_t& used) {
  const size_t end = format.find_first_of("sdifgxX%", at);
  if (end == std::string_view::npos || format.find_first_not_of("0123456789.-+ ", at) != end || end - at > 8) {
    FailValue(call, Say("format の書き方が正しくありません。", "This format cannot be read."),
              Say("使えるもの: %s %d %f %.2f %%", "There are: %s %d %f %.2f %%"));
  }
  const char type = format[end];
  const std::string spec = "%" + std::string(format.substr(at, end - at));
  at = end + 1;
  if (type == '%') {
    out += '%';
    return;
  }
  if (used >= call.arguments.size())
    FailValue(call, Say("format の値が足りません。", "`format` is given too few values."));
  const Value& value = call.arguments[used++];
  char space[128];
  if (type == 's') {
    const std::string text(TextOf(call, value));
    if (spec == "%")
      out += text;
    else
      out.append(space,
                 std::min<size_t>(sizeof space - 1, static_cast<size_t>(std::snprintf(
                                                        space, sizeof space, (spec + "s").c_str(), text.c_str()))));
    return;
  }
  if (!IsNumber(value))
    FailValue(call, Say("format の %{0} には数が必要です。", "%{0} of `format` needs a number.", type));
  const bool real = type == 'f' || type == 'g';
  const std::string whole = spec + (real ? "" : "ll") + type;
  const int length = real ? std::snprintf(space, sizeof space, whole.c_str(), AsReal(value))
                          : std::snprintf(space, sizeof space, whole.c_str(), static_cast<long long>(AsReal(value)));
  out.append(space, std::min<size_t>(sizeof space - 1, static_cast<size_t>(length)));
}

}  // namespace

std::string_view TextOf(Call& call, const Value& value) {
  if (value.kind == Value::kString) return value.text();
  std::string& text = call.run.arena().Scratch();
  if (!AppendText(text, value, call.run.page())) {
    const Message kind = NameOf(value.kind);
    FailValue(call, Say("文字列が必要ですが、{0}です。", "Expected text, but this is {1}.", kind.ja, kind.en));
  }
  return call.run.arena().Keep(text);
}

void FailValue(Call& call, Message message, Message hint) {
  call.run.Fail(call.at, "template.value", std::move(message), std::move(hint));
}

Value Upper(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  std::string& out = call.run.arena().Scratch();
  AppendUpper(out, text);
  return Keep(call, out);
}

Value Lower(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  std::string& out = call.run.arena().Scratch();
  AppendLower(out, text);
  return Keep(call, out);
}

Value Capitalize(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  const size_t first = OffsetOf(text, 1);
  std::string& out = call.run.arena().Scratch();
  AppendUpper(out, text.substr(0, first));
  AppendLower(out, text.substr(first));
  return Keep(call, out);
}

Value Title(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  std::string& out = call.run.arena().Scratch();
  bool starts = true;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    (starts ? AppendUpper : AppendLower)(out, text.substr(start, at - start));
    starts = IsWhiteSpace(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
  }
  return Keep(call, out);
}

Value Trim(Call& call) {
  std::string_view text = TextOf(call, call.input);
  const std::u32string chars = [&] {
    std::u32string set;
    if (!IsGiven(call.arguments[0])) return set;
    const std::string_view given = TextOf(call, call.arguments[0]);
    for (size_t at = 0; at < given.size();) set += DecodeUtf8(given, at);
    return set;
  }();
  const auto goes = [&](char32_t c) { return chars.empty() ? IsWhiteSpace(c) : chars.find(c) != std::u32string::npos; };
  size_t start = 0, end = 0;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const size_t before = at;
    if (goes(DecodeUtf8(text, at))) continue;
    if (!inside) start = before;
    inside = true;
    end = at;
  }
  return Value::Of(text.substr(start, end - start));
}

Value Replace(Call& call) {
  const std::string_view text = TextOf(call, call.input), old = TextOf(call, call.arguments[0]),
                         fresh = TextOf(call, call.arguments[1]);
  int64_t left = WholeOf(call, call.arguments[2], -1);
  if (old.empty()) return Value::Of(text);
  std::string& out = call.run.arena().Scratch();
  size_t at = 0;
  for (size_t found = text.find(old); found != std::string_view::npos && left != 0;
       found = text.find(old, at), --left) {
    out += text.substr(at, found - at);
    out += fresh;
    at = found + old.size();
  }
  out += text.substr(at);
  return Keep(call, out);
}

Value Truncate(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  const auto length = WholeOf(call, call.arguments[0], 255);
  const bool kill_words = IsTrue(call.arguments[1]);
  const std::string_view end = IsGiven(call.arguments[2]) ? TextOf(call, call.arguments[2]) : "...";
  const auto leeway = WholeOf(call, call.arguments[3], 5);
  const auto end_length = static_cast<int64_t>(CountCharacters(end));
  if (length < end_length)
    FailValue(call, Say("truncate の長さは、末尾の記号より長くしてください。",
                        "The length of `truncate` must hold its ending."));
  if (static_cast<int64_t>(CountCharacters(text)) <= length + leeway) return Value::Of(text);
  std::string_view cut = text.substr(0, OffsetOf(text, static_cast<size_t>(length - end_length)));
  if (!kill_words) cut = cut.substr(0, cut.rfind(' '));
  std::string& out = call.run.arena().Scratch();
  out += cut;
  out += end;
  return Keep(call, out);
}

Value WordCount(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  int64_t words = 0;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const bool letter = IsWordCharacter(DecodeUtf8(text, at));
    if (letter && !inside) ++words;
    inside = letter;
  }
  return Value::Of(words);
}

Value UrlEncode(Call& call) {
  if (call.input.kind == Value::kDict) {
    std::string out;
    for (const auto& [key, value] : call.input.dict->entries) {
      if (!out.empty()) out += '&';
      AppendQuoted(out, key, true);
      out += '=';
      AppendQuoted(out, TextOf(call, value), true);
    }
    return Keep(call, out);
  }
  const std::string_view text = TextOf(call, call.input);
  std::string& out = call.run.arena().Scratch();
  AppendQuoted(out, text, false);
  return Keep(call, out);
}

/// Keeps trusted HTML: only white space is added.
Value Indent(Call& call) {
  const Value& width = call.arguments[0];
  const std::string by =
      width.kind == Value::kString
          ? std::string(width.text())
          : std::string(static_cast<size_t>(std::clamp<int64_t>(WholeOf(call, width, 4), 0, 1000)), ' ');
  const bool first = IsTrue(call.arguments[1]), blank = IsTrue(call.arguments[2]);
  const bool trusted = call.input.kind == Value::kHtml;
  const std::string_view text = trusted ? std::string_view(call.input.html->text) : TextOf(call, call.input);
  Html* html = call.run.arena().NewHtml();
  size_t hole = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const bool line_starts = i == 0 ? first : text[i - 1] == '\n' && (blank || (i < text.size() && text[i] != '\n'));
    if (line_starts) html->text += by;
    while (trusted && hole < call.input.html->holes.size() && call.input.html->holes[hole].offset == i) {
      html->holes.push_back({html->text.size(), call.input.html->holes[hole++].target});
    }
    if (i < text.size()) html->text += text[i];
  }
  return trusted ? Value::Of(static_cast<const Html*>(html)) : Keep(call, html->text);
}

Value Escape(Call& call) {
  if (call.input.kind == Value::kHtml) return call.input;
  const std::string_view text = TextOf(call, call.input);
  Html* html = call.run.arena().NewHtml();
  AppendEscaped(html->text, text);
  return Value::Of(static_cast<const Html*>(html));
}

Value String(Call& call) { return call.input.kind == Value::kHtml ? call.input : Value::Of(TextOf(call, call.input)); }

Value StripTags(Call& call) {
  const std::string_view text = TextOf(call, call.input);
  std::string& out = call.run.arena().Scratch();
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    if (IsWhiteSpace(DecodeUtf8(text, at))) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += text.substr(start, at - start);
  }
  return Keep(call, out);
}

Value Format(Call& call) {
  const std::string_view format = TextOf(call, call.input);
  std::string out;
  size_t used = 0;
  for (size_t at = 0; at < format.size();) {
    const char c = format[at++];
    if (c != '%')
      out += c;
    else
      AppendFormatted(call, out, format, at, used);
  }
  if (used < call.arguments.size())
    FailValue(call, Say("format の値が多すぎます。", "`format` is given too many values."));
  return Keep(call, out);
}

/// `"{n}件" | fill(n=3)`: a name without a value stays as it is, so that each
/// language may leave out what it does not need.
Value Fill(Call& call) {
  // A text that is marked with its language stays so, and what it is filled with is of the page's.
  const bool marked = call.input.kind == Value::kHtml;
  std::string mark;
  if (marked && !call.run.code().empty()) mark.append("<span lang=\"").append(call.run.code()).append("\">");
  std::string_view text = marked ? std::string_view(call.input.html->text) : TextOf(call, call.input);
  const auto piece = [&](std::string_view part) {
    if (!marked) return Value::Of(part);
    Html* html = call.run.arena().NewHtml();
    html->holes.clear();
    html->text = part;
    return Value::Of(static_cast<const Html*>(html));
  };
  Value* parts = call.run.arena().NewValues(text.size() * 4 + 1);
  size_t count = 0, done = 0;
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const auto& keys = call.at.keys;
    const auto found = std::find(keys.begin(), keys.end(), text.substr(open + 1, close - open - 1));
    if (found == keys.end()) continue;
    parts[count++] = piece(text.substr(done, open - done));
    const Value& given = call.arguments[static_cast<size_t>(found - keys.begin())];
    const bool marks = !mark.empty() && given.kind == Value::kString;
    if (marks) parts[count++] = piece(mark);
    parts[count++] = given;
    if (marks) parts[count++] = piece("</span>");
    done = close + 1;
  }
  if (done == 0) return call.input.kind == Value::kHtml ? call.input : Value::Of(text);
  parts[count++] = piece(text.substr(done));
  Value result;
  if (!Concatenate(parts, count, {}, call.run.page(), call.run.arena(), result)) {
    FailValue(call, Say("fill には文字列か数を渡してください。", "Give `fill` text or numbers."));
  }
  return result;
}

}  // namespace kyodo::tmpl::filters
