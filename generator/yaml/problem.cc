#include "yaml/problem.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace kyodo::yaml {

namespace {

Problem Make(std::string_view rule, Message message, Message hint) {
  return {.rule = fmt::format("yaml.{}", rule),
          .message = std::move(message),
          .hint = std::move(hint),
          .at = {},
          .first_line = 0,
          .last_line = 0};
}

/// The author's own text as an example: the first of it, when it is long.
std::string Sample(std::string_view text) {
  text = Trim(text);
  constexpr size_t kCharacters = 24;
  size_t end = 0;
  for (size_t count = 0; end < text.size() && count < kCharacters; ++count) DecodeUtf8(text, end);
  return fmt::format("{}{}", text.substr(0, end), end < text.size() ? "…" : "");
}

/// A sample between quotes of the kind that needs no escapes in it.
std::string Quoted(std::string_view text) {
  const std::string sample = Sample(text);
  if (sample.find('"') == sample.npos && sample.find('\\') == sample.npos) return fmt::format("\"{}\"", sample);
  std::string doubled;
  for (const char c : sample) doubled += c == '\'' ? std::string("''") : std::string(1, c);
  return fmt::format("'{}'", doubled);
}

std::string CodePoint(char32_t character) { return fmt::format("U+{:04X}", static_cast<uint32_t>(character)); }

/// A space that is not the plain one: what to call it inside a sentence.
Message NameOf(char32_t space) {
  if (space == 0x3000) return {"全角の空白", "a full-width space"};
  return {fmt::format("特殊な空白（{}）", CodePoint(space)), fmt::format("an unusual space ({})", CodePoint(space))};
}

Message More(size_t lines) {
  if (lines == 0) return {};
  return {fmt::format("（ほかに {} 行）", lines),
          fmt::format(" (and on {} more {})", lines, lines == 1 ? "line" : "lines")};
}

}  // namespace

Problem Place(Problem problem, uint32_t line_number, std::string_view line, size_t from, size_t to) {
  problem.at.line = line_number;
  problem.at.column = static_cast<uint32_t>(CountCharacters(line.substr(0, from))) + 1;
  problem.at.length =
      from < to && from < line.size() ? static_cast<uint32_t>(CountCharacters(line.substr(from, to - from))) : 1;
  return problem;
}

Problem TooLarge(size_t size_bytes) {
  return Make("size",
              {fmt::format("ファイルが大きすぎます: {} KiB", (size_bytes + 1023) / 1024),
               fmt::format("The file is too large: {} KiB", (size_bytes + 1023) / 1024)},
              {"1つのファイルは 256 KiB までです。内容をいくつかのファイルに分けてください。",
               "A file may hold at most 256 KiB. Please divide it into several files."});
}

Problem NotUtf8(unsigned char byte) {
  return Make(
      "utf8",
      {fmt::format("文字コードが UTF-8 ではありません（バイト 0x{:02X}）", byte),
       fmt::format("The text is not UTF-8 (byte 0x{:02X})", byte)},
      {"ファイルを UTF-8 で保存し直してください。例: メモ帳では「名前を付けて保存」で文字コードに「UTF-8」を選びます。",
       "Please save the file as UTF-8. Example: in Notepad, choose the encoding “UTF-8” under “Save as”."});
}

Problem ControlCharacter(char32_t character) {
  return Make("control",
              {fmt::format("目に見えない制御文字があります: {}", CodePoint(character)),
               fmt::format("There is an invisible control character: {}", CodePoint(character))},
              {"この文字を消してください。ほかのソフトから貼り付けたときに紛れ込むことがあります。",
               "Please delete it. It may have come along when text was pasted from another program."});
}

Problem EscapedControlCharacter(char32_t character) {
  return Make("control",
              {fmt::format("値の中に制御文字が書かれています: {}", CodePoint(character)),
               fmt::format("The value holds an escaped control character: {}", CodePoint(character))},
              {"\\ で始まる記号を消してください。\\ そのものを書くには '…' で囲みます。例: 'C:\\new'",
               "Please remove the escape. For a backslash itself use '…'. Example: 'C:\\new'"});
}

Problem OddLineBreak(char32_t character) {
  return Make("control",
              {fmt::format("特殊な改行文字があります: {}", CodePoint(character)),
               fmt::format("There is an unusual line break: {}", CodePoint(character))},
              {"この文字を消し、改行には Enter キーを使ってください。",
               "Please delete it and break lines with the Enter key."});
}

Problem SecondDocument() {
  return Make("documents", {"2つ目の内容が始まっています", "A second document begins here"},
              {"1つのファイルに書けるのは1件だけです。ここから下は別のファイルに移してください。",
               "A file holds one document. Please move what follows to a file of its own."});
}

Problem Directive() {
  return Make("directive",
              {"% で始まる YAML の指示行は使えません", "YAML directives (lines that start with %) are not used here"},
              {"この行を消してください。", "Please delete the line."});
}

Problem Anchor(std::string_view text) {
  return Make(
      "anchor", {"YAML の目印（&）は使えません", "YAML anchors (&) are not used here"},
      {fmt::format("& で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(fmt::format("&{}", text))),
       fmt::format("If the value starts with &, put it in quotes. Example: {}", Quoted(fmt::format("&{}", text)))});
}

Problem Alias(std::string_view text) {
  return Make(
      "alias", {"YAML の参照（*）は使えません", "YAML aliases (*) are not used here"},
      {fmt::format("* で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(fmt::format("*{}", text))),
       fmt::format("If the value starts with *, put it in quotes. Example: {}", Quoted(fmt::format("*{}", text)))});
}

Problem Tag(std::string_view text) {
  if (text.empty() || text[0] != '!') text = "!…";
  return Make("tag", {"YAML の型の指定（!）は使えません", "YAML tags (!) are not used here"},
              {fmt::format("! で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(text)),
               fmt::format("If the value starts with !, put it in quotes. Example: {}", Quoted(text))});
}

Problem MergeKey() {
  return Make("merge", {"ほかの内容を取り込む書き方（<<）は使えません", "YAML merge keys (<<) are not used here"},
              {"必要な項目をここに書いてください。", "Please write the entries out here."});
}

Problem TooDeep(int limit) {
  return Make(
      "depth",
      {fmt::format("入れ子が深すぎます（{} 段まで）", limit),
       fmt::format("The nesting is too deep (at most {} levels)", limit)},
      {"字下げや [ ] { } の段を減らしてください。", "Please use fewer levels of indentation or of [ ] and { }."});
}

Problem ComplexKey() {
  return Make("complex-key", {"項目名には1行の文字だけが使えます", "A key must be plain text on one line"},
              {"? で始める書き方や、[ ] { } を項目名にする書き方は使えません。例: title: 東京",
               "Neither ? nor [ ] { } can stand for a key. Example: title: Tokyo"});
}

Problem EmptyKey() {
  return Make("empty-key", {"項目名がありません", "There is no key"},
              {": の前に項目名を書いてください。例: title: 東京",
               "Please write a key before the colon. Example: title: Tokyo"});
}

Problem DuplicateKey(std::string_view key, uint32_t first_line) {
  return Make(
      "duplicate-key",
      {fmt::format("項目「{}」が2回書かれています（1回目は {} 行目）", Sample(key), first_line),
       fmt::format("The key “{}” is given twice (first on line {})", Sample(key), first_line)},
      {"どちらか一方を消すか、正しい項目名に直してください。", "Please delete one of the two, or correct its name."});
}

Problem MultilinePlain(bool between_brackets) {
  return Make("plain-multiline",
              {"上の行の値が、この行に続いています", "The value of the line above runs on to this line"},
              between_brackets
                  ? Message{"かっこの中の値はそれぞれ1行に書き、コンマで区切ってください。例: [清掃, 防災]",
                            "Between brackets, please keep each value on one line and put a comma after it. Example: "
                            "[cleaning, safety]"}
                  : Message{"1行に書くか、長い文章は | の次の行から字下げして書いてください。例: summary: |",
                            "Please write it on one line, or write long text indented below a |. Example: summary: |"});
}

Problem MultilineQuote(char quote) {
  return Make(
      "quote-multiline",
      {fmt::format("引用符（{}）で囲んだ値が次の行に続いています", quote),
       fmt::format("The value in quotes ({}) runs on to the next line", quote)},
      {"1行に書くか、長い文章は | の次の行から、引用符なしで字下げして書いてください。例: summary: |",
       "Please write it on one line, or write long text indented below a |, without quotes. Example: summary: |"});
}

Problem UnclosedQuote(char quote) {
  return Make(
      "quote-unclosed",
      {fmt::format("引用符（{}）が閉じられていません", quote), fmt::format("The quote ({}) is not closed", quote)},
      {fmt::format("同じ行の終わりに {0} を付けてください。例: title: {0}東京{0}", quote),
       fmt::format("Please add {0} at the end of the same line. Example: title: {0}Tokyo{0}", quote)});
}

Problem TextAfterQuote(char quote, std::string_view value) {
  const char other = quote == '"' ? '\'' : '"';
  value = Trim(value);
  // An odd number of quotes: the first and the last were meant to enclose the rest.
  if (value.back() == quote && std::count(value.begin(), value.end(), quote) % 2 == 1)
    value = value.substr(1, value.size() - 2);
  const Message found{fmt::format("閉じた引用符（{}）の後に文字が続いています", quote),
                      fmt::format("Text follows the closing quote ({})", quote)};
  if (value.find(other) != value.npos) {
    return Make("after-quote", found,
                {"値に引用符が入るときは、| の次の行に、引用符で囲まずに字下げして書いてください。",
                 "If the value itself holds quotes, please write it indented on the line below a |, without quotes "
                 "around it."});
  }
  return Make("after-quote", found,
              {fmt::format("値に {0} が入るときは、全体を {1} で囲みます。例: {1}{2}{1}", quote, other, Sample(value)),
               fmt::format("If the value itself holds {0}, put all of it in {1}. Example: {1}{2}{1}", quote, other,
                           Sample(value))});
}

Problem UnknownEscape(std::string_view escape) {
  return Make(
      "escape",
      {fmt::format("\" \" の中に {} とは書けません", escape),
       fmt::format("{} cannot be written between \" \"", escape)},
      {"\\ を文字として書くには ' ' で囲みます。例: 'C:\\data'", "To write a backslash, use ' '. Example: 'C:\\data'"});
}

Problem SmartQuote(std::string_view quote, std::string_view content) {
  return Make(
      "smart-quote", {fmt::format("引用符が {} になっています", quote), fmt::format("The quote is a {}", quote)},
      {fmt::format("半角の \" を使ってください。例: {} （{} を文字として載せるときは、全体を ' ' で囲みます）",
                   Quoted(content), quote),
       fmt::format("Please use the plain \". Example: {} (to publish the {} itself, put the whole value in ' ')",
                   Quoted(content), quote)});
}

Problem FullWidthColon(std::string_view key, std::string_view value) {
  return Make("fullwidth-colon", {"項目名の後のコロンが全角（：）です", "The colon after the key is full-width (：)"},
              {fmt::format("半角のコロンと空白にしてください。例: {}: {}", Sample(key), Sample(value)),
               fmt::format("Please use a plain colon and a space. Example: {}: {}", Sample(key), Sample(value))});
}

Problem NoSpaceAfterColon(std::string_view key, std::string_view value) {
  return Make("colon-space", {"コロンの後に空白がありません", "There is no space after the colon"},
              {fmt::format("半角の空白を1つ入れてください。例: {}: {}", Sample(key), Sample(value)),
               fmt::format("Please add a space. Example: {}: {}", Sample(key), Sample(value))});
}

Problem NoSpaceAfterDash(std::string_view item) {
  return Make("dash-space", {"- の後に空白がありません", "There is no space after the dash"},
              {fmt::format("半角の空白を1つ入れてください。例: - {}", Sample(item)),
               fmt::format("Please add a space. Example: - {}", Sample(item))});
}

Problem OddDash(std::string_view dash, std::string_view item) {
  return Make("dash",
              {fmt::format("箇条書きの印が {} になっています", dash), fmt::format("The list mark is a {}", dash)},
              {fmt::format("半角の - と空白にしてください。例: - {}", Sample(item)),
               fmt::format("Please use a plain dash and a space. Example: - {}", Sample(item))});
}

Problem ColonInValue(std::string_view value) {
  return Make("colon-in-value", {"値の中に「: 」（コロンと空白）があります", "The value holds a colon and a space"},
              {fmt::format("値全体を引用符で囲んでください。例: {}", Quoted(value)),
               fmt::format("Please put the whole value in quotes. Example: {}", Quoted(value))});
}

Problem NoColon(std::string_view text) {
  return Make(
      "no-colon",
      {fmt::format("項目名の後のコロンがありません: {}", Sample(text)),
       fmt::format("There is no colon after a key: {}", Sample(text))},
      {"「項目名: 値」の形で書いてください（例: title: 東京）。長い文章の続きは、| のある行より深く字下げします。",
       "Please write “key: value”, as in title: Tokyo. A further line of a long text is indented below the line of its "
       "|."});
}

Problem OddSpaceBeforeValue(char32_t space) {
  const Message name = NameOf(space);
  return Make("space",
              {fmt::format("値の前に{}があります", name.ja), fmt::format("There is {} before the value", name.en)},
              {"半角の空白にしてください。例: title: 東京", "Please use a plain space. Example: title: Tokyo"});
}

Problem OddIndentation(char32_t space, size_t other_lines) {
  const Message name = NameOf(space);
  return Make("space",
              {fmt::format("字下げに{}が使われています{}", name.ja, More(other_lines).ja),
               fmt::format("The indentation holds {}{}", name.en, More(other_lines).en)},
              {"字下げは半角の空白で行います。1段につき空白2つが目安です。",
               "Please indent with plain spaces, two for each level."});
}

Problem Tab(size_t other_lines) {
  return Make(
      "tab",
      {"字下げにタブが使われています" + More(other_lines).ja, "A tab is used for indentation" + More(other_lines).en},
      {"字下げは半角の空白で行います。1段につき空白2つが目安です。",
       "Please indent with plain spaces, two for each level."});
}

Problem BadIndentation() {
  return Make(
      "indent",
      {"行頭の位置が、上のどの項目ともそろっていません", "The line starts at a column where no entry above starts"},
      {"同じ段の項目は、行頭の空白の数を同じにしてください。",
       "Please give entries of one level the same number of spaces."});
}

Problem TooDeepIndentation() {
  return Make(
      "indent",
      {"字下げが深すぎます。上の行の値はすでに終わっています",
       "The line is indented too far: the entry above already has a value"},
      {"上の項目と行頭をそろえてください。中に項目を並べるときは、上の行を「項目名:」だけにします。",
       "Please align it with the entry above. To put entries inside that one, let its line end after the colon."});
}

Problem BlockTextIndentation() {
  return Make("indent", {"文章の途中で字下げが浅くなっています", "The text is indented less than its first line"},
              {"| や > の下の文章は、最初の行と同じだけ字下げしてください。",
               "Please indent every line below | or > at least as far as the first one."});
}

Problem BlockTextNotIndented() {
  return Make("indent", {"上の | や > に続く文章が字下げされていません", "The text below the | or > is not indented"},
              {"文章の行は、項目名より深く字下げしてください（空白2つが目安です）。",
               "Please indent every line of the text further than its key, by two spaces."});
}

Problem MixedListAndKeys() {
  return Make("mixed",
              {"箇条書き（- ）と項目（項目名: 値）が同じ段に混ざっています",
               "List items (- ) and entries (key: value) are mixed on one level"},
              {"箇条書きは、「項目名:」だけの行の下に、字下げして書いてください。",
               "Please write a list indented below a line that ends after its key's colon."});
}

Problem ListInValue(std::string_view value) {
  return Make(
      "list-in-value", {"箇条書き（- ）が項目名と同じ行で始まっています", "A list (- ) starts on the line of its key"},
      {fmt::format("箇条書きは次の行から書いてください。- で始まる文字を値にするときは引用符で囲みます。例: {}",
                   Quoted(value)),
       fmt::format(
           "Please start the list on the next line. If the value starts with a dash, put it in quotes. Example: {}",
           Quoted(value))});
}

Problem ReservedCharacter(std::string_view character, std::string_view value) {
  return Make("reserved",
              {fmt::format("値や項目名を {} で始めることはできません", character),
               fmt::format("Neither a value nor a key can start with {}", character)},
              {fmt::format("全体を引用符で囲んでください。例: {}", Quoted(value)),
               fmt::format("Please put all of it in quotes. Example: {}", Quoted(value))});
}

Problem UnclosedBracket(char bracket) {
  const bool square = bracket == '[';
  return Make(
      "bracket-unclosed",
      {fmt::format("かっこ {} が閉じられていません", bracket), fmt::format("The bracket {} is not closed", bracket)},
      square ? Message{"終わりに ] を付けてください。例: [清掃, 防災]",
                       "Please add ] at the end. Example: [cleaning, safety]"}
             : Message{"終わりに } を付けてください。例: {ja: 東京, en: Tokyo}",
                       "Please add } at the end. Example: {ja: 東京, en: Tokyo}"});
}

Problem TextAfterBracket(std::string_view value) {
  return Make(
      "after-bracket", {"閉じたかっこの後に文字が続いています", "Text follows the closing bracket"},
      {fmt::format("[ や {{ で始まる文字を値にするときは、全体を引用符で囲みます。例: {}", Quoted(value)),
       fmt::format("If the value itself starts with [ or {{, put all of it in quotes. Example: {}", Quoted(value))});
}

Problem WrongBracket(char bracket) {
  return Make(
      "bracket",
      {fmt::format("対応するかっこのない {} があります", bracket), fmt::format("This {} closes no bracket", bracket)},
      {"[ は ] で、{ は } で閉じます。例: [清掃, 防災]", "[ is closed by ], and { by }. Example: [cleaning, safety]"});
}

Problem MissingComma(bool full_width) {
  return Make("comma",
              full_width ? Message{"かっこの中の区切りが全角です", "The comma between the brackets is full-width"}
                         : Message{"かっこの中の区切りのコンマがありません", "A comma is missing between the brackets"},
              {"半角のコンマと空白で区切ってください。例: {ja: 東京, en: Tokyo}",
               "Please put a plain comma and a space. Example: {ja: 東京, en: Tokyo}"});
}

Problem FullWidthCommas(std::string_view item) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= item.size();) {
    const size_t end = std::min(item.find("，", at), item.size());
    const size_t start = std::min(item.find_first_not_of(' ', at), end);
    if (start < end) parts.emplace_back(item.substr(start, end - start));
    at = end + std::string_view("，").size();
  }
  const std::string list = Sample(fmt::format("{}", fmt::join(parts, ", ")));
  return Make(
      "comma", {"かっこの中の区切りのコンマが全角（，）です", "The comma between the brackets is full-width (，)"},
      {fmt::format("半角のコンマと空白で区切ってください。例: [{}] （， を文字として載せるときは、引用符で囲みます）",
                   list),
       fmt::format(
           "Please put a plain comma and a space. Example: [{}] (to publish the ， itself, put the value in quotes)",
           list)});
}

Problem BlockHeader(char indicator) {
  return Make(
      "block-header",
      {fmt::format("{} と同じ行に文字が続いています", indicator),
       fmt::format("Text follows the {} on its line", indicator)},
      {fmt::format("文章は {0} の次の行から、字下げして書いてください。"
                   "{0} で始まる文字を値にするときは引用符で囲みます。",
                   indicator),
       fmt::format(
           "Please start the text on the next line, indented. If the value itself starts with {}, put it in quotes.",
           indicator)});
}

Problem NoSpaceBeforeComment() {
  return Make("comment-space", {"# の前に空白がありません", "There is no space before the #"},
              {"説明を書き添えるときは、# の前に半角の空白を入れてください。例: title: \"東京\" # 仮の題",
               "A remark needs a space before its #. Example: title: \"Tokyo\" # for now"});
}

Problem Syntax(std::string_view problem) {
  if (problem.find("tab") != problem.npos) return Tab(0);
  const Message message{"YAML として読めません", "This cannot be read as YAML"};
  if (problem.find("expected ','") != problem.npos) {
    return Make("syntax", message,
                {"[ ] や { } の中は半角のコンマで区切り、最後を閉じてください。例: [清掃, 防災]",
                 "Please separate what is between [ ] or { } by commas, and close it. Example: [cleaning, safety]"});
  }
  if (problem.find("hexdecimal") != problem.npos || problem.find("escape") != problem.npos) {
    return Make("syntax", message,
                {"\" \" の中の \\ の後が正しくありません。\\ を文字として書くには ' ' で囲みます。",
                 "What follows the \\ between \" \" is not right. To write a backslash, use ' '."});
  }
  if (problem.find("document start") != problem.npos) {
    return Make("syntax", message,
                {"1件の内容はここより前で終わっています。この行の字下げと、前の行を確かめてください。",
                 "The document has ended before this line. Please check its indentation and the line before."});
  }
  return Make("syntax", message,
              {"この行か前の行の、字下げ、コロン（: ）、引用符を確かめてください。例: title: \"東京\"",
               "Please check the indentation, the colon and the quotes of this line and the one before. Example: "
               "title: \"Tokyo\""});
}

}  // namespace kyodo::yaml
