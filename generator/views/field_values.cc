// What templates see of a field: the value in a language, marked when it is another's.
#include <fmt/format.h>

#include "core/text.h"
#include "model/time_text.h"
#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

std::string Views::LanguageMark(std::string_view code, LanguageId page) const {
  const LanguageId shown = FindLanguage(languages(), code);
  const bool right_to_left = shown < languages().size() && languages()[shown].right_to_left;
  const bool turned = right_to_left != languages()[page].right_to_left;
  return fmt::format(" lang=\"{}\"{}", code, !turned ? "" : right_to_left ? " dir=\"rtl\"" : " dir=\"ltr\"");
}

Value Views::Marked(std::string_view text, std::string_view language, LanguageId page, tmpl::Arena& arena) const {
  if (language.empty()) return Value::Of(text);
  Html* html = arena.NewHtml();
  html->holes.clear();
  html->text = "<span" + LanguageMark(language, page) + ">";
  AppendEscaped(html->text, text);
  html->text += "</span>";
  return Value::Of(static_cast<const Html*>(html));
}

Value Views::LabelValue(const LocalText& label, LanguageId id, tmpl::Arena& arena) const {
  LanguageId shown = id;
  const std::string_view text = label.In(id, &shown);
  return MakeText(text, id, shown, arena);
}

Value Views::TitleValue(const Record& record, LanguageId id, tmpl::Arena& arena) const {
  LanguageId shown = id;
  const std::string_view title = record.Title(id, &shown);
  return MakeText(title, id, shown, arena);
}

Value Views::LabelOrNone(const LocalText& label, LanguageId id, tmpl::Arena& arena) const {
  return label.empty() ? Value::None() : LabelValue(label, id, arena);
}

std::string Views::DateRangeText(const Datum& range, LanguageId id) const {
  const Datum& start = range.items()[date_range::kStart];
  if (start.kind != Datum::kDate) return {};
  const EventTime time = ReadEventTime(range, site_);
  return EventTimeText(time, languages()[id], site_.Zone());
}

std::string Views::FacetPath(const Collection& owner, const Field& field, std::string_view value_id,
                             LanguageId id) const {
  const FacetTable& table = Facets(owner.schema.id);
  const Choice* choice = owner.schema.listing.enabled ? table.ChoiceOf(field.key, value_id) : nullptr;
  const int at = choice ? table.Find({*choice}) : -1;
  if (at < 0) return {};
  return languages()[id].lists + table.selections()[static_cast<size_t>(at)].path + ".html";
}

Value Views::MakeTerm(const Term& term, LanguageId id, tmpl::Arena& arena, const Collection* owner,
                      const Field* field) const {
  Fields fields(types_, types_.term, arena);
  fields.Set("id", Value::Of(std::string_view(term.id)));
  fields.Set("label", LabelValue(term.label, id, arena));
  fields.Set("description", LabelOrNone(term.description, id, arena));
  if (term.broader) fields.Set("broader", Value::Of(std::string_view(term.broader->id)));
  fields.SetText("code", term.code);
  fields.Set("number", Value::Of(static_cast<int64_t>(term.order)));
  std::vector<Value> related;
  for (const Term* other : term.related) related.push_back(Value::Of(std::string_view(other->id)));
  fields.Set("related", MakeList(related, arena));
  std::vector<Value> uses;
  for (const Term::Use& use : term.used_by) {
    Fields made(types_, types_.term_use, arena);
    if (use.guideline && !use.guideline->hidden) made.Set("guideline", RecordValue(*use.guideline, id));
    made.Set("name", LabelOrNone(use.name, id, arena));
    made.Set("note", LabelOrNone(use.note, id, arena));
    uses.push_back(made.Done());
  }
  fields.Set("used_by", MakeList(uses, arena));
  const std::string path = owner && field ? FacetPath(*owner, *field, term.id, id) : std::string();
  if (!path.empty()) fields.Set("url", Value::Url(arena.Keep(path)));
  return fields.Done();
}

void Views::SetImage(const Image& image, Fields& fields, tmpl::Arena& arena) const {
  if (image.Width() > 0) {
    fields.Set("width", Value::Of(int64_t{image.Width()}));
    fields.Set("height", Value::Of(int64_t{image.Height()}));
  }
  const auto sources = [&](ImageKind kind) {
    std::vector<Value> items;
    for (const uint32_t width : image.recipe.widths) {
      Fields source(types_, types_.image_source, arena);
      source.Set("url", Value::Url(arena.Keep(image.PathOf(width, kind))));
      source.Set("width", Value::Of(int64_t{width}));
      items.push_back(source.Done());
    }
    return MakeList(items, arena);
  };
  fields.Set("srcset", sources(image.recipe.kind));
  fields.Set("webp_srcset", image.recipe.webp ? sources(ImageKind::kWebp) : MakeList({}, arena));
}

Value Views::FieldValue(const Datum& datum, const FieldType& type, LanguageId id, tmpl::Arena& arena,
                        const Collection* owner, const Field* field) const {
  return ValueWithin(datum, type, {id, id}, arena, owner, field);
}

Value Views::ValueWithin(const Datum& datum, const FieldType& type, Tongues tongues, tmpl::Arena& arena,
                         const Collection* owner, const Field* field) const {
  const LanguageId id = tongues.page;
  LanguageId shown = id;
  const Datum& value = datum.In(id, true, &shown);
  if (datum.kind != Datum::kLocal) shown = tongues.around;
  switch (value.kind) {
    case Datum::kText:
      return type.kind == FieldKind::kFile ? Value::Url(value.text()) : MakeText(value.text(), id, shown, arena);
    case Datum::kInteger: return Value::Of(value.integer);
    case Datum::kDecimal: return Value::Of(value.decimal);
    case Datum::kBoolean: return Value::Of(value.boolean);
    case Datum::kDate: return Value::Of(value.date);
    case Datum::kInstant: return Value::Of(arena.Keep(ToIso(value.instant, site_.Zone().OffsetMinutes(value.instant))));
    case Datum::kTerm: return TermValue(*value.term, id, field);
    case Datum::kRef: return value.record->hidden ? Value::None() : RecordValue(*value.record, id);
    case Datum::kImage: return Value::Url(arena.Keep(value.image->Address()));
    case Datum::kMarkdown: {
      if (Trim(value.markdown->text).empty()) return Value::None();
      if (shown == id) return Value::Of(static_cast<const Html*>(&value.markdown->html));
      Html* html = arena.NewHtml();
      const std::string open = "<div" + LanguageMark(languages()[shown].code, id) + ">";
      html->text = open + value.markdown->html.text + "</div>";
      html->holes = value.markdown->html.holes;
      for (Html::Hole& hole : html->holes) hole.offset += open.size();
      return Value::Of(static_cast<const Html*>(html));
    }
    case Datum::kList: {
      std::vector<Value> items;
      for (const Datum& item : value.items()) {
        const Value made = ValueWithin(item, *type.of, {id, shown}, arena, owner, field);
        if (made.kind != Value::kNone) items.push_back(made);
      }
      return MakeList(items, arena);
    }
    case Datum::kObject: {
      Fields parts(types_, types_.PartsType(type), arena);
      for (size_t i = 0; i < type.fields.size(); ++i) {
        const Field& part = type.fields[i];
        if (!part.is_private) parts.Set(part.key, ValueWithin(value.items()[i], part.type, {id, shown}, arena));
        if (value.items()[i].kind == Datum::kImage) SetImage(*value.items()[i].image, parts, arena);
      }
      if (type.kind == FieldKind::kDateRange) parts.SetText("text", arena.Keep(DateRangeText(value, id)));
      return parts.Done();
    }
    default: {
      if (type.kind == FieldKind::kList) return MakeList({}, arena);
      return Value::None();
    }
  }
}

Value Views::LogoValue(const SiteImage& logo, tmpl::Arena& arena) const {
  Fields fields(types_, types_.logo, arena);
  fields.Set("url", Value::Url(logo.path));
  if (logo.width) fields.Set("width", Value::Of(static_cast<int64_t>(logo.width)));
  if (logo.height) fields.Set("height", Value::Of(static_cast<int64_t>(logo.height)));
  return fields.Done();
}

}  // namespace kyodo::render
