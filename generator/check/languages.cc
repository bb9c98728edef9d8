#include "check/languages.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo::check {

namespace {

struct Letters {
  size_t kana = 0, han = 0, latin = 0, latin_words = 0;
};

/// Mail and web addresses, which have no words.
class Addresses {
 public:
  explicit Addresses(std::string_view text) : text_(text) {}

  /// The bytes of one from `at` on; 0: none. To be asked in the order of the text.
  size_t At(size_t at) {
    if (!IsLetter(text_[at])) return 0;
    if (at >= end_) Look(at);
    return sign_end_ > at ? end_ - at : 0;
  }

 private:
  /// As far as the next space or character of another script.
  void Look(size_t at) {
    for (end_ = at; end_ < text_.size() && text_[end_] > ' ' && static_cast<unsigned char>(text_[end_]) < 0x80;
         ++end_) {
      if (text_[end_] == '@' || StartsWith(text_.substr(end_), "://")) sign_end_ = end_ + 1;
    }
  }

  std::string_view text_;
  size_t end_ = 0, sign_end_ = 0;  // of what was looked at last, and of the last sign of an address in it
};

Letters CountLetters(std::string_view text) {
  Letters count;
  Addresses addresses(text);
  bool in_word = false;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (const size_t address = in_word ? 0 : addresses.At(at)) {
        at += address;
        continue;
      }
      ++at;
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      count.latin += letter;
      count.latin_words += letter && !in_word;
      in_word = letter || (in_word && c == '\'');
      continue;
    }
    const char32_t wide = DecodeUtf8(text, at);
    count.kana += (wide >= 0x3041 && wide <= 0x3096) || (wide >= 0x30A1 && wide <= 0x30FA);
    count.han += wide >= 0x4E00 && wide <= 0x9FFF;
    in_word = in_word && wide >= 0xC0 && wide < 0x250;
  }
  return count;
}

/// Chinese and Korean are written with such characters too, so that in them kana alone tell.
bool UsesHan(const Language& language) {
  for (const char* code : {"zh", "ko", "yue", "wuu", "hak", "nan", "lzh"})
    if (language.code == code || StartsWith(language.code, std::string(code) + "-")) return true;
  return false;
}

/// Is a text that should be in another language in Japanese? A Japanese name or two in it are not.
bool IsJapanese(const Letters& count, const Language& language) {
  if (UsesHan(language)) return count.kana >= 4 && count.kana > count.han;
  const size_t japanese = count.kana + count.han;
  return japanese >= 2 && count.latin <= japanese / 2;
}

/// Is a text that should be in Japanese in English? Names of works and groups may be.
bool IsForeign(const Letters& count) {
  constexpr size_t kWords = 6;
  return count.latin_words >= kWords && (count.kana + count.han) * 4 < count.latin;
}

std::string_view WordsOf(const Datum& datum) {
  return datum.kind == Datum::kMarkdown ? std::string_view(datum.markdown->result.plain) : datum.text();
}

/// What the user's tongue calls the language.
Message Called(const Language& language) {
  static const Language japanese = MakeLanguage("ja", false), english = MakeLanguage("en", false);
  return {NameIn(japanese, language), NameIn(english, language)};
}

class LanguageReader {
 public:
  LanguageReader(const Site& site, const Record& record, Diagnostics& diagnostics)
      : site_(site), record_(record), diagnostics_(diagnostics) {}

  void Run() {
    if (site_.config.languages.size() < 2) return;
    Lists();
    if (Swapped()) return;
    ForEachText(site_, record_, [&](const Text& text) {
      if (text.language() && text.IsWords()) Read(text);
    });
  }

 private:
  void Read(const Text& text) {
    const Language& language = site_.config.languages[*text.language()];
    const Letters count = CountLetters(WordsOf(text.datum));
    const size_t start = std::min(text.text.find_first_not_of("# \r\n"), text.text.size());
    const SourcePos at = text.PlaceOf(start, text.text.substr(start, text.text.find('\n', start) - start).size());
    if (language.japanese && IsForeign(count)) {
      Tell(at, {"日本語の文章に、ほかの言語の文章があります", "This Japanese text is not in Japanese"},
           {"日本語で書くか、その言語のところへ移します。", "Write it in Japanese, or move it to its language."});
    } else if (!language.japanese && IsJapanese(count, language)) {
      const std::string kept = record_.collection->schema.is_document ? WithFile(text) : language.code;
      Tell(at,
           {fmt::format("{}の文章が、日本語のままです", Called(language).ja),
            fmt::format("This text is to be in {}, and is in Japanese", Called(language).en)},
           {fmt::format("訳を書きます。まだ訳さないなら、{} を書かずにおくと、日本語であることが読む人に分かります。",
                        kept),
            fmt::format("Translate it. Until then leave {} out: readers are then told that the text is Japanese.",
                        kept)});
    }
  }

  /// Without this file the page is shown in the original's language.
  static std::string WithFile(const Text& text) {
    const std::string& path = (text.IsMarkdown() ? text.datum.markdown->file : text.datum.pos.file)->path;
    return path.substr(path.rfind('/') + 1);
  }

  void Tell(const SourcePos& at, Message found, Message hint) {
    diagnostics_.Warning("language.other", at, std::move(found), std::move(hint));
  }

  /// Each of two files is in the other's language.
  bool Swapped() {
    if (record_.body.kind != Datum::kLocal) return false;
    const Datum *japanese = nullptr, *other = nullptr;
    for (LanguageId id = 0; id < site_.config.languages.size() && id < record_.body.count; ++id) {
      const Datum& body = record_.body.items()[id];
      if (body.kind != Datum::kMarkdown) continue;
      const Letters count = CountLetters(WordsOf(body));
      const Language& language = site_.config.languages[id];
      if (language.japanese && IsForeign(count)) japanese = &body;
      if (!language.japanese && IsJapanese(count, language)) other = &body;
    }
    if (!japanese || !other) return false;
    const SourceFile& file = *japanese->markdown->file;
    diagnostics_.Warning("language.swapped", {&file, japanese->markdown->first_line, 1, 1},
                         {fmt::format("言語が入れ替わっています: {} が日本語です", other->markdown->file->path),
                          fmt::format("The languages are swapped: {} is in Japanese", other->markdown->file->path)},
                         {"二つのファイルの名前を入れ替えます。", "Swap the names of the two files."});
    return true;
  }

  void Lists() {
    for (const Datum& field : record_.fields) {
      if (field.kind != Datum::kLocal) continue;
      const Datum* first = nullptr;
      for (LanguageId id = 0; id < site_.config.languages.size() && id < field.count; ++id) {
        const Datum& list = field.items()[id];
        if (list.kind != Datum::kList) continue;
        if (!first) first = &list;
        if (first->count == list.count) continue;
        diagnostics_.Warning(
            "language.list", list.pos,
            {fmt::format("リストの数が言語で違います: {}個と{}個", first->count, list.count),
             fmt::format("The lists differ in length by language: {} and {}", first->count, list.count)},
            {"訳し忘れた値がないか、確かめます。", "See whether one was not translated."});
      }
    }
  }

  const Site& site_;
  const Record& record_;
  Diagnostics& diagnostics_;
};

/// example.ja.md → example.en.md
std::string FileIn(const Record& record, const Language& language) {
  const std::string& path = record.files[record.original]->path;
  const size_t ending = path.rfind('.');
  const size_t code = ending == std::string::npos ? ending : path.rfind('.', ending - 1);
  return code == std::string::npos ? path : path.substr(0, code + 1) + language.code + path.substr(ending);
}

Message WhatIsMissing(const Record& record, LanguageId id, const Language& language) {
  const Schema& schema = record.collection->schema;
  const Message called = Called(language);
  if (!record.IsFallback(id)) {
    const bool body = record.LacksBody(id);
    return {fmt::format("{}の{}がありません", called.ja, body ? "本文" : "概要（" + schema.summary + "）"),
            fmt::format("There is no {} in {}", body ? "body" : "summary (" + schema.summary + ")", called.en)};
  }
  return schema.is_document ? Message{fmt::format("{}のファイルがありません", called.ja),
                                      fmt::format("There is no file in {}", called.en)}
                            : Message{fmt::format("{}で書かれていない、必須の項目があります", called.ja),
                                      fmt::format("A required text is not there in {}", called.en)};
}

}  // namespace

void CheckLanguagesOf(const Site& site, const Record& record, Diagnostics& diagnostics) {
  LanguageReader(site, record, diagnostics).Run();
}

void TellUntranslated(const Site& site, Diagnostics& diagnostics) {
  constexpr size_t kTold = 20;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    const Language& language = site.config.languages[id];
    size_t count = 0;
    for (const auto& [name, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (record.hidden || !record.HasPageIn(language) || !record.LacksText(id) || ++count > kTold) continue;
        const std::string file = FileIn(record, language);
        const bool own = collection.schema.is_document && !record.IsFallback(id);
        const Datum* title = own ? record.Find(collection.schema.title) : nullptr;
        const SourcePos at = title ? title->In(id).pos : record.pos;
        const Message hint = !collection.schema.is_document || own
                                 ? Message{}
                                 : Message{fmt::format("訳したら {} に書きます。", file),
                                           fmt::format("A translation goes into {}.", file)};
        diagnostics.Add(Severity::kNote, "translation.missing", at, WhatIsMissing(record, id, language), hint);
      }
    }
    if (count <= kTold) continue;
    diagnostics.Add(Severity::kNote, "translation.missing", {},
                    {fmt::format("{}の訳が足りないものが、ほかに {} 件あります", Called(language).ja, count - kTold),
                     fmt::format("{} more lack something in {}", count - kTold, Called(language).en)},
                    {"全部の名前は --format json の表示にあります。", "With --format json all are named."});
  }
}

}  // namespace kyodo::check
