#include "records/new_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "import/table_cells.h"
#include "load/map_reader.h"
#include "load/meant_names.h"
#include "load/values.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

using yaml::Value;

/// Can a person say it in one line?
bool IsOneLine(const FieldType& type) {
  switch (type.kind) {
    case FieldKind::kObject:
    case FieldKind::kImage:
    case FieldKind::kRecurrence: return false;
    case FieldKind::kList: return type.of && type.of->fields.empty();
    default: return true;
  }
}

/// The lines that say it, as YAML.
std::string LinesOf(const std::string& key, const Value& value) {
  Value map = Value::Map();
  map.Add(key, value);
  const Result<std::string> text = yaml::Write(map);
  return text.ok() ? *text : std::string();
}

/// What a file says of a key, where it is on one line and not long; else empty.
std::string ValueOnLine(std::string_view text, const std::string& key) {
  constexpr size_t kLongest = 120;
  const std::string begin = "\n" + key + ": ";
  const size_t at = text.find(begin);
  if (at == text.npos) return {};
  const std::string_view rest = text.substr(at + begin.size());
  const std::string_view value = Trim(rest.substr(0, rest.find('\n')));
  const bool whole = !value.empty() && value.size() <= kLongest && value.front() != '|' && value.front() != '>';
  return whole ? std::string(value) : std::string();
}

std::string TextAt(const Value& values, const std::vector<std::string>& path) {
  const Value* value = FindValue(values, path);
  return value && (value->kind == Value::kText || value->kind == Value::kBlock) ? value->text : std::string();
}

}  // namespace

/// Writes one file.
class RecordForm::Writer {
 public:
  Writer(const RecordForm& form, const NewRecord& record, Examples examples,
         const std::map<std::string, std::string>& known, LanguageId language, bool is_original)
      : form_(form),
        record_(record),
        examples_(examples),
        known_(known),
        language_(language),
        is_original_(is_original),
        is_document_(form.schema().is_document) {}

  std::string Run() {
    if (is_document_) out_ += "---\n";
    Remark({fmt::format("新しい記録です（{}）。# で始まる行は説明で、ページには出ません。", LabelOf(form_.schema()).ja),
            fmt::format("A new record ({}). Lines that begin with # are remarks, which no page shows.",
                        LabelOf(form_.schema()).en)});
    if (is_original_) Start();
    for (const Field& field : form_.schema().fields) Known(field);
    if (examples_ != Examples::kNone) Others();
    if (is_document_) Body();
    return std::move(out_);
  }

 private:
  const std::vector<Language>& languages() const { return form_.site_.config.languages; }

  Message LabelOf(const Schema& schema) const { return InTongues(schema.label, languages()); }

  void Remark(const Message& text) { out_ += fmt::format("# {}\n", OneLine(text.In(form_.tongue_))); }

  static std::string OneLine(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  void Start() {
    const std::string today = ToIso(form_.site_.today);
    Remark({"下書きです。次の行を消すと、公開されます。", "A draft: take the next line out to publish it."});
    out_ += fmt::format("draft: true\npublished: {}\nupdated: {}\n", today, today);
  }

  const Value* ValueOf(const Field& field) const {
    if (is_document_ && field.translate) return FindValue(record_.values, {field.key, languages()[language_].code});
    return is_original_ ? FindValue(record_.values, {field.key}) : nullptr;
  }

  /// What is known of the record, and what it must have all the same.
  void Known(const Field& field) {
    const Value* value = ValueOf(field);
    const bool stands_in =
        !value && is_original_ && field.required && field.default_value.empty() && !form_.IsAsked(field);
    if (!value && !stands_in) return;
    About(field, stands_in);
    out_ += value ? LinesOf(field.key, *value) : fmt::format("{}: {}\n", field.key, ExampleFor(field));
  }

  void About(const Field& field, bool stands_in) {
    Message about = InTongues(field.label, languages());
    if (stands_in) {
      about.ja += "（例が入っています。書きかえます）";
      about.en += " (an example, to be replaced)";
    }
    if (const Message help = InTongues(field.help, languages()); !field.help.empty()) {
      about.ja += "。" + help.ja;
      about.en += ". " + help.en;
    }
    if (const Message choices = Choices(field.type); !choices.empty()) {
      about.ja += "。選べるもの: " + choices.ja;
      about.en += ". One of: " + choices.en;
    }
    Remark(about);
  }

  /// The first few ids and names that may stand there.
  Message Choices(const FieldType& type) const {
    constexpr size_t kFew = 8;
    if (type.of) return Choices(*type.of);
    if (type.kind == FieldKind::kRef) {
      const std::string names = NamesOfRecords(type.collection, form_.site_);
      return {names, names};
    }
    if (!type.one_of.empty()) {
      const std::string all = fmt::format("{}", fmt::join(type.one_of, ", "));
      return {all, all};
    }
    const auto vocabulary = form_.site_.vocabularies.find(type.vocabulary);
    if (vocabulary == form_.site_.vocabularies.end()) return {};
    if (vocabulary->second.terms.size() <= kFew) return NamesOfTerms(type.vocabulary, form_.site_);
    const std::string where = fmt::format("vocabularies/{}.yaml", type.vocabulary);
    return {where + " の id", "an id of " + where};
  }

  std::string ExampleFor(const Field& field) const {
    if (const auto found = known_.find(field.key); found != known_.end()) return found->second;
    return ExampleOf(field, languages(), !is_document_, &form_.site_);
  }

  void Others() {
    out_ += '\n';
    Remark({"ここから下は、書かなくてもかまいません。使う行のはじめの # を消して、値を書きかえます。",
            "All below may be left out. To use a line, take the # at its beginning away and replace the value."});
    for (const Field& field : form_.schema().fields) {
      const bool here = is_original_ || (is_document_ && load::HasTranslatedText(field));
      if (!here || ValueOf(field) || (field.required && field.default_value.empty())) continue;
      About(field, false);
      const std::string example = ExampleFor(field);
      if (example.empty()) continue;
      out_ += fmt::format("{}{}: {}\n", examples_ == Examples::kWritten ? "" : "#", field.key, example);
    }
    if (!is_original_ || examples_ != Examples::kRemarks) return;
    Remark({"公開の始まりの日と終わりの日", "First and last day of publication"});
    out_ += fmt::format("#publish_from: {}\n#publish_until: {}\n", ToIso(form_.site_.today),
                        ToIso(DayAfter(form_.site_.today, 365)));
  }

  /// A text that nobody takes for one: `check` finds it in a page that is published.
  void Body() {
    out_ += languages()[language_].japanese ? "---\n\nここに書く本文です。\n" : "---\n\nTODO: write the text here.\n";
  }

  const RecordForm& form_;
  const NewRecord& record_;
  const Examples examples_;
  const std::map<std::string, std::string>& known_;
  const LanguageId language_;
  const bool is_original_, is_document_;
  std::string out_;
};

RecordForm::RecordForm(const Site& site, const Collection& collection, Tongue tongue)
    : site_(site), collection_(collection), tongue_(tongue), columns_(site, collection) {}

bool RecordForm::IsAsked(const Field& field) const { return field.required && IsOneLine(field.type); }

std::vector<const TableColumn*> RecordForm::Asked() const {
  std::vector<const TableColumn*> asked;
  for (const TableColumn& column : columns_.list()) {
    if (!column.field || !IsAsked(*column.field)) continue;
    const size_t depth = column.field->translate ? 2 : 1;
    const bool left_out = column.field->translate && site_.config.languages[column.language].partial;
    if (column.path.size() == depth && !left_out) asked.push_back(&column);
  }
  return asked;
}

std::string RecordForm::ProposeSlug(const Value& values, const Mecab* dictionary) const {
  const words::Latin latin;
  const Schema& schema = collection_.schema;
  std::vector<std::string> readings, titles;
  std::string reading = TextAt(values, {schema.reading});
  for (LanguageId id = 0; id < site_.config.languages.size(); ++id) {
    const Language& language = site_.config.languages[id];
    if (reading.empty() && language.japanese) reading = TextAt(values, {schema.reading, language.code});
    const std::string local = TextAt(values, {schema.title, language.code});
    const std::string title = local.empty() && id == 0 ? TextAt(values, {schema.title}) : local;
    if (language.japanese && dictionary && !title.empty()) readings.push_back(latin.OfText(title, *dictionary));
    titles.insert(titles.begin(), title);
  }
  const std::string by_kana = load::FirstSlug({latin.OfKana(reading)});
  std::vector<std::string> names = readings;
  const auto joined = [](std::string text) {
    std::erase(text, '-');
    return text;
  };
  const bool agree = !readings.empty() && joined(load::FirstSlug(readings)) == joined(by_kana);
  if (!agree) names.insert(names.begin(), by_kana);
  names.insert(names.end(), titles.begin(), titles.end());
  std::string base = load::FirstSlug(names);
  if (base.empty()) base = schema.id + "-1";
  std::string slug = base;
  for (int number = 2; collection_.by_slug.contains(slug); ++number) slug = fmt::format("{}-{}", base, number);
  return slug;
}

std::string RecordForm::ProposeSlug(const yaml::Node& keys) const { return ProposeSlug(ValueOfNode(keys), nullptr); }

RecordFiles RecordForm::Write(const NewRecord& record, Examples examples,
                              const std::map<std::string, std::string>& known) const {
  const std::string path = fmt::format("{}/{}/{}", site_.folder, schema().id, record.slug);
  if (!schema().is_document) return {{path + ".yaml", Writer(*this, record, examples, known, 0, true).Run()}};
  RecordFiles files;
  for (LanguageId id = 0; id < site_.config.languages.size(); ++id) {
    const std::string& code = site_.config.languages[id].code;
    const bool has_title = !TextAt(record.values, {schema().title, code}).empty();
    const bool last = id + 1 == site_.config.languages.size();
    if (has_title || (files.empty() && last))
      files[fmt::format("{}.{}.md", path, code)] = Writer(*this, record, examples, known, id, files.empty()).Run();
  }
  return files;
}

std::string RecordForm::ExampleAmongRecords(const std::string& key) const {
  const int at = schema().Find(key);
  if (at < 0 || schema().fields[static_cast<size_t>(at)].is_private) return {};
  // A rule for repeating fits the days of its own record alone.
  const CalendarFields& calendar = schema().calendar;
  const std::string partner = key == calendar.period    ? calendar.repeats
                              : key == calendar.repeats ? calendar.period
                                                        : "";
  for (const Record& record : collection_.records) {
    const std::string value = record.pos.file ? ValueOnLine(record.pos.file->text, key) : std::string();
    if (!value.empty() && (partner.empty() || !ValueOnLine(record.pos.file->text, partner).empty())) return value;
  }
  return {};
}

std::string KeyAtLine(const std::string& path, const std::string& text, uint32_t line) {
  const auto parsed = ParseFile(path, text, EndsWith(path, ".md") ? FileForm::kMarkdown : FileForm::kYaml);
  std::string key;
  if (!parsed->root || (EndsWith(path, ".md") && line >= parsed->body_line)) return key;
  for (const yaml::Entry& entry : parsed->root->entries) {
    if (entry.key_pos.line <= line) key = entry.key;
  }
  return key;
}

}  // namespace kyodo
