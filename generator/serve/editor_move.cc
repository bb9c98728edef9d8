// A record under another name: what that changes is shown first, and then written, all of it or nothing.
#include <fmt/format.h>

#include "core/hash.h"
#include "core/text.h"
#include "markdown/pool.h"
#include "records/move_record.h"
#include "records/named_record.h"
#include "serve/editor.h"

namespace kyodo::serve {

using edit::Escaped;

namespace {

/// The site on the disk, with drafts: what the preview shows may lack them, or be older where a file has an error.
struct Loaded {
  Loaded(FileSystem& disk, LoadOptions load) : options(std::move(load)), site(Load(disk, options, pool, told)) {}

  MarkdownPool pool{1};
  Diagnostics told;
  const LoadOptions options;
  const std::unique_ptr<const Site> site;
};

std::string Paragraph(std::string_view text) { return fmt::format("<p>{}</p>\n", text); }

std::string HtmlOfErrors(const Diagnostics& told, Tongue tongue) {
  std::string out = Paragraph(Say(tongue, "先に、次の誤りを直します。", "Mend these errors first."));
  for (const Diagnostic& one : told.list()) {
    if (one.severity == Severity::kError) out += fmt::format("<pre>{}</pre>\n", Escaped(FormatText(one, tongue)));
  }
  return out;
}

std::string HtmlOfReferences(const std::vector<Reference>& references, Tongue tongue) {
  if (references.empty())
    return Paragraph(Say(tongue, "ほかに、この記録を指しているところはありません。", "Nothing else refers to it."));
  std::string out =
      fmt::format("<h2>{}</h2>\n<ul class=\"list\">\n", Say(tongue, "いっしょに直すところ", "What is mended with it"));
  for (const Reference& one : references)
    out += fmt::format("<li>{}:{} <span>{}</span></li>\n", Escaped(one.path), one.line, Escaped(one.was));
  return out + "</ul>\n";
}

/// What the record's move writes, to be looked at.
std::string HtmlOfMove(const RecordMove& move, Tongue tongue) {
  std::string out = fmt::format("<h2>{}</h2>\n<ul class=\"list\">\n", Say(tongue, "移すファイル", "Files that move"));
  for (const auto& [from, to] : move.moved) out += fmt::format("<li>{} → {}</li>\n", Escaped(from), Escaped(to));
  out += "</ul>\n";
  for (const ChangedText& one : ChangedTexts(move))
    out += fmt::format("<h2>{}</h2>\n{}", Escaped(one.path), HtmlOfDiff(one.before, one.after, tongue));
  if (move.addresses.empty()) return out;
  return out + fmt::format("<p>{} {}</p>\n",
                           Say(tongue, "前のアドレスに来た人は、新しいページに移ります：",
                               "Whoever comes to these addresses is led on:"),
                           Escaped(fmt::format("{}", fmt::join(move.addresses, ", "))));
}

/// Of all that it would write: whether what was looked at is what will be done.
std::string StampOf(const RecordMove& move) {
  uint64_t hash = 0;
  for (const FileChange& change : move.changes) {
    hash = Hash(change.path, hash);
    hash = Hash(change.before.value_or("-"), hash);
    hash = Hash(change.after.value_or("-"), hash);
  }
  return HexHash(hash);
}

/// A form that asks, with a way back to the record's own.
std::string FormOf(const std::string& action, const std::string& back, const std::string& content,
                   std::string_view button, Tongue tongue) {
  return fmt::format(
      "<form method=\"post\" action=\"{}\" autocomplete=\"off\">\n{}<div class=\"save\">\n<button "
      "type=\"submit\">{}</button>\n<a href=\"{}\">{}</a>\n</div>\n</form>\n",
      Escaped(action), content, button, Escaped(back), Say(tongue, "やめる", "Do not"));
}

Notice NoticeOf(const Diagnostic& error, Tongue tongue) {
  return {"error", error.message.In(tongue), Paragraph(Escaped(error.hint.In(tongue)))};
}

}  // namespace

/// One page for all of it: the name is asked for, then what comes of it is shown, then it is done.
HttpAnswer Editor::Move(const Target& target, const HttpRequest& request, Tongue tongue) {
  Loaded loaded(disk_, preview_.ForMoving());
  const PageFrame frame{tongue, Address("", "", tongue), std::string(Say(tongue, "移す：", "Move: ")) + target.name};
  const auto page = [&](int status, const Notice* notice, const std::string& content) {
    return Page(status, PageOf(frame, (notice ? HtmlOfNotice(*notice) : std::string()) + content));
  };
  if (loaded.told.HasErrors()) return page(409, nullptr, HtmlOfErrors(loaded.told, tongue));
  const Result<const Record*> record = FindNamedRecord(*loaded.site, PathOf(target));
  if (!record.ok()) return page(404, nullptr, Paragraph(Escaped(record.error().message.In(tongue))));
  const LoadedSite site{disk_, loaded.options, loaded.pool, *loaded.site, loaded.told};
  const std::string slug(Trim(request.Field(":slug")));
  const std::string action = Address("move", target.name, tongue), back = Address("file", target.name, tongue);
  const auto ask = [&](int status, const Notice* notice) {
    const Result<std::vector<Reference>> references = FindReferences(disk_, *loaded.site, **record);
    const std::string content = HtmlOfSlug(slug.empty() ? (*record)->slug : slug, tongue) +
                                (references.ok() ? HtmlOfReferences(*references, tongue) : std::string());
    return page(status, notice,
                FormOf(action, back, content, Say(tongue, "変わるところを見る", "See what changes"), tongue));
  };
  if (request.method != HttpRequest::kPost) return ask(200, nullptr);
  const auto refuse = [&](const Diagnostic& error) {
    const Notice notice = NoticeOf(error, tongue);
    return ask(422, &notice);
  };
  if (const Status free = CheckNewSlug(site, **record, slug); !free.ok()) return refuse(free.error());
  const Result<RecordMove> move = PlanRename(site, **record, slug);
  if (!move.ok()) return refuse(move.error());
  const std::string stamp = StampOf(*move);
  if (request.Field(":sure") == stamp) return DoMove(target, *move, frame);
  const Notice changed{"changed",
                       std::string(Say(tongue, "その間にファイルが変わりました。もう一度、確かめてください",
                                       "Files have changed meanwhile. Please look once more")),
                       ""};
  const std::string hidden = fmt::format(
      "<input type=\"hidden\" name=\":slug\" value=\"{}\">\n<input type=\"hidden\" name=\":sure\" value=\"{}\">\n",
      slug, stamp);
  return page(
      200, request.Field(":sure").empty() ? nullptr : &changed,
      HtmlOfMove(*move, tongue) + FormOf(action, back, hidden, Say(tongue, "このとおり移す", "Move it"), tongue));
}

HttpAnswer Editor::DoMove(const Target& target, const RecordMove& move, const PageFrame& frame) {
  if (const Status written = ApplyChanges(disk_, move.changes); !written.ok())
    return Page(500, PageOf(frame, HtmlOfNotice(NoticeOf(written.error(), frame.tongue))));
  RemoveEmptyFolders(disk_, move);
  saved_();
  std::string name = target.name;
  for (const auto& [from, to] : move.moved) {
    if (from == PathOf(target)) name = to.substr(preview_.folder().size() + 1);
  }
  return {303, "", "", {{"Location", Address("file", name, frame.tongue) + "&moved=yes"}}};
}

}  // namespace kyodo::serve
