#include "load/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "load/meant_values.h"

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

/// The field whose label the author wrote for its key; null: none, or more than one.
const Field* FieldByLabel(std::string_view key, const std::vector<Field>& fields) {
  const std::string wanted = Fold(Trim(key));
  const Field* near = nullptr;
  size_t count = 0;
  for (const Field& field : fields) {
    for (LanguageId id = 0; field.label.Has(id) || id == 0; ++id) {
      if (!field.label.Has(id)) break;
      const std::string label = Fold(field.label.In(id));
      if (label == wanted) return &field;
      const bool holds = label.size() >= 6 && wanted.size() >= 6 &&
                         (label.find(wanted) != label.npos || wanted.find(label) != wanted.npos);
      if (!holds || near == &field) continue;
      near = &field;
      ++count;
    }
  }
  return count == 1 ? near : nullptr;
}

}  // namespace

Message InTongues(const LocalText& text, const std::vector<Language>& languages) {
  const auto in = [&](std::string_view code) {
    for (LanguageId id = 0; id < languages.size(); ++id) {
      if (languages[id].code.substr(0, 2) == code && text.Has(id)) return text.In(id);
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
                  Diagnostics& diagnostics, const Site* site) {
  const Message name = NamedField(field, languages);
  const std::string example = fmt::format("{}: {}", field.key, ExampleOf(field, languages, by_language, site));
  Message hint = ExampleHint(example);
  if (site && field.type.kind == FieldKind::kTerm && field.example.empty()) {
    const Message terms = NamesOfTerms(field.type.vocabulary, *site);
    hint = {fmt::format("{}（使える用語: {}）", hint.ja, terms.ja), fmt::format("{} (terms: {})", hint.en, terms.en)};
  } else if (site && field.type.kind == FieldKind::kRef && field.example.empty()) {
    const std::string names = NamesOfRecords(field.type.collection, *site);
    if (!names.empty())
      hint = {fmt::format("{} の後に、次のどれかを書きます: {}", field.key + ":", names),
              fmt::format("After {} write one of: {}", field.key + ":", names)};
  }
  diagnostics.Error("field.required", at,
                    {fmt::format("必要な項目がありません: {}", name.ja), fmt::format("Missing key: {}", name.en)},
                    hint);
}

void NotMapping(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  diagnostics.Error("yaml.mapping", node.pos, Expected("「項目名: 値」の形で", "keys and values", node),
                    ExampleHint(example));
}

Message WriteHint(std::string_view value) { return Shown("{} と書きます。", "Write {}.", value); }

void NotList(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  diagnostics.Error("value.list", node.pos, Expected("リストを", "a list", node),
                    {fmt::format("[ ] で囲むか、次の行から一つずつ「- 」で始めて書きます。例: {}", example),
                     fmt::format("Use square brackets, or start a line with “- ” for each. Example: {}", example)});
}

void NotText(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics) {
  diagnostics.Error("value.text", node.pos, Expected("値を一つだけ", "a single value", node),
                    example.empty() ? Message{"[ ] や { } を使わずに書きます。", "Write it without [ ] or { }."}
                                    : ExampleHint(example));
}

void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics,
                const std::vector<Field>* fields) {
  // ｐｒｉｃｅ and PRICE; min, the start of a longer one.
  const std::string folded = Fold(entry.key);
  std::string_view near = Nearest(folded, known);
  constexpr size_t kShortest = 3;
  const auto longer = std::find_if(known.begin(), known.end(), [&](std::string_view key) {
    return folded.size() >= kShortest && StartsWith(key, folded);
  });
  if (near.empty() && longer != known.end()) near = *longer;
  const Field* labelled = fields ? FieldByLabel(entry.key, *fields) : nullptr;
  Message hint;
  if (labelled) {
    hint = Suggest(labelled->key, {});
  } else if (!near.empty()) {
    hint = Suggest(near, {});
  } else if (entry.key == "ja" || entry.key == "en") {
    hint = {"上の行の項目のものなら、空白2つ分、字下げします。",
            "If it belongs to the key of the line above, indent it by two spaces."};
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
  NotText(node, {}, diagnostics);
  return std::nullopt;
}

void UnknownTimeZone(std::string_view rule, std::string_view name, const SourcePos& at, Diagnostics& diagnostics) {
  diagnostics.Error(rule, at, Shown("使えない時間帯です: {}", "Unknown time zone: {}", name),
                    {"地域名で書きます。例: Asia/Tokyo", "Use a region's name. Example: Asia/Tokyo"});
}

std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics, bool secret) {
  if (node.kind == yaml::Node::kScalar && node.text == "true") return true;
  if (node.kind == yaml::Node::kScalar && node.text == "false") return false;
  const auto meant = secret ? std::nullopt : load::MeantBoolean(node.text);
  diagnostics.Error("value.boolean", node.pos, Expected("true か false を", "true or false", node),
                    meant ? WriteHint(*meant ? "true" : "false")
                          : Message{"true（はい）か false（いいえ）と書きます。", "Write true or false."});
  return std::nullopt;
}

std::optional<int64_t> ReadInteger(const yaml::Node& node, Diagnostics& diagnostics, bool secret) {
  int64_t value = 0;
  if (node.kind == yaml::Node::kScalar && !node.text.empty()) {
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (error == std::errc() && stop == end) return value;
    if (error == std::errc::result_out_of_range && stop == end) {
      diagnostics.Error("value.integer", node.pos,
                        Shown("大きすぎる数です: {}", "The number is too large: {}", node.text));
      return std::nullopt;
    }
  }
  const auto meant = secret ? std::nullopt : load::MeantInteger(node.text);
  diagnostics.Error("value.integer", node.pos, Expected("整数を", "a whole number", node),
                    node.text == "なし" ? Message{"0 なら 0 と書きます。決めていなければ、この行を消します。",
                                                  "Write 0 if it is 0. If it is not settled, delete this line."}
                    : meant ? WriteHint(*meant)
                            : Message{"半角の数字だけで書きます。桁区切りや単位は付けません。例: 10",
                                      "Digits only, without separators or units. Example: 10"});
  if (!secret) load::MendValue(diagnostics.Last(), node, load::SureInteger(node.text));
  return std::nullopt;
}

void UnknownLanguage(const yaml::Entry& entry, const std::vector<Language>& languages, Diagnostics& diagnostics) {
  std::string all;
  for (const Language& language : languages) all += fmt::format("{}{}", all.empty() ? "" : ", ", language.code);
  const yaml::Node& value = *entry.value;
  const bool text = value.kind == yaml::Node::kScalar && !value.IsAbsent() && !value.text_line;
  const std::string example = text ? InItsLanguage(FlowText(value.text), languages) : "";
  diagnostics
      .Error("language.unknown", entry.key_pos,
             Shown("このサイトの言語ではありません: {}", "Not a language of this site: {}", entry.key),
             {fmt::format("言語は {} です。{}{}", all, text ? "例: " : "", example),
              fmt::format("The languages are {}.{}{}", all, text ? " Example: " : "", example)})
      .about = {Diagnostic::About::kLanguage, std::string(entry.key)};
}

LocalText ReadLocalText(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics) {
  LocalText out(languages.size());
  if (node.kind == yaml::Node::kScalar) {
    out[0] = node.text;
    out.Settle(languages);
    return out;
  }
  if (node.kind != yaml::Node::kMapping) {
    ReadText(node, diagnostics);
    return out;
  }
  for (const yaml::Entry& entry : node.entries) {
    const LanguageId id = FindLanguage(languages, entry.key);
    if (entry.key == kLentKey) {
      out.Lend(entry.value->text);
      continue;
    }
    if (id == languages.size()) {
      UnknownLanguage(entry, languages, diagnostics);
      continue;
    }
    if (const auto text = ReadText(*entry.value, diagnostics)) out[id] = *text;
  }
  out.Settle(languages);
  return out;
}

bool HasSlipOf(const yaml::Node& map, std::string_view wanted, const std::vector<std::string_view>& known,
               const std::vector<Field>* fields) {
  return std::any_of(map.entries.begin(), map.entries.end(), [&](const yaml::Entry& entry) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) return false;
    const Field* labelled = fields ? FieldByLabel(entry.key, *fields) : nullptr;
    return labelled ? labelled->key == wanted : Nearest(entry.key, known) == wanted;
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
    const bool text = found->kind == yaml::Node::kScalar && !found->text_line;
    std::string items(key);
    if (text) items.clear();
    for (const std::string& item : text ? load::MeantItems(found->text) : std::vector<std::string>())
      items.append(items.empty() ? "" : ", ").append(FlowText(item));
    NotList(*found, fmt::format("{}: [{}]", key, items), diagnostics_);
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
    if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end())
      UnknownKey(entry, asked_, diagnostics_, fields_);
  }
}

}  // namespace kyodo
