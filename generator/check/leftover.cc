#include "check/leftover.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/digits.h"
#include "core/text.h"
#include "core/word_finder.h"

namespace kyodo::check {

namespace {

constexpr std::array<std::string_view, 40> kPlaceholders = {"TODO",
                                                            "ToDo",
                                                            "FIXME",
                                                            "TBD",
                                                            "後で書く",
                                                            "あとで書く",
                                                            "後で記入",
                                                            "あとで記入",
                                                            "後で追記",
                                                            "あとで追記",
                                                            "後で追加",
                                                            "あとで追加",
                                                            "後日記入",
                                                            "Lorem ipsum",
                                                            "ダミーテキスト",
                                                            "サンプルテキスト",
                                                            "ここに入力",
                                                            "ここに書く",
                                                            "ここに本文を",
                                                            "ここに文章を",
                                                            "（要確認",
                                                            "※要確認",
                                                            "★要確認",
                                                            "（要修正",
                                                            "★要修正",
                                                            "【仮】",
                                                            "{{",
                                                            "#REF!",
                                                            "#N/A",
                                                            "#VALUE!",
                                                            "#DIV/0!",
                                                            "#NAME?",
                                                            "#NULL!",
                                                            "＊要確認",
                                                            "【要確認",
                                                            "【要修正",
                                                            "【要追記",
                                                            "←ここ",
                                                            "←要",
                                                            "文字を入力"};
/// 「○○」 stands for any name in a form or an example, so only as a note.
constexpr std::array<std::string_view, 17> kBlanks = {"○○",     "〇〇",   "◯◯",     "●●",         "××",      "△△",
                                                      "□□",     "XXX",    "xxx",    "XX月",       "ＸＸ",    "×月",
                                                      "？？人", "？？名", "？？円", "年　月　日", "年 月 日"};
/// Alone: an example that was copied, or typed to try something.
constexpr std::array<std::string_view, 16> kTrials = {"…",      "...",      "……",    "・・・",   "テスト", "test",
                                                      "Test",   "あああ",   "null",  "NULL",     "NaN",    "～",
                                                      "ダミー", "サンプル", "dummy", "undefined"};
constexpr std::array<std::string_view, 19> kTags = {"<br",  "<BR",    "</",    "<b>",  "<B>", "<i>",     "<a ",
                                                    "<p>",  "<span",  "<div",  "<em>", "<u>", "<strong", "<font",
                                                    "<img", "&nbsp;", "&amp;", "&lt;", "&gt;"};

bool IsNameByte(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }

/// The word by itself, where it is made of letters: not TODOROKI.
bool IsAlone(std::string_view text, size_t at, std::string_view word) {
  const size_t end = at + word.size();
  return !IsNameByte(word.back()) ||
         ((at == 0 || !IsNameByte(text[at - 1])) && (end == text.size() || !IsNameByte(text[end])));
}

/// Where each of kPlaceholders, and then of kBlanks, first stands alone; npos: nowhere.
std::vector<size_t> FirstPlaces(std::string_view text) {
  static const WordFinder kFinder = [] {
    std::vector<std::string_view> words(kPlaceholders.begin(), kPlaceholders.end());
    words.insert(words.end(), kBlanks.begin(), kBlanks.end());
    return WordFinder(std::move(words));
  }();
  std::vector<WordFinder::Hit> hits;
  kFinder.Find(text, hits);
  std::vector<size_t> places(kFinder.words().size(), text.npos);
  for (const auto& [at, word] : hits) {
    if (places[word] == text.npos && IsAlone(text, at, kFinder.words()[word])) places[word] = at;
  }
  return places;
}

/// 9.01E+10: a telephone number or an account as Excel writes large numbers.
size_t FindExcelNumber(std::string_view text) {
  for (size_t at = text.find("E+"); at != text.npos; at = text.find("E+", at + 1)) {
    size_t start = at;
    while (start > 0 && (IsDigit(text[start - 1]) || text[start - 1] == '.')) --start;
    if (text.substr(start, at - start).find('.') == 1 && at + 2 < text.size() && IsDigit(text[at + 2])) return start;
  }
  return text.npos;
}

constexpr std::array<std::string_view, 13> kLabels = {"日時", "日程",   "期日", "場所",     "会場", "定員",    "対象",
                                                      "費用", "参加費", "講師", "締め切り", "締切", "集合場所"};

/// - **日時：** as 日時：**
std::string_view WithoutMarks(std::string_view line) {
  for (const std::string_view mark : {"- ", "* ", "・", "■", "○", "●", "**"}) {
    if (StartsWith(line, mark)) line = Trim(line.substr(mark.size()));
  }
  return line;
}

/// 日時：, - 場所: 公園, **定員**：20人
bool StartsWithLabel(std::string_view line) {
  line = WithoutMarks(line);
  return std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
    return StartsWith(line, label) && Leading(line.substr(label.size()), {"：", ":", "**：", "**:"}) > 0;
  });
}

/// The same with nothing behind it.
bool IsEmptyLabel(std::string_view line) {
  line = WithoutMarks(line);
  if (EndsWith(line, "**")) line.remove_suffix(2);
  const size_t colon = EndsWith(line, "：") ? 3 : EndsWith(line, ":") ? 1 : 0;
  if (colon == 0) return false;
  line.remove_suffix(colon);
  if (EndsWith(line, "**")) line.remove_suffix(2);
  return std::find(kLabels.begin(), kLabels.end(), Trim(line)) != kLabels.end();
}

/// ああああ, aaaa: one key, held down.
bool IsOneKey(std::string_view text) {
  constexpr size_t kFewest = 4, kMost = 20;
  for (const std::string_view key : {"あ", "a", "x"}) {
    if (text.size() < kFewest * key.size() || text.size() > kMost * key.size()) continue;
    size_t at = 0;
    while (StartsWith(text.substr(at), key)) at += key.size();
    if (at == text.size()) return true;
  }
  return false;
}

class LeftoverReader {
 public:
  LeftoverReader(const Text& text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  void Placeholders() {
    const std::string_view whole = Trim(text_.text);
    if (IsOneKey(whole)) return Placeholder(0, text_.text.size());
    if (std::find(kTrials.begin(), kTrials.end(), whole) != kTrials.end()) return Placeholder(0, text_.text.size());
    const std::vector<size_t> places = FirstPlaces(text_.text);
    for (size_t i = 0; i < kPlaceholders.size(); ++i) {
      if (places[i] != std::string_view::npos) return Placeholder(places[i], kPlaceholders[i].size());
    }
    if (const size_t at = FindExcelNumber(text_.text); at != std::string_view::npos)
      return Placeholder(at, text_.text.find("E+", at) + 4 - at);
    for (size_t i = 0; i < kBlanks.size(); ++i) {
      const std::string_view word = kBlanks[i];
      const size_t at = places[kPlaceholders.size() + i];
      if (at == std::string_view::npos || IsInExample(at)) continue;
      if (StartsWith(word, "年") && DigitBefore(text_.text, at) == 0) continue;  // of a form: 年　月　日
      diagnostics_.Add(Severity::kNote, "text.blank", text_.PlaceOf(at, word.size()),
                       {fmt::format("埋めていない所があります: {}", word), fmt::format("Not filled in: {}", word)},
                       {"名前や数を書きます。例として書いたのなら、このままで構いません。",
                        "Write the name or the number. It may stay if it is meant as an example."});
      return;
    }
  }

  /// 日時： with nothing behind it, before another such line or the end.
  void EmptyLabel() {
    const std::string_view text = text_.text;
    const bool some = text.find("：\n") != text.npos || text.find(":\n") != text.npos ||
                      text.find("：**") != text.npos || text.find(":**") != text.npos || EndsWith(text, "：");
    if (!some) return;
    std::string_view open;  // such a line, whose value may follow
    for (const std::string_view whole : Split(text, '\n')) {
      const std::string_view line = Trim(whole);
      if (!line.empty()) {
        const bool label = IsEmptyLabel(line);
        if (!open.empty() && (StartsWithLabel(line) || StartsWith(line, "#"))) return Unfilled(open);
        open = label ? line : std::string_view();
      }
    }
    if (!open.empty()) Unfilled(open);
  }

  void Markup() {
    const std::string_view text = text_.text;
    for (const std::string_view tag : kTags) {
      if (const size_t at = text.find(tag); at != text.npos)
        return Marked(at, tag.size(), {"HTML はそのまま文字として出ます", "HTML is shown as it is written"});
    }
    if (const size_t at = text.find("\\n"); at != text.npos)
      return Marked(at, 2, {"\\n は改行にならず、そのまま出ます", "\\n is shown as it is written, and breaks no line"});
    for (const std::string_view mark : {"**", "__", "~~"}) {
      const size_t at = text.find(mark);
      const size_t end = at == text.npos ? at : text.find(mark, at + 3);
      if (end != text.npos && text[at + 2] != ' ' && text[at + 2] != mark[0])
        return Marked(
            at, end + 2 - at,
            {"この項目では Markdown の印がそのまま出ます", "Here the marks of Markdown are shown as written"});
    }
    const size_t link = text.find("](");
    if (link != text.npos && text.find(')', link) != text.npos && text.rfind('[', link) != text.npos)
      Marked(text.rfind('[', link), link - text.rfind('[', link) + 2,
             {"この項目では Markdown のリンクになりません", "Here a link of Markdown is shown as written"});
  }

  /// [住民、商店], where [住民, 商店] was meant.
  void ListComma() {
    constexpr size_t kLongest = 12;  // characters of a thing
    const std::string_view text = Trim(text_.text);
    if (!text_.place.outer || text_.place.outer->type.kind != FieldKind::kList ||
        text_.place.inner != text_.place.outer)
      return;
    if (text.find("、") == text.npos || text.find("。") != text.npos || !IsInBrackets()) return;
    std::string items;
    size_t start = 0;
    for (size_t at; start <= text.size(); start = at + 3) {
      at = std::min(text.find("、", start), text.size());
      const std::string_view item = Trim(text.substr(start, at - start));
      if (item.empty() || CountCharacters(item) > kLongest) return;
      items += (items.empty() ? "" : ", ") + std::string(item);
    }
    diagnostics_.Add(Severity::kNote, "text.list-comma", text_.PlaceOf(0, text_.text.size()),
                     {fmt::format("リストの一つの値に「、」があります: {}", text),
                      fmt::format("One item of a list holds “、”: {}", text)},
                     {fmt::format("別々の値なら、半角のコンマで分けます: [{}]", items),
                      fmt::format("If these are several, put a half-width comma between them: [{}]", items)});
  }

  void Name() {
    constexpr size_t kLongest = 100, kLongestBytes = 3 * kLongest;  // a Latin letter is half as wide
    if (text_.text.size() <= kLongestBytes) return;
    diagnostics_.Add(Severity::kNote, "text.long", text_.datum.pos,
                     {fmt::format("名前が長すぎます: {}文字", CountCharacters(text_.text)),
                      fmt::format("A very long name: {} characters", CountCharacters(text_.text))},
                     {"一覧やタブでは途中で切れます。短くし、説明は概要に書きます。",
                      "Lists and tabs will cut it. Make it short; the summary can say more."});
  }

 private:
  void Unfilled(std::string_view line) {
    const size_t at = static_cast<size_t>(line.data() - text_.text.data());
    diagnostics_.Add(Severity::kNote, "text.blank", text_.PlaceOf(at, line.size()),
                     {fmt::format("項目だけがあり、中身がありません: {}", line),
                      fmt::format("A label with nothing behind it: {}", line)},
                     {"中身を書くか、この行を消します。", "Write what it is, or delete the line."});
  }

  /// [ on the same line: items on lines of their own were not meant to be separated by 、.
  bool IsInBrackets() const {
    const SourcePos& at = text_.datum.pos;
    return at.file->Line(at.line).substr(0, at.column).find('[') != std::string_view::npos;
  }

  /// 「例：○○まつり」
  bool IsInExample(size_t at) const {
    const std::string_view text = text_.text;
    const size_t before = text.rfind('\n', at);
    const size_t start = before == text.npos ? 0 : before + 1;
    return text.substr(start, text.find('\n', at) - start).find("例") != text.npos;
  }

  void Placeholder(size_t at, size_t length) {
    const std::string_view word = Trim(text_.text.substr(at, length));
    diagnostics_.Warning("text.placeholder", text_.PlaceOf(at, length),
                         {fmt::format("書きかけの印が残っています: {}", word),
                          fmt::format("A mark of something still to be written: {}", word)},
                         {"書き足すか、消します。まだ公開しないなら draft: true と書きます。",
                          "Write what is missing, or delete it. What is not to be published yet has draft: true."});
  }

  void Marked(size_t at, size_t length, Message found) {
    diagnostics_.Warning("text.markup", text_.PlaceOf(at, length), std::move(found),
                         {"印を消します。", "Delete the marks."});
  }

  const Text& text_;
  Diagnostics& diagnostics_;
};

}  // namespace

void CheckLeftover(const Text& text, Diagnostics& diagnostics) {
  if (!text.IsWords()) return;
  LeftoverReader reader(text, diagnostics);
  reader.Placeholders();
  if (text.IsMarkdown()) return reader.EmptyLabel();
  reader.Markup();
  reader.ListComma();
  if (text.place.outer && text.place.outer->key == text.record.collection->schema.title) reader.Name();
}

}  // namespace kyodo::check
