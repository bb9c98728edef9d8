#include "views/facts.h"

#include <fmt/format.h>

#include "core/text.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

/// Makes the values of one fact.
class FactMaker {
 public:
  FactMaker(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena)
      : views_(views), record_(record), id_(id), arena_(arena) {}

  /// Appends the fact, unless the field is empty.
  void Add(const Field& field, const Datum& datum, std::vector<Value>& out) {
    values_.clear();
    field_ = &field;
    AddDatum(datum, field.type);
    if (values_.empty()) return;
    Fields fact(views_.types(), views_.types().fact, arena_);
    fact.Set("id", Value::Of(std::string_view(field.key)));
    fact.Set("label", Value::Of(std::string_view(field.label.In(id_))));
    fact.Set("type", Value::Of(FieldKindNames()[static_cast<size_t>(field.type.kind)]));
    fact.Set("values", MakeList(values_, arena_));
    out.push_back(fact.Done());
  }

 private:
  bool japanese() const { return views_.languages()[id_].japanese; }

  Fields New(std::string_view text) {
    Fields value(views_.types(), views_.types().fact_value, arena_);
    value.Set("text", Value::Of(arena_.Keep(text)));
    return value;
  }

  void AddDatum(const Datum& datum, const FieldType& type) {
    LanguageId shown = id_;
    const Datum& value = datum.In(id_, true, &shown);
    if (datum.kind == Datum::kLocal && shown != id_) language_ = views_.languages()[shown].code;
    AddValue(value, type);
    language_ = {};
  }

  void AddValue(const Datum& value, const FieldType& type) {
    switch (value.kind) {
      case Datum::kText: AddText(value.text(), type); break;
      case Datum::kInteger: values_.push_back(New(NumberText(value.integer, type)).Done()); break;
      case Datum::kDecimal: values_.push_back(New(fmt::format("{}", value.decimal)).Done()); break;
      case Datum::kBoolean:
        values_.push_back(
            New(japanese() ? (value.boolean ? "はい" : "いいえ") : (value.boolean ? "Yes" : "No")).Done());
        break;
      case Datum::kDate: values_.push_back(New(FormatDate(value.date, japanese(), value.date.IsFull())).Done()); break;
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

  void AddText(std::string_view text, const FieldType& type) {
    Fields value = New(text);
    if (type.kind == FieldKind::kEmail) value.Set("href", Value::Of(arena_.Keep(fmt::format("mailto:{}", text))));
    if (type.kind == FieldKind::kTel) value.Set("href", Value::Of(arena_.Keep(fmt::format("tel:{}", text))));
    if (type.kind == FieldKind::kUrl) value.Set("href", Value::Of(text));
    if (type.kind == FieldKind::kFile)
      value.Set("url", Value::Url(text)).Set("text", Value::Of(arena_.Keep(FileName(text))));
    value.SetText("language", language_);
    values_.push_back(value.Done());
  }

  /// 2026年（令和8年）4月1日（水）14:00, Wednesday 1 April 2026, 14:00.
  std::string InstantText(Instant instant) const {
    const std::string iso = ToIso(instant, views_.site().utc_offset_minutes);
    const Date day = DayOf(instant, views_.site().utc_offset_minutes);
    return FormatDate(day, japanese(), true) + (japanese() ? "" : ", ") + iso.substr(11, 5);
  }

  /// "media/form.1bf67208bd.txt" is called form.txt.
  static std::string FileName(std::string_view path) {
    std::string name(path.substr(path.rfind('/') + 1));
    const size_t dot = name.rfind('.');
    const size_t hash = dot == std::string::npos || dot == 0 ? dot : name.rfind('.', dot - 1);
    if (hash != std::string::npos) name.erase(hash, dot - hash);
    return name;
  }

  /// An image as the figure that shows it, with its caption, credit and licence.
  void AddImage(const Datum& object, const FieldType& type) {
    const Image* image = nullptr;
    ImageUse use;
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
    values_.push_back(New(use.alt).Set("html", Value::Of(static_cast<const Html*>(html))).Done());
  }

  static void AddCaption(std::string_view key, std::string_view text, std::string_view language, std::string& out) {
    const std::string_view element = key == "caption" ? "span" : "small";
    if (!out.empty()) out += ' ';
    out += fmt::format("<{}", element);
    if (key != "caption") out += fmt::format(" class=\"{}\"", key);
    if (!language.empty()) out += fmt::format(" lang=\"{}\"", language);
    out += '>';
    AppendEscaped(out, text);
    out += fmt::format("</{}>", element);
  }

  std::string NumberText(int64_t number, const FieldType& type) const {
    if (field_->fiscal_year) {
      if (!japanese()) return fmt::format("FY{}", number);
      const std::string era = ToWareki({static_cast<int16_t>(number), 4, 1});
      return fmt::format("{}年度（{}度）", number, era.substr(0, era.find("4月")));
    }
    std::string digits = std::to_string(number < 0 ? -number : number);
    if (type.kind != FieldKind::kMoney) return std::to_string(number);
    for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return japanese() ? digits + "円" : "¥" + digits;
  }

  void AddTerm(const Term& term) {
    Fields value = New(term.label.In(id_));
    const std::string path = views_.FacetPath(*record_.collection, *field_, term.id, id_);
    if (!path.empty()) value.Set("url", Value::Url(arena_.Keep(path)));
    values_.push_back(value.Done());
  }

  void AddRecord(const Record& target) {
    if (target.hidden) return;
    Fields value = New(target.Title(id_));
    value.Set("url", Value::Url(arena_.Keep(target.PathIn(views_.languages()[id_]))));
    if (target.IsFallback(id_)) value.SetText("language", views_.languages()[target.original].code);
    values_.push_back(value.Done());
  }

  /// An object's parts in one line: "年間の実施回数: 10回"; a place is its address.
  void AddObject(const Datum& object, const FieldType& type) {
    if (type.kind == FieldKind::kDateRange) return values_.push_back(New(views_.DateRangeText(object, id_)).Done());
    if (type.kind == FieldKind::kRecurrence) return;  // in words beside its days
    const bool place = type.kind == FieldKind::kPlace;
    std::vector<std::string> texts;
    for (size_t i = 0; i < type.fields.size(); ++i) {
      const Field& part = type.fields[i];
      if (part.is_private || (place && part.key != "address")) continue;
      const Datum& value = object.items()[i].In(id_);
      if (value.kind == Datum::kText) texts.emplace_back(value.text());
      if (value.kind == Datum::kInteger) texts.push_back(std::to_string(value.integer));
      if (value.kind == Datum::kDate) texts.push_back(FormatDate(value.date, japanese()));
      if (value.kind == Datum::kTerm) texts.push_back(value.term->label.In(id_));
      if (value.kind == Datum::kRef) texts.emplace_back(value.record->Title(id_));
    }
    if (texts.empty()) return;
    Fields value = New(fmt::format("{}", fmt::join(texts, japanese() ? "：" : ": ")));
    value.SetText("language", language_);
    values_.push_back(value.Done());
  }

  const Views& views_;
  const Record& record_;
  LanguageId id_;
  tmpl::Arena& arena_;
  const Field* field_ = nullptr;
  std::string_view language_;  // of the text, when it is not the page's
  std::vector<Value> values_;
};

}  // namespace

Value FactsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  FactMaker maker(views, record, id, arena);
  std::vector<Value> out;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    const bool shown = field.show && !field.is_private && field.key != schema.title && field.key != schema.summary &&
                       field.type.kind != FieldKind::kMarkdown;
    if (shown) maker.Add(field, record.fields[i], out);
  }
  return MakeList(out, arena);
}

Value TextsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  std::vector<Value> out;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    if (!field.show || field.is_private || field.type.kind != FieldKind::kMarkdown) continue;
    const Value html = views.FieldValue(record.fields[i], field.type, id, arena);
    if (html.kind != Value::kHtml) continue;
    Fields text(views.types(), views.types().text, arena);
    text.Set("id", Value::Of(std::string_view(field.key)))
        .Set("label", Value::Of(std::string_view(field.label.In(id))))
        .Set("html", html);
    out.push_back(text.Done());
  }
  return MakeList(out, arena);
}

Value HighlightsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  FactMaker maker(views, record, id, arena);
  std::vector<Value> out;
  for (const std::string& key : schema.listing.summary) {
    const int at = schema.Find(key);
    if (at < 0) continue;
    const Field& field = schema.fields[static_cast<size_t>(at)];
    if (!field.is_private) maker.Add(field, record.fields[static_cast<size_t>(at)], out);
  }
  return MakeList(out, arena);
}

Value BacklinksOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  std::vector<Value> out;
  for (const auto& [name, records] : views.Referring(record, id)) {
    std::vector<Value> items;
    for (const Record* one : records) {
      if (one->whole != &record) items.push_back(views.RecordValue(*one, id));
    }
    if (items.empty()) continue;
    Fields group(views.types(), views.types().backlinks, arena);
    group.Set("collection", views.CollectionValue(name, id));
    group.Set("label", Value::Of(std::string_view(views.site().collections.at(name).schema.label.In(id))));
    group.Set("items", MakeList(items, arena));
    out.push_back(group.Done());
  }
  return MakeList(out, arena);
}

}  // namespace kyodo::render
