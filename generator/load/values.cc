#include "load/values.h"

#include <fmt/format.h>
#include <unicode/regex.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <unordered_map>

#include "core/hash.h"
#include "core/text.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

Datum TextDatum(std::string_view text, const SourcePos& at) {
  Datum datum;
  datum.kind = Datum::kText;
  datum.pos = at;
  datum.chars = text.data();
  datum.count = static_cast<uint32_t>(text.size());
  return datum;
}

std::string_view Keep(std::string_view text, Storage& storage) {
  auto* copy = static_cast<char*>(storage.memory.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

/// Does the whole text match the ICU expression? Compiled once a thread.
bool Matches(const std::string& pattern, std::string_view text) {
  thread_local std::unordered_map<std::string, std::unique_ptr<icu::RegexMatcher>> matchers;
  std::unique_ptr<icu::RegexMatcher>& matcher = matchers[pattern];
  UErrorCode status = U_ZERO_ERROR;
  if (!matcher) matcher = std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(pattern), 0, status);
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  matcher->reset(input);
  return U_SUCCESS(status) && matcher->matches(status) != 0 && U_SUCCESS(status);
}

bool IsEmail(std::string_view text) {
  static const std::string kPattern = R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)";
  return Matches(kPattern, text);
}

bool IsTel(std::string_view text) {
  static const std::string kPattern = R"(\+?[0-9]([0-9-]*[0-9])?)";
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 3 && digits <= 15 && Matches(kPattern, text);
}

bool IsUrl(std::string_view text) {
  static const std::string kPattern = R"(https?://[^\s/?#"<>]+\.[^\s/?#"<>]+([/?#][^\s"<>]*)?)";
  return Matches(kPattern, text);
}

struct Shape {
  const char* rule;
  Message found, hint;
};

/// What is said of a text that has not the shape its type asks for.
Shape ShapeOf(FieldKind kind) {
  switch (kind) {
    case FieldKind::kEmail:
      return {"value.email", {"メールアドレスではありません", "Not an e-mail address"}, {"半角で書きます。例: kyodo@example.jp", "Example: kyodo@example.jp"}};
    case FieldKind::kTel:
      return {"value.tel", {"電話番号ではありません", "Not a telephone number"}, {"半角の数字とハイフンで書きます。例: 03-1234-5678", "Digits and hyphens. Example: 03-1234-5678"}};
    default:
      return {"value.url", {"ウェブのアドレスではありません", "Not a web address"}, {"http:// か https:// から書きます。例: https://example.jp/", "Start with http:// or https://. Example: https://example.jp/"}};
  }
}

bool HasShape(FieldKind kind, std::string_view text) {
  switch (kind) {
    case FieldKind::kEmail: return IsEmail(text);
    case FieldKind::kTel: return IsTel(text);
    case FieldKind::kUrl: return IsUrl(text);
    default: return true;
  }
}

Message Found(const Message& what, std::string_view text) { return {fmt::format("{}: {}", what.ja, text), fmt::format("{}: {}", what.en, text)}; }

}  // namespace

bool HasTranslatedText(const Field& field) {
  if (field.translate) return true;
  const FieldType* type = &field.type;
  while (type->kind == FieldKind::kList && type->of) type = type->of.get();
  return std::any_of(type->fields.begin(), type->fields.end(), HasTranslatedText);
}

Datum* ValueReader::NewData(size_t count) {
  auto* data = static_cast<Datum*>(storage.memory.allocate(sizeof(Datum) * std::max<size_t>(count, 1), alignof(Datum)));
  for (size_t i = 0; i < count; ++i) new (&data[i]) Datum();
  return data;
}

Datum ValueReader::Read(const yaml::Node& node, const Field& field) {
  if (node.IsAbsent()) return {};
  return field.translate && !is_document ? ReadLocal(node, field) : ReadPlain(node, field.type);
}

Datum ValueReader::ReadLocal(const yaml::Node& node, const Field& field) {
  const std::vector<Language>& languages = loader.site.config.languages;
  if (node.kind != yaml::Node::kMapping) {
    diagnostics.Error("value.translation", node.pos,
                      {fmt::format("言語ごとに書く項目です: {}", field.key), fmt::format("This is written in each language: {}", field.key)},
                      {fmt::format("例: {}: {{{}: …, {}: …}}", field.key, languages.front().code, languages.back().code),
                       fmt::format("Example: {}: {{{}: …, {}: …}}", field.key, languages.front().code, languages.back().code)});
    return {};
  }
  Datum datum;
  datum.kind = Datum::kLocal;
  datum.pos = node.pos;
  Datum* parts = NewData(languages.size());
  datum.parts = parts;
  datum.count = static_cast<uint32_t>(languages.size());
  std::vector<std::string_view> codes;
  for (const Language& l : languages) codes.push_back(l.code);
  for (const yaml::Entry& entry : node.entries) {
    const auto found = std::find(codes.begin(), codes.end(), entry.key);
    if (found == codes.end()) {
      UnknownKey(entry, codes, diagnostics);
    } else if (!entry.value->IsAbsent()) {
      language = static_cast<LanguageId>(found - codes.begin());
      parts[language] = ReadPlain(*entry.value, field.type);
    }
  }
  return datum;
}

Datum ValueReader::ReadPlain(const yaml::Node& node, const FieldType& type) {
  switch (type.kind) {
    case FieldKind::kObject:
    case FieldKind::kPlace:
    case FieldKind::kImage:
    case FieldKind::kDateRange:
    case FieldKind::kRecurrence: return ReadObject(node, type.fields);
    case FieldKind::kList: return ReadList(node, *type.of);
    default: return ReadScalar(node, type);
  }
}

Datum ValueReader::ReadObject(const yaml::Node& node, const std::vector<Field>& fields) {
  MapReader map(node, loader.site.config.languages, diagnostics);
  if (!map.ok()) return {};
  Datum datum;
  datum.kind = Datum::kObject;
  datum.pos = node.pos;
  Datum* parts = NewData(fields.size());
  datum.parts = parts;
  datum.count = static_cast<uint32_t>(fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    if (const yaml::Node* value = map.Get(fields[i].key)) {
      parts[i] = Read(*value, fields[i]);
    } else if (fields[i].required) {
      diagnostics.Error("field.required", node.pos, {fmt::format("必要な項目がありません: {}", fields[i].key), fmt::format("Missing key: {}", fields[i].key)},
                        {fmt::format("「{}」を書きます。", fields[i].label.In(0)), fmt::format("Add “{}”.", fields[i].key)});
    }
  }
  map.Finish();
  return datum;
}

Datum ValueReader::ReadList(const yaml::Node& node, const FieldType& item) {
  if (node.kind != yaml::Node::kSequence) {
    diagnostics.Error("value.list", node.pos,
                      {fmt::format("リストで書く項目です: {}", node.text), fmt::format("This is a list: {}", node.text)},
                      {"角かっこで囲むか、一つずつ「- 」で始まる行に書きます。例: [shiba, azabu]", "Use square brackets, or a line starting with “- ” for each. Example: [shiba, azabu]"});
    return {};
  }
  Datum datum;
  datum.kind = Datum::kList;
  datum.pos = node.pos;
  Datum* parts = NewData(node.items.size());
  datum.parts = parts;
  for (const yaml::Node* element : node.items) {
    Datum value = ReadPlain(*element, item);
    if (!value.absent()) parts[datum.count++] = value;
  }
  return datum;
}

bool ValueReader::InRange(int64_t value, const yaml::Node& node, const FieldType& type) {
  if ((!type.minimum || value >= *type.minimum) && (!type.maximum || value <= *type.maximum)) return true;
  const std::string low = type.minimum ? std::to_string(*type.minimum) : "";
  const std::string high = type.maximum ? std::to_string(*type.maximum) : "";
  diagnostics.Error("value.range", node.pos, {fmt::format("範囲の外の数です: {}", value), fmt::format("Out of range: {}", value)},
                    {fmt::format("{} から {} までの数を書きます。", low, high), fmt::format("Write a number from {} to {}.", low, high)});
  return false;
}

Datum ValueReader::ReadDecimal(const yaml::Node& node) {
  Datum datum;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, datum.decimal);
  if (error != std::errc() || stop != end) {
    diagnostics.Error("value.decimal", node.pos, Found({"数ではありません", "Not a number"}, node.text),
                      {"半角の数字で、小数点はピリオドで書きます。例: 35.658", "Digits with a point. Example: 35.658"});
    return {};
  }
  datum.kind = Datum::kDecimal;
  datum.pos = node.pos;
  return datum;
}

Datum ValueReader::ReadScalar(const yaml::Node& node, const FieldType& type) {
  if (!ReadText(node, diagnostics)) return {};
  Datum datum;
  datum.pos = node.pos;
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney:
      if (const auto value = ReadInteger(node, diagnostics); value && InRange(*value, node, type)) {
        datum.kind = Datum::kInteger;
        datum.integer = *value;
      }
      return datum;
    case FieldKind::kDecimal: return ReadDecimal(node);
    case FieldKind::kBoolean:
      if (const auto value = ReadBoolean(node, diagnostics)) {
        datum.kind = Datum::kBoolean;
        datum.boolean = *value;
      }
      return datum;
    case FieldKind::kDate: {
      const Result<Date> date = ParseDate(node.text, node.pos, type.partial);
      if (date.ok()) {
        datum.kind = Datum::kDate;
        datum.date = *date;
      } else {
        const Diagnostic& error = date.error();
        diagnostics.Error(error.rule, node.pos, error.message, error.hint);
      }
      return datum;
    }
    case FieldKind::kDateTime:
      if (const auto instant = ParseInstant(node.text, loader.site.utc_offset_minutes)) {
        datum.kind = Datum::kInstant;
        datum.instant = *instant;
      } else {
        diagnostics.Error("value.datetime", node.pos, Found({"日時として読めません", "Not a date and time"}, node.text),
                          {"日付と時刻を T でつなぎます。例: 2026-04-01T14:00", "Join date and time with T. Example: 2026-04-01T14:00"});
      }
      return datum;
    case FieldKind::kTerm: return ReadTerm(node, type);
    case FieldKind::kRef: return ReadRef(node, type);
    case FieldKind::kFile: return ReadFile(node);
    case FieldKind::kMarkdown: {
      const bool block = node.text_line != 0;
      return Markdown(node.text, block ? node.text_line : node.pos.line, block ? 2 : node.pos.column - 1u, language, false);
    }
    default: return ReadTextOf(node, type);
  }
}

Datum ValueReader::ReadTextOf(const yaml::Node& node, const FieldType& type) {
  const std::string_view text = Trim(node.text);
  if (!HasShape(type.kind, text)) {
    const Shape shape = ShapeOf(type.kind);
    diagnostics.Error(shape.rule, node.pos, Found(shape.found, text), shape.hint);
    return {};
  }
  if (!type.one_of.empty() && std::find(type.one_of.begin(), type.one_of.end(), text) == type.one_of.end()) {
    const std::string all = fmt::format("{}", fmt::join(type.one_of, ", "));
    diagnostics.Error("value.one-of", node.pos, Found({"選べない値です", "Not one of the choices"}, text),
                      {fmt::format("次のどれかを書きます: {}", all), fmt::format("Write one of: {}", all)});
    return {};
  }
  const size_t length = type.max_length ? CountCharacters(text) : 0;
  if (length > type.max_length) {
    diagnostics.Error("value.length", node.pos, {fmt::format("長すぎます: {}文字", length), fmt::format("Too long: {} characters", length)},
                      {fmt::format("{}文字までにします。", type.max_length), fmt::format("At most {} characters.", type.max_length)});
    return {};
  }
  if (!type.pattern.empty() && !Matches(type.pattern, text)) {
    diagnostics.Error("value.pattern", node.pos, Found({"決められた書き方ではありません", "Not in the form asked for"}, text),
                      {fmt::format("使える形: {}", type.pattern), fmt::format("The form: {}", type.pattern)});
    return {};
  }
  return TextDatum(text, node.pos);
}

Datum ValueReader::ReadTerm(const yaml::Node& node, const FieldType& type) {
  const auto vocabulary = loader.site.vocabularies.find(type.vocabulary);
  if (vocabulary == loader.site.vocabularies.end()) return {};
  const auto found = vocabulary->second.by_id.find(node.text);
  if (found == vocabulary->second.by_id.end()) {
    std::vector<std::string_view> known;
    for (const Term& term : vocabulary->second.terms) known.push_back(term.id);
    const std::string_view near = Nearest(node.text, known);
    diagnostics.Error("term.unknown", node.pos,
                      {fmt::format("語彙「{}」にない用語です: {}", type.vocabulary, node.text), fmt::format("Not in the vocabulary “{}”: {}", type.vocabulary, node.text)},
                      near.empty() ? Message{fmt::format("使える用語: {}", fmt::join(known, ", ")), fmt::format("Known terms: {}", fmt::join(known, ", "))}
                                   : Message{fmt::format("「{}」のことですか。", near), fmt::format("Did you mean “{}”?", near)});
    return {};
  }
  Datum datum;
  datum.kind = Datum::kTerm;
  datum.pos = node.pos;
  datum.term = found->second;
  return datum;
}

Datum ValueReader::ReadRef(const yaml::Node& node, const FieldType& type) {
  const Collection* target = loader.site.FindCollection(type.collection);
  if (!target) return {};
  const auto found = target->by_slug.find(node.text);
  if (found == target->by_slug.end()) {
    std::vector<std::string_view> known;
    for (const Record& one : target->records) known.push_back(one.slug);
    const std::string_view near = Nearest(node.text, known);
    diagnostics.Error("ref.missing", node.pos,
                      {fmt::format("「{}」にありません: {}", target->schema.label.In(0), node.text), fmt::format("Nothing in “{}” is called {}", type.collection, node.text)},
                      near.empty() ? Message{fmt::format("{} フォルダーにあるファイルの名前を、拡張子なしで書きます。", type.collection),
                                             fmt::format("Write the name of a file in the folder {}, without its ending.", type.collection)}
                                   : Message{fmt::format("「{}」のことですか。", near), fmt::format("Did you mean “{}”?", near)});
    return {};
  }
  Datum datum;
  datum.kind = Datum::kRef;
  datum.pos = node.pos;
  datum.record = found->second;
  return datum;
}

std::string_view PublishFile(const Loader& loader, std::string_view from, std::string_view path, const SourcePos& at, Storage& storage,
                             Diagnostics& diagnostics) {
  const std::string source = StartsWith(path, "/") ? loader.options.folder + std::string(path) : ResolvePath(from, path);
  const bool inside = StartsWith(source, loader.options.folder + "/");
  const Result<std::string> bytes = inside ? loader.files.Read(source) : Result<std::string>(Diagnostic{});
  if (!bytes.ok()) {
    diagnostics.Error("file.missing", at, Found({"ファイルがありません", "No such file"}, path),
                      {"このファイルから見た場所を書きます。例: photo.jpg", "Write the place as seen from this file. Example: photo.jpg"});
    return {};
  }
  const std::string_view name = std::string_view(source).substr(source.rfind('/') + 1);
  const size_t dot = std::min(name.rfind('.'), name.size());
  const std::string_view site_path = Keep(fmt::format("media/{}.{}{}", name.substr(0, dot), HexHash(Hash(*bytes)).substr(0, 10), name.substr(dot)), storage);
  storage.files.push_back({source, std::string(site_path)});
  return site_path;
}

Datum ValueReader::ReadFile(const yaml::Node& node) {
  const std::string_view path = PublishFile(loader, file.path, node.text, node.pos, storage, diagnostics);
  return path.empty() ? Datum() : TextDatum(path, node.pos);
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
  Datum datum;
  datum.kind = Datum::kMarkdown;
  datum.pos = {&file, first_line, 1, 1};
  datum.markdown = &added;
  return datum;
}

}  // namespace kyodo::load
