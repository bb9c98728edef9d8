#include "yaml/problem.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "yaml/problem_parts.h"

namespace kyodo::yaml {

Problem MakeProblem(std::string_view rule, Message message, Message hint) {
  return {.rule = fmt::format("yaml.{}", rule),
          .message = std::move(message),
          .hint = std::move(hint),
          .at = {},
          .first_line = 0,
          .last_line = 0,
          .edits = {}};
}

std::string Sample(std::string_view text) {
  text = Trim(text);
  constexpr size_t kCharacters = 1000;  // an example is pasted, so it is whole: no person writes such a line
  size_t end = 0;
  for (size_t count = 0; end < text.size() && count < kCharacters; ++count) DecodeUtf8(text, end);
  return fmt::format("{}{}", text.substr(0, end), end < text.size() ? "…" : "");
}

std::string Quoted(std::string_view text) {
  const std::string sample = Sample(text);
  if (sample.find('"') == sample.npos && sample.find('\\') == sample.npos) return fmt::format("\"{}\"", sample);
  std::string doubled;
  for (const char c : sample) doubled += c == '\'' ? std::string("''") : std::string(1, c);
  return fmt::format("'{}'", doubled);
}

std::string CodePoint(char32_t character) { return fmt::format("U+{:04X}", static_cast<uint32_t>(character)); }

Problem Place(Problem problem, uint32_t line_number, std::string_view line, size_t from, size_t to) {
  problem.at.line = line_number;
  problem.at.column = static_cast<uint32_t>(CountCharacters(line.substr(0, from))) + 1;
  problem.at.length =
      from < to && from < line.size() ? static_cast<uint32_t>(CountCharacters(line.substr(from, to - from))) : 1;
  return problem;
}

Problem Mend(Problem problem, uint32_t line_number, std::string_view line, size_t from, size_t to,
             std::string_view instead) {
  Problem placed = Place(std::move(problem), line_number, line, from, to);
  placed.edits.push_back(
      {placed.at.line, placed.at.column, std::string(line.substr(from, to - from)), std::string(instead)});
  return placed;
}

Problem TooLarge(size_t size_bytes) {
  return MakeProblem("size",
                     {fmt::format("ファイルが大きすぎます: {} KiB", (size_bytes + 1023) / 1024),
                      fmt::format("The file is too large: {} KiB", (size_bytes + 1023) / 1024)},
                     {"1つのファイルは 256 KiB までです。内容をいくつかのファイルに分けてください。",
                      "A file may hold at most 256 KiB. Please divide it into several files."});
}

Problem NotUtf8(unsigned char byte) {
  return MakeProblem(
      "utf8",
      {fmt::format("文字コードが UTF-8 ではありません（バイト 0x{:02X}）", byte),
       fmt::format("The text is not UTF-8 (byte 0x{:02X})", byte)},
      {"ファイルを UTF-8 で保存し直してください。例: メモ帳では「名前を付けて保存」で文字コードに「UTF-8」を選びます。",
       "Please save the file as UTF-8. Example: in Notepad, choose the encoding “UTF-8” under “Save as”."});
}

Problem ControlCharacter(char32_t character) {
  return MakeProblem("control",
                     {fmt::format("目に見えない制御文字があります: {}", CodePoint(character)),
                      fmt::format("There is an invisible control character: {}", CodePoint(character))},
                     {"この文字を消してください。ほかのソフトから貼り付けたときに紛れ込むことがあります。",
                      "Please delete it. It may have come along when text was pasted from another program."});
}

Problem EscapedControlCharacter(char32_t character) {
  return MakeProblem("control",
                     {fmt::format("値の中に制御文字が書かれています: {}", CodePoint(character)),
                      fmt::format("The value holds an escaped control character: {}", CodePoint(character))},
                     {"\\ で始まる記号を消してください。\\ そのものを書くには '…' で囲みます。例: 'C:\\new'",
                      "Please remove the escape. For a backslash itself use '…'. Example: 'C:\\new'"});
}

Problem OddLineBreak(char32_t character) {
  return MakeProblem("control",
                     {fmt::format("特殊な改行文字があります: {}", CodePoint(character)),
                      fmt::format("There is an unusual line break: {}", CodePoint(character))},
                     {"この文字を消し、改行には Enter キーを使ってください。",
                      "Please delete it and break lines with the Enter key."});
}

Problem SecondDocument() {
  return MakeProblem("documents", {"2つ目の内容が始まっています", "A second document begins here"},
                     {"1つのファイルに書けるのは1件だけです。ここから下は別のファイルに移してください。",
                      "A file holds one document. Please move what follows to a file of its own."});
}

Problem Directive() {
  return MakeProblem(
      "directive",
      {"% で始まる YAML の指示行は使えません", "YAML directives (lines that start with %) are not used here"},
      {"この行を消してください。", "Please delete the line."});
}

Problem Anchor(std::string_view text) {
  return MakeProblem(
      "anchor", {"YAML の目印（&）は使えません", "YAML anchors (&) are not used here"},
      {fmt::format("& で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(fmt::format("&{}", text))),
       fmt::format("If the value starts with &, put it in quotes. Example: {}", Quoted(fmt::format("&{}", text)))});
}

Problem Alias(std::string_view text) {
  return MakeProblem(
      "alias", {"YAML の参照（*）は使えません", "YAML aliases (*) are not used here"},
      {fmt::format("* で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(fmt::format("*{}", text))),
       fmt::format("If the value starts with *, put it in quotes. Example: {}", Quoted(fmt::format("*{}", text)))});
}

Problem Tag(std::string_view text) {
  if (text.empty() || text[0] != '!') text = "!…";
  return MakeProblem("tag", {"YAML の型の指定（!）は使えません", "YAML tags (!) are not used here"},
                     {fmt::format("! で始まる文字を値にするときは引用符で囲みます。例: {}", Quoted(text)),
                      fmt::format("If the value starts with !, put it in quotes. Example: {}", Quoted(text))});
}

Problem MergeKey() {
  return MakeProblem("merge",
                     {"ほかの内容を取り込む書き方（<<）は使えません", "YAML merge keys (<<) are not used here"},
                     {"必要な項目をここに書いてください。", "Please write the entries out here."});
}

Problem TooDeep(int limit) {
  return MakeProblem(
      "depth",
      {fmt::format("入れ子が深すぎます（{} 段まで）", limit),
       fmt::format("The nesting is too deep (at most {} levels)", limit)},
      {"字下げや [ ] { } の段を減らしてください。", "Please use fewer levels of indentation or of [ ] and { }."});
}

Problem ComplexKey() {
  return MakeProblem("complex-key", {"項目名には1行の文字だけが使えます", "A key must be plain text on one line"},
                     {"? で始める書き方や、[ ] { } を項目名にする書き方は使えません。例: title: 東京",
                      "Neither ? nor [ ] { } can stand for a key. Example: title: Tokyo"});
}

Problem EmptyKey() {
  return MakeProblem("empty-key", {"項目名がありません", "There is no key"},
                     {": の前に項目名を書いてください。例: title: 東京",
                      "Please write a key before the colon. Example: title: Tokyo"});
}

Problem DuplicateKey(std::string_view key, uint32_t first_line) {
  return MakeProblem(
      "duplicate-key",
      {fmt::format("項目「{}」が2回書かれています（1回目は {} 行目）", Sample(key), first_line),
       fmt::format("The key “{}” is given twice (first on line {})", Sample(key), first_line)},
      {"どちらか一方を消すか、正しい項目名に直してください。", "Please delete one of the two, or correct its name."});
}

Problem MultilinePlain(bool between_brackets) {
  return MakeProblem(
      "plain-multiline", {"上の行の値が、この行に続いています", "The value of the line above runs on to this line"},
      between_brackets
          ? Message{"かっこの中の値はそれぞれ1行に書き、コンマで区切ってください。例: [清掃, 防災]",
                    "Between brackets, please keep each value on one line and put a comma after it. Example: "
                    "[cleaning, safety]"}
          : Message{"1行に書くか、長い文章は | の次の行から字下げして書いてください。例: summary: |",
                    "Please write it on one line, or write long text indented below a |. Example: summary: |"});
}

Problem MultilineQuote(char quote) {
  return MakeProblem(
      "quote-multiline",
      {fmt::format("引用符（{}）で囲んだ値が次の行に続いています", quote),
       fmt::format("The value in quotes ({}) runs on to the next line", quote)},
      {"1行に書くか、長い文章は | の次の行から、引用符なしで字下げして書いてください。例: summary: |",
       "Please write it on one line, or write long text indented below a |, without quotes. Example: summary: |"});
}

Problem Syntax(std::string_view problem) {
  if (problem.find("tab") != problem.npos) return Tab(0);
  const Message message{"YAML として読めません", "This cannot be read as YAML"};
  if (problem.find("expected ','") != problem.npos) {
    return MakeProblem(
        "syntax", message,
        {"[ ] や { } の中は半角のコンマで区切り、最後を閉じてください。例: [清掃, 防災]",
         "Please separate what is between [ ] or { } by commas, and close it. Example: [cleaning, safety]"});
  }
  if (problem.find("node content") != problem.npos) {
    return MakeProblem("syntax", message,
                       {"コンマの間や後に値がありません。余分なコンマを消します。例: [清掃, 防災]",
                        "There is no value between two commas. Please delete one. Example: [cleaning, safety]"});
  }
  if (problem.find("hexdecimal") != problem.npos || problem.find("escape") != problem.npos) {
    return MakeProblem("syntax", message,
                       {"\" \" の中の \\ の後が正しくありません。\\ を文字として書くには ' ' で囲みます。",
                        "What follows the \\ between \" \" is not right. To write a backslash, use ' '."});
  }
  if (problem.find("document start") != problem.npos) {
    return MakeProblem("syntax", message,
                       {"1件の内容はここより前で終わっています。この行の字下げと、前の行を確かめてください。",
                        "The document has ended before this line. Please check its indentation and the line before."});
  }
  return MakeProblem(
      "syntax", message,
      {"この行か前の行の、字下げ、コロン（: ）、引用符を確かめてください。例: title: \"東京\"",
       "Please check the indentation, the colon and the quotes of this line and the one before. Example: "
       "title: \"Tokyo\""});
}

}  // namespace kyodo::yaml
