// What can be chosen in a control for terms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edit/form.h"

namespace kyodo::edit {

struct Choice {
  std::string value;
  std::string text, html;  // its label, escaped; as HTML marked where it is in another language than the page
  int depth = 0;           // how many wider terms it has
};

Choice ChoiceOf(std::string value, std::string_view label);

/// The terms of a vocabulary, or the words that the schema gives.
std::vector<Choice> TermsOf(const FieldType& type, const Site& site, LanguageId in);
/// With what the file has besides.
std::vector<Choice> ChoicesOf(const Control& control, const Site& site, LanguageId in);

/// The text in that language, escaped; in an element of its own where it is in another.
std::string Marked(const LocalText& text, const std::vector<Language>& languages, LanguageId in);

}  // namespace kyodo::edit
