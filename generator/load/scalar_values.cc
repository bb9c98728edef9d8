// Values of one word or one line: numbers, dates, texts of a shape, terms, references, files.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "load/contacts.h"
#include "load/map_reader.h"
#include "load/meant_values.h"
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

/// What is said of a text that has not the shape its type asks for. Advice holds the value, so that there is none of
/// one that is private.
void NotOfShape(FieldKind kind, std::string_view text, const SourcePos& at, bool is_private, Diagnostics& diagnostics) {
  if (kind == FieldKind::kUrl) {
    const std::string meant = is_private ? std::string() : MeantUrl(text);
    diagnostics.Error(
        "value.url", at,
        {fmt::format("ウェブのアドレスではありません: {}", text), fmt::format("Not a web address: {}", text)},
        IsWebAddress(meant) ? WriteHint(meant)
                            : Message{"http:// か https:// から書きます。例: https://example.jp/",
                                      "Start with http:// or https://. Example: https://example.jp/"});
    return;
  }
  const bool mail = kind == FieldKind::kEmail;
  const std::string_view shown = is_private ? std::string_view() : text;
  Advice advice = mail ? AboutMailAddress(shown) : AboutTelephone(shown);
  if (is_private) advice.found = {advice.found.ja + std::string(text), advice.found.en + std::string(text)};
  diagnostics.Error(mail ? "value.email" : "value.tel", at, std::move(advice.found), std::move(advice.hint));
}

bool HasShape(FieldKind kind, std::string_view text) {
  switch (kind) {
    case FieldKind::kEmail: return IsMailAddress(text);
    case FieldKind::kTel: return IsTelephone(text);
    case FieldKind::kUrl: return IsWebAddress(text);
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

/// A block scalar's lines as they stand in the file, without their indentation: what | keeps and > joins.
std::string LinesOf(const yaml::Node& node, const SourceFile& file) {
  const uint32_t indent = IndentOf(node, file);
  const std::string_view text = file.text;
  std::string out;
  for (auto at = static_cast<size_t>(file.Line(node.text_line).data() - text.data()); at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const size_t spaces = line.find_first_not_of(" \r");
    if (spaces != line.npos && spaces < indent) break;
    if (spaces != line.npos) out += Trim(line.substr(indent)).empty() ? "" : line.substr(indent);
    if (!out.empty() && out.back() == '\r') out.pop_back();
    out += '\n';
    at = end + 1;
  }
  return out;
}

/// The lines of each paragraph on one: no space where a line of Japanese ends and the next one begins.
std::string WithJoinedLines(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const std::string_view line : Split(text, '\n')) {
    const std::string_view part = Trim(line);
    blank = blank || part.empty();
    if (part.empty()) continue;
    size_t first = 0, last = out.size();
    while (last > 0 && IsContinuation(out[--last])) {
    }
    if (!out.empty() && blank) {
      out += "\n\n";
    } else if (!out.empty() && !(IsCjk(DecodeUtf8(part, first)) && IsCjk(DecodeUtf8(out, last)))) {
      out += ' ';
    }
    out += part;
    blank = false;
  }
  return out;
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
    const auto meant = in_private ? std::nullopt : MeantDecimal(node.text);
    diagnostics.Error("value.decimal", node.pos, Found({"数ではありません", "Not a number"}, node.text),
                      meant ? WriteHint(*meant)
                            : Message{"半角の数字で、小数点はピリオドで書きます。例: 35.658",
                                      "Digits with a point. Example: 35.658"});
    MendValue(diagnostics.Last(), node, SureDecimal(node.text));
    return {};
  }
  if (!InRange(datum.decimal, node, type)) return {};
  datum.kind = Datum::kDecimal;
  datum.pos = node.pos;
  return datum;
}

Datum ValueReader::ReadScalar(const yaml::Node& node, const FieldType& type) {
  if (node.kind != yaml::Node::kScalar) {
    ComplainNotText(node, type);
    return {};
  }
  Datum datum;
  datum.pos = node.pos;
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney:
      if (const auto value = ReadInteger(node, diagnostics, in_private); value && InRange(*value, node, type)) {
        datum.kind = Datum::kInteger;
        datum.integer = *value;
      }
      return datum;
    case FieldKind::kDecimal: return ReadDecimal(node, type);
    case FieldKind::kBoolean:
      if (const auto value = ReadBoolean(node, diagnostics, in_private)) {
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
        if (error.rule == "date.format") MendValue(diagnostics.Last(), node, SureDate(node.text, type.partial));
      }
      return datum;
    }
    case FieldKind::kDateTime:
      if (const auto instant = loader.site.Zone().Parse(node.text)) {
        datum.kind = Datum::kInstant;
        datum.instant = *instant;
      } else {
        const auto meant = in_private ? std::nullopt : MeantDateTime(node.text);
        diagnostics.Error("value.datetime", node.pos, Found({"日時として読めません", "Not a date and time"}, node.text),
                          meant ? WriteHint(*meant)
                                : Message{"日付と時刻を T でつなぎます。例: 2026-04-01T14:00",
                                          "Join date and time with T. Example: 2026-04-01T14:00"});
        MendValue(diagnostics.Last(), node, SureDateTime(node.text));
      }
      return datum;
    case FieldKind::kTerm: return ReadTerm(node, type);
    case FieldKind::kRef: return ReadRef(node, type);
    case FieldKind::kFile: return ReadFile(node, type);
    case FieldKind::kMarkdown:
      return Markdown(node.folded ? Keep(LinesOf(node, file), storage) : node.text,
                      node.text_line ? node.text_line : node.pos.line, IndentOf(node, file), language, false);
    default: return ReadTextOf(node, type);
  }
}

Datum ValueReader::ReadTextOf(const yaml::Node& node, const FieldType& type) {
  std::string_view text = Trim(node.text);
  if (text.empty()) return {};
  if (node.folded) text = Keep(WithJoinedLines(LinesOf(node, file)), storage);
  if (!HasShape(type.kind, text)) {
    NotOfShape(type.kind, text, node.pos, in_private, diagnostics);
    if (const std::string half = HalfWidth(text); HasShape(type.kind, half)) MendValue(diagnostics.Last(), node, half);
    return {};
  }
  if (!type.one_of.empty() && std::find(type.one_of.begin(), type.one_of.end(), text) == type.one_of.end()) {
    constexpr size_t kListed = 8;  // of more, the nearest helps more than all of them
    const std::string all = fmt::format("{}", fmt::join(type.one_of, ", "));
    const std::vector<std::string_view> many(type.one_of.begin(),
                                             type.one_of.size() > kListed ? type.one_of.end() : type.one_of.begin());
    diagnostics.Error("value.one-of", node.pos, Found({"選べない値です", "Not one of the choices"}, text),
                      Suggest(Nearest(text, many),
                              {fmt::format("次のどれかを書きます: {}", all), fmt::format("Write one of: {}", all)}));
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
    std::optional<std::string> meant = HalfWidth(text);
    if (FitsPattern(type.pattern, *meant) != Fit::kYes) meant = SureTime(text);
    if (meant && FitsPattern(type.pattern, *meant) != Fit::kYes) meant.reset();
    diagnostics.Error(
        "value.pattern", node.pos, Found({"決められた書き方ではありません", "Not in the form asked for"}, text),
        meant && !in_private ? WriteHint(*meant) : FormHint(being_read, type, loader.site.config.languages));
    MendValue(diagnostics.Last(), node, meant);
    return {};
  }
  return TextDatum(text, node.pos);
}

/// A list or a mapping where one value should stand: the one that is meant, where there is only one.
void ValueReader::ComplainNotText(const yaml::Node& node, const FieldType& type) {
  const yaml::Node* meant = node.items.size() == 1 ? node.items.front() : nullptr;
  if (is_document && node.kind == yaml::Node::kMapping) {
    for (const yaml::Entry& entry : node.entries) {
      const LanguageId id = FindLanguage(loader.site.config.languages, entry.key);
      if (id == language) meant = entry.value;
    }
  }
  const bool whole = being_read && &being_read->type == &type;  // and no item of a list
  if (!meant || meant->kind != yaml::Node::kScalar || !whole || in_private) {
    const bool any = type.kind == FieldKind::kString || type.kind == FieldKind::kText ||
                     type.kind == FieldKind::kMarkdown || type.kind == FieldKind::kRef;
    const bool unknown = any && type.one_of.empty() && (!whole || being_read->example.empty());
    return NotText(node, unknown ? std::string() : Example(type), diagnostics);
  }
  const std::string key = being_read->ByLanguage(!is_document) ? "" : being_read->key + ": ";
  NotText(node, key + FlowText(meant->text), diagnostics);
}

const std::vector<std::vector<std::string>>& FoldedLabels::Of(const Vocabulary& vocabulary, size_t languages) const {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = labels_.try_emplace(&vocabulary);
  if (!is_new) return known->second;
  for (const Term& term : vocabulary.terms) {
    std::vector<std::string>& labels = known->second.emplace_back();
    for (LanguageId id = 0; id < languages; ++id)
      labels.push_back(term.label.Has(id) ? Fold(term.label.In(id)) : std::string());
  }
  return known->second;
}

const Term* FindMeantTerm(std::string_view text, const Vocabulary& vocabulary, const Loader& loader) {
  const std::string wanted = Fold(Trim(text));
  if (wanted.empty()) return nullptr;
  const Term* near = nullptr;
  size_t count = 0, number = 0;
  const auto& folded = loader.folded_labels.Of(vocabulary, loader.site.config.languages.size());
  for (const Term& term : vocabulary.terms) {
    if (Fold(term.id) == wanted) return &term;
    bool holds = false;
    for (const std::string& label : folded[number++]) {
      if (label == wanted) return &term;
      holds = holds || (wanted.size() >= 3 && StartsWith(label, wanted)) ||
              (label.size() >= 6 && StartsWith(wanted, label));
    }
    if (holds) near = &term;
    count += holds;
  }
  return count == 1 ? near : nullptr;
}

void ValueReader::ComplainTerm(const yaml::Node& node, const Vocabulary& vocabulary) {
  std::vector<std::string_view> known;
  for (const Term& term : vocabulary.terms) known.push_back(term.id);
  const Term* meant = FindMeantTerm(node.text, vocabulary, loader);
  std::string near = meant ? meant->id : std::string(Nearest(node.text, known));
  const std::vector<std::string> items = MeantItems(node.text);
  const Term* first = near.empty() && items.size() > 1 ? FindMeantTerm(items.front(), vocabulary, loader) : nullptr;
  const Message terms = near.empty() ? NamesOfTerms(vocabulary.id, loader.site) : Message{};
  Message hint = Suggest(near, {fmt::format("使える用語: {}", terms.ja), fmt::format("Known terms: {}", terms.en)});
  if (first && being_read && being_read->type.kind == FieldKind::kList) {
    const std::string all = ExampleOfList(node, *being_read->type.of);
    hint = {fmt::format("半角のコンマと空白で区切ります。例: {}", all),
            fmt::format("Put a comma and a space between them. Example: {}", all)};
  } else if (first) {
    hint = {fmt::format("ここには一つだけ書きます。例: {}", first->id),
            fmt::format("Only one can stand here. Example: {}", first->id)};
  }
  diagnostics
      .Error("term.unknown", node.pos,
             {fmt::format("語彙「{}」にない用語です: {}", vocabulary.id, node.text),
              fmt::format("Not in the vocabulary “{}”: {}", vocabulary.id, node.text)},
             std::move(hint))
      .about = {Diagnostic::About::kTerm, vocabulary.id + "/" + std::string(node.text)};
}

Datum ValueReader::ReadTerm(const yaml::Node& node, const FieldType& type) {
  const auto vocabulary = loader.site.vocabularies.find(type.vocabulary);
  if (vocabulary == loader.site.vocabularies.end() || vocabulary->second.terms.empty())
    return {};  // told where it is made
  const auto found = vocabulary->second.by_id.find(node.text);
  if (found == vocabulary->second.by_id.end()) {
    ComplainTerm(node, vocabulary->second);
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
  Message hint = Suggest(Nearest(alone.substr(0, alone.find('.')), known),
                         {fmt::format("{} フォルダーにあるファイルの名前を、拡張子なしで書きます。", folder),
                          fmt::format("Write the name of a file in the folder {}, without its ending.", folder)});
  const std::vector<std::string> items = MeantItems(name.text);
  if (items.size() > 1 && collection.by_slug.contains(items.front())) {
    hint = {fmt::format("ここには一つだけ書きます。例: {}", items.front()),
            fmt::format("Only one can stand here. Example: {}", items.front())};
  }
  diagnostics
      .Error("ref.missing", name.pos,
             {fmt::format("「{}」にありません: {}", collection.schema.label.In(0), name.text),
              fmt::format("Nothing in “{}” is called {}", folder, name.text)},
             std::move(hint))
      .about = {Diagnostic::About::kRecord, fmt::format("{}/{}", folder, name.text)};
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
    const std::string_view path = PublishFile(use).path;
    return path.empty() ? Datum() : TextDatum(path, node.pos);
  }
  Datum datum;
  datum.image = PublishImage(use);
  datum.pos = node.pos;
  if (datum.image) datum.kind = Datum::kImage;
  return datum;
}

}  // namespace kyodo::load
