// What is said of each kind, and of each item.
#include <fmt/format.h>

#include <cstdlib>

#include "load/map_reader.h"
#include "status/attention.h"

namespace kyodo::status {

const std::array<KindWords, kKinds>& AllKinds() {
  static const std::array<KindWords, kKinds> kAll = {{
      {"stale",
       {"元の文章より古い訳", "Translations older than their original"},
       {"見直したら kyodo status --accept 訳のファイル。元の誤字を直しただけなら kyodo status --minor 元のファイル。",
        "Once checked: kyodo status --accept TRANSLATION. If only a slip in the original was mended: kyodo status "
        "--minor ORIGINAL."}},
      {"missing",
       {"訳がないもの", "Not translated"},
       {"その言語のページには、ほかの言語の文章が出ています。", "Pages show these texts in another language."}},
      {"unrecorded",
       {"どの版の訳か書かれていない訳", "Translations that do not say what they are of"},
       {"元の文章と合っていることを確かめたら kyodo status --accept 訳のファイル。",
        "Once checked against the original: kyodo status --accept TRANSLATION."}},
      {"expired",
       {"期限が過ぎたもの", "Past their end"},
       {"結果を書くか、期限を延ばすか、要らなければ消します。", "Say what came of it, extend it, or delete it."}},
      {"expiring",
       {"もうすぐ期限のもの", "Ending soon"},
       {"延ばすか、後のことを書く用意をします。", "Extend it, or prepare what comes after."}},
      {"deadline", {"締め切りが近いもの", "Deadlines ahead"}, {"", ""}},
      {"review",
       {"見直す日が来たもの", "Due for review"},
       {"見直したら、次に見直す日を書きます。", "Once reviewed, write the next day for it."}},
      {"scheduled", {"公開の日を待っているもの", "Waiting for their day"}, {"", ""}},
      {"draft",
       {"下書き", "Drafts"},
       {"公開するときは、draft: true の行を消します。", "To publish one, take out its line draft: true."}},
      {"unchecked",
       {"長く確かめられていないもの", "Not checked for long"},
       {"今も正しいことを確かめて、日付を新しくします。", "Make sure that it is still right, and write the day."}},
      {"old",
       {"長く更新されていないもの", "Not updated for long"},
       {"今も活動しているかなどを確かめて、updated を新しくします。",
        "Find out whether it still holds, and write the day as updated."}},
      {"unlinked",
       {"どこからもたどれないページ", "Pages that no other page leads to"},
       {"本文かメニューからリンクします。要らなければ消します。", "Link to it from a text or a menu; else delete it."}},
      {"unused",
       {"使われていないファイル", "Files that nothing uses"},
       {"本文からリンクするか、要らなければ消します。", "Link to it from a text; else delete it."}},
      {"example",
       {"例として載せているもの", "Examples"},
       {"本物の記録ができたら、消すか、example: true の行を消します。",
        "Once there are real ones, delete it, or take out its line example: true."}},
  }};
  return kAll;
}

namespace {

const Language& LanguageOf(Tongue tongue) {
  static const Language kJapanese = MakeLanguage("ja", true), kEnglish = MakeLanguage("en", true);
  return tongue == Tongue::kJa ? kJapanese : kEnglish;
}

/// "2026-04-01（5日前）"; a month or a year alone is not counted.
Message DayText(const Date& day, const Date& today) {
  const std::string iso = ToIso(day);
  if (!day.IsFull()) return {iso, iso};
  const int64_t days = DaysSince1970(day) - DaysSince1970(today);
  if (days == 0) return {iso + "（今日）", iso + " (today)"};
  const int64_t count = std::abs(days);
  const std::string_view plural = count == 1 ? "" : "s";
  return days < 0
             ? Message{fmt::format("{}（{}日前）", iso, count), fmt::format("{} ({} day{} ago)", iso, count, plural)}
             : Message{fmt::format("{}（{}日後）", iso, count), fmt::format("{} (in {} day{})", iso, count, plural)};
}

Message LabelOf(const Item& item, const Site& site) {
  if (item.field) {
    Message label = InTongues(item.field->label, site.config.languages);
    if (label.ja.empty()) label.ja = item.field->key;
    if (label.en.empty()) label.en = item.field->key;
    return label;
  }
  if (item.kind == Kind::kOld) return {"最後の更新", "Last changed"};
  if (item.kind == Kind::kScheduled) return {"公開の始まり", "Published from"};
  return {"公開の終わり", "Published until"};
}

Message SinceText(const Since& since) {
  switch (since.known) {
    case Since::kVersion:
      return {fmt::format("。{} の版の訳です", since.day), fmt::format(", of the version of {}", since.day)};
    case Since::kLastChange:
      if (since.changes.empty())
        return {fmt::format("。訳を最後に変えた {} から、元の文章は変わっていません", since.day),
                fmt::format("; the original is as it was on {}, when the translation was last changed", since.day)};
      return {fmt::format("。訳を最後に変えた {} の版と比べました", since.day),
              fmt::format(", compared with the version of {}, when the translation was last changed", since.day)};
    case Since::kNotFound:
      return {"。訳したときの版は、git の履歴に見つかりません", "; git has no version that it is of"};
    default: return {};
  }
}

Message TranslationText(const Item& item, const Site& site) {
  const Language& language = site.config.languages[item.language];
  const std::string ja = NameIn(LanguageOf(Tongue::kJa), language), en = NameIn(LanguageOf(Tongue::kEn), language);
  Message note{ja, en};
  if (item.kind == Kind::kMissing && !item.texts) return {ja + "の訳がありません", "No translation into " + en};
  const Message since = SinceText(item.since);
  note.ja += since.ja;
  note.en += since.en;
  if (item.texts) {
    note.ja += fmt::format("。訳のない言葉が {} か所", item.texts);
    note.en += fmt::format("; {} text{} not translated", item.texts, item.texts == 1 ? "" : "s");
  }
  return note;
}

}  // namespace

Message NoteOf(const Item& item, const Site& site) {
  switch (item.kind) {
    case Kind::kStale:
    case Kind::kMissing:
    case Kind::kUnrecorded: return TranslationText(item, site);
    case Kind::kDraft:
    case Kind::kUnlinked:
    case Kind::kUnused:
    case Kind::kExample: return {};
    default: break;
  }
  const Message label = LabelOf(item, site);
  if (!item.day) return {label.ja + ": 書かれていません", label.en + ": not written"};
  const Message day = DayText(*item.day, site.today);
  return {label.ja + ": " + day.ja, label.en + ": " + day.en};
}

std::string TitleOf(const Item& item, const Site& site, Tongue tongue, LanguageId& shown) {
  const std::vector<Language>& languages = site.config.languages;
  shown = item.language;
  if (!item.record) return {};
  const LanguageId wanted = FindLanguage(languages, LanguageOf(tongue).code);
  return std::string(item.record->Title(wanted < languages.size() ? wanted : item.record->original, &shown));
}

}  // namespace kyodo::status
