// What is sent back of a form: checked, shown, saved.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base64.h"
#include "core/edits.h"
#include "core/json.h"
#include "core/text.h"
#include "edit/save.h"
#include "load/meant_names.h"
#include "load/slug.h"
#include "records/new_record.h"
#include "serve/editor.h"
#include "source/plain_files.h"

namespace kyodo::serve {

using edit::Escaped;

namespace {

HttpAnswer SeeOther(std::string address) { return {303, "", "", {{"Location", std::move(address)}}}; }

/// Browsers send CR LF; a file keeps the ends of lines that it has.
std::string WithEndsOf(const std::string& base, std::string text) {
  std::erase(text, '\r');
  if (base.find("\r\n") == base.npos) return text;
  ReplaceAll(text, "\n", "\r\n");
  return text;
}

/// How many items a form that was sent has for the list at a path.
size_t ItemsSent(const edit::Sent& sent, const edit::Path& path) {
  const std::string start = edit::NameOf(path) + ".";
  size_t most = 0;
  for (auto one = sent.lower_bound(start); one != sent.end() && StartsWith(one->first, start); ++one) {
    const size_t end = one->first.find('.', start.size());
    const size_t index = edit::IndexOf(one->first.substr(start.size(), end - start.size()));
    if (index != std::string::npos && index < 1000) most = std::max(most, index + 1);
  }
  return most;
}

}  // namespace

edit::Form Editor::Make(const edit::FormMaker& maker, const ParsedFile& file, const Target& target,
                        const edit::Sent& sent) {
  return maker.Make(file, target.language, [&](const edit::Path& path) { return ItemsSent(sent, path); });
}

/// What was sent, as a file. None: it does not belong to a form of ours.
std::optional<Editor::Attempt> Editor::Read(Target& target, const HttpRequest& request) const {
  Attempt attempt;
  const auto base = FromBase64(request.Field(":base"));
  if (!base || !IsText(*base) || !request.fields.contains(":base")) return std::nullopt;
  attempt.base = *base;
  attempt.absent = target.is_new || !request.Field(":absent").empty();
  attempt.sent = request.fields;
  attempt.slug = std::string(Trim(request.Field(":slug")));
  if (target.is_new) {
    const edit::FormMaker maker(preview_.site(), *target.collection);
    target.name = fmt::format("{}/{}", target.collection->schema.id, attempt.slug.empty() ? "-" : attempt.slug);
    target.name +=
        target.collection->schema.is_document ? "." + maker.languages()[target.language].code + ".md" : ".yaml";
  }
  attempt.path = PathOf(target);
  const std::string read = AsRead(attempt.base);
  if (target.is_text) {
    if (!request.fields.contains(":text")) return std::nullopt;
    attempt.text = WithEndsOf(read, request.Field(":text"));
    attempt.changed = attempt.text != read;
    return attempt;
  }
  const bool document = target.collection->schema.is_document;
  const auto file = ParseFile(PathOf(target), read, document ? FileForm::kMarkdown : FileForm::kYaml);
  if (!file->root || file->root->kind != yaml::Node::kMapping) return std::nullopt;
  const edit::FormMaker maker(preview_.site(), *target.collection);
  const edit::Form form = Make(maker, *file, target, attempt.sent);
  Result<edit::Draft> draft = edit::DraftOf(maker, form, file->source.text, attempt.sent);
  if (!draft.ok()) return std::nullopt;
  attempt.text = std::move(draft->text);
  if (target.is_new && StartsWith(attempt.text, kNewRecord) && attempt.text.size() > kNewRecord.size())
    attempt.text.erase(0, kNewRecord.size());
  attempt.changed = draft->changed || attempt.absent;
  attempt.names = std::move(draft->names);
  return attempt;
}

std::vector<Diagnostic> Editor::Try(const Attempt& attempt, const std::function<void(const Site& site)>& look) {
  std::vector<Diagnostic> told;
  const std::string& path = attempt.path;
  const auto is_known = [&](const Diagnostic& one) {
    const auto& before = preview_.diagnostics().list();
    return std::any_of(before.begin(), before.end(), [&](const Diagnostic& other) {
      return other.rule == one.rule && other.path == one.path && other.message.ja == one.message.ja;
    });
  };
  const Diagnostics found = preview_.Try({{path, attempt.text}}, look);
  for (const Diagnostic& one : found.list()) {
    const bool elsewhere = one.severity == Severity::kError && one.path != path && !is_known(one);
    if (one.path == path || elsewhere) told.push_back(one);
  }
  return told;
}

HttpAnswer Editor::ProposeSlug(const Target& target, Attempt attempt, const Diagnostic& wrong, Tongue tongue) {
  const bool none = attempt.slug.empty();
  const std::string typed = std::exchange(attempt.slug, load::MeantSlug(attempt.slug));
  const bool document = target.collection->schema.is_document;
  const auto file = ParseFile(attempt.path, attempt.text, document ? FileForm::kMarkdown : FileForm::kYaml);
  if (attempt.slug.empty() && file->root && file->root->kind == yaml::Node::kMapping) {
    const RecordForm form(preview_.site(), *target.collection, tongue);
    attempt.slug = form.ProposeSlug(*file->root);
  }
  const std::string proposed =
      fmt::format(fmt::runtime(Say(tongue, "「{}」を入れました。よければ、もう一度保存します。",
                                   "“{}” has been put there. Save again if it will do.")),
                  attempt.slug);
  const Notice notice{"error",
                      none ? std::string(Say(tongue, "ファイルの名前がまだありません", "The file has no name yet"))
                           : wrong.message.In(tongue),
                      fmt::format("<p>{}</p>\n<p>{}</p>\n", Escaped(wrong.hint.In(tongue)),
                                  Escaped(attempt.slug.empty() ? "" : proposed))};
  if (attempt.slug.empty()) attempt.slug = typed;
  return Show(422, target, attempt, {notice}, {}, tongue);
}

std::optional<HttpAnswer> Editor::Refuse(const Target& target, const Attempt& attempt, const HttpRequest& request,
                                         Tongue tongue) {
  const auto again = [&](int status, Notice notice) {
    return Show(status, target, attempt, {std::move(notice)}, {}, tongue);
  };
  Diagnostics wrong;
  if (target.is_new && !load::CheckSlug(attempt.slug, {}, wrong))
    return ProposeSlug(target, attempt, wrong.list().front(), tongue);
  const Result<std::string> now = ReadPlainFile(disk_, preview_.folder(), PathOf(target));
  if (!now.ok() && now.error().rule != "file.missing")
    return again(500, {"error", now.error().message.In(tongue), Escaped(now.error().hint.In(tongue))});
  if (target.is_new && now.ok())
    return again(409,
                 {"error", std::string(Say(tongue, "同じ名前のファイルがあります", "There is a file of that name")),
                  fmt::format("<p>{}</p>\n", Say(tongue, "ほかの名前にします。", "Choose another name."))});
  if (attempt.absent ? now.ok() : !now.ok() || *now != attempt.base)
    return ShowConflict(target, attempt, request, tongue);
  return std::nullopt;
}

HttpAnswer Editor::Save(Target target, const HttpRequest& request, Tongue tongue) {
  std::optional<Attempt> attempt = Read(target, request);
  if (!attempt) return {400, kPlain, "400: not a form of this page\n"};
  if (std::optional<HttpAnswer> refused = Refuse(target, *attempt, request, tongue)) return std::move(*refused);
  const bool reviewed = !request.Field(":reviewed").empty();
  if (!attempt->changed && !reviewed)
    return SeeOther(Address(target.is_text ? "text" : "file", target.name, tongue) + "&same=yes");
  std::vector<Diagnostic> told = Try(*attempt);
  for (const Diagnostic& one : told) {
    if (!reviewed || one.rule != kStale || one.path != attempt->path) continue;
    attempt->text = WithEdits(attempt->text, one.edits);
    told = Try(*attempt);
    break;
  }
  return Write(std::move(target), std::move(*attempt), request, told, tongue);
}

HttpAnswer Editor::Write(Target target, Attempt attempt, const HttpRequest& request,
                         const std::vector<Diagnostic>& told, Tongue tongue) {
  const auto again = [&](int status, std::string heading, std::string html) {
    return Show(status, target, attempt, {{"error", std::move(heading), std::move(html)}}, told, tongue);
  };
  const bool wrong =
      std::any_of(told.begin(), told.end(), [](const Diagnostic& one) { return one.severity == Severity::kError; });
  if (wrong && request.Field(":anyway").empty())
    return again(
        422, std::string(Say(tongue, "誤りがあるので、まだ保存していません", "Not saved: there are errors")),
        fmt::format("<p>{}</p>\n", Say(tongue, "下の項目を直して、もう一度保存します。入力した文は残っています。",
                                       "Mend the fields below, then save again. All that you typed is still here.")));
  const std::string bytes =
      attempt.absent && !target.is_new ? attempt.text : edit::AsWritten(attempt.base, attempt.text);
  const Result<edit::Saved> saved =
      edit::Save(disk_, preview_.folder(), attempt.path, attempt.absent ? nullptr : &attempt.base, bytes);
  if (!saved.ok())
    return again(500,
                 std::string(Say(tongue, "保存できませんでした：", "It could not be saved: ")) +
                     saved.error().message.In(tongue),
                 fmt::format("<p>{}</p>\n<p>{}</p>\n", Escaped(saved.error().hint.In(tongue)),
                             Say(tongue,
                                 "ファイルは前のままです。入力した文はこの画面に残っています。上のことを直してから"
                                 "、もう一度「保存する」を押します。",
                                 "The file is as it was, and all that you typed is still on this page. Mend what is "
                                 "said above, then press Save again.")));
  if (*saved == edit::Saved::kChanged) return ShowConflict(std::move(target), std::move(attempt), request, tongue);
  saved_();
  return SeeOther(Address(target.is_text ? "text" : "file", target.name, tongue) + "&saved=yes");
}

/// Another has changed the file. What was changed here is put into what they wrote, to be looked at and saved.
HttpAnswer Editor::ShowConflict(Target target, Attempt attempt, const HttpRequest& request, Tongue tongue) {
  const Result<std::string> now = ReadPlainFile(disk_, preview_.folder(), PathOf(target));
  Notice notice{"changed",
                std::string(Say(tongue, "開いている間に、ファイルが変わりました。まだ保存していません",
                                "The file has changed since you opened it. Nothing was saved")),
                ""};
  const auto say = [&](std::string_view ja, std::string_view en) {
    notice.html += fmt::format("<p>{}</p>\n", Say(tongue, ja, en));
  };
  if (!now.ok()) {
    say("ファイルは消されています。もう一度「保存する」を押すと、下の内容で作り直します。",
        "It has been deleted. If you press Save again, it is made anew from what is below.");
    attempt.absent = true;
    return Show(409, target, std::move(attempt), {std::move(notice)}, {}, tongue);
  }
  if (target.is_new) return Show(409, target, std::move(attempt), {std::move(notice)}, {}, tongue);
  say("ほかの人（またはほかの画面）が変えたところ：", "What somebody else, or another window, has changed:");
  notice.html += HtmlOfDiff(attempt.base, *now, tongue);
  const std::string mine = attempt.text;
  HttpRequest merged = request;
  Attempt next;
  next.base = *now;
  next.text = mine;
  if (!target.is_text) {
    merged.fields.clear();
    for (const auto& [name, values] : attempt.sent) {
      const bool own = std::find(attempt.names.begin(), attempt.names.end(), name) != attempt.names.end();
      if (own || StartsWith(name, "remove:")) merged.fields[name] = values;
    }
    merged.fields[":base"] = {ToBase64(*now)};
    if (auto read = Read(target, merged)) {
      next = std::move(*read);
    } else {  // what stands there now is no tree: as text then
      target.is_text = true;
    }
  }
  say("下の画面で保存すると、こう変わります：", "If you save what is below, this changes:");
  notice.html += HtmlOfDiff(AsRead(*now), next.text, tongue);
  say("よければ、もう一度「保存する」を押します。", "If that is right, press Save again.");
  return Show(409, target, std::move(next), {std::move(notice)}, {}, tongue);
}

HttpAnswer Editor::Check(Target target, const HttpRequest& request, Tongue tongue) {
  std::optional<Attempt> attempt = Read(target, request);
  if (!attempt) return {400, kPlain, "400: not a form of this page\n"};
  const std::string path = PathOf(target);
  const std::vector<Diagnostic> told = Try(*attempt);
  const edit::FormMaker maker(preview_.site(), *target.collection);
  edit::Form form;
  if (!target.is_text) {
    const bool document = target.collection->schema.is_document;
    const auto file = ParseFile(path, AsRead(attempt->base), document ? FileForm::kMarkdown : FileForm::kYaml);
    form = Make(maker, *file, target, attempt->sent);
  }
  const edit::Problems problems = edit::SortProblems(form, path, attempt->text, told);
  JsonWriter json;
  json.BeginObject().Key("changed").Raw(attempt->changed ? "true" : "false").Key("problems").BeginArray();
  for (const auto& [name, list] : problems) {
    for (const Diagnostic& one : list) {
      json.BeginObject().Key("name").String(name);
      json.Key("severity").String(one.severity == Severity::kError ? "error" : "warning");
      json.Key("message").String(one.message.In(tongue)).Key("hint").String(one.hint.In(tongue));
      json.Key("line").Integer(one.line).EndObject();
    }
  }
  json.EndArray().Key("summary").String(edit::HtmlOfProblems(form, {maker, tongue, problems})).EndObject();
  return {200, "application/json", json.Take()};
}

namespace {

/// The text at the path in a record.
const MarkdownText* FindMarkdown(const Record& record, const edit::Path& path, const std::vector<Language>& languages,
                                 LanguageId language) {
  if (path.front() == edit::kBody) {
    const Datum& body = record.body.In(language, false);
    return body.kind == Datum::kMarkdown ? body.markdown : nullptr;
  }
  const std::vector<Field>* fields = &record.collection->schema.fields;
  std::span<const Datum> data(record.fields);
  const Datum* found = nullptr;
  for (const std::string& key : path) {
    const size_t index = edit::IndexOf(key);
    if (found && found->kind == Datum::kLocal) {
      found = &found->In(FindLanguage(languages, key), false);
    } else if (found && found->kind == Datum::kList) {
      if (index >= found->items().size()) return nullptr;
      found = &found->items()[index];
    } else {
      const auto field = std::find_if(fields->begin(), fields->end(), [&](const Field& one) { return one.key == key; });
      if (found) data = found->kind == Datum::kObject ? found->items() : std::span<const Datum>();
      const auto at = static_cast<size_t>(field - fields->begin());
      if (field == fields->end() || at >= data.size()) return nullptr;
      found = &data[at];
      fields = field->type.of ? &field->type.of->fields : &field->type.fields;
    }
  }
  if (found && found->kind == Datum::kLocal) found = &found->In(language, false);
  return found && found->kind == Datum::kMarkdown ? found->markdown : nullptr;
}

}  // namespace

/// The text of one field as it would be on the page, with its links as seen from there.
HttpAnswer Editor::ShowMarkdown(Target target, const HttpRequest& request) {
  std::optional<Attempt> attempt = Read(target, request);
  if (!attempt) return {400, kPlain, "400: not a form of this page\n"};
  const std::string path = PathOf(target);
  edit::Path at;
  for (const std::string_view part : Split(request.Parameter("name"), '.')) at.emplace_back(part);
  std::string html;
  (void)Try(*attempt, [&](const Site& site) {
    const auto record = site.record_of_file.find(path);
    if (record == site.record_of_file.end()) return;
    const MarkdownText* text = FindMarkdown(*record->second, at, site.config.languages, target.language);
    if (!text) return;
    const Language& language = site.config.languages[std::min(text->language, site.config.languages.size() - 1)];
    text->html.WriteTo(html, record->second->PathIn(language));
  });
  return {200, "text/html; charset=utf-8", std::move(html)};
}

}  // namespace kyodo::serve
