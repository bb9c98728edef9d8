#include "serve/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/json.h"
#include "core/text.h"
#include "edit/form_html.h"
#include "model/served_as.h"
#include "model/visibility.h"
#include "serve/http_server.h"
#include "views/addresses.h"

namespace kyodo::serve {

namespace {

bool IsHtml(std::string_view path) { return EndsWith(path, ".html"); }

}  // namespace

Preview::Preview(FileSystem& disk, PortalOptions options, Watcher* watcher)
    : files_(disk),
      options_(std::move(options)),
      root_(std::filesystem::absolute(".").lexically_normal().string()),
      portal_(disk, Snapshot(files_, options_.Places()), options_, watcher) {
  Settle(files_.FindChanged());
}

bool Preview::Reload(Instant now) { return Read(now, options_.drafts, false); }

void Preview::Show(Instant now, bool drafts) { Read(now, drafts, true); }

bool Preview::Read(Instant now, bool drafts, bool always) {
  files_.Begin();
  Snapshot snapshot(files_, options_.Places());
  const std::set<std::string> changed = files_.FindChanged();
  ++version_;
  if (changed.empty() && !always) return false;
  options_.now = now;
  options_.drafts = drafts;
  portal_.Reload(std::move(snapshot), now, drafts);
  Settle(changed);
  return true;
}

void Preview::Settle(const std::set<std::string>& changed) {
  diagnostics_ = portal_.diagnostics();
  const auto read_again = [&](std::set<std::string> held) {
    files_.Hold(std::move(held));
    portal_.Reload(Snapshot(files_, options_.Places()), options_.now, options_.drafts);
  };
  if (!portal_.ok()) {
    std::set<std::string> wrong;
    for (const Diagnostic& one : portal_.diagnostics().list()) {
      if (one.severity == Severity::kError && changed.contains(one.path)) wrong.insert(one.path);
    }
    if (!wrong.empty()) read_again(std::move(wrong));
  }
  if (!portal_.ok() && files_.HasKept()) read_again(changed);
  if (portal_.ok()) {
    files_.Keep();
  } else {
    files_.Hold({});  // it did not help
  }
  diagnostics_.Sort();
}

bool Preview::AddSense(uint64_t version, Diagnostics found) {
  if (version != version_) return false;
  diagnostics_.Append(std::move(found));
  ApplyLevels(portal_.site().config.checks, diagnostics_);
  diagnostics_.Sort();
  return true;
}

std::string_view Preview::home() const {
  const std::string_view path = render::PathPart(portal_.site().config.base_url);
  return path.empty() ? "/" : path;
}

Preview::Page Preview::Get(std::string_view path) {
  if (!ok()) return Troubled(500, diagnostics_);
  if (path == "/" && home() != "/") return {302, "", "", std::string(home())};
  if (!StartsWith(path, home())) return Missing(path);
  std::string wanted(path.substr(home().size()));
  if (wanted.empty() || EndsWith(wanted, "/")) wanted += "index.html";
  const render::Output* output = portal_.plan().Find(wanted);
  if (!output && portal_.plan().Find(wanted + "/index.html")) return {301, "", "", std::string(path) + "/"};
  Diagnostics diagnostics;
  std::optional<std::string> bytes = portal_.Render(wanted, diagnostics);
  if (diagnostics.HasErrors()) return Troubled(500, diagnostics);
  if (!bytes) return Missing(path);
  if (output && IsHtml(wanted)) return {200, ContentTypeOf(wanted), WithScript(std::move(*bytes), output), ""};
  return {200, ContentTypeOf(wanted), std::move(*bytes), ""};
}

/// The site's own page for it, in the language of the address.
Preview::Page Preview::Missing(std::string_view path) {
  std::string_view prefix;
  const std::string_view rest = StartsWith(path, home()) ? path.substr(home().size()) : std::string_view();
  for (const Language& language : portal_.site().config.languages) {
    if (StartsWith(rest, language.prefix)) prefix = std::max(prefix, std::string_view(language.prefix));
  }
  const std::string page = std::string(prefix) + "404.html";
  Diagnostics diagnostics;
  std::optional<std::string> bytes = portal_.Render(page, diagnostics);
  if (!bytes) return {404, kPlain, "404\n", ""};
  return {404, ContentTypeOf(page), WithScript(std::move(*bytes), portal_.plan().Find(page)), ""};
}

Preview::Page Preview::Troubled(int status, const Diagnostics& diagnostics) const {
  std::string list;
  for (const Diagnostic& one : FirstOfEachRule(diagnostics)) {
    if (one.severity != Severity::kError) continue;
    list += fmt::format("<pre lang=\"ja\">{}</pre>\n<pre lang=\"en\">{}</pre>\n",
                        edit::Escaped(FormatText(one, Tongue::kJa)), edit::Escaped(FormatText(one, Tongue::kEn)));
  }
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>kyodo</title>\n</head>\n"
      "<body class=\"kyodo-troubled\">\n<h1>この画面は作れません</h1>\n"
      "<p>直して保存すると、自動で開き直します。<span lang=\"en\">This page cannot be made. It opens by itself once "
      "the "
      "files are mended.</span></p>\n{}</body>\n</html>\n",
      list);
  return {status, "text/html; charset=utf-8", WithScript(std::move(page), nullptr), ""};
}

std::string Preview::WithScript(std::string html, const render::Output* output) const {
  std::string facts = fmt::format("data-version=\"{}\"", version_);
  const render::Page* page = output ? output->As<render::Page>() : nullptr;
  if (const Record* record = page ? page->record() : nullptr) {
    const SourceFile* file =
        record->files[page->language] ? record->files[page->language] : record->files[record->original];
    facts += fmt::format(" data-file=\"{}\"", edit::Escaped(file->path));
    if (edits_)
      facts += fmt::format(" data-edit=\"{}\"",
                           edit::Escaped(std::string_view(file->path).substr(options_.folder.size() + 1)));
    facts += fmt::format(" data-state=\"{}\"", VisibilityName(VisibilityOf(*record, portal_.site().today).state));
    if (record->publish_from) facts += fmt::format(" data-from=\"{}\"", ToIso(*record->publish_from));
    if (record->publish_until) facts += fmt::format(" data-until=\"{}\"", ToIso(*record->publish_until));
  }
  const size_t end = html.rfind("</body>");
  html.insert(end == html.npos ? html.size() : end,
              fmt::format("<script src=\"{}preview.js\" {}></script>\n", kOwnPath, facts));
  return html;
}

Instant Preview::BeginOf(const Date& day) const {
  return DaysSince1970(day) * 86400 - portal_.site().utc_offset_minutes * 60;
}

std::string Preview::State(Instant now) const {
  JsonWriter json;
  json.BeginObject().Key("version").Integer(static_cast<int64_t>(version_));
  json.Key("day").String(ToIso(portal_.site().today));
  json.Key("today").String(ToIso(DayOf(now, portal_.site().utc_offset_minutes)));
  json.Key("drafts").Raw(options_.drafts ? "true" : "false");
  json.Key("root").String(root_);
  json.Key("held").BeginArray();
  for (const std::string& path : held()) json.String(path);
  json.EndArray().Key("diagnostics").BeginArray();
  for (const Diagnostic& one : FirstOfEachRule(diagnostics_)) json.Raw(FormatJson(one));
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace kyodo::serve
