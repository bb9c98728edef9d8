// The types of what every page shows, whatever the site's schemas are.
#include "views/type_kinds.h"
#include "views/types.h"

namespace kyodo::render {

using tmpl::Type;

void Types::DefineSmall(const Site& from) {
  Define(language, "language", {{"code", kText}, {"name", kText}, {"direction", kText}});
  Define(alternate, "alternate",
         {{"code", kText},
          {"name", kText},
          {"url", kAddress},
          {"canonical", kText},
          {"direction", kText},
          {"current", kFlag},
          {"locale", kText},
          {"translated", kFlag}});
  Define(crumb, "breadcrumb", {{"label", kText}, {"url", kAddressOrNone}});
  Define(menu_item, "menu item", {{"id", kText}, {"label", kText}, {"url", kAddress}});
  Define(menu_group, "menu group", {{"label", kText}, {"items", ListOf(menu_item)}});
  Define(logo, "logo", {{"url", kAddress}, {"width", kCountOrNone}, {"height", kCountOrNone}});
  Define(heading, "heading", {{"level", kCount}, {"id", kText}, {"text", kText}});
  Define(
      fact_value, "value",
      {{"text", kText}, {"url", kAddressOrNone}, {"href", kTextOrNone}, {"html", kMarkup}, {"language", kTextOrNone}});
  Define(text, "text", {{"id", kText}, {"label", kText}, {"html", kMarkup}, {"says_how", kFlag}});
  Define(table_column, "column", {{"label", kText}, {"numeric", kFlag}});
  Define(table_cell, "cell", {{"values", ListOf(fact_value)}, {"numeric", kFlag}});
  Define(table_row, "row",
         {{"cells", ListOf(table_cell)}, {"shown", kText}, {"value", kCountOrNone}, {"year", kCountOrNone}});
  Define(fact_table, "table",
         {{"columns", ListOf(table_column)},
          {"rows", ListOf(table_row)},
          {"chart", kText},
          {"top", kCount},
          {"bottom", kCount}});
  Define(fact, "fact",
         {{"id", kText},
          {"label", kText},
          {"type", kText},
          {"role", kText},
          {"says_how", kFlag},
          {"values", ListOf(fact_value)},
          {"table", StructOf(fact_table, true)}});
  const Type guideline = from.guidelines ? RecordOf(*from.guidelines) : Type();
  Define(term_use, "use of a term", {{"guideline", guideline}, {"name", kTextOrNone}, {"note", kTextOrNone}});
  texts_ = Of(Type::kList);
  texts_.element = &elements_.emplace_back(kText);
  Define(term, "term",
         {{"id", kText},
          {"label", kText},
          {"description", kTextOrNone},
          {"broader", kTextOrNone},
          {"code", kTextOrNone},
          {"number", kCount},
          {"related", texts_},
          {"used_by", ListOf(term_use)},
          {"url", kAddressOrNone}});
  Type list_of_anything = Of(Type::kList);
  Define(collection, "collection",
         {{"id", kText},
          {"label", kText},
          {"label_one", kText},
          {"description", kTextOrNone},
          {"url", kAddressOrNone},
          {"index_url", kAddressOrNone},
          {"count", kCount},
          {"feed", kAddressOrNone},
          {"calendar", kAddressOrNone},
          {"csv", kAddressOrNone},
          {"json", kAddressOrNone},
          {"standard_csv", kAddressOrNone},
          {"standard", kTextOrNone},
          {"modified", kDayOrNone},
          {"items", list_of_anything}});
  DefineCalendar();
  Define(mention, "mention",
         {{"collection", StructOf(collection)}, {"title", kText}, {"section", kTextOrNone}, {"url", kAddress}});
  Define(backlinks, "backlinks", {{"collection", StructOf(collection)}, {"label", kText}, {"items", list_of_anything}});
  Define(facet_value, "facet value",
         {{"id", kText},
          {"label", kText},
          {"number", kCountOrNone},
          {"count", kCount},
          {"url", kAddressOrNone},
          {"selected", kFlag}});
  Define(facet, "facet", {{"id", kText}, {"label", kText}, {"values", ListOf(facet_value)}});
  Define(selected, "selected value", {{"facet", kText}, {"label", kText}, {"remove_url", kAddress}});
  Define(page_link, "page link", {{"number", kCount}, {"url", kAddress}, {"current", kFlag}});
  Define(image_source, "image source", {{"url", kAddress}, {"width", kCount}});
  Define(card_image, "card image", {{"url", kText}, {"alt", kText}, {"width", kCount}, {"height", kCount}});
  Define(removed, "removed",
         {{"title", kTextOrNone}, {"date", kDayOrNone}, {"reason", kTextOrNone}, {"is_over", kFlag}});
  Define(letter, "letter", {{"label", kText}, {"id", kText}, {"empty", kFlag}});
}

void Types::DefinePage() {
  Define(page, "page",
         {{"kind", kText},
          {"title", kText},
          {"heading", kText},
          {"description", kTextOrNone},
          {"url", kAddress},
          {"canonical", kText},
          {"language", kText},
          {"locale", kText},
          {"card_image", StructOf(card_image, true)},
          {"direction", kText},
          {"section", kText},
          {"alternates", ListOf(alternate)},
          {"breadcrumbs", ListOf(crumb)},
          {"is_fallback", kFlag},
          {"fallback_language", kTextOrNone},
          {"fallback_name", kTextOrNone},
          {"is_stale", kFlag},
          {"noindex", kFlag},
          {"readings", kAddressOrNone},
          {"search_index", kAddressOrNone},
          {"updated", kDayOrNone},
          {"published", kDayOrNone},
          {"structured_data", Of(Type::kDict, true)},
          {"source_path", kTextOrNone}});
}

void Types::DefineCalendar() {
  Define(taking_part, "taking_part",
         {{"state", kText},
          {"opens", kDayOrNone},
          {"closes", kDayOrNone},
          {"closes_text", kTextOrNone},
          {"closes_at", kTextOrNone}});
  Define(occurrence, "occurrence",
         {{"record", Type()},
          {"title", kText},
          {"url", kAddress},
          {"collection", StructOf(collection)},
          {"kind", kText},
          {"start", Of(Type::kDate)},
          {"end", Of(Type::kDate)},
          {"times", kTextOrNone},
          {"clock", kTextOrNone},
          {"text", kText},
          {"all_day", kFlag},
          {"repeats", kFlag},
          {"state", kText},
          {"note", kTextOrNone},
          {"location", kTextOrNone},
          {"opens", kDayOrNone},
          {"example", kFlag}});
  Define(calendar_day, "day",
         {{"date", Of(Type::kDate)},
          {"number", kCount},
          {"weekday", kCount},
          {"in_month", kFlag},
          {"is_today", kFlag},
          {"holiday", kTextOrNone},
          {"occurrences", ListOf(occurrence)}});
  Define(calendar_week, "week", {{"days", ListOf(calendar_day)}});
  Define(calendar_month, "month",
         {{"date", Of(Type::kDate)},
          {"label", kText},
          {"name", kText},
          {"is_past", kFlag},
          {"url", kAddressOrNone},
          {"count", kCount},
          {"occurrences", ListOf(occurrence)},
          {"lasting", ListOf(occurrence)},
          {"weeks", ListOf(calendar_week)}});
  Define(calendar, "calendar",
         {{"kind", kText},
          {"topic", kTextOrNone},
          {"date", kDayOrNone},
          {"label", kTextOrNone},
          {"file", kAddress},
          {"index_url", kAddress},
          {"months", ListOf(calendar_month)},
          {"past", ListOf(occurrence)},
          {"previous_url", kAddressOrNone},
          {"previous_label", kTextOrNone},
          {"next_url", kAddressOrNone},
          {"next_label", kTextOrNone},
          {"year_url", kAddressOrNone},
          {"fiscal_year_url", kAddressOrNone},
          {"weekdays", texts_},
          {"holidays_source", kTextOrNone},
          {"holidays_url", kTextOrNone},
          {"groups", ListOf(facet)}});
}

}  // namespace kyodo::render
