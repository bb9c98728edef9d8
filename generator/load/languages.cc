// The languages of a site: what site.yaml says of them, and what is found in others.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/translations.h"
#include "load/values.h"

namespace kyodo::load {

namespace {

void Complain(const SourcePos& at, Message found, Message hint, Diagnostics& diagnostics) {
  diagnostics.Error("config.languages", at, std::move(found), std::move(hint));
}

/// The code that a language has, for what people write in its place; empty: not known.
std::string UsualCode(std::string_view written) {
  static const std::map<std::string, std::string_view> kCodes = {{"jp", "ja"},
                                                                 {"jpn", "ja"},
                                                                 {"日本語", "ja"},
                                                                 {"eng", "en"},
                                                                 {"英語", "en"},
                                                                 {"us", "en"},
                                                                 {"cn", "zh-Hans"},
                                                                 {"chi", "zh-Hans"},
                                                                 {"zho", "zh-Hans"},
                                                                 {"中国語", "zh-Hans"},
                                                                 {"tw", "zh-Hant"},
                                                                 {"kr", "ko"},
                                                                 {"kor", "ko"},
                                                                 {"韓国語", "ko"},
                                                                 {"vn", "vi"},
                                                                 {"ベトナム語", "vi"},
                                                                 {"ja", "ja"},
                                                                 {"en", "en"},
                                                                 {"やさしい日本語", "ja-x-easy"}};
  const auto found = kCodes.find(Fold(written));
  return found == kCodes.end() ? std::string() : std::string(found->second);
}

/// A code that is written as one; error `config.languages`. A language that CLDR does not know needs a name.
bool CheckCode(const yaml::Node& code, bool named, Diagnostics& diagnostics) {
  // JA, eng, cn, 英語: a person knows which is meant, and only one of them is the code.
  const bool capital = code.text.size() >= 2 && code.text[0] >= 'A' && code.text[0] <= 'Z';
  const std::string usual = UsualCode(code.text);
  const bool other = !named && (capital || (!usual.empty() && usual != code.text));
  if (!other && code.kind == yaml::Node::kScalar && IsLanguageCode(code.text) && (named || IsKnownLanguage(code.text)))
    return true;
  const std::string_view near = !usual.empty()
                                    ? std::string_view(usual)
                                    : Nearest(code.text, {"ja", "en", "zh-Hans", "zh-Hant", "pt-BR", "ja-x-easy"});
  const std::string example(near);
  const bool unknown = code.kind == yaml::Node::kScalar && IsLanguageCode(code.text);
  Complain(
      code.pos,
      {fmt::format("言語の記号ではありません: {}", code.text), fmt::format("Not a language code: {}", code.text)},
      unknown && example.empty()
          ? Message{fmt::format("BCP 47 の記号で書きます。この記号でよければ、名前を付けます。例: {{code: {0}, name: "
                                "{0}}}",
                                code.text),
                    fmt::format("Use BCP 47 codes. If it is right, give it a name. Example: {{code: {0}, name: {0}}}",
                                code.text)}
          : Suggest(example, {"BCP 47 の記号で書きます。例: ja、en", "Use BCP 47 codes. Example: ja, en"}),
      diagnostics);
  return false;
}

/// direction: rtl
bool ReadDirection(MapReader& map, bool otherwise, Diagnostics& diagnostics) {
  const yaml::Node* node = map.Get("direction");
  if (!node || node->text == "ltr" || node->text == "rtl") return node ? node->text == "rtl" : otherwise;
  Complain(node->pos,
           {fmt::format("書く向きではありません: {}", node->text), fmt::format("Not a direction: {}", node->text)},
           {"ltr（左から右）か rtl（右から左）と書きます。言語から分かるときは、この行は要りません。",
            "Write ltr (from the left) or rtl. It is not needed where the language tells."},
           diagnostics);
  return otherwise;
}

/// only: translated
bool ReadOnly(MapReader& map, bool is_first, Diagnostics& diagnostics) {
  const yaml::Node* node = map.Get("only");
  if (!node || node->IsAbsent()) return false;
  if (node->text != "translated") {
    Complain(node->pos,
             {fmt::format("only に書けない値です: {}", node->text), fmt::format("Not a value of only: {}", node->text)},
             {"訳のあるページだけを公開するとき、only: translated と書きます。",
              "Write only: translated to publish only those pages that are translated."},
             diagnostics);
    return false;
  }
  if (is_first) {
    Complain(node->pos, {"最初の言語は、全部のページを公開します", "The first language publishes all pages"},
             {"この行から only を消すか、ほかの言語を先に書きます。例: languages: [ja, {code: ja-x-easy, only: "
              "translated}]",
              "Take only out, or put another language first. Example: languages: [ja, {code: ja-x-easy, only: "
              "translated}]"},
             diagnostics);
  }
  return !is_first;
}

/// `ja`, or `{code: en, name: English, hidden: true, only: translated, sentence: 40, direction: ltr}`.
std::optional<Language> ReadLanguage(const yaml::Node& item, bool is_first, Diagnostics& diagnostics) {
  if (item.kind != yaml::Node::kMapping) {
    if (!CheckCode(item, false, diagnostics)) return std::nullopt;
    return MakeLanguage(item.text, is_first);
  }
  const std::vector<Language> none;
  MapReader map(item, none, diagnostics, "{code: en, hidden: true}");
  const yaml::Node* code = map.Need("code", "en");
  const std::string name = map.Text("name");
  const bool hidden = map.Flag("hidden");
  const bool partial = ReadOnly(map, is_first, diagnostics);
  const bool good = code && CheckCode(*code, !name.empty(), diagnostics);
  const std::optional<int64_t> sentence = map.Integer("sentence");
  const Language usual = good ? MakeLanguage(code->text, is_first) : Language();
  const bool right_to_left = ReadDirection(map, usual.right_to_left, diagnostics);
  map.Finish();
  if (!good) return std::nullopt;
  Language language = usual;
  if (!name.empty()) language.name = name;
  language.right_to_left = right_to_left;
  language.hidden = hidden;
  language.partial = partial;
  if (sentence && *sentence > 0) language.longest_sentence = static_cast<uint32_t>(*sentence);
  if (hidden && is_first) {
    Complain(code->pos, {"最初の言語は隠せません", "The first language cannot be hidden"},
             {"最初の言語がサイトの入口になります。公開する言語を先に書きます。例: languages: [ja, {code: en, hidden: "
              "true}]",
              "The first is the site's own. Put one that is published before it. Example: languages: [ja, {code: en, "
              "hidden: true}]"},
             diagnostics);
    return std::nullopt;
  }
  return language;
}

/// The list as site.yaml has it, with a language that is added: `languages: [ja, {code: en, hidden: true}]`.
std::string LineWith(const std::vector<Language>& languages, std::string_view added) {
  std::string out = "languages: [";
  for (const Language& one : languages)
    out += one.hidden    ? fmt::format("{{code: {}, hidden: true}}, ", one.code)
           : one.partial ? fmt::format("{{code: {}, only: translated}}, ", one.code)
                         : one.code + ", ";
  return out + std::string(added) + "]";
}

void LeaveOut(Datum& datum, size_t published, const std::vector<Language>& languages, Storage& storage) {
  const bool nested = datum.kind == Datum::kLocal || datum.kind == Datum::kList || datum.kind == Datum::kObject;
  if (!nested) return;
  Datum* parts = NewData(datum.count, storage);
  std::copy(datum.items().begin(), datum.items().end(), parts);
  datum.parts = parts;
  for (size_t i = 0; i < datum.count; ++i) LeaveOut(parts[i], published, languages, storage);
  if (datum.kind != Datum::kLocal) return;
  datum.count = static_cast<uint32_t>(std::min<size_t>(datum.count, published));
  Settle({parts, datum.count}, languages);
  if (std::all_of(parts, parts + datum.count, [](const Datum& part) { return part.absent(); })) datum = {};
}

/// The original of the record is hidden; what is left of it stands for itself.
void StandAlone(Record& record) {
  const auto is_there = [](Translation one) { return one != Translation::kMissing; };
  const auto left = std::find_if(record.translations.begin(), record.translations.end(), is_there);
  record.only_hidden = left == record.translations.end();
  record.original = record.only_hidden ? 0 : static_cast<LanguageId>(left - record.translations.begin());
}

}  // namespace

void ReadLanguages(const yaml::Node& root, SiteConfig& config, Diagnostics& diagnostics) {
  const yaml::Node* node = root.Find("languages");
  if (!node || node->kind != yaml::Node::kSequence || node->items.empty()) {
    const bool none = !node || node->IsAbsent() || node->kind == yaml::Node::kSequence;
    Complain(node ? node->pos : root.pos,
             none ? Message{"サイトの言語が書かれていません: languages", "The site's languages are missing: languages"}
                  : Message{"サイトの言語はリストで書きます: languages", "The site's languages are a list: languages"},
             {"最初の言語がサイトの入口になります。例: languages: [ja, en]",
              "The first is the site's own. Example: languages: [ja, en]"},
             diagnostics);
    return;
  }
  bool good = true;
  for (const yaml::Node* item : node->items) {
    const std::optional<Language> language = ReadLanguage(*item, item == node->items.front(), diagnostics);
    const bool again = language && FindLanguage(config.languages, language->code) < config.languages.size();
    good = good && language && !again;
    if (again) {
      Complain(item->pos,
               {fmt::format("同じ言語が二つあります: {}", language->code),
                fmt::format("The same language twice: {}", language->code)},
               {"どちらかを消します。", "Delete one of them."}, diagnostics);
    } else if (language) {
      config.languages.push_back(*language);
    }
  }
  config.languages_pos = node->pos;
  std::stable_sort(config.languages.begin(), config.languages.end(), [](const Language& a, const Language& b) {
    return std::pair(a.hidden, a.partial) < std::pair(b.hidden, b.partial);
  });
  if (!good) config.languages.clear();
  FindInstead(config.languages);
}

void LeaveOutHidden(Loader& loader) {
  const std::vector<Language>& languages = loader.site.config.languages;
  const size_t published = CountPublished(languages);
  if (published == languages.size()) return;
  Storage& storage = *loader.site.storage.front();
  for (Record* record : loader.records) {
    for (Datum& field : record->fields) LeaveOut(field, published, languages, storage);
    LeaveOut(record->body, published, languages, storage);
    std::vector<Translation>& translations = record->translations;
    const bool was_read = record->pos.file && !translations.empty();
    translations.resize(std::min(translations.size(), published));
    if (was_read && record->original >= published) StandAlone(*record);
    record->shown = ShownIn(*record, languages);
  }
}

void TellUnlistedOnce(Loader& loader) {
  constexpr size_t kFew = 2;  // so many may be slips
  const SiteConfig& config = loader.site.config;
  std::map<std::string, size_t> counts;  // by code
  for (const Diagnostic& one : loader.diagnostics.list()) {
    if (one.about.kind == Diagnostic::About::kLanguage && IsKnownLanguage(one.about.name)) ++counts[one.about.name];
  }
  for (const auto& [code, count] : counts) {
    if (count <= kFew) continue;
    loader.diagnostics.Forget([&unlisted = code](const Diagnostic& one) {
      return one.about.kind == Diagnostic::About::kLanguage && one.about.name == unlisted;
    });
    const std::string hidden = LineWith(config.languages, fmt::format("{{code: {}, hidden: true}}", code));
    const std::string shown = LineWith(config.languages, code);
    loader.diagnostics.Error(
        "config.languages", config.languages_pos,
        {fmt::format("このサイトの言語にない {} の文が {}か所にあります", code, count),
         fmt::format("There are texts in {} in {} places, which is not a language of this site", code, count)},
        {fmt::format("公開せずに残すなら: {}  公開するなら: {}", hidden, shown),
         fmt::format("To keep them and not publish them: {}  To publish them: {}", hidden, shown)});
  }
}

}  // namespace kyodo::load
