// A picture for a record: one that the site has, or a new file beside the record's own.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "edit/save.h"
#include "images/header.h"
#include "images/problems.h"
#include "load/slug.h"
#include "serve/editor.h"
#include "source/plain_files.h"

namespace kyodo::serve {

using edit::Escaped;

namespace {

constexpr size_t kLargestPicture = 16u << 20;
constexpr const char* kBodyField = ":body";

/// What was sent, by name; the file apart.
struct PictureForm {
  std::map<std::string, std::string> texts;
  std::string file_name, bytes;

  std::string Text(const std::string& name) const {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string() : std::string(Trim(found->second));
  }
};

PictureForm FormOf(const std::vector<FormPart>& parts) {
  PictureForm form;
  for (const FormPart& part : parts) {
    if (part.name == ":file") {
      form.file_name = part.file_name;
      form.bytes = part.bytes;
    } else if (IsText(part.bytes)) {
      form.texts[part.name] = part.bytes;
    }
  }
  return form;
}

/// In a query: everything but letters, digits and what RFC 3986 calls unreserved as %XX.
std::string InQuery(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    if (plain || c == '-' || c == '.' || c == '_' || c == '~')
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

/// Letters, digits and hyphens of a name; empty: there are none.
std::string SlugOf(std::string_view name) {
  std::string slug;
  for (const char c : Fold(name.substr(0, name.rfind('.')))) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (plain)
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.substr(0, 80);
}

bool IsShown(const Field& field) {
  const FieldType& type = field.type.of ? *field.type.of : field.type;
  return type.kind == FieldKind::kImage;
}

Notice Wrong(std::string_view heading, std::string_view more) {
  return {"error", std::string(heading), fmt::format("<p>{}</p>\n", Escaped(more))};
}

std::string Input(std::string_view name, std::string_view label, std::string_view help, std::string_view more) {
  return fmt::format(
      "<div class=\"field\">\n<label for=\"{0}\">{1}</label>\n<p class=\"help\" id=\"help:{0}\">{2}</p>\n"
      "<input id=\"{0}\" name=\"{0}\" aria-describedby=\"help:{0}\"{3}>\n</div>\n",
      name, label, help, more);
}

}  // namespace

std::vector<std::string> PicturesOf(FileReader& disk, const std::string& folder, const Site& site) {
  std::vector<std::string> found;
  Diagnostics ignored;
  const auto list = [&](const std::string& below, const auto& self) -> void {
    for (const FolderEntry& entry : ListPlain(disk, folder, below, ignored)) {
      const std::string name = below + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder) self(name, self);
      if (entry.kind == FileInfo::kFile && KindByName(entry.name)) found.push_back("/" + name);
    }
  };
  for (const auto& [id, collection] : site.collections) list(id, list);
  return found;
}

bool Editor::TakesPictures(const Target& target) const {
  const Schema& schema = target.collection->schema;
  return schema.is_document || std::any_of(schema.fields.begin(), schema.fields.end(), IsShown);
}

std::string Editor::HtmlOfPictureForm(const Target& target, const PictureTexts& texts, Tongue tongue) const {
  const edit::FormMaker maker(preview_.site(), *target.collection);
  const Schema& schema = target.collection->schema;
  const LanguageId in = edit::LanguageOf(tongue, maker.languages());
  const auto typed = [&](const std::string& name) {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string() : Escaped(found->second);
  };
  std::string out =
      fmt::format("<form method=\"post\" action=\"{}\" enctype=\"multipart/form-data\" autocomplete=\"off\">\n",
                  Escaped(Address("picture", target.name, tongue)));
  out += Input(":file", Say(tongue, "新しい画像", "A new picture"),
               Say(tongue, "JPEG、PNG、WebP で、16 MB まで。撮影の場所などの情報は、公開するときに消します。",
                   "JPEG, PNG or WebP, at most 16 MB. Where it was taken, and the like, is not published."),
               " type=\"file\" accept=\".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp\"");
  out += Input(
      ":name", Say(tongue, "保存する名前", "Its name"),
      Say(tongue, "半角の小文字、数字、ハイフン。書かなければ、もとの名前から決めます。例：flower-bed",
          "Lower-case letters, digits and hyphens; made from the file's own name if left out. Example: flower-bed"),
      fmt::format(" value=\"{}\" spellcheck=\"false\" autocapitalize=\"off\"", typed(":name")));
  out += Input(":there", Say(tongue, "または、サイトにある画像", "Or a picture of the site"),
               Say(tongue, "選ぶか、名前の一部を打ちます。", "Choose one, or type a part of its name."),
               fmt::format(" list=\"pictures\" value=\"{}\"", typed(":there")));
  for (LanguageId id = 0; id < maker.languages().size(); ++id) {
    if (schema.is_document && id != target.language) continue;
    const std::string& code = maker.languages()[id].code;
    out += Input(
        "alt." + code,
        fmt::format("{} {} <span class=\"must\">{}</span>", Say(tongue, "写っているもの", "What it shows"),
                    Escaped(NameIn(maker.languages()[in], maker.languages()[id])),
                    id == 0 || schema.is_document ? Say(tongue, "必須", "required") : Say(tongue, "訳", "translation")),
        Say(tongue, "画像を見られない人に読み上げます。例：公園で花壇を手入れする人たち",
            "Read aloud to those who do not see it. Example: people tending a flower bed in a park"),
        fmt::format(" lang=\"{}\" value=\"{}\"", code, typed("alt." + code)));
  }
  out +=
      fmt::format("<div class=\"field\">\n<label for=\":where\">{}</label>\n<select id=\":where\" name=\":where\">\n",
                  Say(tongue, "入れるところ", "Where it goes"));
  for (const Field& field : schema.fields) {
    if (IsShown(field))
      out += fmt::format("<option value=\"{}\">{}</option>\n", field.key, Escaped(field.label.In(in)));
  }
  if (schema.is_document)
    out += fmt::format("<option value=\"{}\">{}</option>\n", kBodyField,
                       Say(tongue, "本文の終わり", "The end of the text"));
  out += "</select>\n</div>\n<datalist id=\"pictures\">\n";
  for (const std::string& one : PicturesOf(disk_, preview_.folder(), preview_.site()))
    out += fmt::format("<option value=\"{}\"></option>\n", Escaped(one));
  return out + fmt::format(
                   "</datalist>\n<div class=\"save\">\n<button type=\"submit\">{}</button>\n<a "
                   "href=\"{}\">{}</a>\n</div>\n</form>\n",
                   Say(tongue, "入力欄に入れる", "Put it into the form"), Escaped(Address("file", target.name, tongue)),
                   Say(tongue, "やめる", "Do not"));
}

/// The name of the new file, beside the record's own. Error: what is wrong with it.
Result<std::string> Editor::SavePicture(const Target& target, const std::string& name, const std::string& file_name,
                                        const std::string& bytes) {
  Diagnostics told;
  const std::optional<ImageKind> kind = KindByContent(bytes);
  const bool taken = kind && (*kind == ImageKind::kJpeg || *kind == ImageKind::kPng || *kind == ImageKind::kWebp);
  if (bytes.size() > kLargestPicture || (kind && !taken))
    return told.FileError(
        "image.read", "", {"この画像は使えません", "This picture cannot be taken"},
        {"JPEG、PNG、WebP で、16 MB までの画像を選びます。", "Choose a JPEG, PNG or WebP of at most 16 MB."});
  const std::string slug = name.empty() ? SlugOf(file_name) : name;
  if (!load::CheckSlug(slug, {}, told)) return told.list().front();
  const std::string whole = slug + "." + std::string(kind ? EndingOf(*kind) : "jpg");
  if (const ImageProblem problem = CheckImage(whole, bytes); !problem.rule.empty())
    return told.FileError(problem.rule, "", problem.message, problem.hint);
  const std::string path = ParentFolder(PathOf(target)) + "/" + whole;
  const Result<edit::Saved> saved = edit::Save(disk_, preview_.folder(), path, nullptr, bytes);
  if (!saved.ok()) return saved.error();
  if (*saved == edit::Saved::kDone) return whole;
  return told.FileError(
      "file.exists", path,
      {fmt::format("この名前の画像が、もうあります: {}", whole),
       fmt::format("There is a picture of that name: {}", whole)},
      {fmt::format("ほかの名前にします。例: {}-2", slug), fmt::format("Choose another name. Example: {}-2", slug)});
}

HttpAnswer Editor::AddPicture(const Target& target, const HttpRequest& request, Tongue tongue) {
  const PageFrame frame{tongue, Address("", "", tongue), std::string(Say(tongue, "画像を加える", "Add a picture"))};
  const auto page = [&](int status, const PictureTexts& texts, const Notice* notice) {
    return Page(status,
                PageOf(frame, fmt::format("<p class=\"file\">{}</p>\n", Escaped(PathOf(target))) +
                                  (notice ? HtmlOfNotice(*notice) : "") + HtmlOfPictureForm(target, texts, tongue)));
  };
  if (!TakesPictures(target) || !target.record)
    return Page(404, PageOf(frame, fmt::format("<p>{}</p>\n", Say(tongue, "この記録に、画像の項目はありません。",
                                                                  "This record has no field for pictures."))));
  if (request.method != HttpRequest::kPost) return page(200, {}, nullptr);
  const PictureForm form = FormOf(request.parts);
  const auto refuse = [&](const Notice& notice) { return page(422, form.texts, &notice); };
  const edit::FormMaker maker(preview_.site(), *target.collection);
  const std::string& first = maker.languages()[target.collection->schema.is_document ? target.language : 0].code;
  if (form.Text("alt." + first).empty())
    return refuse(Wrong(
        Say(tongue, "写っているものを書いてください", "Say what the picture shows"),
        Say(tongue, "画像を見られない人には、それだけが伝わります。", "It is all that those have who do not see it.")));
  std::string source = form.Text(":there");
  if (source.empty() && form.bytes.empty())
    return refuse(Wrong(Say(tongue, "画像を選んでください", "Choose a picture"), ""));
  if (!source.empty()) {
    const std::vector<std::string> all = PicturesOf(disk_, preview_.folder(), preview_.site());
    if (std::find(all.begin(), all.end(), source) == all.end())
      return refuse(Wrong(Say(tongue, "その画像はありません", "There is no such picture"), source));
  } else {
    Result<std::string> saved = SavePicture(target, form.Text(":name"), form.file_name, form.bytes);
    if (!saved.ok()) return refuse(Wrong(saved.error().message.In(tongue), saved.error().hint.In(tongue)));
    source = std::move(*saved);
    saved_();
  }
  std::string back = fmt::format("{}&picture={}&where={}", Address("file", target.name, tongue), InQuery(source),
                                 InQuery(form.Text(":where")));
  for (const Language& language : maker.languages()) {
    const std::string words = form.Text("alt." + language.code);
    if (!words.empty()) back += fmt::format("&alt.{}={}", language.code, InQuery(words));
  }
  return {303, "", "", {{"Location", std::move(back)}}};
}

/// Typed into the form as it opens; nothing is saved yet.
void Editor::FillPicture(const Target& target, const HttpRequest& request, Attempt& attempt) const {
  const std::string source = request.Parameter("picture"), where = request.Parameter("where");
  const edit::FormMaker maker(preview_.site(), *target.collection);
  const Schema& schema = target.collection->schema;
  const auto words = [&](LanguageId id) { return request.Parameter("alt." + maker.languages()[id].code); };
  const FileForm written = schema.is_document ? FileForm::kMarkdown : FileForm::kYaml;
  const auto file = ParseFile(PathOf(target), attempt.text, written);
  if (!file->root || file->root->kind != yaml::Node::kMapping) return;
  if (schema.is_document && where == kBodyField) {
    std::string body(edit::BodyOf(*file));
    while (!body.empty() && body.back() == '\n') body.pop_back();
    // A bracket would end what stands between brackets.
    std::string shown = words(target.language);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c == '[' || c == ']' || c == '\n'; }, ' ');
    attempt.sent[kBodyField] = {fmt::format("{}\n\n![{}]({})\n", body, shown, source)};
    return;
  }
  const int index = schema.Find(where);
  if (index < 0 || !IsShown(schema.fields[static_cast<size_t>(index)])) return;
  std::string name = where;
  if (schema.fields[static_cast<size_t>(index)].type.of) {
    const yaml::Node* list = file->root->Find(where);
    name += fmt::format(".{}", list ? list->items.size() : 0);
  }
  attempt.sent[name + ".src"] = {source};
  for (LanguageId id = 0; id < maker.languages().size(); ++id) {
    if (words(id).empty()) continue;
    attempt.sent[schema.is_document ? name + ".alt" : name + ".alt." + maker.languages()[id].code] = {words(id)};
  }
}

}  // namespace kyodo::serve
