#include "plan/page_templates.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "plan/removed_page.h"

namespace kyodo::render {

namespace {

std::string WithoutEnding(std::string_view name) { return std::string(name.substr(0, name.rfind('.'))); }

/// The value of `layout:`, which stands at the start of a line.
SourcePos PlaceOfLayout(const Record& record) {
  const SourceFile* file = record.files[record.original];
  if (!file) return record.pos;
  const size_t line = StartsWith(file->text, "layout:") ? 0 : file->text.find("\nlayout:") + 1;
  const size_t at = file->text.find(record.layout, line);
  return at == std::string::npos ? record.pos : PosAt(*file, at, record.layout.size());
}

/// The field of the schema that the template speaks of where it does not fit.
SourcePos PlaceOfField(const Diagnostic& why, const Schema& schema) {
  const std::u32string line = Decode(why.source_line);
  const size_t begin = std::min<size_t>(why.column - 1 - why.source_start, line.size());
  std::string word = Encode(std::u32string_view(line).substr(begin, why.length));
  word = word.substr(word.rfind('.') + 1);
  const int at = schema.Find(word);
  return at < 0 ? schema.pos : schema.fields[static_cast<size_t>(at)].pos;
}

}  // namespace

const PageTemplates::Checked& PageTemplates::Check(const std::string& name, const tmpl::Scope& scope) {
  const auto [found, is_new] = checked_.try_emplace({name, &scope});
  if (is_new) found->second.uses = engine_.Check(name, scope, found->second.diagnostics);
  return found->second;
}

std::string PageTemplates::Take(const std::string& name, const tmpl::Scope& scope) {
  if (!engine_.Has(name)) return name;  // told for the plan
  const Checked& checked = Check(name, scope);
  uses_.insert(checked.uses.begin(), checked.uses.end());
  // Once more, into the list of the site: the checker tells a place once, whatever collections it is checked for.
  if (!checked.diagnostics.empty()) engine_.Check(name, scope, diagnostics_);
  return name;
}

void PageTemplates::WarnMisfit(const std::string& name, const std::string& instead, const Diagnostics& why,
                               const Schema& schema, const SourcePos& asked) {
  const Diagnostic& first = why.list().front();
  const size_t more = why.list().size() - 1;
  const Message hint =
      asked.file ? Message{"layout: の行を消すと、この知らせは出ません。", "Without the key layout this is not said."}
                 : Message{fmt::format("schema/{}.yaml をそれに合わせると使えます。このままでよければ、template: {} "
                                       "と書きます。",
                                       schema.id, WithoutEnding(instead)),
                           fmt::format("Give schema/{}.yaml what it needs to use it. To keep the general page, write "
                                       "template: {}",
                                       schema.id, WithoutEnding(instead))};
  diagnostics_.Warning(
      "template.misfit", asked.file ? asked : PlaceOfField(first, schema),
      {fmt::format("テーマの {} は「{}」に合わないので、{} で作ります。{}（{}:{}{}）", name, schema.label.In(0),
                   instead, first.message.ja, first.path, first.line, more ? fmt::format("、ほか {} か所", more) : ""),
       fmt::format("The theme's {} does not fit “{}”, so {} is used. {} ({}:{}{})", name, schema.id, instead,
                   first.message.en, first.path, first.line, more ? fmt::format(", and {} more", more) : "")},
      hint);
}

std::string PageTemplates::Choose(const Schema& schema, const tmpl::Scope& scope, std::vector<std::string> names,
                                  const SourcePos& asked) {
  const auto found = chosen_.find({names, &scope});
  if (found != chosen_.end()) return found->second;
  std::string& chosen = chosen_[{names, &scope}];
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    const bool is_last = i + 1 == names.size();
    if (!is_last && !engine_.Has(name)) continue;
    if (is_last || theme_.own.contains(name) || !Check(name, scope).diagnostics.HasErrors())
      return chosen = Take(name, scope);
    WarnMisfit(name, names.back(), Check(name, scope).diagnostics, schema, asked);
  }
  return chosen;
}

std::string PageTemplates::Of(const Record& record) {
  const Schema& schema = record.collection->schema;
  const tmpl::Scope& scope = types_.record_scopes.at(schema.id);
  const std::string general = schema.is_document ? "document.html" : "record.html";
  if (!record.layout.empty()) {
    const std::string name = record.layout + ".html";
    if (engine_.Has(name)) return Choose(schema, scope, {name, "page.html"}, PlaceOfLayout(record));
    diagnostics_.Error(
        "template.missing", PlaceOfLayout(record),
        {fmt::format("テーマにないレイアウトです: {}", record.layout),
         fmt::format("The theme has no such layout: {}", record.layout)},
        Suggest(engine_.NearestTemplate(record.layout), {"layout: の行を消すと、標準のレイアウトになります。",
                                                         "Without the key layout the usual one is used."}));
  }
  if (!schema.template_name.empty()) return Choose(schema, scope, {schema.template_name + ".html"}, {});
  return Choose(schema, scope, {schema.id + ".html", general}, {});
}

std::string PageTemplates::OfPrint(const Collection& whole) {
  return Take("print.html", types_.record_scopes.at(whole.schema.id));
}

std::string PageTemplates::OfListing(const Collection& collection) {
  const Schema& schema = collection.schema;
  const tmpl::Scope& scope = types_.listing_scopes.at(schema.id);
  const std::string& own = schema.listing.template_name;
  if (!own.empty() && !engine_.Has(own + ".html")) return own + ".html";  // told for the plan
  std::vector<std::string> names = {"listing.html"};
  if (!own.empty()) names.insert(names.begin(), own + ".html");
  return Choose(schema, scope, std::move(names), {});
}

std::string PageTemplates::OfIndex(const Collection& collection) {
  return Take("az-index.html", types_.index_scopes.at(collection.schema.id));
}

std::string PageTemplates::OfCalendar() { return Take("calendar.html", types_.calendar_scope); }

std::string PageTemplates::OfRemoved() { return Take(kRemovedTemplate, types_.removed_scope); }

}  // namespace kyodo::render
