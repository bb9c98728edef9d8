// Which records there are, and what happens when one goes.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base64.h"
#include "core/text.h"
#include "records/tombstone.h"
#include "serve/editor.h"
#include "source/plain_files.h"

namespace kyodo::serve {

using edit::Escaped;

namespace {

/// Records that name it, or whose texts link to it.
std::set<const Record*> WhoRefersTo(const Record& record) {
  std::set<const Record*> all;
  for (const BackReference& one : record.referenced_by) all.insert(one.record);
  for (const Mention& one : record.mentioned_by) all.insert(one.record);
  for (const Record* part : record.parts) all.insert(part);
  all.erase(&record);
  all.erase(nullptr);
  return all;
}

/// The files in a collection's folder that nobody could make a record of: they have errors.
std::vector<std::string> FilesWithoutRecord(FileReader& disk, const std::string& folder, const Site& site,
                                            const Collection& collection) {
  std::vector<std::string> names;
  Diagnostics ignored;
  const auto list = [&](const std::string& below, const auto& self) -> void {
    for (const FolderEntry& entry : ListPlain(disk, folder, below, ignored)) {
      const std::string name = below + "/" + entry.name;
      if (entry.kind == FileInfo::kFolder && below == collection.schema.id) self(name, self);
      if (entry.kind == FileInfo::kFile && EndsWith(name, collection.schema.is_document ? ".md" : ".yaml") &&
          !site.record_of_file.contains(folder + "/" + name))
        names.push_back(name);
    }
  };
  list(collection.schema.id, list);
  return names;
}

std::string ReasonField(const Language& language) { return ":reason." + language.code; }

/// Why the page goes, asked for in each language.
std::string HtmlOfReasons(const Record& record, const std::vector<Language>& languages, Tongue tongue) {
  std::string out = fmt::format(
      "<fieldset class=\"group\">\n<legend>{}</legend>\n<p class=\"help\">{} {}</p>\n",
      Say(tongue, "なくす理由（書かなくてもかまいません）", "Why it goes (may be left empty)"),
      Say(tongue,
          "書くと、次のアドレスに、なくなったことと理由を伝えるページが残ります。書かないと、そこに来た人には何も出ず、"
          "公開したことのあるページなら、次の公開はそれを確かめるために止まります：",
          "With a reason, a page stays at its address that says so. Without one, whoever comes there finds nothing, "
          "and "
          "if the page has been published, the next publishing stops to make sure:"),
      Escaped(record.path));
  for (const Language& language : languages) {
    out += fmt::format(
        "<div class=\"field\">\n<label for=\"{0}\">{1}</label>\n<input id=\"{0}\" name=\"{0}\" lang=\"{2}\">\n</div>\n",
        Escaped(ReasonField(language)), Escaped(language.name), Escaped(language.code));
  }
  return out + "</fieldset>\n";
}

/// As ReadReasons takes them.
std::vector<std::string> ReasonsOf(const HttpRequest& request, const std::vector<Language>& languages) {
  std::vector<std::string> reasons;
  for (const Language& language : languages) {
    const std::string text(Trim(request.Field(ReasonField(language))));
    if (!text.empty()) reasons.push_back(fmt::format("{}={}", language.code, text));
  }
  return reasons;
}

}  // namespace

std::string Editor::NameOf(const Record& record, LanguageId language) const {
  const SourceFile* file = record.files[language] ? record.files[language] : record.files[record.original];
  return file ? file->path.substr(preview_.folder().size() + 1) : std::string();
}

HttpAnswer Editor::List(std::string_view id, Tongue tongue) const {
  const Site& site = preview_.site();
  const LanguageId in = edit::LanguageOf(tongue, site.config.languages);
  std::string html;
  if (id.empty()) {
    html = "<ul class=\"list\">\n";
    for (const auto& [name, collection] : site.collections) {
      html += fmt::format("<li><a href=\"{}\">{}</a> <span>{}</span> <a href=\"{}\">{}</a></li>\n",
                          Escaped(Address("list", name, tongue)), Escaped(collection.schema.label.In(in)),
                          collection.records.size(), Escaped(Address("new", name, tongue)),
                          Say(tongue, "新しく作る", "Make a new one"));
    }
    return Page(
        200, PageOf({tongue, Address("", "", tongue), std::string(Say(tongue, "編集", "Editing"))}, html + "</ul>\n"));
  }
  const Collection* collection = site.FindCollection(id);
  if (!collection) return Page(404, PageOf({tongue, Address("", "", tongue), "404"}, ""));
  html = fmt::format(
      "<nav><ul>\n<li><a href=\"{}\">{}</a></li>\n<li><a href=\"{}\">{}</a></li>\n</ul></nav>\n"
      "<ul class=\"list\">\n",
      Escaped(Address("new", std::string(id), tongue)), Say(tongue, "新しく作る", "Make a new one"),
      Escaped(Address("", "", tongue)), Say(tongue, "一覧", "All records"));
  for (const Record& record : collection->records) {
    const std::string name = in < record.files.size() ? NameOf(record, in) : std::string();
    if (name.empty()) continue;
    html += fmt::format("<li><a href=\"{}\">{}</a> <span>{}</span></li>\n", Escaped(Address("file", name, tongue)),
                        Escaped(record.Title(in)), Escaped(record.slug));
  }
  html += "</ul>\n";
  const std::vector<std::string> unread = FilesWithoutRecord(disk_, preview_.folder(), site, *collection);
  if (!unread.empty())
    html += fmt::format("<h2>{}</h2>\n<ul class=\"list\">\n", Say(tongue, "誤りがあって、まだ読めないファイル",
                                                                  "Files with errors, which cannot be read yet"));
  for (const std::string& name : unread) {
    const bool shown = Find(name).has_value();  // there is nothing to edit where the name itself is wrong
    html += fmt::format(fmt::runtime(shown ? "<li><a href=\"{1}\">{0}</a></li>\n" : "<li>{0}</li>\n"), Escaped(name),
                        Escaped(Address("file", name, tongue)));
  }
  if (!unread.empty()) html += "</ul>\n";
  return Page(200, PageOf({tongue, Address("", "", tongue), collection->schema.label.In(in)}, html));
}

/// A record's own file, and those of its translations with that of the original.
std::vector<std::string> Editor::FilesToDelete(const Target& target) const {
  std::vector<std::string> paths{PathOf(target)};
  if (!target.record || !target.collection->schema.is_document) return paths;
  const auto& files = target.record->files;
  const SourceFile* original = target.record->original < files.size() ? files[target.record->original] : nullptr;
  for (const SourceFile* file : files) {
    if (original && original->path == paths.front() && file && file->path != paths.front()) paths.push_back(file->path);
  }
  return paths;
}

HttpAnswer Editor::AskToDelete(const Target& target, Tongue tongue) const {
  const std::vector<std::string> paths = FilesToDelete(target);
  std::string hidden, list;
  for (const std::string& path : paths) {
    const Result<std::string> bytes = ReadPlainFile(disk_, preview_.folder(), path);
    if (!bytes.ok()) return Page(404, PageOf({tongue, Address("", "", tongue), "404"}, ""));
    hidden += fmt::format("<input type=\"hidden\" name=\":base\" value=\"{}\">\n", ToBase64(*bytes));
    list += fmt::format("<li>{}</li>\n", Escaped(path));
  }
  const LanguageId in = edit::LanguageOf(tongue, preview_.site().config.languages);
  std::string html = fmt::format("<p>{}</p>\n<ul class=\"list\">\n{}</ul>\n",
                                 Say(tongue, "次のファイルを消します。", "These files are deleted:"), list);
  const auto who = target.record ? WhoRefersTo(*target.record) : std::set<const Record*>();
  if (!who.empty()) {
    html += fmt::format("<div class=\"notice error\">\n<h2>{}</h2>\n<p>{}</p>\n<ul class=\"list\">\n",
                        Say(tongue, "ここを指している記録があります", "Other records refer to it"),
                        Say(tongue, "先に、次の記録から外します。残したまま消すと、誤りになります。",
                            "Take it out of these first. If they stay as they are, they will have errors."));
    for (const Record* one : who) {
      const std::string name = NameOf(*one, std::min<LanguageId>(in, one->files.size() - 1));
      html += fmt::format("<li><a href=\"{}\">{}</a> <span>{}</span></li>\n", Escaped(Address("file", name, tongue)),
                          Escaped(one->Title(in)), Escaped(name));
    }
    html += "</ul>\n</div>\n";
  }
  html += fmt::format(
      "<form method=\"post\" action=\"{}\" autocomplete=\"off\">\n{}{}<div class=\"save\">\n<button "
      "type=\"submit\" class=\"danger\">{}</button>\n<a href=\"{}\">{}</a>\n</div>\n</form>\n",
      Escaped(Address("delete", target.name, tongue)), hidden,
      target.record && !target.record->draft ? HtmlOfReasons(*target.record, preview_.site().config.languages, tongue)
                                             : std::string(),
      Say(tongue, "消す", "Delete"), Escaped(Address("file", target.name, tongue)), Say(tongue, "やめる", "Do not"));
  const std::string title(target.record ? std::string(target.record->Title(in)) : target.name);
  return Page(200,
              PageOf({tongue, Address("", "", tongue), std::string(Say(tongue, "消す：", "Delete: ")) + title}, html));
}

HttpAnswer Editor::Delete(const Target& target, const HttpRequest& request, Tongue tongue) {
  const std::vector<std::string> paths = FilesToDelete(target);
  const auto sent = request.fields.find(":base");
  if (sent == request.fields.end() || sent->second.size() != paths.size())
    return {400, kPlain, "400: not a form of this page\n"};
  std::vector<FileChange> changes;
  bool same = true;
  for (size_t i = 0; i < paths.size(); ++i) {
    changes.push_back({paths[i], FromBase64(sent->second[i]).value_or(""), std::nullopt});
    const Result<std::string> now = ReadPlainFile(disk_, preview_.folder(), paths[i]);
    same = same && now.ok() && *now == changes.back().before;
  }
  const PageFrame frame{tongue, Address("", "", tongue),
                        std::string(Say(tongue, "消していません", "Nothing was deleted"))};
  const auto failed = [&](const Diagnostic& error) {
    return Page(500, PageOf(frame, fmt::format("<p>{}</p>\n", Escaped(FormatText(error, tongue)))));
  };
  const Site& site = preview_.site();
  const std::vector<std::string> reasons = ReasonsOf(request, site.config.languages);
  if (target.record && !reasons.empty()) {
    Result<FileChange> stays = ChangeOfRemoved(disk_, site, TombstoneOf(site, *target.record, reasons));
    if (!stays.ok()) return failed(stays.error());
    changes.push_back(std::move(*stays));
  }
  const Status gone = same ? ApplyChanges(disk_, changes) : Status(Done{});
  if (!gone.ok() && gone.error().rule != "file.changed") return failed(gone.error());
  if (!same || !gone.ok())
    return Page(409, PageOf(frame, fmt::format("<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n",
                                               Say(tongue, "開いている間に、ファイルが変わりました。",
                                                   "The file has changed since you opened it."),
                                               Escaped(Address("delete", target.name, tongue)),
                                               Say(tongue, "もう一度見る", "Look again"))));
  saved_();
  return {303, "", "", {{"Location", Address("list", target.collection->schema.id, tongue)}}};
}

}  // namespace kyodo::serve
