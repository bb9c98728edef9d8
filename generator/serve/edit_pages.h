// The pages on which records are edited, as HTML: whole in themselves, with a small script that checks while one types.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "edit/form_html.h"

namespace kyodo::serve {

/// What every page has.
struct PageFrame {
  Tongue tongue;
  std::string base;   // path that links begin with, with the token
  std::string title;  // plain text
};

std::string PageOf(const PageFrame& frame, const std::string& content);

/// What is said above a form.
struct Notice {
  std::string kind;     // a class: "good", "error", "changed"
  std::string heading;  // plain text
  std::string html;     // what follows
};

/// The page of one file, or of one to be made.
struct EditPage {
  PageFrame frame;
  std::string action;  // where the form is sent to, and what it is checked by
  std::string check;
  std::string preview;  // empty: it shows no Markdown
  std::string file;     // its path, for people
  std::string page;     // of the site, to look at; empty: none
  std::string as_text;  // where the same is edited as text; empty: it is
  std::string as_form;
  std::string copy, move, remove, picture;                  // where these are; empty: not offered
  std::vector<std::pair<std::string, std::string>> others;  // the same in other languages: name, address
  std::vector<std::pair<std::string, std::string>> hidden;  // of the form: name, value
  std::vector<Notice> notices;
  std::string problems;  // of HtmlOfProblems
  bool may_save_anyway = false;
  std::string fields;      // of HtmlOfForm
  std::string whole_text;  // where it is edited as text
  bool is_text = false;
  bool is_new = false;
  std::string slug;  // of a new one
};

std::string HtmlOf(const EditPage& page);
std::string HtmlOfNotice(const Notice& notice);
/// Where the name of a file is typed.
std::string HtmlOfSlug(const std::string& slug, Tongue tongue);

/// The lines that differ.
std::string HtmlOfDiff(std::string_view before, std::string_view after, Tongue tongue);

}  // namespace kyodo::serve
