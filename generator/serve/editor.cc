#include "serve/editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "core/base64.h"
#include "core/edits.h"
#include "core/text.h"
#include "load/translations.h"
#include "source/plain_files.h"
#include "system/litter.h"

namespace kyodo::serve {

using edit::Escaped;

HttpAnswer Page(int status, std::string html) {
  HttpAnswer answer{status, "text/html; charset=utf-8", std::move(html)};
  answer.headers.emplace_back("Content-Security-Policy",
                              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
                              "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  answer.headers.emplace_back("Referrer-Policy", "same-origin");
  return answer;
}

bool IsText(const std::string& value) {
  return FindInvalidUtf8(value) == std::string::npos && value.find('\0') == value.npos;
}

namespace {

/// In a time that does not tell how much of it is right.
bool IsSecret(std::string_view given, std::string_view secret) {
  unsigned different = given.size() == secret.size() ? 0 : 1;
  for (size_t i = 0; i < given.size() && i < secret.size(); ++i)
    different |= static_cast<unsigned>(given[i] ^ secret[i]);
  return different == 0 && !secret.empty();
}

HttpAnswer Refused(Tongue tongue) {
  const std::string words = fmt::format(
      "<p>{}</p>\n",
      Say(tongue,
          "編集するには、kyodo serve --edit が端末に出したアドレスから開きます。入力の途中だったときは、ブラウザーの"
          "「戻る」で戻ると、入力した文が残っています。",
          "To edit, open the address that kyodo serve --edit printed. If you were typing, go back in the browser: what "
          "you typed is still there."));
  return Page(
      403, PageOf({tongue, std::string(kOwnPath), std::string(Say(tongue, "編集できません", "Not allowed"))}, words));
}

HttpAnswer Nothing(Tongue tongue, const std::string& base) {
  return Page(404, PageOf({tongue, base, std::string(Say(tongue, "ファイルがありません", "There is no such file"))},
                          fmt::format("<p><a href=\"{}\">{}</a></p>\n", base, Say(tongue, "一覧", "All records"))));
}

bool IsSent(const HttpRequest& request) {
  return std::all_of(request.fields.begin(), request.fields.end(), [](const auto& field) {
    return IsText(field.first) && std::all_of(field.second.begin(), field.second.end(), IsText);
  });
}

/// A translation that has only the version of its original yet.
std::string BeginningOf(const Record& record) {
  const SourceFile& original = *record.files[record.original];
  const auto file = ParseFile(original.path, original.text, FileForm::kMarkdown);
  if (!file->root || file->root->kind != yaml::Node::kMapping) return std::string(kNewDocument);
  const auto texts = load::TextsOfOriginal(record.collection->schema, *file->root);
  return fmt::format("---\ntranslation: {{of: {}}}\n---\n", load::HashOfOriginal(texts, file->body));
}

}  // namespace

std::string NewToken() {
  constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::random_device device;  // the kernel's
  std::string token;
  while (token.size() < 32) token += kLetters[device() % kLetters.size()];
  return token;
}

std::string Editor::Address(std::string_view verb, const std::string& name, Tongue tongue) const {
  return fmt::format("{}{}/{}{}{}?lang={}", kEditPath, token_, verb, name.empty() ? "" : "/", name,
                     Say(tongue, "ja", "en"));
}

std::optional<Editor::Target> Editor::Find(std::string_view name) const {
  const std::vector<std::string_view> parts = Split(name, '/');
  const Site& site = preview_.site();
  const Collection* collection = site.FindCollection(parts.front());
  if (!collection || parts.size() < 2 || parts.size() > 3) return std::nullopt;
  for (const std::string_view part : parts) {
    if (part.empty() || IsLitter(part)) return std::nullopt;
  }
  Target target;
  target.name = name;
  target.collection = collection;
  const bool document = collection->schema.is_document;
  if (!EndsWith(name, document ? ".md" : ".yaml")) return std::nullopt;
  if (document) {
    const std::string_view stem = name.substr(0, name.size() - 3);
    const size_t dot = stem.rfind('.');
    const edit::FormMaker maker(site, *collection);
    target.language =
        dot == stem.npos ? maker.languages().size() : FindLanguage(maker.languages(), stem.substr(dot + 1));
    if (target.language == maker.languages().size()) return std::nullopt;
  }
  Diagnostics ignored;  // a link, or what lies behind one
  if (FindPlainFile(disk_, preview_.folder(), name, ignored) == Presence::kTold) return std::nullopt;
  const auto record = site.record_of_file.find(PathOf(target));
  if (record != site.record_of_file.end()) target.record = record->second;
  if (!target.record && document) {
    const std::string_view stem = parts.size() == 3 ? parts[1] : parts[1].substr(0, parts[1].find('.'));
    const auto known = collection->by_slug.find(stem);
    target.begins = known != collection->by_slug.end() && target.language < known->second->files.size() &&
                    !known->second->files[target.language] && !disk_.Stat(PathOf(target)).ok();
    if (target.begins) target.record = known->second;
  }
  return target;
}

std::optional<Editor::Target> Editor::FindNew(std::string_view collection, const HttpRequest& request) const {
  Target target;
  target.is_new = true;
  target.collection = preview_.site().FindCollection(collection);
  if (!target.collection) return std::nullopt;
  target.from = request.Parameter("from");
  if (target.from.empty()) return target;
  const auto from = Find(target.from);
  if (!from || from->collection != target.collection) return std::nullopt;
  target.language = from->language;
  return target;
}

HttpAnswer Editor::Answer(const HttpRequest& request) {
  const std::string_view path = std::string_view(request.path).substr(kEditPath.size());
  const size_t slash = std::min(path.find('/'), path.size());
  const Tongue tongue = request.Parameter("lang") == "en" ? Tongue::kEn : Tongue::kJa;
  if (!IsSecret(path.substr(0, slash), token_)) return Refused(tongue);
  const std::string_view rest = path.substr(std::min(slash + 1, path.size()));
  const size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view verb = rest.substr(0, end), name = rest.substr(std::min(end + 1, rest.size()));
  const bool post = request.method == HttpRequest::kPost;
  if (post && !IsSent(request)) return {400, kPlain, "400: not text\n"};
  const std::string base = Address("", "", tongue);
  if (verb.empty() || verb == "list") return post ? HttpAnswer{405, kPlain, "405\n"} : List(name, tongue);
  const bool is_new = verb == "new" || verb == "check-new";
  std::optional<Target> target = is_new ? FindNew(name, request) : Find(name);
  if (!target) return Nothing(tongue, base);
  target->is_text = verb == "text" || verb == "check-text";
  if (verb == "move") return Move(*target, request, tongue);
  if (verb == "picture") return AddPicture(*target, request, tongue);
  if (verb == "delete") return post ? Delete(*target, request, tongue) : AskToDelete(*target, tongue);
  if (verb == "file" || verb == "text" || verb == "new")
    return post ? Save(*target, request, tongue) : Open(*target, request, tongue);
  if (!post) return {405, kPlain, "405\n"};
  if (StartsWith(verb, "check")) return Check(*target, request, tongue);
  if (verb == "preview") return ShowMarkdown(*target, request);
  return Nothing(tongue, base);
}

HttpAnswer Editor::Open(const Target& target, const HttpRequest& request, Tongue tongue) {
  Attempt attempt;
  attempt.absent = target.is_new || target.begins;
  std::vector<Notice> notices;
  const std::string today = ToIso(preview_.site().today);
  if (target.is_new && target.from.empty()) {
    attempt.base = target.collection->schema.is_document ? kNewDocument : kNewRecord;
    attempt.sent["published"] = {today};
  } else if (target.begins) {
    attempt.base = BeginningOf(*target.record);
  } else {
    const std::string path = preview_.folder() + "/" + (target.is_new ? target.from : target.name);
    Result<std::string> bytes = ReadPlainFile(disk_, preview_.folder(), path);
    if (!bytes.ok()) return Nothing(tongue, Address("", "", tongue));
    attempt.base = std::move(*bytes);
    // A copy is no example, has no days of its own yet and nobody's old addresses.
    if (target.is_new) attempt.sent = {{"published", {today}}, {"updated", {""}}, {"example", {""}}, {"aliases", {""}}};
  }
  attempt.text = AsRead(attempt.base);
  if (!request.Parameter("picture").empty()) FillPicture(target, request, attempt);
  const auto say = [&](const char* parameter, const char* kind, std::string_view ja, std::string_view en) {
    if (!request.Parameter(parameter).empty()) notices.push_back({kind, std::string(Say(tongue, ja, en)), ""});
  };
  say("saved", "good", "保存しました", "Saved");
  say("moved", "good", "移しました", "Moved");
  say("same", "good", "変わったところはありません", "Nothing has changed");
  say("picture", "changed", "画像を入力欄に入れました。よければ「保存する」を押します",
      "The picture is in the form. If it is right, press Save");
  std::vector<Diagnostic> told;
  const std::string path = PathOf(target);
  for (const Diagnostic& one : preview_.diagnostics().list()) {
    if (one.path == path && !target.is_new) told.push_back(one);
  }
  return Show(200, target, std::move(attempt), std::move(notices), told, tongue);
}

/// The file of the record in the language that it is translated from, or into.
std::string Editor::BesideOf(const Target& target, LanguageId& language) const {
  if (!target.record || !target.collection->schema.is_document) return {};
  const auto& files = target.record->files;
  for (const LanguageId id : {target.record->original, LanguageId{0}, LanguageId{1}}) {
    if (id == target.language || id >= files.size() || !files[id]) continue;
    language = id;
    return files[id]->path;
  }
  return {};
}

/// Where else one can go from a file's form.
void Editor::AddLinks(EditPage& page, const Target& target, const edit::FormMaker& maker) const {
  const Tongue tongue = page.frame.tongue;
  const bool document = target.collection->schema.is_document;
  const LanguageId in = edit::LanguageOf(tongue, maker.languages());
  const LanguageId shown = document ? target.language : in;
  const std::string& id = target.collection->schema.id;
  if (target.is_new) {
    const std::string from = target.from.empty() ? "" : "&from=" + target.from;
    page.frame.title =
        std::string(Say(tongue, "新しく作る：", "New: ")) + std::string(target.collection->schema.label_one.In(in));
    page.action = Address("new", id, tongue) + from;
    page.check = Address("check-new", id, tongue) + from;
    return;
  }
  page.frame.title =
      fmt::format("{}{}", Say(tongue, "編集：", "Edit: "), target.record ? target.record->Title(shown) : target.name);
  page.action = Address(page.is_text ? "text" : "file", target.name, tongue);
  page.check = Address(page.is_text ? "check-text" : "check", target.name, tongue);
  if (!page.is_text) page.preview = Address("preview", target.name, tongue);
  if (target.record && shown < preview_.site().config.languages.size())
    page.page = preview_.PageOf(*target.record, shown);
  if (!target.begins) {
    (page.is_text ? page.as_form : page.as_text) = Address(page.is_text ? "file" : "text", target.name, tongue);
    page.copy = Address("new", id, tongue) + "&from=" + target.name;
    page.move = Address("move", target.name, tongue);
    page.remove = Address("delete", target.name, tongue);
    if (TakesPictures(target) && target.record) page.picture = Address("picture", target.name, tongue);
  }
  for (LanguageId other = 0; document && target.record && other < target.record->files.size(); ++other) {
    if (other == target.language) continue;
    const SourceFile* file = target.record->files[other];
    const std::string name = NameIn(maker.languages()[in], maker.languages()[other]);
    const std::string own = "." + maker.languages()[target.language].code + ".md";
    const std::string stem = target.name.substr(0, target.name.size() - own.size());
    page.others.emplace_back(
        file ? name : fmt::format(fmt::runtime(Say(tongue, "{}の訳を始める", "Begin the translation: {}")), name),
        Address(
            "file",
            file ? file->path.substr(preview_.folder().size() + 1) : stem + "." + maker.languages()[other].code + ".md",
            tongue));
  }
}

/// The fields as they are or were typed, the problems with them, and the same in another language beside them.
void Editor::AddFields(EditPage& page, const Target& target, const Attempt& attempt, const ParsedFile& file,
                       const edit::FormMaker& maker, const std::vector<Diagnostic>& told) const {
  const Tongue tongue = page.frame.tongue;
  edit::Form form = Make(maker, file, target, attempt.sent);
  edit::Fill(form, attempt.sent);
  const edit::Problems problems = edit::SortProblems(form, PathOf(target), attempt.text, told);
  edit::FormLook look{maker, tongue, problems};
  LanguageId other = 0;
  edit::Form beside;
  std::shared_ptr<const ParsedFile> other_file;
  if (const std::string path = BesideOf(target, other); !path.empty()) {
    const Result<std::string> bytes = ReadPlainFile(disk_, preview_.folder(), path);
    if (bytes.ok()) other_file = ParseFile(path, *bytes, FileForm::kMarkdown);
    if (other_file && other_file->root && other_file->root->kind == yaml::Node::kMapping) {
      beside = maker.Make(*other_file, other);
      look.beside = &beside;
    }
  }
  page.problems = edit::HtmlOfProblems(form, look);
  page.fields = edit::HtmlOfForm(form, look) + edit::HtmlOfTitles(form, look);
  if (std::none_of(told.begin(), told.end(), [](const Diagnostic& one) { return one.rule == kStale; })) return;
  page.fields += fmt::format(
      "<div class=\"field\">\n<label class=\"tick\"><input type=\"checkbox\" name=\":reviewed\" value=\"yes\"> "
      "{}</label>\n</div>\n",
      Say(tongue, "元の文章の変わったところを、この翻訳に入れた", "This translation now says what the original says"));
}

HttpAnswer Editor::Show(int status, const Target& target, Attempt attempt, std::vector<Notice> notices,
                        const std::vector<Diagnostic>& told, Tongue tongue) {
  const edit::FormMaker maker(preview_.site(), *target.collection);
  const FileForm written = target.collection->schema.is_document ? FileForm::kMarkdown : FileForm::kYaml;
  const auto file = ParseFile(PathOf(target), AsRead(attempt.base), written);
  EditPage page;
  page.frame = {tongue, Address("", "", tongue), ""};
  page.notices = std::move(notices);
  page.is_new = target.is_new;
  page.is_text = target.is_text || !file->root || file->root->kind != yaml::Node::kMapping;
  page.slug = attempt.slug;
  page.file = target.is_new ? target.collection->schema.id + "/" : PathOf(target);
  AddLinks(page, target, maker);
  page.hidden = {{":base", ToBase64(attempt.base)}};
  if (attempt.absent && !target.is_new) page.hidden.emplace_back(":absent", "yes");
  page.may_save_anyway = status == 422;
  if (page.is_text) {
    page.whole_text = attempt.text;
    edit::Form none;
    page.problems = edit::HtmlOfProblems(none, {maker, tongue, {{"", told}}});
  } else {
    AddFields(page, target, attempt, *file, maker, told);
  }
  return Page(status, HtmlOf(page));
}

}  // namespace kyodo::serve
