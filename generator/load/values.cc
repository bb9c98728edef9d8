#include "load/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "core/text.h"
#include "formats/recurrence.h"
#include "load/map_reader.h"
#include "load/meant_values.h"
#include "model/occurrence.h"

namespace kyodo::load {

bool HasTranslatedText(const Field& field) {
  if (field.translate) return !field.in_one_file;
  const FieldType* type = &field.type;
  while (type->kind == FieldKind::kList && type->of) type = type->of.get();
  return std::any_of(type->fields.begin(), type->fields.end(), HasTranslatedText);
}

std::string ValueReader::Example(const FieldType& type) const {
  if (being_read && &being_read->type == &type && !being_read->example.empty()) return being_read->example;
  const bool of_it = being_read && (&being_read->type == &type || being_read->type.of.get() == &type);
  return ExampleOf(type, loader.site.config.languages, &loader.site, of_it ? being_read : nullptr);
}

namespace {

bool IsByLanguage(const yaml::Node& node, const std::vector<Language>& languages) {
  return node.kind == yaml::Node::kMapping && !node.entries.empty() &&
         std::all_of(node.entries.begin(), node.entries.end(),
                     [&](const yaml::Entry& entry) { return FindLanguage(languages, entry.key) < languages.size(); });
}

/// What may be meant as the items of a list: 環境、防災; {ja: [環境], en: [Environment]}; {environment, disaster}.
std::vector<std::string> ItemsIn(const yaml::Node& node, const std::vector<Language>& languages) {
  if (node.kind == yaml::Node::kScalar) return MeantItems(node.text);
  std::vector<std::string> items;
  if (node.kind == yaml::Node::kSequence) {
    for (const yaml::Node* item : node.items) items.emplace_back(item->text);
  } else if (IsByLanguage(node, languages)) {
    return ItemsIn(*node.entries.front().value, languages);
  } else {
    for (const yaml::Entry& entry : node.entries) {
      if (entry.value->IsAbsent()) items.emplace_back(entry.key);
    }
  }
  return items;
}

}  // namespace

std::string ValueReader::ExampleOfList(const yaml::Node& node, const FieldType& item) const {
  const std::string key = being_read && being_read->type.kind == FieldKind::kList ? being_read->key + ": " : "";
  const bool one = node.kind == yaml::Node::kScalar && !in_private;
  std::string items;
  const auto add = [&](std::string_view text) { items += (items.empty() ? "" : ", ") + FlowText(text); };
  const auto vocabulary = loader.site.vocabularies.find(item.vocabulary);
  const Collection* collection = item.kind == FieldKind::kRef ? loader.site.FindCollection(item.collection) : nullptr;
  const std::vector<Language>& languages = loader.site.config.languages;
  for (const std::string& text : in_private ? std::vector<std::string>() : ItemsIn(node, languages)) {
    if (item.kind == FieldKind::kTerm) {
      const Term* term =
          vocabulary == loader.site.vocabularies.end() ? nullptr : FindMeantTerm(text, vocabulary->second, loader);
      if (term) add(term->id);
    } else if (item.kind == FieldKind::kRef) {
      if (collection && collection->by_slug.contains(text)) add(text);
    } else if (item.kind != FieldKind::kObject && item.fields.empty()) {
      add(text);
    }
  }
  if (items.empty() && one && item.kind == FieldKind::kRef) items = FlowText(node.text);  // told when it is a list
  if (items.empty()) items = Example(item);
  return fmt::format("{}[{}]", key, items);
}

Datum* NewData(size_t count, Storage& storage) {
  auto* data = static_cast<Datum*>(storage.memory.allocate(sizeof(Datum) * std::max<size_t>(count, 1), alignof(Datum)));
  for (size_t i = 0; i < count; ++i) new (&data[i]) Datum();
  return data;
}

namespace {

/// The texts in a private value, the longest first; those of one or two characters would be found in any sentence.
std::vector<std::string_view> SecretsOf(const yaml::Node& node) {
  std::vector<std::string_view> found;
  if (node.text.size() > 2) found.push_back(node.text);
  for (const std::string_view line : Split(node.text, '\n')) {
    if (line.size() > 2 && line.size() < node.text.size()) found.push_back(line);
  }
  for (const yaml::Node* item : node.items) {
    for (const std::string_view text : SecretsOf(*item)) found.push_back(text);
  }
  for (const yaml::Entry& entry : node.entries) {
    for (const std::string_view text : SecretsOf(*entry.value)) found.push_back(text);
  }
  std::sort(found.begin(), found.end(), [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  return found;
}

/// Without the line of the source, and without what messages repeat of it: the log of a build is often public.
Diagnostic WithoutSecrets(Diagnostic one, const std::vector<std::string_view>& secrets) {
  constexpr std::string_view kInstead = "…";
  one.source_line.clear();
  one.edits.clear();
  if (StartsWith(one.rule, "date.")) one.hint = {};  // made from the value
  if (one.rule == "key.unknown" || one.rule == "language.unknown")
    one.message = {"ここに使えない項目があります", "A key that cannot be used here"};
  for (std::string* text : {&one.message.ja, &one.message.en, &one.hint.ja, &one.hint.en}) {
    for (const std::string_view secret : secrets) {
      for (size_t at = 0; (at = text->find(secret, at)) != text->npos; at += kInstead.size())
        text->replace(at, secret.size(), kInstead);
    }
  }
  return one;
}

}  // namespace

Datum ValueReader::ReadPrivate(const yaml::Node& node, const Field& field) {
  Diagnostics told;
  ValueReader reader{loader, storage, told, record, file, is_document, language, being_read, true};
  const Datum datum = reader.Read(node, field);
  const std::vector<std::string_view> secrets = told.empty() ? std::vector<std::string_view>() : SecretsOf(node);
  for (const Diagnostic& one : told.list()) diagnostics.Error(one.rule, {}, {}) = WithoutSecrets(one, secrets);
  return datum;
}

Datum ValueReader::Read(const yaml::Node& node, const Field& field) {
  if (node.IsAbsent()) return {};
  if (field.is_private && !in_private) return ReadPrivate(node, field);
  const size_t told = diagnostics.list().size();
  const Field* const outer = std::exchange(being_read, &field);
  const Datum datum = field.ByLanguage(!is_document) ? ReadLocal(node, field) : ReadPlain(node, field.type);
  being_read = outer;
  const bool empty = datum.absent() || (datum.kind == Datum::kList && datum.count == 0);
  if (empty && field.required && diagnostics.list().size() == told)
    MissingField(field, node.pos, loader.site.config.languages, !is_document, diagnostics, &loader.site);
  return datum;
}

Datum ValueReader::ReadLocal(const yaml::Node& node, const Field& field) {
  const std::vector<Language>& languages = loader.site.config.languages;
  if (node.kind != yaml::Node::kMapping) {
    Field written = field;
    if (node.kind == yaml::Node::kScalar && !node.text_line && !in_private) written.example = FlowText(node.text);
    const std::string example = ExampleOf(written, languages, true);
    diagnostics.Error(
        "value.translation", node.pos,
        {fmt::format("言語ごとに書く項目です: {}", field.key),
         fmt::format("Write this in each language: {}", field.key)},
        {fmt::format("例: {}: {}", field.key, example), fmt::format("Example: {}: {}", field.key, example)});
    return {};
  }
  Datum datum;
  datum.kind = Datum::kLocal;
  datum.pos = node.pos;
  Datum* parts = NewData(languages.size(), storage);
  datum.parts = parts;
  datum.count = static_cast<uint32_t>(languages.size());
  for (const yaml::Entry& entry : node.entries) {
    const LanguageId found = FindLanguage(languages, entry.key);
    if (found == languages.size()) {
      UnknownLanguage(entry, languages, diagnostics);
    } else if (!entry.value->IsAbsent()) {
      language = found;
      parts[language] = ReadPlain(*entry.value, field.type);
    }
  }
  Settle({parts, datum.count}, languages);
  const bool any = std::any_of(parts, parts + datum.count, [](const Datum& part) { return !part.absent(); });
  return any ? datum : Datum();
}

Datum ValueReader::ReadPlain(const yaml::Node& node, const FieldType& type) {
  switch (type.kind) {
    case FieldKind::kObject:
    case FieldKind::kPlace:
    case FieldKind::kImage:
    case FieldKind::kDateRange:
    case FieldKind::kRecurrence: return ReadObject(node, type);
    case FieldKind::kList: return ReadList(node, *type.of);
    default: return ReadScalar(node, type);
  }
}

Datum ValueReader::ReadObject(const yaml::Node& node, const FieldType& type) {
  const std::vector<Language>& languages = loader.site.config.languages;
  if (node.kind != yaml::Node::kMapping) {
    const bool range = type.kind == FieldKind::kDateRange && node.kind == yaml::Node::kScalar && !in_private;
    const auto meant = range ? SureRange(node.text) : std::nullopt;
    NotMapping(node, meant ? *meant : Example(type), diagnostics);
    MendValue(diagnostics.Last(), node, meant);
    return {};
  }
  const size_t told = diagnostics.list().size();
  MapReader map(node, languages, diagnostics);
  const std::vector<Field>& fields = type.fields;
  const Datum* const shared = std::exchange(original, nullptr);
  const bool inherits = shared && shared->kind == Datum::kObject && shared->count == fields.size();
  map.KnowLabels(fields);
  Datum datum;
  datum.kind = Datum::kObject;
  datum.pos = node.pos;
  Datum* parts = NewData(fields.size(), storage);
  datum.parts = parts;
  datum.count = static_cast<uint32_t>(fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    if (const yaml::Node* value = map.Get(fields[i].key)) {
      parts[i] = Read(*value, fields[i]);
    } else if (inherits && !HasTranslatedText(fields[i])) {
      parts[i] = shared->items()[i];
    } else if (fields[i].required && !HasSlipOf(node, fields[i].key, KeysOf(fields), &fields)) {
      MissingField(fields[i], node.pos, languages, !is_document, diagnostics, &loader.site);
    }
  }
  map.Finish();
  if (diagnostics.list().size() > told && !in_private) MendRanges(node, file, told, diagnostics);
  if (type.kind == FieldKind::kDateRange) CheckOrder(datum);
  if (type.kind == FieldKind::kRecurrence) CheckRule(datum);
  return datum;
}

void ValueReader::CheckOrder(const Datum& range) {
  const auto parts = range.items();
  const Datum &start = parts[date_range::kStart], &end = parts[date_range::kEnd];
  if (start.kind == Datum::kDate && end.kind == Datum::kDate && end.date < start.date) {
    diagnostics.Error("value.order", end.pos,
                      {fmt::format("終わりの日が、始まりの日より前です: {}", ToIso(end.date)),
                       fmt::format("The end lies before the start: {}", ToIso(end.date))},
                      {fmt::format("{} かそれより後の日を書きます。", ToIso(start.date)),
                       fmt::format("Write {} or a later day.", ToIso(start.date))});
  }
  const Datum &from = parts[date_range::kStartTime], &until = parts[date_range::kEndTime];
  const bool one_day = end.absent() || (start.kind == end.kind && start.date == end.date);
  const bool ends = until.kind == Datum::kText && until.text() != "00:00";  // that is the end of the day
  if (one_day && ends && from.kind == Datum::kText && until.text() <= from.text()) {
    diagnostics.Error(
        "value.order", until.pos,
        {fmt::format("終わりの時刻が、始まりの時刻より後ではありません: {}", until.text()),
         fmt::format("The end time does not lie after the start time: {}", until.text())},
        {fmt::format("{} より後の時刻を書きます。日をまたぐときは、end に次の日を書くか、25:30 のように書きます。",
                     from.text()),
         fmt::format(
             "Write a time after {}. If it ends on the next day, write that day in end, or a time such as 25:30.",
             from.text())});
  }
  const Datum& zone = parts[date_range::kTimeZone];
  if (zone.kind == Datum::kText && !TimeZone::Find(zone.text()))
    UnknownTimeZone("value.time-zone", zone.text(), zone.pos, diagnostics);
}

void ValueReader::CheckRule(const Datum& repeats) {
  const Datum& rule = repeats.items()[recurrence::kRule];
  std::optional<RecurrenceRule> idle;
  if (rule.kind != Datum::kText || ParseRecurrence(rule.text(), &idle)) return;
  if (idle) {
    diagnostics.Error("recurrence.rule", rule.pos,
                      {fmt::format("この規則の日は、どの年にもありません: {}", rule.text()),
                       fmt::format("No day of any year meets this rule: {}", rule.text())},
                      {"例: 毎月第5土曜（ある月だけ）FREQ=MONTHLY;BYDAY=5SA、毎月末日 FREQ=MONTHLY;BYMONTHDAY=-1",
                       "Examples: the fifth Saturday, in months that have one FREQ=MONTHLY;BYDAY=5SA, the last day of "
                       "the month FREQ=MONTHLY;BYMONTHDAY=-1"});
    return;
  }
  const std::string meant = in_private ? std::string() : MeantRule(rule.text());
  const Message written{fmt::format("{} と書きます。", meant), fmt::format("Write {}", meant)};
  diagnostics.Error(
      "recurrence.rule", rule.pos,
      {fmt::format("繰り返しの規則として読めません: {}", rule.text()),
       fmt::format("Not a rule for repeating: {}", rule.text())},
      ParseRecurrence(meant)
          ? written
          : Message{"例: 毎週土曜 FREQ=WEEKLY;BYDAY=SA、毎月第2土曜 FREQ=MONTHLY;BYDAY=2SA、毎月末日 "
                    "FREQ=MONTHLY;BYMONTHDAY=-1。終わりの日は ;UNTIL=20270331、回数は ;COUNT=10 を付けます。",
                    "Examples: every Saturday FREQ=WEEKLY;BYDAY=SA, the second Saturday of the month "
                    "FREQ=MONTHLY;BYDAY=2SA, the last "
                    "day of the month FREQ=MONTHLY;BYMONTHDAY=-1. Add ;UNTIL=20270331 for the last day or ;COUNT=10 "
                    "for the number."});
}

Datum ValueReader::ReadList(const yaml::Node& node, const FieldType& item) {
  if (node.kind != yaml::Node::kSequence) {
    const std::string example = ExampleOfList(node, item);
    if (IsByLanguage(node, loader.site.config.languages)) {
      diagnostics.Error("value.list", node.pos,
                        {"言語ごとには書かないリストです", "This list is not written by language"},
                        {fmt::format("例: {}", example), fmt::format("Example: {}", example)});
      return {};
    }
    NotList(node, example, diagnostics);
    return {};
  }
  Datum datum;
  datum.kind = Datum::kList;
  datum.pos = node.pos;
  Datum* parts = NewData(node.items.size(), storage);
  datum.parts = parts;
  for (const yaml::Node* element : node.items) {
    Datum value = ReadPlain(*element, item);
    if (!value.absent()) parts[datum.count++] = value;
  }
  return datum;
}

Datum ValueReader::Markdown(std::string_view text, uint32_t first_line, uint32_t indent, LanguageId in, bool is_body) {
  MarkdownText& added = storage.markdown.emplace_back();
  added.file = &file;
  added.first_line = first_line;
  added.indent = indent;
  added.text = text;
  added.language = in;
  added.record = &record;
  added.is_body = is_body;
  added.is_private = in_private;
  Datum datum;
  datum.kind = Datum::kMarkdown;
  datum.pos = {&file, first_line, 1, 1};
  datum.markdown = &added;
  return datum;
}

}  // namespace kyodo::load
