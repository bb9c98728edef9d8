// A form as HTML. Each control has its name as its id; what helps is "help:" and the name, what is told of it "told:"
// and the name, and controls name both as what describes them.
#pragma once

#include <string>
#include <string_view>

#include "core/say.h"
#include "edit/form.h"
#include "edit/problems.h"

namespace kyodo::edit {

struct FormLook {
  const FormMaker& maker;
  Tongue tongue;  // of the page
  const Problems& problems;
  const Form* beside = nullptr;  // the same document in another language, to look at
};

/// The fields, without the <form> around them.
std::string HtmlOfForm(const Form& form, const FormLook& look);

/// Links to the controls that something is told of; empty: nothing is.
std::string HtmlOfProblems(const Form& form, const FormLook& look);

/// What a reader may choose from, for each collection that the form refers to.
std::string HtmlOfTitles(const Form& form, const FormLook& look);

/// `text` escaped for HTML.
std::string Escaped(std::string_view text);

/// The language of the site that the page's words are in, or its first.
LanguageId LanguageOf(Tongue tongue, const std::vector<Language>& languages);

}  // namespace kyodo::edit
