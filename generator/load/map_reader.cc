#include "load/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kyodo {

namespace {

Message Shown(const char* ja, const char* en, std::string_view text) {
  return {fmt::format(fmt::runtime(ja), text), fmt::format(fmt::runtime(en), text)};
}

std::string_view KindOf(const yaml::Node& node, bool japanese) {
  switch (node.kind) {
    case yaml::Node::kSequence: return japanese ? "リスト（- で始まる並び）" : "a list";
    case yaml::Node::kMapping: return japanese ? "項目の集まり（名前: 値）" : "a group of keys";
    default: return node.text;
  }
}

}  // namespace

void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics) {
  const std::string_view near = Nearest(entry.key, known);
  Message hint;
  if (!near.empty()) {
    hint = Shown("「{}」のことですか。", "Did you mean “{}”?", near);
  } else {
    std::string all;
    for (const std::string_view key : known) {
      if (!all.empty()) all += ", ";
      all += key;
    }
    hint = Shown("使える項目: {}", "Known keys: {}", all);
  }
  diagnostics.Error("key.unknown", entry.key_pos, Shown("知らない項目です: {}", "Unknown key: {}", entry.key), hint);
}

std::optional<std::string_view> ReadText(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.kind == yaml::Node::kScalar) return node.text;
  diagnostics.Error("value.text", node.pos,
                    {fmt::format("文字を書くところに、{}があります", KindOf(node, true)), fmt::format("Expected a text, found {}", KindOf(node, false))},
                    {"1行の文字を書きます。例: 芝会議", "Write a text on one line. Example: Shiba Conference"});
  return std::nullopt;
}

std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.kind == yaml::Node::kScalar && node.text == "true") return true;
  if (node.kind == yaml::Node::kScalar && node.text == "false") return false;
  diagnostics.Error("value.boolean", node.pos,
                    {fmt::format("「はい・いいえ」の値ではありません: {}", KindOf(node, true)), fmt::format("Not a yes-or-no value: {}", KindOf(node, false))},
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
  diagnostics.Error("value.integer", node.pos,
                    {fmt::format("整数ではありません: {}", KindOf(node, true)), fmt::format("Not a whole number: {}", KindOf(node, false))},
                    {"半角の数字だけで書きます。桁区切りや単位は付けません。例: 2760", "Digits only, without separators or units. Example: 2760"});
  return std::nullopt;
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
    const auto found = std::find_if(languages.begin(), languages.end(), [&](const Language& l) { return l.code == entry.key; });
    if (found == languages.end()) {
      std::vector<std::string_view> codes;
      for (const Language& language : languages) codes.push_back(language.code);
      std::string all;
      for (const std::string_view code : codes) all += fmt::format("{}{}", all.empty() ? "" : ", ", code);
      diagnostics.Error("language.unknown", entry.key_pos,
                        Shown("このサイトの言語ではありません: {}", "Not a language of this site: {}", entry.key),
                        {fmt::format("言語は {} です。例: {{ja: 事例, en: Case studies}}", all),
                         fmt::format("The languages are {}. Example: {{ja: 事例, en: Case studies}}", all)});
      continue;
    }
    if (const auto text = ReadText(*entry.value, diagnostics)) out[static_cast<size_t>(found - languages.begin())] = *text;
  }
  return out;
}

MapReader::MapReader(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics)
    : node_(node.kind == yaml::Node::kMapping ? &node : nullptr), languages_(languages), diagnostics_(diagnostics) {
  if (node_) return;
  diagnostics.Error("yaml.mapping", node.pos,
                    {fmt::format("「名前: 値」の形で書くところに、{}があります", KindOf(node, true)),
                     fmt::format("Expected keys and values, found {}", KindOf(node, false))},
                    {"例: label: 事例", "Example: label: Case studies"});
}

const yaml::Node* MapReader::Get(std::string_view key) {
  asked_.push_back(key);
  const yaml::Node* found = node_ ? node_->Find(key) : nullptr;
  return found && !found->IsAbsent() ? found : nullptr;
}

const yaml::Node* MapReader::Need(std::string_view key, std::string_view example) {
  const yaml::Node* found = Get(key);
  if (!found && node_) {
    diagnostics_.Error("field.required", node_->pos, Shown("必要な項目がありません: {}", "Missing key: {}", key),
                       {fmt::format("例: {}: {}", key, example), fmt::format("Example: {}: {}", key, example)});
  }
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
    diagnostics_.Error("value.list", found->pos,
                       {fmt::format("リストを書くところに、{}があります", KindOf(*found, true)), fmt::format("Expected a list, found {}", KindOf(*found, false))},
                       {fmt::format("例: {}: [一つ目, 二つ目]", key), fmt::format("Example: {}: [first, second]", key)});
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
  for (const yaml::Entry& entry : node_->entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end()) UnknownKey(entry, asked_, diagnostics_);
  }
}

}  // namespace kyodo
