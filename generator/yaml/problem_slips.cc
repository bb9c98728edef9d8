// Slips of the pen, in the words that an author reads.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "yaml/problem_parts.h"

namespace kyodo::yaml {

namespace {

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

/// `｛ja：東京、en：Tokyo｝` in the signs that YAML knows.
std::string HalfWidth(std::string_view value) {
  constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"［", "["}, {"］", "]"}, {"｛", "{"}, {"｝", "}"}, {"、", ", "}, {"，", ", "}, {"：", ": "}, {"　", " "}};
  std::string out;
  for (size_t at = 0; at < value.size();) {
    const auto sign = std::find_if(std::begin(kSigns), std::end(kSigns),
                                   [&](const auto& one) { return value.substr(at, one.first.size()) == one.first; });
    if (sign != std::end(kSigns)) {
      out += sign->second;
      at += sign->first.size();
    } else {
      out += value[at++];
    }
    while (out.size() > 1 && EndsWith(out, "  ")) out.pop_back();
  }
  return out;
}

}  // namespace

Problem UnclosedQuote(char quote) {
  return MakeProblem(
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
    return MakeProblem(
        "after-quote", found,
        {"値に引用符が入るときは、| の次の行に、引用符で囲まずに字下げして書いてください。",
         "If the value itself holds quotes, please write it indented on the line below a |, without quotes "
         "around it."});
  }
  return MakeProblem(
      "after-quote", found,
      {fmt::format("値に {0} が入るときは、全体を {1} で囲みます。例: {1}{2}{1}", quote, other, Sample(value)),
       fmt::format("If the value itself holds {0}, put all of it in {1}. Example: {1}{2}{1}", quote, other,
                   Sample(value))});
}

Problem UnknownEscape(std::string_view escape) {
  return MakeProblem(
      "escape",
      {fmt::format("\" \" の中に {} とは書けません", escape),
       fmt::format("{} cannot be written between \" \"", escape)},
      {"\\ を文字として書くには ' ' で囲みます。例: 'C:\\data'", "To write a backslash, use ' '. Example: 'C:\\data'"});
}

Problem SmartQuote(std::string_view quote, std::string_view content) {
  return MakeProblem(
      "smart-quote", {fmt::format("引用符が {} になっています", quote), fmt::format("The quote is a {}", quote)},
      {fmt::format("半角の \" を使ってください。例: {} （{} を文字として載せるときは、全体を ' ' で囲みます）",
                   Quoted(content), quote),
       fmt::format("Please use the plain \". Example: {} (to publish the {} itself, put the whole value in ' ')",
                   Quoted(content), quote)});
}

Problem FullWidthColon(std::string_view key, std::string_view value) {
  return MakeProblem(
      "fullwidth-colon", {"項目名の後のコロンが全角（：）です", "The colon after the key is full-width (：)"},
      {fmt::format("半角のコロンと空白にしてください。例: {}: {}", Sample(key), Sample(value)),
       fmt::format("Please use a plain colon and a space. Example: {}: {}", Sample(key), Sample(value))});
}

Problem NoSpaceAfterColon(std::string_view key, std::string_view value) {
  return MakeProblem("colon-space", {"コロンの後に空白がありません", "There is no space after the colon"},
                     {fmt::format("半角の空白を1つ入れてください。例: {}: {}", Sample(key), Sample(value)),
                      fmt::format("Please add a space. Example: {}: {}", Sample(key), Sample(value))});
}

Problem NoSpaceAfterDash(std::string_view item) {
  return MakeProblem("dash-space", {"- の後に空白がありません", "There is no space after the dash"},
                     {fmt::format("半角の空白を1つ入れてください。例: - {}", Sample(item)),
                      fmt::format("Please add a space. Example: - {}", Sample(item))});
}

Problem OddDash(std::string_view dash, std::string_view item) {
  return MakeProblem(
      "dash", {fmt::format("箇条書きの印が {} になっています", dash), fmt::format("The list mark is a {}", dash)},
      {fmt::format("半角の - と空白にしてください。例: - {}", Sample(item)),
       fmt::format("Please use a plain dash and a space. Example: - {}", Sample(item))});
}

Problem ColonInValue(std::string_view value) {
  return MakeProblem("colon-in-value",
                     {"値の中に「: 」（コロンと空白）があります", "The value holds a colon and a space"},
                     {fmt::format("値全体を引用符で囲んでください。例: {}", Quoted(value)),
                      fmt::format("Please put the whole value in quotes. Example: {}", Quoted(value))});
}

Problem NoColon(std::string_view text) {
  return MakeProblem(
      "no-colon",
      {fmt::format("項目名の後のコロンがありません: {}", Sample(text)),
       fmt::format("There is no colon after a key: {}", Sample(text))},
      {"「項目名: 値」の形で書いてください（例: title: 東京）。長い文章の続きは、| のある行より深く字下げします。",
       "Please write “key: value”, as in title: Tokyo. A further line of a long text is indented below the line of its "
       "|."});
}

Problem OddSpaceBeforeValue(char32_t space) {
  const Message name = NameOf(space);
  return MakeProblem(
      "space", {fmt::format("値の前に{}があります", name.ja), fmt::format("There is {} before the value", name.en)},
      {"半角の空白にしてください。例: title: 東京", "Please use a plain space. Example: title: Tokyo"});
}

Problem OddIndentation(char32_t space, size_t other_lines) {
  const Message name = NameOf(space);
  return MakeProblem("space",
                     {fmt::format("字下げに{}が使われています{}", name.ja, More(other_lines).ja),
                      fmt::format("The indentation holds {}{}", name.en, More(other_lines).en)},
                     {"字下げは半角の空白で行います。1段につき空白2つが目安です。",
                      "Please indent with plain spaces, two for each level."});
}

Problem Tab(size_t other_lines) {
  return MakeProblem(
      "tab",
      {"字下げにタブが使われています" + More(other_lines).ja, "A tab is used for indentation" + More(other_lines).en},
      {"字下げは半角の空白で行います。1段につき空白2つが目安です。",
       "Please indent with plain spaces, two for each level."});
}

Problem BadIndentation() {
  return MakeProblem(
      "indent",
      {"行頭の位置が、上のどの項目ともそろっていません", "The line starts at a column where no entry above starts"},
      {"同じ段の項目は、行頭の空白の数を同じにしてください。",
       "Please give entries of one level the same number of spaces."});
}

Problem TooDeepIndentation() {
  return MakeProblem(
      "indent",
      {"字下げが深すぎます。上の行の値はすでに終わっています",
       "The line is indented too far: the entry above already has a value"},
      {"上の項目と行頭をそろえてください。中に項目を並べるときは、上の行を「項目名:」だけにします。",
       "Please align it with the entry above. To put entries inside that one, let its line end after the colon."});
}

Problem BlockTextIndentation() {
  return MakeProblem("indent",
                     {"文章の途中で字下げが浅くなっています", "The text is indented less than its first line"},
                     {"| や > の下の文章は、最初の行と同じだけ字下げしてください。",
                      "Please indent every line below | or > at least as far as the first one."});
}

Problem BlockTextNotIndented() {
  return MakeProblem("indent",
                     {"上の | や > に続く文章が字下げされていません", "The text below the | or > is not indented"},
                     {"文章の行は、項目名より深く字下げしてください（空白2つが目安です）。",
                      "Please indent every line of the text further than its key, by two spaces."});
}

Problem MixedListAndKeys() {
  return MakeProblem("mixed",
                     {"箇条書き（- ）と項目（項目名: 値）が同じ段に混ざっています",
                      "List items (- ) and entries (key: value) are mixed on one level"},
                     {"箇条書きは、「項目名:」だけの行の下に、字下げして書いてください。",
                      "Please write a list indented below a line that ends after its key's colon."});
}

Problem ListInValue(std::string_view value) {
  return MakeProblem(
      "list-in-value", {"箇条書き（- ）が項目名と同じ行で始まっています", "A list (- ) starts on the line of its key"},
      {fmt::format("箇条書きは次の行から書いてください。- で始まる文字を値にするときは引用符で囲みます。例: {}",
                   Quoted(value)),
       fmt::format(
           "Please start the list on the next line. If the value starts with a dash, put it in quotes. Example: {}",
           Quoted(value))});
}

Problem ReservedCharacter(std::string_view character, std::string_view value) {
  return MakeProblem("reserved",
                     {fmt::format("値や項目名を {} で始めることはできません", character),
                      fmt::format("Neither a value nor a key can start with {}", character)},
                     {fmt::format("全体を引用符で囲んでください。例: {}", Quoted(value)),
                      fmt::format("Please put all of it in quotes. Example: {}", Quoted(value))});
}

Problem UnclosedBracket(char bracket) {
  const bool square = bracket == '[';
  return MakeProblem(
      "bracket-unclosed",
      {fmt::format("かっこ {} が閉じられていません", bracket), fmt::format("The bracket {} is not closed", bracket)},
      square ? Message{"終わりに ] を付けてください。例: [清掃, 防災]",
                       "Please add ] at the end. Example: [cleaning, safety]"}
             : Message{"終わりに } を付けてください。例: {ja: 東京, en: Tokyo}",
                       "Please add } at the end. Example: {ja: 東京, en: Tokyo}"});
}

Problem TextAfterBracket(std::string_view value) {
  return MakeProblem(
      "after-bracket", {"閉じたかっこの後に文字が続いています", "Text follows the closing bracket"},
      {fmt::format("[ や {{ で始まる文字を値にするときは、全体を引用符で囲みます。例: {}", Quoted(value)),
       fmt::format("If the value itself starts with [ or {{, put all of it in quotes. Example: {}", Quoted(value))});
}

Problem WrongBracket(char bracket) {
  return MakeProblem(
      "bracket",
      {fmt::format("対応するかっこのない {} があります", bracket), fmt::format("This {} closes no bracket", bracket)},
      {"[ は ] で、{ は } で閉じます。例: [清掃, 防災]", "[ is closed by ], and { by }. Example: [cleaning, safety]"});
}

Problem MissingComma(bool full_width) {
  return MakeProblem("comma",
                     full_width
                         ? Message{"かっこの中の区切りが全角です", "The comma between the brackets is full-width"}
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
  return MakeProblem(
      "comma", {"かっこの中の区切りのコンマが全角（，）です", "The comma between the brackets is full-width (，)"},
      {fmt::format("半角のコンマと空白で区切ってください。例: [{}] （， を文字として載せるときは、引用符で囲みます）",
                   list),
       fmt::format(
           "Please put a plain comma and a space. Example: [{}] (to publish the ， itself, put the value in quotes)",
           list)});
}

Problem BlockHeader(char indicator) {
  return MakeProblem(
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
  return MakeProblem("comment-space", {"# の前に空白がありません", "There is no space before the #"},
                     {"説明を書き添えるときは、# の前に半角の空白を入れてください。例: title: \"東京\" # 仮の題",
                      "A remark needs a space before its #. Example: title: \"Tokyo\" # for now"});
}

Problem WideBracket(std::string_view value) {
  return MakeProblem("wide-bracket", {"かっこが全角です", "The brackets are full-width"},
                     {fmt::format("かっこ、コンマ、コロンを半角にしてください。例: {}", HalfWidth(value)),
                      fmt::format("Please use plain brackets, commas and colons. Example: {}", HalfWidth(value))});
}

Problem CommaInValue(std::string_view value) {
  return MakeProblem("comma-in-value",
                     {"かっこの中の値にコンマがあるので、そこで値が終わっています",
                      "A comma inside the brackets ends the value where it stands"},
                     {fmt::format("値全体を引用符で囲んでください。例: {}", Quoted(value)),
                      fmt::format("Please put the whole value in quotes. Example: {}", Quoted(value))});
}

Problem HashInValue(std::string_view value) {
  return MakeProblem(
      "hash",
      {"空白の後の # から後は説明とみなされ、載りません", "What follows a space and a # is a remark, and is lost"},
      {fmt::format("値の一部なら、値全体を引用符で囲んでください。例: {}  説明なら、# の後に空白を入れます。",
                   Quoted(value)),
       fmt::format("If it belongs to the value, please put the whole value in quotes. Example: {}  In a remark a space "
                   "follows the #.",
                   Quoted(value))});
}

Problem OddComment(std::string_view mark, std::string_view remark) {
  return MakeProblem(
      "comment",
      {fmt::format("説明の行が {} で始まっています", mark), fmt::format("The line of a remark begins with {}", mark)},
      {fmt::format("半角の # と空白で始めてください。例: # {}", Sample(remark)),
       fmt::format("Please begin it with # and a space. Example: # {}", Sample(remark))});
}

}  // namespace kyodo::yaml
