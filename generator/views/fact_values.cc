#include "views/fact_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "model/file_note.h"
#include "model/locale_text.h"
#include "model/time_text.h"
#include "template/operations.h"
#include "views/addresses.h"

namespace kyodo::render {

using tmpl::Value;

namespace {

/// "media/form.1bf67208bd.txt" is called form.txt.
std::string FileName(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  const size_t dot = name.rfind('.');
  const size_t hash = dot == std::string::npos || dot == 0 ? dot : name.rfind('.', dot - 1);
  if (hash != std::string::npos) name.erase(hash, dot - hash);
  return name;
}

/// tel:03-1234-5678, tel:%237119.
std::string TelephoneAddress(std::string_view number) {
  const bool help_line = StartsWith(number, "#");
  return fmt::format("tel:{}{}", help_line ? "%23" : "", help_line ? number.substr(1) : number);
}

void AddCaption(std::string_view key, std::string_view text, std::string_view language, std::string& out) {
  const std::string_view element = key == "caption" ? "span" : "small";
  if (!out.empty()) out += ' ';
  out += fmt::format("<{}", element);
  if (key != "caption") out += fmt::format(" class=\"{}\"", key);
  if (!language.empty()) out += fmt::format(" lang=\"{}\"", language);
  out += '>';
  AppendEscaped(out, text);
  out += fmt::format("</{}>", element);
}

}  // namespace

std::vector<Value> FactValues::Of(const Field& field, const Datum& datum, bool with_maps, bool leads) {
  values_.clear();
  field_ = &field;
  with_maps_ = with_maps;
  leads_ = leads;
  is_part_ = false;
  AddDatum(datum, field.type);
  return values_;
}

std::vector<Value> FactValues::OfPart(const Field& part, const Datum& datum) {
  values_.clear();
  field_ = &part;
  with_maps_ = leads_ = false;
  is_part_ = true;
  AddDatum(datum, part.type);
  return values_;
}

std::string FactValues::NumberText(const Field& field, const Datum& datum) const {
  if (datum.kind == Datum::kDecimal) return DecimalText(datum.decimal, language());
  return datum.kind == Datum::kInteger ? IntegerText(datum.integer, field.type.kind, field.fiscal_year) : std::string();
}

Fields FactValues::New(std::string_view text) {
  Fields value(views_.types(), views_.types().fact_value, arena_);
  value.Set("text", Value::Of(arena_.Keep(text)));
  return value;
}

void FactValues::AddDatum(const Datum& datum, const FieldType& type) {
  LanguageId shown = id_;
  const Datum& value = datum.In(id_, true, &shown);
  const std::string_view around = language_;
  if (datum.kind == Datum::kLocal && shown != id_) language_ = views_.languages()[shown].code;
  AddValue(value, type);
  language_ = around;
}

void FactValues::AddValue(const Datum& value, const FieldType& type) {
  switch (value.kind) {
    case Datum::kText: AddText(value.text(), type); break;
    case Datum::kInteger: AddInteger(value.integer, type); break;
    case Datum::kDecimal: values_.push_back(New(DecimalText(value.decimal, language())).Done()); break;
    case Datum::kBoolean: AddBoolean(value.boolean); break;
    case Datum::kDate: values_.push_back(New(DateText(value.date, language(), value.date.IsFull())).Done()); break;
    case Datum::kInstant: values_.push_back(New(InstantText(value.instant)).Done()); break;
    case Datum::kTerm: AddTerm(*value.term); break;
    case Datum::kRef: AddRecord(*value.record); break;
    case Datum::kList:
      for (const Datum& item : value.items()) AddDatum(item, *type.of);
      break;
    case Datum::kObject: type.kind == FieldKind::kImage ? AddImage(value, type) : AddObject(value, type); break;
    default: break;
  }
}

void FactValues::AddInteger(int64_t number, const FieldType& type) {
  const Theme::Word free = number == 0 && field_->price ? views_.Word("free", id_) : Theme::Word();
  if (free.text.empty()) {
    values_.push_back(New(IntegerText(number, type.kind, field_->fiscal_year)).Done());
  } else {
    values_.push_back(New(free.text).SetText("language", free.language).Done());
  }
}

void FactValues::AddBoolean(bool yes) {
  if (!language().locale) {
    values_.push_back(New(japanese() ? (yes ? "はい" : "いいえ") : (yes ? "Yes" : "No")).Done());
    return;
  }
  const Theme::Word word = views_.Word(yes ? "yes" : "no", id_);
  const bool none = word.text.empty();
  values_.push_back(
      New(none ? (yes ? "Yes" : "No") : word.text).SetText("language", none ? "en" : word.language).Done());
}

void FactValues::AddText(std::string_view text, const FieldType& type) {
  Fields value = New(text);
  if (type.kind == FieldKind::kEmail) value.Set("href", Value::Of(arena_.Keep(fmt::format("mailto:{}", text))));
  if (type.kind == FieldKind::kTel) value.Set("href", Value::Of(arena_.Keep(TelephoneAddress(text))));
  if (type.kind == FieldKind::kUrl) value.Set("href", Value::Of(text));
  if (type.kind == FieldKind::kFile)
    value.Set("url", Value::Url(text)).Set("text", Value::Of(arena_.Keep(FileWords(text))));
  value.SetText("language", language_);
  values_.push_back(value.Done());
}

/// 2026年（令和8年）4月1日（水）14:00, Wednesday 1 April 2026, 14:00.
std::string FactValues::InstantText(Instant instant) const {
  const int offset = views_.site().Zone().OffsetMinutes(instant);
  const std::string iso = ToIso(instant, offset);
  const Date day = DayOf(instant, offset);
  const std::string date = DateText(day, language(), true), time = iso.substr(11, 5);
  return language().locale ? language().locale->At(date, time) : date + (japanese() ? "" : ", ") + time;
}

/// "form.pdf（PDF、123 KB）"
std::string FactValues::FileWords(std::string_view path) const {
  const auto& bytes = views_.site().media_bytes;
  const auto found = bytes.find(std::string(path));
  std::string words = FileName(path);
  return words += FileNote(path, found == bytes.end() ? 0 : found->second, language(), words);
}

/// An image as the figure that shows it, with its caption, credit and licence.
void FactValues::AddImage(const Datum& object, const FieldType& type) {
  const Image* image = nullptr;
  ImageUse use;
  use.first = leads_;
  Html caption;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const std::string_view key = type.fields[i].key;
    LanguageId shown = id_;
    const Datum& value = object.items()[i].In(id_, true, &shown);
    if (value.kind == Datum::kImage) image = value.image;
    if (value.kind != Datum::kText) continue;
    const bool foreign = object.items()[i].kind == Datum::kLocal && shown != id_;
    const std::string_view language = foreign ? std::string_view(views_.languages()[shown].code) : language_;
    if (key == "alt") {
      use.alt = value.text();
      use.language = language;
    } else {
      AddCaption(key, value.text(), language, caption.text);
    }
  }
  if (!image) return;
  Html* html = arena_.NewHtml();
  html->holes.clear();
  html->text = "<figure>";
  kyodo::AppendImage(*html, *image, use);
  if (!caption.text.empty()) html->text += "<figcaption>" + caption.text + "</figcaption>";
  html->text += "</figure>";
  Fields value = New(use.alt);
  value.Set("html", Value::Of(static_cast<const Html*>(html))).SetText("language", use.language);
  values_.push_back(value.Done());
}

std::string FactValues::IntegerText(int64_t number, FieldKind kind, bool fiscal_year) const {
  if (fiscal_year) {
    if (!japanese()) return FiscalYearText(std::to_string(number), id_, views_);
    const std::string era = ToWareki({static_cast<int16_t>(number), 4, 1});
    return fmt::format("{}年度（{}度）", number, era.substr(0, era.find("4月")));
  }
  // A year is written without a comma, and so are other numbers of four digits.
  if (kind != FieldKind::kMoney && number < 10000 && number > -10000) return std::to_string(number);
  if (language().locale) {
    return kind == FieldKind::kMoney ? language().locale->Yen(number)
                                     : language().locale->Number(static_cast<double>(number));
  }
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  if (kind == FieldKind::kMoney) digits = japanese() ? digits + "円" : "¥" + digits;
  return (number < 0 ? "-" : "") + digits;
}

void FactValues::AddTerm(const Term& term) {
  LanguageId shown = id_;
  Fields value = New(term.label.In(id_, &shown));
  if (shown != id_) value.SetText("language", CodeOf(views_.languages(), shown));
  const std::string path = is_part_ ? std::string() : views_.FacetPath(*record_.collection, *field_, term.id, id_);
  if (!path.empty()) value.Set("url", Value::Url(arena_.Keep(path)));
  values_.push_back(value.Done());
}

void FactValues::AddRecord(const Record& target) {
  if (target.hidden) return;
  LanguageId shown = id_;
  Fields value = New(target.Title(id_, &shown));
  value.Set("url", Value::Url(arena_.Keep(target.PathIn(views_.languages()[id_]))));
  if (shown != id_) value.SetText("language", views_.languages()[shown].code);
  values_.push_back(value.Done());
}

/// An object's parts in one line: "年間の実施回数: 10回"; a place is its address.
void FactValues::AddObject(const Datum& object, const FieldType& type) {
  if (type.kind == FieldKind::kDateRange) return values_.push_back(New(views_.DateRangeText(object, id_)).Done());
  if (type.kind == FieldKind::kRecurrence) return;  // in words beside its days
  const bool place = type.kind == FieldKind::kPlace;
  std::vector<Value> texts;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const Field& part = type.fields[i];
    if (part.is_private || (place && part.key != "address")) continue;
    LanguageId shown = id_;
    const Datum& value = object.items()[i].In(id_, true, &shown);
    if (value.kind == Datum::kText) texts.push_back(views_.MakeText(value.text(), id_, shown, arena_));
    const std::string number = NumberText(part, value);
    if (!number.empty()) texts.push_back(Value::Of(arena_.Keep(number)));
    if (value.kind == Datum::kDate) texts.push_back(Value::Of(arena_.Keep(DateText(value.date, language()))));
    if (value.kind == Datum::kTerm) texts.push_back(views_.LabelValue(value.term->label, id_, arena_));
    if (value.kind == Datum::kRef) texts.push_back(views_.TitleValue(*value.record, id_, arena_));
  }
  if (!texts.empty()) {
    Value joined;
    tmpl::Concatenate(texts.data(), texts.size(), japanese() ? "：" : ": ", {}, arena_, joined);
    Fields value = New({});
    value.Set("text", joined);
    value.SetText("language", language_);
    values_.push_back(value.Done());
  }
  if (place && with_maps_) AddMap(object, type);
}

/// A link to the map that the site names, where the place has coordinates.
void FactValues::AddMap(const Datum& place, const FieldType& type) {
  std::string url = views_.site().config.map_url;
  if (url.empty()) return;
  for (const std::string_view key : {"latitude", "longitude"}) {
    const auto field =
        std::find_if(type.fields.begin(), type.fields.end(), [&](const Field& f) { return f.key == key; });
    if (field == type.fields.end()) return;
    const Datum& value = place.items()[static_cast<size_t>(field - type.fields.begin())];
    if (value.kind != Datum::kDecimal) return;
    const std::string name = fmt::format("{{{}}}", key), number = fmt::format("{}", value.decimal);
    for (size_t at; (at = url.find(name)) != url.npos;) url.replace(at, name.size(), number);
  }
  const Theme::Word word = views_.Word("map_link", id_);
  Fields value = New(word.text.empty() ? HostPart(url) : word.text);
  value.SetText("language", word.language);
  values_.push_back(value.Set("href", Value::Of(arena_.Keep(url))).Done());
}

}  // namespace kyodo::render
