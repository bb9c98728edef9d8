#include "schema/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "load/map_reader.h"

namespace kyodo::schema {

namespace {

/// In the order of FieldKind.
const Message& PlainKind(FieldKind kind) {
  static const std::vector<Message> kWords = {
      {"短い文", "a short text"},
      {"文章", "a text"},
      {"文章（Markdown）", "a text in Markdown"},
      {"整数", "a whole number"},
      {"数", "a number"},
      {"金額（円）", "an amount in yen"},
      {"true か false", "true or false"},
      {"日付（2026-04-01 の形）", "a day, as 2026-04-01"},
      {"日時（2026-04-01T14:00 の形）", "a day and a time, as 2026-04-01T14:00"},
      {"日程", "days and times"},
      {"繰り返しの規則", "a rule for repeating"},
      {"メールアドレス", "an e-mail address"},
      {"電話番号", "a telephone number"},
      {"ウェブのアドレス", "a web address"},
      {"画像", "an image"},
      {"ファイル", "a file"},
      {"用語", "a term"},
      {"記録の名前", "the name of a record"},
      {"場所", "a place"},
      {"受付時間", "opening hours"},
      {"項目のまとまり", "a group of keys"},
      {"リスト", "a list"},
  };
  return kWords[static_cast<size_t>(kind)];
}

Message RangeOf(const FieldType& type) {
  if (type.minimum && type.maximum)
    return {fmt::format("、{} から {} まで", *type.minimum, *type.maximum),
            fmt::format(", from {} to {}", *type.minimum, *type.maximum)};
  if (type.minimum) return {fmt::format("、{} 以上", *type.minimum), fmt::format(", {} or more", *type.minimum)};
  if (type.maximum) return {fmt::format("、{} 以下", *type.maximum), fmt::format(", {} or less", *type.maximum)};
  if (type.max_length)
    return {fmt::format("、{}文字まで", type.max_length), fmt::format(", at most {} characters", type.max_length)};
  return {};
}

}  // namespace

std::vector<Language> AllLanguages(const Site& site) {
  std::vector<Language> all = site.config.languages;
  all.insert(all.end(), site.config.hidden_languages.begin(), site.config.hidden_languages.end());
  return all;
}

std::string Both(const Message& message) {
  return message.ja == message.en ? message.ja : fmt::format("{} / {}", message.ja, message.en);
}

Message LabelOf(const Field& field, const Site& site) {
  if (field.label.empty()) return {field.key, field.key};
  return InTongues(field.label, site.config.languages);
}

Message KindInWords(const FieldType& type, const Site& site) {
  Message words = PlainKind(type.kind);
  if (type.kind == FieldKind::kTerm) {
    const auto found = site.vocabularies.find(type.vocabulary);
    if (found != site.vocabularies.end()) {
      const Message label = InTongues(found->second.label, site.config.languages);
      words = {fmt::format("「{}」の用語（vocabularies/{}.yaml）", label.ja, type.vocabulary),
               fmt::format("a term of “{}” (vocabularies/{}.yaml)", label.en, type.vocabulary)};
    }
  } else if (type.kind == FieldKind::kRef) {
    if (const Collection* target = site.FindCollection(type.collection)) {
      const Message label = InTongues(target->schema.label, site.config.languages);
      words = {fmt::format("「{}」の記録の名前（{}/）", label.ja, type.collection),
               fmt::format("the name of a record of “{}” ({}/)", label.en, type.collection)};
    }
  } else if (type.kind == FieldKind::kList && type.of) {
    const Message item = KindInWords(*type.of, site);
    words = {fmt::format("{}のリスト", item.ja), fmt::format("a list, each {}", item.en)};
  } else if (type.kind == FieldKind::kDate && type.partial) {
    words = {"日付。年月か年だけでもよい（2026-04、2026）", "a day, a month or a year, as 2026-04"};
  } else if (!type.one_of.empty()) {
    const std::string all = fmt::format("{}", fmt::join(type.one_of, ", "));
    words = {fmt::format("次のどれか: {}", all), fmt::format("one of: {}", all)};
  }
  const Message range = RangeOf(type);
  return {words.ja + range.ja, words.en + range.en};
}

std::string ValidExample(const Field& field, const Collection& collection, bool by_language, const Site& site) {
  const std::vector<Language>& languages = site.config.languages;
  if (field.type.pattern.empty() || !field.example.empty()) return ExampleOf(field, languages, by_language, &site);
  const auto has = [&](const Record& record) {
    const Datum* datum = record.Find(field.key);
    return datum && datum->kind == Datum::kText;
  };
  const auto found = std::find_if(collection.records.begin(), collection.records.end(), has);
  return found == collection.records.end() ? "" : FlowText(found->Find(field.key)->text());
}

std::string Describe(const Field& field, const Site& site, bool markdown) {
  const Message label = LabelOf(field, site), kind = KindInWords(field.type, site);
  const Message help = field.help.empty() ? Message{} : InTongues(field.help, site.config.languages);
  const bool required = field.required && field.default_value.empty();
  const char* const bold = markdown ? "**" : "";
  std::string ja = fmt::format("{0}{1}{0}{2}: {3}。", bold, label.ja, required ? "（必要）" : "", kind.ja);
  std::string en = fmt::format("{0}{1}{0}{2}: {3}.", bold, label.en, required ? " (required)" : "", kind.en);
  if (!help.empty()) {
    ja += help.ja + (help.ja.empty() || help.ja.ends_with("。") ? "" : "。");
    en += " " + help.en + (help.en.empty() || help.en.ends_with(".") ? "" : ".");
  }
  if (field.is_private) {
    ja += "公開されません。";
    en += " Not published.";
  }
  return fmt::format("{}{}{}", ja, markdown ? "\n\n" : "\n", en);
}

}  // namespace kyodo::schema
