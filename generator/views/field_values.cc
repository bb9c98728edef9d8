// What templates see of a field: the value in a language, marked when it is another's.
#include <fmt/format.h>

#include "core/text.h"
#include "model/time_text.h"
#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

Value Views::MakeText(std::string_view text, LanguageId wanted, LanguageId shown, tmpl::Arena& arena) const {
  if (wanted == shown) return Value::Of(text);
  Html* html = arena.NewHtml();
  html->holes.clear();
  html->text = fmt::format("<span lang=\"{}\">", languages()[shown].code);
  AppendEscaped(html->text, text);
  html->text += "</span>";
  return Value::Of(static_cast<const Html*>(html));
}

std::string Views::DateRangeText(const Datum& range, LanguageId id) const {
  const bool japanese = languages()[id].japanese;
  const Datum& start = range.items()[date_range::kStart];
  if (start.kind != Datum::kDate) return {};
  const EventTime time = ReadEventTime(range, site_);
  return EventTimeText(time, japanese, site_.Zone());
}

std::string Views::FacetPath(const Collection& owner, const Field& field, std::string_view value_id,
                             LanguageId id) const {
  const FacetTable& table = Facets(owner.schema.id);
  const Choice* choice = owner.schema.listing.enabled ? table.ChoiceOf(field.key, value_id) : nullptr;
  const int at = choice ? table.Find({*choice}) : -1;
  if (at < 0) return {};
  return languages()[id].prefix + table.selections()[static_cast<size_t>(at)].path + ".html";
}

Value Views::MakeTerm(const Term& term, LanguageId id, tmpl::Arena& arena, const Collection* owner,
                      const Field* field) const {
  Fields fields(types_, types_.term, arena);
  fields.Set("id", Value::Of(std::string_view(term.id)));
  fields.Set("label", Value::Of(std::string_view(term.label.In(id))));
  fields.SetText("description", term.description.In(id));
  if (term.broader) fields.Set("broader", Value::Of(std::string_view(term.broader->id)));
  fields.SetText("code", term.code);
  std::vector<Value> related;
  for (const Term* other : term.related) related.push_back(Value::Of(std::string_view(other->id)));
  fields.Set("related", MakeList(related, arena));
  std::vector<Value> uses;
  for (const Term::Use& use : term.used_by) {
    Fields made(types_, types_.term_use, arena);
    if (use.guideline && !use.guideline->hidden) made.Set("guideline", RecordValue(*use.guideline, id));
    made.SetText("name", use.name.In(id));
    made.SetText("note", use.note.In(id));
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
  LanguageId shown = id;
  const Datum& value = datum.In(id, true, &shown);
  switch (value.kind) {
    case Datum::kText:
      return type.kind == FieldKind::kFile
                 ? Value::Url(value.text())
                 : MakeText(value.text(), id, datum.kind == Datum::kLocal ? shown : id, arena);
    case Datum::kInteger: return Value::Of(value.integer);
    case Datum::kDecimal: return Value::Of(value.decimal);
    case Datum::kBoolean: return Value::Of(value.boolean);
    case Datum::kDate: return Value::Of(value.date);
    case Datum::kInstant: return Value::Of(arena.Keep(ToIso(value.instant, site_.utc_offset_minutes)));
    case Datum::kTerm: return TermValue(*value.term, id, field);
    case Datum::kRef: return value.record->hidden ? Value::None() : RecordValue(*value.record, id);
    case Datum::kImage: return Value::Url(arena.Keep(value.image->Address()));
    case Datum::kMarkdown: {
      if (Trim(value.markdown->text).empty()) return Value::None();
      if (shown == id) return Value::Of(static_cast<const Html*>(&value.markdown->html));
      Html* html = arena.NewHtml();
      const std::string open = fmt::format("<div lang=\"{}\">", languages()[shown].code);
      html->text = open + value.markdown->html.text + "</div>";
      html->holes = value.markdown->html.holes;
      for (Html::Hole& hole : html->holes) hole.offset += open.size();
      return Value::Of(static_cast<const Html*>(html));
    }
    case Datum::kList: {
      std::vector<Value> items;
      for (const Datum& item : value.items()) {
        const Value made = shown != id && item.kind == Datum::kText
                               ? MakeText(item.text(), id, shown, arena)
                               : FieldValue(item, *type.of, id, arena, owner, field);
        if (made.kind != Value::kNone) items.push_back(made);
      }
      return MakeList(items, arena);
    }
    case Datum::kObject: {
      Fields parts(types_, types_.PartsType(type), arena);
      for (size_t i = 0; i < type.fields.size(); ++i) {
        const Field& part = type.fields[i];
        if (!part.is_private) parts.Set(part.key, FieldValue(value.items()[i], part.type, id, arena));
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
}  // namespace kyodo::render
