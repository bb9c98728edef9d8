#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/html.h"
#include "core/text.h"
#include "edit/form_html.h"

namespace kyodo::edit {

namespace {

constexpr size_t kMostTitles = 3000;  // in a list to choose from

}  // namespace

std::string Escaped(std::string_view text) {
  std::string out;
  AppendEscaped(out, text);
  return out;
}

LanguageId LanguageOf(Tongue tongue, const std::vector<Language>& languages) {
  const auto found = std::find_if(languages.begin(), languages.end(), [&](const Language& one) {
    return tongue == Tongue::kJa ? one.japanese : !one.japanese && !one.locale;
  });
  return found == languages.end() ? 0 : static_cast<LanguageId>(found - languages.begin());
}

std::string HtmlOfTitles(const Form& form, const FormLook& look) {
  std::set<std::string> wanted;
  form.Each([&](const Control& control) {
    if (control.kind == ControlKind::kReference) wanted.insert(control.type->collection);
  });
  const Site& site = look.maker.site();
  const LanguageId in = form.is_document ? form.language : 0;
  std::string out;
  for (const std::string& id : wanted) {
    const Collection* collection = site.FindCollection(id);
    if (!collection) continue;
    out += fmt::format("<datalist id=\"titles:{}\">\n", id);
    std::map<std::string, size_t> times;
    for (const Record& record : collection->records) ++times[Fold(record.Title(in))];
    size_t count = 0;
    for (const Record& record : collection->records) {
      if (++count > kMostTitles) break;
      const std::string title(record.Title(in));
      const bool alone = times[Fold(title)] == 1;
      out += fmt::format("<option value=\"{}\">{}</option>\n", Escaped(alone ? title : record.slug),
                         Escaped(alone ? record.slug : title));
    }
    out += "</datalist>\n";
  }
  return out;
}

}  // namespace kyodo::edit
