#include "load/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace kyodo {

namespace {

Message Shown(const char* ja, const char* en, std::string_view text) {
  return {fmt::format(fmt::runtime(ja), text), fmt::format(fmt::runtime(en), text)};
}

/// The value's first line, cut when it is long.
std::string Sample(std::string_view text) {
  constexpr size_t kCharacters = 24;
  const std::string_view line = text.substr(0, text.find('\n'));
  size_t end = 0;
  for (size_t count = 0; end < line.size() && count < kCharacters; ++count) DecodeUtf8(line, end);
  return fmt::format("{}{}", line.substr(0, end), end < text.size() ? "…" : "");
}

/// What was found in the place of something else.
Message KindOf(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Node::kSequence: return {"リスト（[ ] や - の並び）", "a list"};
    case yaml::Node::kMapping: return {"項目の集まり（{ } や「項目名: 値」の並び）", "a group of keys"};
    default: {
      if (node.text.empty()) return {"空の値", "an empty value"};
      const std::string sample = Sample(node.text);
      return {fmt::format("「{}」", sample), fmt::format("“{}”", sample)};
    }
  }
}

Message Expected(const char* ja, const char* en, const yaml::Node& node) {
  const Message found = KindOf(node);
  return {fmt::format("{}書くところに、{}があります", ja, found.ja),
          fmt::format("Expected {}, found {}", en, found.en)};
}

Message ExampleHint(std::string_view example) { return Shown("例: {}", "Example: {}", example); }

/// The parts that show best what an object is: what is required, else the first few.
std::string ExampleOfParts(const FieldType& type, const std::vector<Language>& languages) {
  const auto required =
      std::count_if(type.fields.begin(), type.fields.end(), [](const Field& part) { return part.required; });
  std::string out;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const Field& part = type.fields[i];
    if (required >= 2 ? !part.required : i >= 3) continue;
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", part.key, ExampleOf(part, languages, true));
  }
  return "{" + out + "}";
}

std::string ByLanguage(std::string_view first, const std::vector<Language>& languages) {
  std::string out;
  for (const Language& language : languages)
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", language.code, out.empty() ? first : "…");
  return "{" + out + "}";
}

}  // namespace

Message InTongues(const LocalText& text, const std::vector<Language>& languages) {
  const auto in = [&](std::string_view code) {
    for (LanguageId id = 0; id < languages.size(); ++id) {
      if (languages[id].code.substr(0, 2) == code) return text.In(id);
    }
    return text.In(0);
  };
  return {in("ja"), in("en")};
}

Message NamedField(const Field& field, const std::vector<Language>& languages) {
  const Message label = InTongues(field.label, languages);
  if (label.ja == field.key) return {field.key, field.key};
  return {fmt::format("{}（{}）", field.key, label.ja), fmt::format("{} ({})", field.key, label.en)};
}

std::string ExampleOf(const FieldType& type, const std::vector<Language>& languages) {
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney: return std::to_string(type.minimum.value_or(type.kind == FieldKind::kMoney ? 30000 : 10));
    case FieldKind::kDecimal: return "35.658";
    case FieldKind::kBoolean: return "true";
    case FieldKind::kDate: return type.partial ? "2026-04" : "2026-04-01";
    case FieldKind::kDateTime: return "2026-04-01T14:00";
    case FieldKind::kEmail: return "kyodo@example.jp";
    case FieldKind::kTel: return "03-1234-5678";
    case FieldKind::kUrl: return "https://example.jp/";
    case FieldKind::kFile: return "form.pdf";
    case FieldKind::kTerm: return "shiba";
    case FieldKind::kRef: return "shiba-kaigi";
    case FieldKind::kDateRange: return "{start: 2026-04-01, end: 2026-04-30}";
    case FieldKind::kRecurrence: return "{rule: FREQ=MONTHLY;BYDAY=2SA}";
    case FieldKind::kImage:
    case FieldKind::kPlace:
    case FieldKind::kObject: return ExampleOfParts(type, languages);
    case FieldKind::kList: return type.of ? fmt::format("[{0}, {0}]", ExampleOf(*type.of, languages)) : "[…, …]";
    default: return type.one_of.empty() ? "…" : type.one_of.front();
  }
}

std::string ExampleOf(const Field& field, const std::vector<Language>& languages, bool by_language) {
  const std::string one = field.example.empty() ? ExampleOf(field.type, languages) : field.example;
  return field.translate && by_language ? ByLanguage(one, languages) : one;
}

Message FormHint(const Field* field, const FieldType& type, const std::vector<Language>& languages) {
  if (!field || (field->help.empty() && field->example.empty()))
    return Shown("使える形: {}", "The form: {}", type.pattern);
  Message hint = InTongues(field->help, languages);
  if (!field->example.empty()) {
    hint.ja += fmt::format("例: {}", field->example);
    hint.en += fmt::format("{}Example: {}", hint.en.empty() ? "" : " ", field->example);
  }
  return hint;
}

std::vector<std::string_view> KeysOf(const std::vector<Field>& fields) {
  std::vector<std::string_view> keys;
  for (const Field& field : fields) keys.push_back(field.key);
  return keys;
}

void MissingField(const Field& field, const SourcePos& at, const std::vector<Language>& languages, bool by_language,
                  Diagnostics& diagnostics) {
  const Message name = NamedField(field, languages);
  const std::string example = fmt::format("{}: {}", field.key, ExampleOf(field, languages, by_language));
  diagnostics.Error("field.required", at,
                    {fmt::format("必要な項目がありません: {}", name.ja), fmt::format("Missing key: {}", name.en)},
                    ExampleHint(example));
}

void NotMapping(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  diagnostics.Error("yaml.mapping", node.pos, Expected("「項目名: 値」の形で", "keys and values", node),
                    ExampleHint(example));
}

void NotList(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  constexpr std::string_view kTexts = "[…, …]";
  const bool texts = EndsWith(example, kTexts);
  const std::string_view before = texts ? example.substr(0, example.size() - kTexts.size()) : std::string_view();
  diagnostics.Error("value.list", node.pos, Expected("リストを", "a list", node),
                    {fmt::format("[ ] で囲むか、次の行から一つずつ「- 」で始めて書きます。例: {}{}", before,
                                 texts ? "[一つ目, 二つ目]" : example),
                     fmt::format("Use square brackets, or start a line with “- ” for each. Example: {}{}", before,
                                 texts ? "[first, second]" : example)});
}

void NotText(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  diagnostics.Error("value.text", node.pos, Expected("値を一つだけ", "a single value", node),
                    example == "…" ? Message{"[ ] や { } を使わずに書きます。", "Write it without [ ] or { }."}
                                   : ExampleHint(example));
}

void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics) {
  const std::string_view near = Nearest(entry.key, known);
  Message hint;
  if (!near.empty()) {
    hint = Suggest(near, {});
  } else {
    std::string all;
    for (const std::string_view key : known) {
      if (!all.empty()) all += ", ";
      all += key;
    }
    hint = Shown("使える項目: {}", "Known keys: {}", all);
  }
  diagnostics.Error("key.unknown", entry.key_pos, Shown("使えない項目です: {}", "Unknown key: {}", entry.key), hint);
}

std::optional<std::string_view> ReadText(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.kind == yaml::Node::kScalar) return node.text;
  NotText(node, "…", diagnostics);
  return std::nullopt;
}

void UnknownTimeZone(std::string_view rule, std::string_view name, const SourcePos& at, Diagnostics& diagnostics) {
  diagnostics.Error(rule, at, Shown("使えない時間帯です: {}", "Unknown time zone: {}", name),
                    {"地域名で書きます。例: Asia/Tokyo", "Use a region's name. Example: Asia/Tokyo"});
}

std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.kind == yaml::Node::kScalar && node.text == "true") return true;
  if (node.kind == yaml::Node::kScalar && node.text == "false") return false;
  diagnostics.Error("value.boolean", node.pos, Expected("true か false を", "true or false", node),
                    {"true（はい）か false（いいえ）と書きます。", "Write true or false."});
  return std::nullopt;
}

std::optional<int64_t> ReadInteger(const yaml::Node& node, Diagnostics& diagnostics) {
  int64_t value = 0;
  if (node.kind == yaml::Node::kScalar && !node.text.empty()) {
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (error == std::errc() && stop == end) return value;
  }
  diagnostics.Error("value.integer", node.pos, Expected("整数を", "a whole number", node),
                    {"半角の数字だけで書きます。桁区切りや単位は付けません。例: 2760",
                     "Digits only, without separators or units. Example: 2760"});
  return std::nullopt;
}

void UnknownLanguage(const yaml::Entry& entry, const std::vector<Language>& languages, Diagnostics& diagnostics) {
  std::string all;
  for (const Language& language : languages) all += fmt::format("{}{}", all.empty() ? "" : ", ", language.code);
  const std::string example = ByLanguage("…", languages);
  diagnostics.Error("language.unknown", entry.key_pos,
                    Shown("このサイトの言語ではありません: {}", "Not a language of this site: {}", entry.key),
                    {fmt::format("言語は {} です。例: {}", all, example),
                     fmt::format("The languages are {}. Example: {}", all, example)});
}

LocalText ReadLocalText(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics) {
  LocalText out(languages.size());
  if (node.kind == yaml::Node::kScalar) {
    out[0] = node.text;
    return out;
  }
  if (node.kind != yaml::Node::kMapping) {
    ReadText(node, diagnostics);
    return out;
  }
  for (const yaml::Entry& entry : node.entries) {
    const auto found =
        std::find_if(languages.begin(), languages.end(), [&](const Language& l) { return l.code == entry.key; });
    if (found == languages.end()) {
      UnknownLanguage(entry, languages, diagnostics);
      continue;
    }
    if (const auto text = ReadText(*entry.value, diagnostics))
      out[static_cast<size_t>(found - languages.begin())] = *text;
  }
  return out;
}

bool HasSlipOf(const yaml::Node& map, std::string_view wanted, const std::vector<std::string_view>& known) {
  return std::any_of(map.entries.begin(), map.entries.end(), [&](const yaml::Entry& entry) {
    return std::find(known.begin(), known.end(), entry.key) == known.end() && Nearest(entry.key, known) == wanted;
  });
}

MapReader::MapReader(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics,
                     std::string_view example)
    : node_(node.kind == yaml::Node::kMapping ? &node : nullptr), languages_(languages), diagnostics_(diagnostics) {
  if (!node_) NotMapping(node, example, diagnostics);
}

const yaml::Node* MapReader::Get(std::string_view key) {
  asked_.push_back(key);
  const yaml::Node* found = node_ ? node_->Find(key) : nullptr;
  return found && !found->IsAbsent() ? found : nullptr;
}

const yaml::Node* MapReader::Need(std::string_view key, std::string_view example) {
  const yaml::Node* found = Get(key);
  if (!found && node_) missing_.emplace_back(key, example);
  return found;
}

std::string MapReader::Text(std::string_view key, std::string_view otherwise) {
  const yaml::Node* found = Get(key);
  if (!found) return std::string(otherwise);
  return std::string(ReadText(*found, diagnostics_).value_or(otherwise));
}

bool MapReader::Flag(std::string_view key, bool otherwise) {
  const yaml::Node* found = Get(key);
  return found ? ReadBoolean(*found, diagnostics_).value_or(otherwise) : otherwise;
}

std::optional<int64_t> MapReader::Integer(std::string_view key) {
  const yaml::Node* found = Get(key);
  return found ? ReadInteger(*found, diagnostics_) : std::nullopt;
}

std::vector<std::string> MapReader::Texts(std::string_view key) {
  std::vector<std::string> out;
  const yaml::Node* found = Get(key);
  if (!found) return out;
  if (found->kind != yaml::Node::kSequence) {
    NotList(*found, fmt::format("{}: […, …]", key), diagnostics_);
    return out;
  }
  for (const yaml::Node* item : found->items) {
    if (const auto text = ReadText(*item, diagnostics_)) out.emplace_back(*text);
  }
  return out;
}

LocalText MapReader::Local(std::string_view key) {
  const yaml::Node* found = Get(key);
  return found ? ReadLocalText(*found, languages_, diagnostics_) : LocalText(languages_.size());
}

void MapReader::Finish() {
  if (!node_) return;
  for (const auto& [key, example] : missing_) {
    if (HasSlipOf(*node_, key, asked_)) continue;
    diagnostics_.Error("field.required", node_->pos, Shown("必要な項目がありません: {}", "Missing key: {}", key),
                       ExampleHint(fmt::format("{}: {}", key, example)));
  }
  for (const yaml::Entry& entry : node_->entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end()) UnknownKey(entry, asked_, diagnostics_);
  }
}

}  // namespace kyodo
