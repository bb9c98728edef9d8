// The three forms in which diagnostics are printed.
#include <fmt/format.h>

#include "core/diagnostic.h"
#include "core/json.h"
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
  std::string out(path);
  if (line) out += fmt::format(":{}:{}", line, column);
  return out;
}

/// At most this many columns of a long line are shown, around the caret.
constexpr int kLineColumns = 100;

struct Excerpt {
  std::string line;
  int caret = 0;  // columns before the caret
  int width = 1;  // columns of the caret
};

Excerpt Cut(const Diagnostic& diagnostic) {
  Excerpt cut;
  uint32_t column = 1;
  std::string before, marked, after;
  for (size_t at = 0; at < diagnostic.source_line.size(); ++column) {
    const size_t start = at;
    DecodeUtf8(diagnostic.source_line, at);
    std::string character = diagnostic.source_line.substr(start, at - start);
    if (character == "\t") character = " ";
    (column < diagnostic.column ? before : column < diagnostic.column + diagnostic.length ? marked : after) += character;
  }
  if (DisplayWidth(before) > kLineColumns / 2) {
    size_t start = 0;
    while (DisplayWidth(std::string_view(before).substr(start)) > kLineColumns / 2) DecodeUtf8(before, start);
    before = "… " + before.substr(start);
  }
  cut.caret = DisplayWidth(before);
  cut.width = std::max(1, DisplayWidth(marked));
  cut.line = before + marked + after;
  if (DisplayWidth(cut.line) > kLineColumns) {
    size_t end = 0;
    while (end < cut.line.size() && DisplayWidth(std::string_view(cut.line).substr(0, end)) < kLineColumns) DecodeUtf8(cut.line, end);
    cut.line = cut.line.substr(0, end) + " …";
    cut.width = std::min(cut.width, kLineColumns - cut.caret + 2);
  }
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
  out += fmt::format("{}{}:{} {} [{}]\n", on, name.en, off, diagnostic.message.In(tongue), diagnostic.rule);
  const std::string& hint = diagnostic.hint.In(tongue);
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
    out += fmt::format("      {} {}\n", tongue == Tongue::kJa ? "呼び出し元:" : "included from", Place(step.path, step.line, step.column));
  }
  return out;
}

std::string FormatJson(const Diagnostic& diagnostic) {
  JsonWriter json;
  json.BeginObject();
  json.Key("severity").String(NameOf(diagnostic.severity).en);
  json.Key("rule").String(diagnostic.rule);
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
  if (!diagnostic.path.empty()) out += fmt::format("file={},", GithubEscape(diagnostic.path, true));
  if (diagnostic.line) {
    out += fmt::format("line={},col={},endColumn={},", diagnostic.line, diagnostic.column, diagnostic.column + diagnostic.length);
  }
  out += fmt::format("title={}::", GithubEscape(diagnostic.rule, true));
  std::string text = diagnostic.message.In(tongue);
  if (!diagnostic.hint.empty()) text += "\n" + diagnostic.hint.In(tongue);
  return out + GithubEscape(text, false);
}

}  // namespace kyodo
