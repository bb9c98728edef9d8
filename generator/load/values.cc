#include "load/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "core/text.h"
#include "formats/recurrence.h"
#include "load/map_reader.h"
#include "model/occurrence.h"

namespace kyodo::load {

bool HasTranslatedText(const Field& field) {
  if (field.translate) return true;
  const FieldType* type = &field.type;
  while (type->kind == FieldKind::kList && type->of) type = type->of.get();
  return std::any_of(type->fields.begin(), type->fields.end(), HasTranslatedText);
}

std::string ValueReader::Example(const FieldType& type) const {
  if (being_read && &being_read->type == &type && !being_read->example.empty()) return being_read->example;
  return ExampleOf(type, loader.site.config.languages);
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
  if (one.rule == "date.range") one.hint = {};  // the days of that very month
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
  const Datum datum = field.translate && !is_document ? ReadLocal(node, field) : ReadPlain(node, field.type);
  being_read = outer;
  const bool empty = datum.absent() || (datum.kind == Datum::kList && datum.count == 0);
  if (empty && field.required && diagnostics.list().size() == told)
    MissingField(field, node.pos, loader.site.config.languages, !is_document, diagnostics);
  return datum;
}

Datum ValueReader::ReadLocal(const yaml::Node& node, const Field& field) {
  const std::vector<Language>& languages = loader.site.config.languages;
  if (node.kind != yaml::Node::kMapping) {
    // The author's own text, where it can stand between braces as it is.
    const bool plain = node.kind == yaml::Node::kScalar && node.text.size() <= 60 &&
                       node.text.find_first_of(",:[]{}#\"'\n") == node.text.npos;
    Field written = field;
    if (plain) written.example = node.text;
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
  std::vector<std::string_view> codes;
  for (const Language& l : languages) codes.push_back(l.code);
  for (const yaml::Entry& entry : node.entries) {
    const auto found = std::find(codes.begin(), codes.end(), entry.key);
    if (found == codes.end()) {
      UnknownLanguage(entry, languages, diagnostics);
    } else if (!entry.value->IsAbsent()) {
      language = static_cast<LanguageId>(found - codes.begin());
      parts[language] = ReadPlain(*entry.value, field.type);
    }
  }
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
    NotMapping(node, Example(type), diagnostics);
    return {};
  }
  MapReader map(node, languages, diagnostics);
  const std::vector<Field>& fields = type.fields;
  Datum datum;
  datum.kind = Datum::kObject;
  datum.pos = node.pos;
  Datum* parts = NewData(fields.size(), storage);
  datum.parts = parts;
  datum.count = static_cast<uint32_t>(fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    if (const yaml::Node* value = map.Get(fields[i].key)) {
      parts[i] = Read(*value, fields[i]);
    } else if (fields[i].required && !HasSlipOf(node, fields[i].key, KeysOf(fields))) {
      MissingField(fields[i], node.pos, languages, !is_document, diagnostics);
    }
  }
  map.Finish();
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
  if (one_day && from.kind == Datum::kText && until.kind == Datum::kText && until.text() <= from.text()) {
    diagnostics.Error(
        "value.order", until.pos,
        {fmt::format("終わりの時刻が、始まりの時刻より後ではありません: {}", until.text()),
         fmt::format("The end time does not lie after the start time: {}", until.text())},
        {fmt::format("{} より後の時刻を書きます。日をまたぐときは、end に次の日を書きます。", from.text()),
         fmt::format("Write a time after {}. If it ends on the next day, write that day in end.", from.text())});
  }
  const Datum& zone = parts[date_range::kTimeZone];
  if (zone.kind == Datum::kText && !TimeZone::Find(zone.text()))
    UnknownTimeZone("value.time-zone", zone.text(), zone.pos, diagnostics);
}

void ValueReader::CheckRule(const Datum& repeats) {
  const Datum& rule = repeats.items()[recurrence::kRule];
  if (rule.kind != Datum::kText || ParseRecurrence(rule.text())) return;
  diagnostics.Error("recurrence.rule", rule.pos,
                    {fmt::format("繰り返しの規則として読めません: {}", rule.text()),
                     fmt::format("Not a rule for repeating: {}", rule.text())},
                    {"例: 毎週土曜 FREQ=WEEKLY;BYDAY=SA、毎月第2土曜 FREQ=MONTHLY;BYDAY=2SA、毎月末日 "
                     "FREQ=MONTHLY;BYMONTHDAY=-1。終わりの日は ;UNTIL=20270331、回数は ;COUNT=10 を付けます。",
                     "Examples: every Saturday FREQ=WEEKLY;BYDAY=SA, the second Saturday of the month "
                     "FREQ=MONTHLY;BYDAY=2SA, the last "
                     "day of the month FREQ=MONTHLY;BYMONTHDAY=-1. Add ;UNTIL=20270331 for the last day or ;COUNT=10 "
                     "for the number."});
}

Datum ValueReader::ReadList(const yaml::Node& node, const FieldType& item) {
  if (node.kind != yaml::Node::kSequence) {
    NotList(node, fmt::format("[{0}, {0}]", Example(item)), diagnostics);
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
