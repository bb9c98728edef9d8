#include "serve/edit_pages.h"

#include <fmt/format.h>

#include "core/text.h"
#include "edit/line_diff.h"
#include "serve/preview.h"

namespace kyodo::serve {

namespace {

using edit::Escaped;

std::string Link(const std::string& address, std::string_view words) {
  return fmt::format("<a href=\"{}\">{}</a>", Escaped(address), words);
}

std::string HtmlOfLinks(const EditPage& page) {
  const Tongue tongue = page.frame.tongue;
  std::string out;
  const auto add = [&](const std::string& address, std::string_view words) {
    if (!address.empty()) out += fmt::format("<li>{}</li>\n", Link(address, words));
  };
  add(page.page, Say(tongue, "ページを見る", "Look at the page"));
  for (const auto& [name, address] : page.others) add(address, name);
  add(page.as_form, Say(tongue, "項目に分けて直す", "Edit by fields"));
  add(page.as_text, Say(tongue, "ファイルのまま直す", "Edit the file as text"));
  add(page.picture, Say(tongue, "画像を加える", "Add a picture"));
  add(page.copy, Say(tongue, "写して新しく作る", "Make a new one like it"));
  add(page.move, Say(tongue, "名前を変える（移す）", "Rename (move)"));
  add(page.remove, Say(tongue, "消す", "Delete"));
  add(page.frame.base, Say(tongue, "一覧", "All records"));
  return fmt::format("<nav aria-label=\"{}\"><ul>\n{}</ul></nav>\n", Say(tongue, "このファイル", "This file"), out);
}

/// The summary is there, and empty, so that the script has where to tell of what it hears.
std::string HtmlOfSummary(const EditPage& page) {
  const Tongue tongue = page.frame.tongue;
  return fmt::format(
      "<section class=\"problems\" id=\"problems\" tabindex=\"-1\" aria-labelledby=\"problems-heading\"{}>\n"
      "<h2 id=\"problems-heading\">{}</h2>\n<ul>\n{}</ul>\n</section>\n",
      page.problems.empty() ? " hidden" : "", Say(tongue, "見直すところ", "What to look at"), page.problems);
}

}  // namespace

std::string HtmlOfNotice(const Notice& notice) {
  return fmt::format("<div class=\"notice {0}\" role=\"{1}\" tabindex=\"-1\">\n<h2>{2}</h2>\n{3}</div>\n", notice.kind,
                     notice.kind == "good" ? "status" : "alert", Escaped(notice.heading), notice.html);
}

std::string HtmlOfSlug(const std::string& slug, Tongue tongue) {
  return fmt::format(
      "<div class=\"field\">\n<label for=\":slug\">{} <span class=\"must\">{}</span></label>\n"
      "<p class=\"help\" id=\"help::slug\">{}</p>\n"
      "<input id=\":slug\" name=\":slug\" value=\"{}\" aria-describedby=\"help::slug\" spellcheck=\"false\" "
      "autocapitalize=\"off\">\n</div>\n",
      Say(tongue, "ファイルの名前", "Name of the file"), Say(tongue, "必須", "required"),
      Say(tongue, "ページのアドレスになります。半角の小文字、数字、ハイフンだけ。例：spring-clean",
          "It becomes the page's address: lower-case letters, digits and hyphens alone. Example: spring-clean"),
      Escaped(slug));
}

std::string PageOf(const PageFrame& frame, const std::string& content) {
  const Tongue tongue = frame.tongue;
  return fmt::format(
      "<!doctype html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{1}</title>\n"
      "<link rel=\"icon\" href=\"{2}edit.svg\">\n<link rel=\"stylesheet\" href=\"{2}edit.css\">\n"
      "<script src=\"{2}edit.js\" defer></script>\n</head>\n"
      "<body>\n<main>\n<h1>{1}</h1>\n{3}</main>\n</body>\n</html>\n",
      Say(tongue, "ja", "en"), Escaped(frame.title), kOwnPath, content);
}

std::string HtmlOf(const EditPage& page) {
  const Tongue tongue = page.frame.tongue;
  std::string out = fmt::format("<p class=\"file\">{}</p>\n", Escaped(page.file)) + HtmlOfLinks(page);
  for (const Notice& notice : page.notices) out += HtmlOfNotice(notice);
  out += fmt::format(
      "<form method=\"post\" action=\"{}\" data-check=\"{}\" data-preview=\"{}\" autocomplete=\"off\" "
      "novalidate>\n",
      Escaped(page.action), Escaped(page.check), Escaped(page.preview));
  for (const auto& [name, value] : page.hidden)
    out += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name, Escaped(value));
  out += HtmlOfSummary(page);
  if (page.is_new) out += HtmlOfSlug(page.slug, tongue);
  if (page.is_text) {
    out += fmt::format(
        "<div class=\"field\">\n<label for=\":text\">{}</label>\n<textarea id=\":text\" name=\":text\" class=\"code\" "
        "rows=\"30\" spellcheck=\"false\" aria-describedby=\"problems\">\n{}</textarea>\n</div>\n",
        Say(tongue, "ファイルの内容", "What the file holds"), Escaped(page.whole_text));
  }
  out += page.fields;
  out += fmt::format("<div class=\"save\">\n<button type=\"submit\">{}</button>\n", Say(tongue, "保存する", "Save"));
  if (page.may_save_anyway)
    out += fmt::format("<button type=\"submit\" name=\":anyway\" value=\"yes\" class=\"second\">{}</button>\n",
                       Say(tongue, "誤りがあるまま保存する", "Save with the errors"));
  out += "<p id=\"state\" role=\"status\"></p>\n</div>\n</form>\n";
  return PageOf(page.frame, out);
}

std::string HtmlOfDiff(std::string_view before, std::string_view after, Tongue tongue) {
  std::string out = "<div class=\"diff\">\n";
  for (const edit::DiffLine& line : edit::CompareLines(before, after)) {
    const std::string text = Escaped(line.text);
    switch (line.kind) {
      case edit::DiffLine::kSame: out += fmt::format("<p>{}</p>\n", text); break;
      case edit::DiffLine::kGone:
        out += fmt::format("<p><span class=\"mark\">{}</span> <del>{}</del></p>\n", Say(tongue, "前", "before"), text);
        break;
      case edit::DiffLine::kAdded:
        out += fmt::format("<p><span class=\"mark\">{}</span> <ins>{}</ins></p>\n", Say(tongue, "後", "after"), text);
        break;
      case edit::DiffLine::kSkipped: out += "<p>…</p>\n"; break;
    }
  }
  return out + "</div>\n";
}

}  // namespace kyodo::serve
