#include "edit/form_choices.h"

#include <fmt/format.h>

#include <algorithm>

#include "edit/form_html.h"

namespace kyodo::edit {

Choice ChoiceOf(std::string value, std::string_view label) {
  return {std::move(value), Escaped(label), Escaped(label)};
}

std::string Marked(const LocalText& text, const std::vector<Language>& languages, LanguageId in) {
  LanguageId shown = in;
  const std::string& words = text.In(in, &shown);
  if (shown == in) return Escaped(words);
  return fmt::format("<span lang=\"{}\">{}</span>", CodeOf(languages, shown), Escaped(words));
}

std::vector<Choice> TermsOf(const FieldType& type, const Site& site, LanguageId in) {
  std::vector<Choice> choices;
  for (const std::string& word : type.one_of) choices.push_back(ChoiceOf(word, word));
  const auto vocabulary = site.vocabularies.find(type.vocabulary);
  if (vocabulary == site.vocabularies.end()) return choices;
  for (const Term& term : vocabulary->second.terms) {
    Choice choice{term.id, Escaped(term.label.In(in)), Marked(term.label, site.config.languages, in)};
    for (const Term* wider = term.broader; wider && choice.depth < 4; wider = wider->broader) ++choice.depth;
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::vector<Choice> ChoicesOf(const Control& control, const Site& site, LanguageId in) {
  std::vector<Choice> choices = TermsOf(*control.type, site, in);
  for (const std::string& one : control.values) {
    const bool known =
        std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.value == one; });
    if (!known) choices.push_back(ChoiceOf(one, one));
  }
  return choices;
}

}  // namespace kyodo::edit
