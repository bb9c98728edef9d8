// Values of one word or one line: numbers, dates, texts of a shape, terms, references, files.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "load/map_reader.h"
#include "load/patterns.h"
#include "load/values.h"

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

bool IsEmail(std::string_view text) {
  static const std::string kPattern = R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)";
  return FitsPattern(kPattern, text) == Fit::kYes;
}

bool IsTel(std::string_view text) {
  static const std::string kPattern = R"(\+?[0-9]([0-9-]*[0-9])?)";
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 3 && digits <= 15 && FitsPattern(kPattern, text) == Fit::kYes;
}

bool IsUrl(std::string_view text) {
  static const std::string kPattern = R"(https?://[^\s/?#"<>]+\.[^\s/?#"<>]+([/?#][^\s"<>]*)?)";
  return FitsPattern(kPattern, text) == Fit::kYes;
}

struct Shape {
  const char* rule;
  Message found, hint;
};

/// What is said of a text that has not the shape its type asks for.
Shape ShapeOf(FieldKind kind) {
  switch (kind) {
    case FieldKind::kEmail:
      return {"value.email",
              {"メールアドレスではありません", "Not an e-mail address"},
              {"半角で書きます。例: kyodo@example.jp", "Half-width letters. Example: kyodo@example.jp"}};
    case FieldKind::kTel:
      return {"value.tel",
              {"電話番号ではありません", "Not a telephone number"},
              {"半角の数字とハイフンで書きます。例: 03-1234-5678", "Digits and hyphens. Example: 03-1234-5678"}};
    default:
      return {"value.url",
              {"ウェブのアドレスではありません", "Not a web address"},
              {"http:// か https:// から書きます。例: https://example.jp/",
               "Start with http:// or https://. Example: https://example.jp/"}};
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

/// Columns before a text's first character in its file.
uint32_t IndentOf(const yaml::Node& node, const SourceFile& file) {
  if (!node.text_line || Trim(node.text).empty()) return node.pos.column - (node.quoted ? 0u : 1u);
  const std::string_view text = file.text;
  const auto start = static_cast<size_t>(file.Line(node.text_line).data() - text.data());
  const size_t first = text.find_first_not_of(" \r\n", start);
  return static_cast<uint32_t>(first - (text.rfind('\n', first) + 1));
}

Message Found(const Message& what, std::string_view text) {
  return {fmt::format("{}: {}", what.ja, text), fmt::format("{}: {}", what.en, text)};
}

}  // namespace

template <class Number>
bool ValueReader::InRange(Number value, const yaml::Node& node, const FieldType& type) {
  const bool low = type.minimum && value < static_cast<Number>(*type.minimum);
  const bool high = type.maximum && value > static_cast<Number>(*type.maximum);
  if (!low && !high) return true;
  Message hint;
  if (type.minimum && type.maximum) {
    hint = {fmt::format("{} から {} までの数を書きます。", *type.minimum, *type.maximum),
            fmt::format("Write a number from {} to {}.", *type.minimum, *type.maximum)};
  } else if (low) {
    hint = {fmt::format("{} 以上の数を書きます。", *type.minimum), fmt::format("Write {} or more.", *type.minimum)};
  } else {
    hint = {fmt::format("{} 以下の数を書きます。", *type.maximum), fmt::format("Write {} or less.", *type.maximum)};
  }
  diagnostics.Error("value.range", node.pos, Found({"範囲の外の数です", "Out of range"}, node.text), std::move(hint));
  return false;
}

Datum ValueReader::ReadDecimal(const yaml::Node& node, const FieldType& type) {
  Datum datum;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, datum.decimal);
  if (error != std::errc() || stop != end || !std::isfinite(datum.decimal)) {
    diagnostics.Error("value.decimal", node.pos, Found({"数ではありません", "Not a number"}, node.text),
                      {"半角の数字で、小数点はピリオドで書きます。例: 35.658", "Digits with a point. Example: 35.658"});
    return {};
  }
  if (!InRange(datum.decimal, node, type)) return {};
  datum.kind = Datum::kDecimal;
  datum.pos = node.pos;
  return datum;
}

Datum ValueReader::ReadScalar(const yaml::Node& node, const FieldType& type) {
  if (node.kind != yaml::Node::kScalar) {
    NotText(node, Example(type), diagnostics);
    return {};
  }
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
    case FieldKind::kDecimal: return ReadDecimal(node, type);
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
                          {"日付と時刻を T でつなぎます。例: 2026-04-01T14:00",
                           "Join date and time with T. Example: 2026-04-01T14:00"});
      }
      return datum;
    case FieldKind::kTerm: return ReadTerm(node, type);
    case FieldKind::kRef: return ReadRef(node, type);
    case FieldKind::kFile: return ReadFile(node, type);
    case FieldKind::kMarkdown:
      return Markdown(node.text, node.text_line ? node.text_line : node.pos.line, IndentOf(node, file), language,
                      false);
    default: return ReadTextOf(node, type);
  }
}

Datum ValueReader::ReadTextOf(const yaml::Node& node, const FieldType& type) {
  const std::string_view text = Trim(node.text);
  if (text.empty()) return {};
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
    diagnostics.Error(
        "value.length", node.pos,
        {fmt::format("長すぎます: {}文字", length), fmt::format("Too long: {} characters", length)},
        {fmt::format("{}文字までにします。", type.max_length), fmt::format("At most {} characters.", type.max_length)});
    return {};
  }
  const Fit fit = type.pattern.empty() ? Fit::kYes : FitsPattern(type.pattern, text);
  if (fit == Fit::kTooSlow) {
    // The schema's fault and not the author's: told there, once however many values show it.
    diagnostics.Error("schema.pattern-slow", type.pattern_pos,
                      {fmt::format("この正規表現では、値を調べるのに時間がかかりすぎます: {}", type.pattern),
                       fmt::format("It takes too long to try a value with this expression: {}", type.pattern)},
                      {"繰り返しの中に繰り返しを置かないようにします。例: (a+)+ でなく a+",
                       "Do not repeat what repeats. Example: a+ and not (a+)+"});
    return {};
  }
  if (fit == Fit::kNo) {
    diagnostics.Error("value.pattern", node.pos,
                      Found({"決められた書き方ではありません", "Not in the form asked for"}, text),
                      FormHint(being_read, type, loader.site.config.languages));
    return {};
  }
  return TextDatum(text, node.pos);
}

Datum ValueReader::ReadTerm(const yaml::Node& node, const FieldType& type) {
  const auto vocabulary = loader.site.vocabularies.find(type.vocabulary);
  if (vocabulary == loader.site.vocabularies.end() || vocabulary->second.terms.empty())
    return {};  // told where it is made
  const auto found = vocabulary->second.by_id.find(node.text);
  if (found == vocabulary->second.by_id.end()) {
    std::vector<std::string_view> known;
    for (const Term& term : vocabulary->second.terms) known.push_back(term.id);
    std::string_view near = Nearest(node.text, known);
    for (const Term& term : vocabulary->second.terms) {
      for (LanguageId id = 0; id < loader.site.config.languages.size(); ++id) {
        if (term.label.Has(id) && term.label.In(id) == node.text) near = term.id;  // its name in the place of its id
      }
    }
    diagnostics.Error("term.unknown", node.pos,
                      {fmt::format("語彙「{}」にない用語です: {}", type.vocabulary, node.text),
                       fmt::format("Not in the vocabulary “{}”: {}", type.vocabulary, node.text)},
                      Suggest(near, {fmt::format("使える用語: {}", fmt::join(known, ", ")),
                                     fmt::format("Known terms: {}", fmt::join(known, ", "))}));
    return {};
  }
  Datum datum;
  datum.kind = Datum::kTerm;
  datum.pos = node.pos;
  datum.term = found->second;
  return datum;
}

const Record* FindRecord(const Collection& collection, const yaml::Node& name, Diagnostics& diagnostics) {
  if (collection.schema.fields.empty()) return nullptr;  // the schema is wrong, and told so
  const auto found = collection.by_slug.find(name.text);
  if (found != collection.by_slug.end()) return found->second;
  std::vector<std::string_view> known;
  for (const Record& one : collection.records) known.push_back(one.slug);
  // A file's name with its folder or ending is told as the name alone.
  const std::string_view alone = name.text.substr(name.text.rfind('/') + 1);
  const std::string& folder = collection.schema.id;
  diagnostics.Error("ref.missing", name.pos,
                    {fmt::format("「{}」にありません: {}", collection.schema.label.In(0), name.text),
                     fmt::format("Nothing in “{}” is called {}", folder, name.text)},
                    Suggest(Nearest(alone.substr(0, alone.find('.')), known),
                            {fmt::format("{} フォルダーにあるファイルの名前を、拡張子なしで書きます。", folder),
                             fmt::format("Write the name of a file in the folder {}, without its ending.", folder)}));
  return nullptr;
}

Datum ValueReader::ReadRef(const yaml::Node& node, const FieldType& type) {
  const Collection* target = loader.site.FindCollection(type.collection);
  const Record* found = target ? FindRecord(*target, node, diagnostics) : nullptr;
  if (!found) return {};
  Datum datum;
  datum.kind = Datum::kRef;
  datum.pos = node.pos;
  datum.record = found;
  return datum;
}

Datum ValueReader::ReadFile(const yaml::Node& node, const FieldType& type) {
  const FileUse use{loader, record, file.path, node.text, node.pos, storage, diagnostics, in_private};
  if (!type.image) {
    const std::string_view path = PublishFile(use);
    return path.empty() ? Datum() : TextDatum(path, node.pos);
  }
  Datum datum;
  datum.image = PublishImage(use);
  datum.pos = node.pos;
  if (datum.image) datum.kind = Datum::kImage;
  return datum;
}

}  // namespace kyodo::load
