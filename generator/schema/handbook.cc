#include "schema/handbook.h"

#include <fmt/format.h>

#include <set>

#include "load/map_reader.h"
#include "load/values.h"
#include "schema/keys.h"
#include "schema/words.h"

namespace kyodo::schema {

namespace {

std::string Say(Tongue tongue, const char* ja, const char* en) { return tongue == Tongue::kJa ? ja : en; }

/// In a cell of a table.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string Code(std::string_view text) { return text.empty() ? "" : fmt::format("`{}`", Cell(text)); }

class Page {
 public:
  Page(const Site& site, const Collection& collection, Tongue tongue)
      : site_(site), collection_(collection), schema_(collection.schema), tongue_(tongue) {}

  std::string Text() {
    const Message label = InTongues(schema_.label, site_.config.languages);
    out_ = fmt::format("<!-- {} -->\n# {}\n\n", kMadeBy, label.In(tongue_));
    if (!schema_.description.empty())
      out_ += InTongues(schema_.description, site_.config.languages).In(tongue_) + "\n\n";
    Where();
    out_ += Say(tongue_, "| 項目 | 呼び名 | 書くもの | 必要 | 例 |\n|---|---|---|---|---|\n",
                "| key | called | what goes there | required | example |\n|---|---|---|---|---|\n");
    for (const Field& field : schema_.fields) Row(field, "", !schema_.is_document);
    out_ += Say(tongue_, "\nこのほかに、[どの記録にも書ける項目](every-record.ja.md)があります。\n",
                "\nBesides these there are the [keys that go anywhere](every-record.en.md).\n");
    for (const std::string& id : vocabularies_) Terms(id);
    return out_;
  }

 private:
  void Where() {
    const std::string& id = schema_.id;
    const std::string& code = site_.config.languages.front().code;
    const std::string file =
        schema_.is_document ? fmt::format("{}/NAME.{}.md", id, code) : fmt::format("{}/NAME.yaml", id);
    out_ +=
        tongue_ == Tongue::kJa ? fmt::format("ファイルは `{}` です。", file) : fmt::format("The file is `{}`.", file);
    if (schema_.is_document)
      out_ += Say(tongue_,
                  "項目は、初めの `---` の間に書きます。その下は本文（Markdown）です。訳のファイルには、*訳す* "
                  "と書いた項目だけを書きます。",
                  " Keys stand between the lines `---` at its start, the text (Markdown) below them. A translation has "
                  "only those marked *translated*.");
    out_ += "\n\n";
  }

  void Row(const Field& field, const std::string& before, bool by_language) {
    const std::string key = before + field.key;
    std::string what = KindInWords(field.type, site_).In(tongue_);
    if (!field.help.empty()) {
      const std::string help = InTongues(field.help, site_.config.languages).In(tongue_);
      what += (tongue_ == Tongue::kJa ? "。" : ". ") + help;
    }
    if (field.translate)
      what += field.ByLanguage(by_language) ? Say(tongue_, "。言語ごとに", ", in each language")
                                            : Say(tongue_, "。*訳す*", "; *translated*");
    if (field.is_private) what += Say(tongue_, "。公開されません", "; not published");
    const bool required = field.required && field.default_value.empty();
    std::string need = required ? Say(tongue_, "必要", "yes") : "";
    if (!field.required_when.empty())
      need = tongue_ == Tongue::kJa ? fmt::format("`{}` のとき", field.required_when)
                                    : fmt::format("with `{}`", field.required_when);
    const FieldType& type = field.type.of ? *field.type.of : field.type;
    // Examples of parts are those of records, where each text is in all languages.
    const bool nested = !by_language && !type.fields.empty() && load::HasTranslatedText(field);
    out_ += fmt::format("| `{}` | {} | {} | {} | {} |\n", key, Cell(LabelOf(field, site_).In(tongue_)), Cell(what),
                        need, Code(nested ? "" : ValidExample(field, collection_, by_language, site_)));
    if (type.kind == FieldKind::kTerm) vocabularies_.insert(type.vocabulary);
    for (const Field& part : type.fields) Row(part, key + (field.type.of ? "[]." : "."), by_language);
  }

  void Terms(const std::string& id) {
    const auto found = site_.vocabularies.find(id);
    if (found == site_.vocabularies.end()) return;
    const Message label = InTongues(found->second.label, site_.config.languages);
    out_ += tongue_ == Tongue::kJa ? fmt::format("\n## 「{}」の用語\n\n| 書く名前 | 呼び名 |\n|---|---|\n", label.ja)
                                   : fmt::format("\n## Terms of “{}”\n\n| write | called |\n|---|---|\n", label.en);
    for (const Term& term : found->second.terms)
      out_ += fmt::format("| `{}` | {} |\n", term.id, Cell(InTongues(term.label, site_.config.languages).In(tongue_)));
  }

  const Site& site_;
  const Collection& collection_;
  const Schema& schema_;
  const Tongue tongue_;
  std::string out_;
  std::set<std::string> vocabularies_;
};

std::string KeyPage(Tongue tongue, const char* of, const char* ja, const char* en) {
  return fmt::format("<!-- {} -->\n# {}\n\n{}{}\n", kMadeBy, Say(tongue, ja, en),
                     Say(tongue, "| 項目 | 値 | 意味 |\n|---|---|---|\n", "| key | value | meaning |\n|---|---|---|\n"),
                     RowsOf(of, tongue));
}

std::string Index(const Site& site, Tongue tongue) {
  const char* const code = tongue == Tongue::kJa ? "ja" : "en";
  std::string out =
      fmt::format("<!-- {} -->\n# {}\n\n", kMadeBy, Say(tongue, "記録に書く項目", "What goes into records"));
  for (const auto& [id, collection] : site.collections)
    out += fmt::format("- [{}]({}.{}.md) `{}`\n", InTongues(collection.schema.label, site.config.languages).In(tongue),
                       id, code, id);
  out += fmt::format("- [{}](every-record.{}.md)\n- [{}](settings.{}.md) `site.yaml`\n",
                     Say(tongue, "どの記録にも書ける項目", "Keys that go anywhere"), code,
                     Say(tongue, "サイトの設定", "Settings of the site"), code);
  return out;
}

}  // namespace

MadeFiles HandbookFiles(const Site& site) {
  MadeFiles files;
  for (const Tongue tongue : {Tongue::kJa, Tongue::kEn}) {
    const std::string ending = tongue == Tongue::kJa ? ".ja.md" : ".en.md";
    for (const auto& [id, collection] : site.collections)
      files.push_back({id + ending, Page(site, collection, tongue).Text()});
    files.push_back(
        {"every-record" + ending, KeyPage(tongue, "record", "どの記録にも書ける項目", "Keys that go anywhere")});
    files.push_back(
        {"settings" + ending, KeyPage(tongue, "site", "サイトの設定（site.yaml）", "Settings (site.yaml)")});
    files.push_back({"README" + std::string(tongue == Tongue::kJa ? ".md" : ".en.md"), Index(site, tongue)});
  }
  return files;
}

}  // namespace kyodo::schema
