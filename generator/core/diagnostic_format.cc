// The three forms in which diagnostics are printed.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/diagnostic.h"
#include "core/json.h"
#include "core/shown.h"
#include "core/text.h"

namespace kyodo {

namespace {

struct SeverityName {
  const char* en;
  const char* colour;
  const char* github;
};

SeverityName NameOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return {"error", "\x1b[1;31m", "error"};
    case Severity::kWarning: return {"warning", "\x1b[1;33m", "warning"};
    case Severity::kNote: return {"note", "\x1b[1;36m", "notice"};
  }
  return {"error", "", "error"};
}

std::string Place(std::string_view path, uint32_t line, uint32_t column) {
  std::string out = Shown(path);
  if (line) out += fmt::format(":{}:{}", line, column);
  return out;
}

/// At most this many columns of a long line are shown, around the caret.
constexpr int kLineColumns = 100;

struct Excerpt {
  std::string line;
  int caret = 0;  // columns before the caret
  int width = 0;  // columns of the caret
};

/// The part of the line around the caret that fits; a line may be very long.
Excerpt Cut(const Diagnostic& diagnostic) {
  struct Character {
    size_t start;
    int width;
  };
  const std::string_view text = diagnostic.source_line;
  std::vector<Character> characters;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    DecodeUtf8(text, at);
    characters.push_back({start, DisplayWidth(text.substr(start, at - start))});
  }
  const size_t column = diagnostic.column ? diagnostic.column - 1 : 0;
  const size_t caret = std::min<size_t>(column - std::min<size_t>(column, diagnostic.source_start), characters.size());
  const size_t caret_end = std::min<size_t>(caret + diagnostic.length, characters.size());
  size_t first = caret;
  for (int room = kLineColumns / 2; first > 0 && room >= characters[first - 1].width; --first)
    room -= characters[first - 1].width;
  Excerpt cut;
  if (first > 0 || diagnostic.source_start > 0) {
    cut.line = "… ";
    cut.caret = 2;
  }
  int columns = 0;
  size_t at = first;
  for (; at < characters.size() && columns + characters[at].width <= kLineColumns; ++at) {
    const size_t end = at + 1 < characters.size() ? characters[at + 1].start : text.size();
    const std::string_view character = text.substr(characters[at].start, end - characters[at].start);
    const std::string shown = character == "\t" ? " " : Shown(character);
    cut.line += shown;
    const int width = shown == character ? characters[at].width : static_cast<int>(shown.size());
    columns += width;
    if (at < caret) cut.caret += width;
    if (at >= caret && at < caret_end) cut.width += width;
  }
  if (at < characters.size()) cut.line += " …";
  cut.width = std::max(1, cut.width);
  return cut;
}

/// Percent-encodes what ends a workflow command's value.
std::string GithubEscape(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ','))) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string FormatText(const Diagnostic& diagnostic, Tongue tongue, bool colour) {
  const SeverityName name = NameOf(diagnostic.severity);
  const char* const on = colour ? name.colour : "";
  const char* const bold = colour ? "\x1b[1m" : "";
  const char* const off = colour ? "\x1b[0m" : "";
  std::string out;
  const std::string place = Place(diagnostic.path, diagnostic.line, diagnostic.column);
  if (!place.empty()) out += fmt::format("{}{}: {}", bold, place, off);
  out += fmt::format("{}{}:{} {} [{}]\n", on, name.en, off, Shown(diagnostic.message.In(tongue)), diagnostic.rule);
  std::string hint = Shown(diagnostic.hint.In(tongue), "\n");
  ReplaceAll(hint, "\n", "\n        ");  // a name in it begins no line of a log
  if (diagnostic.line && !diagnostic.source_line.empty()) {
    const Excerpt cut = Cut(diagnostic);
    out += fmt::format("{:>5} | {}\n", diagnostic.line, cut.line);
    out += fmt::format("      | {}{}{}{}", std::string(static_cast<size_t>(cut.caret), ' '), on,
                       std::string(static_cast<size_t>(cut.width), '^'), off);
    out += hint.empty() ? "\n" : fmt::format(" {}\n", hint);
  } else if (!hint.empty()) {
    out += fmt::format("      = {}\n", hint);
  }
  for (const Diagnostic::Step& step : diagnostic.via) {
    out += fmt::format("      {} {}\n", tongue == Tongue::kJa ? "呼び出し元:" : "included from",
                       Place(step.path, step.line, step.column));
  }
  return out;
}

std::string FormatJson(const Diagnostic& diagnostic) {
  JsonWriter json;
  json.BeginObject();
  json.Key("severity").String(NameOf(diagnostic.severity).en);
  json.Key("rule").String(diagnostic.rule);
  if (diagnostic.more) json.Key("more").Integer(static_cast<int64_t>(diagnostic.more));
  if (!diagnostic.path.empty()) json.Key("path").String(diagnostic.path);
  if (diagnostic.line) {
    json.Key("line").Integer(diagnostic.line);
    json.Key("column").Integer(diagnostic.column);
    json.Key("length").Integer(diagnostic.length);
    json.Key("source").String(diagnostic.source_line);
  }
  const auto both = [&](const char* key, const Message& message) {
    json.Key(key).BeginObject();
    json.Key("ja").String(message.ja);
    json.Key("en").String(message.en);
    json.EndObject();
  };
  both("message", diagnostic.message);
  if (!diagnostic.hint.empty()) both("hint", diagnostic.hint);
  if (!diagnostic.edits.empty()) {
    json.Key("edits").BeginArray();
    for (const Diagnostic::Edit& edit : diagnostic.edits) {
      json.BeginObject().Key("line").Integer(edit.line).Key("column").Integer(edit.column);
      json.Key("was").String(edit.was).Key("text").String(edit.text).EndObject();
    }
    json.EndArray();
  }
  if (!diagnostic.via.empty()) {
    json.Key("via").BeginArray();
    for (const Diagnostic::Step& step : diagnostic.via) json.String(Place(step.path, step.line, step.column));
    json.EndArray();
  }
  json.EndObject();
  return json.Take();
}

std::string FormatGithub(const Diagnostic& diagnostic, Tongue tongue) {
  std::string out = fmt::format("::{} ", NameOf(diagnostic.severity).github);
  if (!diagnostic.path.empty()) out += fmt::format("file={},", GithubEscape(Shown(diagnostic.path), true));
  if (diagnostic.line) {
    out += fmt::format("line={},col={},endColumn={},", diagnostic.line, diagnostic.column,
                       diagnostic.column + diagnostic.length);
  }
  out += fmt::format("title={}::", GithubEscape(diagnostic.rule, true));
  std::string text = diagnostic.message.In(tongue);
  if (!diagnostic.hint.empty()) text += "\n" + diagnostic.hint.In(tongue);
  return out + GithubEscape(Shown(text, "\n"), false);
}

}  // namespace kyodo
