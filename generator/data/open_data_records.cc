// Records with all their public fields, as CSV and as JSON.
#include <algorithm>

#include "core/json.h"
#include "core/levels.h"
#include "data/data_path.h"
#include "data/open_data.h"
#include "formats/csv.h"
#include "views/addresses.h"

namespace kyodo::render {

namespace {

/// A value and everything in it as JSON.
class JsonValues {
 public:
  JsonValues(const Views& views, JsonWriter& json) : views_(views), json_(json) {}

  void Write(const Datum& datum, const FieldType& type) {
    switch (datum.kind) {
      case Datum::kText:
        json_.String(type.kind == FieldKind::kFile ? Address(datum.text()) : std::string(datum.text()));
        break;
      case Datum::kInteger:
      case Datum::kDecimal:
      case Datum::kBoolean: json_.Raw(PlainText(views_.site(), datum)); break;
      case Datum::kDate:
      case Datum::kInstant:
      case Datum::kImage: json_.String(PlainText(views_.site(), datum)); break;
      case Datum::kMarkdown: json_.String(WithoutMeantSo(datum.markdown->text)); break;
      case Datum::kRef: json_.String(datum.record->slug); break;
      case Datum::kTerm: WriteTerm(*datum.term); break;
      case Datum::kLocal: WriteLocal(datum, type); break;
      case Datum::kList:
        json_.BeginArray();
        for (const Datum& item : datum.items()) {
          if (item.kind != Datum::kRef || !item.record->hidden) Write(item, *type.of);
        }
        json_.EndArray();
        break;
      case Datum::kObject:
        json_.BeginObject();
        for (size_t i = 0; i < type.fields.size(); ++i) WriteField(type.fields[i], datum.items()[i]);
        json_.EndObject();
        break;
      case Datum::kAbsent: json_.Raw("null"); break;
    }
  }

  void WriteField(const Field& field, const Datum& datum) {
    const bool hidden = datum.kind == Datum::kRef && datum.record->hidden;
    if (field.is_private || datum.absent() || hidden) return;
    json_.Key(field.key);
    Write(datum, field.type);
  }

 private:
  std::string Address(std::string_view path) const { return Canonical(views_.site(), path); }

  void WriteTerm(const Term& term) {
    json_.BeginObject().Key("id").String(term.id);
    if (!term.code.empty()) json_.Key("code").String(term.code);
    for (LanguageId id = 0; id < views_.languages().size(); ++id) {
      if (term.label.Has(id)) json_.Key(views_.languages()[id].code).String(term.label.In(id));
    }
    json_.EndObject();
  }

  void WriteLocal(const Datum& datum, const FieldType& type) {
    json_.BeginObject();
    for (LanguageId id = 0; id < datum.count; ++id) {
      if (datum.items()[id].absent()) continue;
      json_.Key(views_.languages()[id].code);
      Write(datum.items()[id], type);
    }
    json_.EndObject();
  }

  const Views& views_;
  JsonWriter& json_;
};

/// A file of megabytes that grows by doubling takes three times its memory.
size_t BytesOf(const Collection& collection) {
  size_t bytes = 4096;
  for (const Record& record : collection.records) {
    const SourceFile* before = nullptr;
    for (const SourceFile* file : record.files) {
      if (file && file != before) bytes += file->text.size() + 256;
      before = file;
    }
  }
  return bytes + bytes / 8;
}

/// The columns of a schema, and their values in a record. The columns hang on the schema alone, so that they stay the
/// same whatever the records hold.
class CsvRecords {
 public:
  CsvRecords(const Views& views, const Collection& collection)
      : views_(views), collection_(collection), csv_(BytesOf(collection)) {}

  std::string Run() {
    heads_ = true;
    Row(nullptr);
    heads_ = false;
    for (const Record* record : views_.Order(collection_.schema.id, 0)) {
      if (!record->apart) Row(record);
    }
    return csv_.Take();
  }

 private:
  const std::vector<Language>& languages() const { return views_.languages(); }

  void Row(const Record* record) {
    Fixed("id", record ? record->slug : "");
    Fixed("url", record ? Canonical(views_.site(), record->path) : "");
    const std::vector<Field>& fields = collection_.schema.fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].is_private) Column(fields[i], fields[i].key, record ? record->fields[i] : kNothing);
    }
    if (collection_.schema.is_document) {
      const FieldType markdown = MarkdownType();
      for (LanguageId id = 0; id < CountWhole(languages()); ++id)
        Cell("body_" + languages()[id].code, record ? record->body.In(id, false) : kNothing, markdown);
    }
    Fixed("published", record && record->published ? ToIso(*record->published) : "");
    Fixed("updated", record && record->updated ? ToIso(*record->updated) : "");
    Fixed("example", record ? (record->example ? "true" : "false") : "");
    csv_.EndRow();
  }

  static FieldType MarkdownType() {
    FieldType type;
    type.kind = FieldKind::kMarkdown;
    return type;
  }

  void Fixed(std::string_view name, std::string_view value) { heads_ ? csv_.Text(name) : csv_.Plain(value); }

  void Column(const Field& field, const std::string& name, const Datum& datum) {
    if (field.translate) {
      for (LanguageId id = 0; id < CountWhole(languages()); ++id) {
        const bool local = datum.kind == Datum::kLocal;
        Cell(name + "_" + languages()[id].code, local ? datum.items()[id] : kNothing, field.type);
      }
      return;
    }
    // Objects with known parts are columns; a list of objects cannot be.
    if (!field.type.fields.empty() && field.type.kind != FieldKind::kRecurrence) {
      for (size_t i = 0; i < field.type.fields.size(); ++i) {
        const Field& part = field.type.fields[i];
        if (!part.is_private)
          Column(part, name + "_" + part.key, datum.kind == Datum::kObject ? datum.items()[i] : kNothing);
      }
      return;
    }
    Cell(name, datum, field.type);
    const FieldType& type = field.type.kind == FieldKind::kList ? *field.type.of : field.type;
    if (type.kind != FieldKind::kTerm) return;
    if (HasCodes(type))
      heads_ ? csv_.Text(name + "_code") : csv_.Plain(TermTexts(datum, [](const Term& term) { return term.code; }));
    for (LanguageId id = 0; id < CountWhole(languages()); ++id)
      csv_.Text(heads_ ? name + "_" + languages()[id].code
                       : TermTexts(datum, [&](const Term& term) { return term.label.In(id); }));
  }

  /// Terms of the vocabulary have official codes, such as those of municipalities.
  bool HasCodes(const FieldType& type) const {
    const std::deque<Term>& terms = views_.site().vocabularies.at(type.vocabulary).terms;
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return !term.code.empty(); });
  }

  /// What `of` says of the term, or of each of a list.
  template <class Of>
  static std::string TermTexts(const Datum& datum, const Of& of) {
    if (datum.kind == Datum::kTerm) return of(*datum.term);
    std::string out;
    if (datum.kind != Datum::kList) return out;
    for (const Datum& item : datum.items()) out += (out.empty() ? "" : "; ") + of(*item.term);
    return out;
  }

  void Cell(const std::string& name, const Datum& datum, const FieldType& type) {
    if (heads_) return csv_.Text(name);
    switch (type.kind) {
      case FieldKind::kInteger:
      case FieldKind::kDecimal:
      case FieldKind::kMoney: return csv_.Number(TextOf(datum, type));
      case FieldKind::kTel:
      case FieldKind::kDate:
      case FieldKind::kDateTime: return csv_.Plain(TextOf(datum, type));
      default: return csv_.Text(TextOf(datum, type));
    }
  }

  std::string TextOf(const Datum& datum, const FieldType& type) const {
    switch (datum.kind) {
      case Datum::kAbsent: return {};
      case Datum::kTerm: return datum.term->id;
      case Datum::kRef: return datum.record->hidden ? std::string() : datum.record->slug;
      case Datum::kMarkdown: return WithoutMeantSo(datum.markdown->text);
      case Datum::kText:
        if (type.kind != FieldKind::kFile) return std::string(datum.text());
        return Canonical(views_.site(), datum.text());
      case Datum::kList: return type.of->fields.empty() ? Joined(datum, *type.of) : AsJson(datum, type);
      case Datum::kObject:
      case Datum::kLocal: return AsJson(datum, type);
      default: return PlainText(views_.site(), datum);
    }
  }

  std::string AsJson(const Datum& datum, const FieldType& type) const {
    JsonWriter json;
    JsonValues(views_, json).Write(datum, type);
    return json.Take();
  }

  std::string Joined(const Datum& list, const FieldType& item) const {
    std::string out;
    for (const Datum& one : list.items()) {
      const std::string text = TextOf(one, item);
      if (!text.empty()) out += (out.empty() ? "" : "; ") + text;
    }
    return out;
  }

  static inline const Datum kNothing;
  const Views& views_;
  const Collection& collection_;
  CsvWriter csv_;
  bool heads_ = false;
};

}  // namespace

std::string MakeCsv(const Views& views, const Collection& collection) { return CsvRecords(views, collection).Run(); }

std::string MakeJson(const Views& views, const Collection& collection) {
  const Site& site = views.site();
  const Schema& schema = collection.schema;
  JsonWriter json(BytesOf(collection));
  JsonValues values(views, json);
  json.BeginObject().Key("collection").String(schema.id).Key("label").BeginObject();
  for (LanguageId id = 0; id < CountWhole(views.languages()); ++id)
    json.Key(views.languages()[id].code).String(schema.label.In(id));
  json.EndObject();
  if (!site.config.license.In(0).empty()) json.Key("licence").String(site.config.license.In(0));
  if (const auto day = collection.Changed()) json.Key("modified").String(ToIso(*day));
  json.Key("source").String(Canonical(site, schema.id + "/index.html")).Key("records").BeginArray();
  for (const Record* record : views.Order(schema.id, 0)) {
    if (record->apart) continue;
    json.BeginObject().Key("id").String(record->slug).Key("url").String(Canonical(site, record->path));
    for (size_t i = 0; i < schema.fields.size(); ++i) values.WriteField(schema.fields[i], record->fields[i]);
    if (schema.is_document) {
      Field body;
      body.key = "body";
      body.type.kind = FieldKind::kMarkdown;
      values.WriteField(body, record->body);
    }
    if (record->published) json.Key("published").String(ToIso(*record->published));
    if (record->updated) json.Key("updated").String(ToIso(*record->updated));
    if (record->example) json.Key("example").Raw("true");
    json.EndObject();
  }
  return json.EndArray().EndObject().Take() + "\n";
}

}  // namespace kyodo::render
