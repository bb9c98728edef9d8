// Slips of the pen that authors make in YAML, in whole messages.
#include "yaml_testing.h"

TEST_CASE("Slip: a full-width colon after a key", "[formats][yaml]") {
  const Told told = Tell(
      "title：東京\n"
      "summary: 協働\n");
  CHECK(told.ja == R"~(a.yaml:1:6: error: 項目名の後のコロンが全角（：）です [yaml.fullwidth-colon]
    1 | title：東京
      |      ^^ 半角のコロンと空白にしてください。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:6: error: The colon after the key is full-width (：) [yaml.fullwidth-colon]
    1 | title：東京
      |      ^^ Please use a plain colon and a space. Example: title: 東京
)~");
}

TEST_CASE("Slip: a full-width colon inside a nested entry", "[formats][yaml]") {
  const Told told = Tell(
      "title:\n"
      "  ja：東京\n"
      "  en: Tokyo\n");
  CHECK(told.ja == R"~(a.yaml:2:5: error: 項目名の後のコロンが全角（：）です [yaml.fullwidth-colon]
    2 |   ja：東京
      |     ^^ 半角のコロンと空白にしてください。例: ja: 東京
)~");
  CHECK(told.en == R"~(a.yaml:2:5: error: The colon after the key is full-width (：) [yaml.fullwidth-colon]
    2 |   ja：東京
      |     ^^ Please use a plain colon and a space. Example: ja: 東京
)~");
}

TEST_CASE("Slip: a full-width colon as the last entry, which YAML would take for a text", "[formats][yaml]") {
  const Told told = Tell(
      "title:\n"
      "  ja：東京\n");
  CHECK(told.ja == R"~(a.yaml:2:5: error: 項目名の後のコロンが全角（：）です [yaml.fullwidth-colon]
    2 |   ja：東京
      |     ^^ 半角のコロンと空白にしてください。例: ja: 東京
)~");
  CHECK(told.en == R"~(a.yaml:2:5: error: The colon after the key is full-width (：) [yaml.fullwidth-colon]
    2 |   ja：東京
      |     ^^ Please use a plain colon and a space. Example: ja: 東京
)~");
}

TEST_CASE("Slip: no space after the colon", "[formats][yaml]") {
  const Told told = Tell(
      "title:東京\n"
      "summary: 協働\n");
  CHECK(told.ja == R"~(a.yaml:1:6: error: コロンの後に空白がありません [yaml.colon-space]
    1 | title:東京
      |      ^ 半角の空白を1つ入れてください。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:6: error: There is no space after the colon [yaml.colon-space]
    1 | title:東京
      |      ^ Please add a space. Example: title: 東京
)~");
}

TEST_CASE("Slip: no space after the colon between brackets", "[formats][yaml]") {
  const Told told = Tell("title: {ja:東京, en: Tokyo}\n");
  CHECK(told.ja == R"~(a.yaml:1:11: error: コロンの後に空白がありません [yaml.colon-space]
    1 | title: {ja:東京, en: Tokyo}
      |           ^ 半角の空白を1つ入れてください。例: ja: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:11: error: There is no space after the colon [yaml.colon-space]
    1 | title: {ja:東京, en: Tokyo}
      |           ^ Please add a space. Example: ja: 東京
)~");
}

TEST_CASE("Slip: a full-width space after the colon", "[formats][yaml]") {
  const Told told = Tell(
      "title:　東京\n"
      "summary: 協働\n");
  CHECK(told.ja == R"~(a.yaml:1:7: error: 値の前に全角の空白があります [yaml.space]
    1 | title:　東京
      |       ^^ 半角の空白にしてください。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:7: error: There is a full-width space before the value [yaml.space]
    1 | title:　東京
      |       ^^ Please use a plain space. Example: title: Tokyo
)~");
}

TEST_CASE("Slip: a full-width space as indentation, with the number of lines", "[formats][yaml]") {
  const Told told = Tell(
      "title:\n"
      "　ja: 東京\n"
      "　en: Tokyo\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 字下げに全角の空白が使われています（ほかに 1 行） [yaml.space]
    2 | 　ja: 東京
      | ^^ 字下げは半角の空白で行います。1段につき空白2つが目安です。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: The indentation holds a full-width space (and on 1 more line) [yaml.space]
    2 | 　ja: 東京
      | ^^ Please indent with plain spaces, two for each level.
)~");
}

TEST_CASE("Slip: a full-width space as indentation of a text", "[formats][yaml]") {
  const Told told = Tell(
      "summary: |\n"
      "  一行目\n"
      "　二行目\n"
      "  三行目\n");
  CHECK(told.ja == R"~(a.yaml:3:1: error: 字下げに全角の空白が使われています [yaml.space]
    3 | 　二行目
      | ^^ 字下げは半角の空白で行います。1段につき空白2つが目安です。
)~");
  CHECK(told.en == R"~(a.yaml:3:1: error: The indentation holds a full-width space [yaml.space]
    3 | 　二行目
      | ^^ Please indent with plain spaces, two for each level.
)~");
}

TEST_CASE("Slip: tabs as indentation, with the number of lines", "[formats][yaml]") {
  const Told told = Tell(
      "title:\n"
      "\tja: 東京\n"
      "\ten: Tokyo\n"
      "note:\n"
      "\tja: あ\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 字下げにタブが使われています（ほかに 2 行） [yaml.tab]
    2 |  ja: 東京
      | ^ 字下げは半角の空白で行います。1段につき空白2つが目安です。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: A tab is used for indentation (and on 2 more lines) [yaml.tab]
    2 |  ja: 東京
      | ^ Please indent with plain spaces, two for each level.
)~");
}

TEST_CASE("Slip: smart quotes around a value", "[formats][yaml]") {
  const Told told = Tell("title: “東京”\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: 引用符が “ になっています [yaml.smart-quote]
    1 | title: “東京”
      |        ^^^^^^ 半角の " を使ってください。例: "東京" （“ を文字として載せるときは、全体を ' ' で囲みます）
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: The quote is a “ [yaml.smart-quote]
    1 | title: “東京”
      |        ^^^^^^ Please use the plain ". Example: "東京" (to publish the “ itself, put the whole value in ' ')
)~");
}

TEST_CASE("Slip: a smart quote that should close a plain one", "[formats][yaml]") {
  const Told told = Tell(
      "title: \"東京”\n"
      "summary: 協働\n");
  CHECK(told.ja == R"~(a.yaml:1:11: error: 引用符が ” になっています [yaml.smart-quote]
    1 | title: "東京”
      |             ^ 半角の " を使ってください。例: "東京" （” を文字として載せるときは、全体を ' ' で囲みます）
)~");
  CHECK(told.en == R"~(a.yaml:1:11: error: The quote is a ” [yaml.smart-quote]
    1 | title: "東京”
      |             ^ Please use the plain ". Example: "東京" (to publish the ” itself, put the whole value in ' ')
)~");
}

TEST_CASE("Slip: an unclosed quote, at the place where it opens", "[formats][yaml]") {
  const Told told = Tell(
      "title: \"東京\n"
      "summary: \"協働\"\n"
      "status: active\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: 引用符（"）が閉じられていません [yaml.quote-unclosed]
    1 | title: "東京
      |        ^^^^^ 同じ行の終わりに " を付けてください。例: title: "東京"
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: The quote (") is not closed [yaml.quote-unclosed]
    1 | title: "東京
      |        ^^^^^ Please add " at the end of the same line. Example: title: "Tokyo"
)~");
}

TEST_CASE("Slip: an unclosed quote in the last line", "[formats][yaml]") {
  const Told told = Tell("title: '東京\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: 引用符（'）が閉じられていません [yaml.quote-unclosed]
    1 | title: '東京
      |        ^^^^^ 同じ行の終わりに ' を付けてください。例: title: '東京'
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: The quote (') is not closed [yaml.quote-unclosed]
    1 | title: '東京
      |        ^^^^^ Please add ' at the end of the same line. Example: title: 'Tokyo'
)~");
}

TEST_CASE("Slip: text after a closing quote", "[formats][yaml]") {
  const Told told = Tell("title: \"協働\"のまち\n");
  CHECK(told.ja == R"~(a.yaml:1:12: error: 閉じた引用符（"）の後に文字が続いています [yaml.after-quote]
    1 | title: "協働"のまち
      |              ^^^^^^ 値に " が入るときは、全体を ' で囲みます。例: '"協働"のまち'
)~");
  CHECK(told.en == R"~(a.yaml:1:12: error: Text follows the closing quote (") [yaml.after-quote]
    1 | title: "協働"のまち
      |              ^^^^^^ If the value itself holds ", put all of it in '. Example: '"協働"のまち'
)~");
}

TEST_CASE("Slip: an apostrophe in single quotes", "[formats][yaml]") {
  const Told told = Tell("title: 'Mayor's office'\n");
  CHECK(told.ja == R"~(a.yaml:1:15: error: 閉じた引用符（'）の後に文字が続いています [yaml.after-quote]
    1 | title: 'Mayor's office'
      |               ^^^^^^^^^ 値に ' が入るときは、全体を " で囲みます。例: "Mayor's office"
)~");
  CHECK(told.en == R"~(a.yaml:1:15: error: Text follows the closing quote (') [yaml.after-quote]
    1 | title: 'Mayor's office'
      |               ^^^^^^^^^ If the value itself holds ', put all of it in ". Example: "Mayor's office"
)~");
}

TEST_CASE("Slip: an unknown escape", "[formats][yaml]") {
  const Told told = Tell("path: \"C:\\data\"\n");
  CHECK(told.ja == R"~(a.yaml:1:10: error: " " の中に \d とは書けません [yaml.escape]
    1 | path: "C:\data"
      |          ^^ \ を文字として書くには ' ' で囲みます。例: 'C:\data'
)~");
  CHECK(told.en == R"~(a.yaml:1:10: error: \d cannot be written between " " [yaml.escape]
    1 | path: "C:\data"
      |          ^^ To write a backslash, use ' '. Example: 'C:\data'
)~");
}

TEST_CASE("Slip: a colon and a space in a value", "[formats][yaml]") {
  const Told told = Tell("title: 報告: 夏まつり\n");
  CHECK(told.ja == R"~(a.yaml:1:10: error: 値の中に「: 」（コロンと空白）があります [yaml.colon-in-value]
    1 | title: 報告: 夏まつり
      |            ^ 値全体を引用符で囲んでください。例: "報告: 夏まつり"
)~");
  CHECK(told.en == R"~(a.yaml:1:10: error: The value holds a colon and a space [yaml.colon-in-value]
    1 | title: 報告: 夏まつり
      |            ^ Please put the whole value in quotes. Example: "報告: 夏まつり"
)~");
}

TEST_CASE("Slip: a key without a colon", "[formats][yaml]") {
  const Told told = Tell(
      "title: 東京\n"
      "summary\n"
      "status: active\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 項目名の後のコロンがありません: summary [yaml.no-colon]
    2 | summary
      | ^^^^^^^ 「項目名: 値」の形で書いてください（例: title: 東京）。長い文章の続きは、| のある行より深く字下げします。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: There is no colon after a key: summary [yaml.no-colon]
    2 | summary
      | ^^^^^^^ Please write “key: value”, as in title: Tokyo. A further line of a long text is indented below the line of its |.
)~");
}

TEST_CASE("Slip: no space after the dashes of a list", "[formats][yaml]") {
  const Told told = Tell(
      "tags:\n"
      "  -清掃\n"
      "  -防災\n");
  CHECK(told.ja == R"~(a.yaml:2:3: error: - の後に空白がありません [yaml.dash-space]
    2 |   -清掃
      |   ^ 半角の空白を1つ入れてください。例: - 清掃
a.yaml:3:3: error: - の後に空白がありません [yaml.dash-space]
    3 |   -防災
      |   ^ 半角の空白を1つ入れてください。例: - 防災
)~");
  CHECK(told.en == R"~(a.yaml:2:3: error: There is no space after the dash [yaml.dash-space]
    2 |   -清掃
      |   ^ Please add a space. Example: - 清掃
a.yaml:3:3: error: There is no space after the dash [yaml.dash-space]
    3 |   -防災
      |   ^ Please add a space. Example: - 防災
)~");
}

TEST_CASE("Slip: full-width dashes of a list", "[formats][yaml]") {
  const Told told = Tell(
      "tags:\n"
      "  ・清掃\n"
      "  ・防災\n");
  CHECK(told.ja == R"~(a.yaml:2:3: error: 箇条書きの印が ・ になっています [yaml.dash]
    2 |   ・清掃
      |   ^^ 半角の - と空白にしてください。例: - 清掃
a.yaml:3:3: error: 箇条書きの印が ・ になっています [yaml.dash]
    3 |   ・防災
      |   ^^ 半角の - と空白にしてください。例: - 防災
)~");
  CHECK(told.en == R"~(a.yaml:2:3: error: The list mark is a ・ [yaml.dash]
    2 |   ・清掃
      |   ^^ Please use a plain dash and a space. Example: - 清掃
a.yaml:3:3: error: The list mark is a ・ [yaml.dash]
    3 |   ・防災
      |   ^^ Please use a plain dash and a space. Example: - 防災
)~");
}

TEST_CASE("Slip: a list on the line of its key", "[formats][yaml]") {
  const Told told = Tell("tags: - 清掃\n");
  CHECK(told.ja == R"~(a.yaml:1:7: error: 箇条書き（- ）が項目名と同じ行で始まっています [yaml.list-in-value]
    1 | tags: - 清掃
      |       ^^^^^^ 箇条書きは次の行から書いてください。- で始まる文字を値にするときは引用符で囲みます。例: "- 清掃"
)~");
  CHECK(told.en == R"~(a.yaml:1:7: error: A list (- ) starts on the line of its key [yaml.list-in-value]
    1 | tags: - 清掃
      |       ^^^^^^ Please start the list on the next line. If the value starts with a dash, put it in quotes. Example: "- 清掃"
)~");
}

TEST_CASE("Slip: a list where an entry belongs", "[formats][yaml]") {
  const Told told = Tell(
      "title: 東京\n"
      "- 清掃\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 箇条書き（- ）と項目（項目名: 値）が同じ段に混ざっています [yaml.mixed]
    2 | - 清掃
      | ^ 箇条書きは、「項目名:」だけの行の下に、字下げして書いてください。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: List items (- ) and entries (key: value) are mixed on one level [yaml.mixed]
    2 | - 清掃
      | ^ Please write a list indented below a line that ends after its key's colon.
)~");
}

TEST_CASE("Slip: an entry that is indented below a value", "[formats][yaml]") {
  const Told told = Tell(
      "title: 東京\n"
      "  en: Tokyo\n");
  CHECK(told.ja == R"~(a.yaml:2:3: error: 字下げが深すぎます。上の行の値はすでに終わっています [yaml.indent]
    2 |   en: Tokyo
      |   ^ 上の項目と行頭をそろえてください。中に項目を並べるときは、上の行を「項目名:」だけにします。
)~");
  CHECK(told.en ==
        R"~(a.yaml:2:3: error: The line is indented too far: the entry above already has a value [yaml.indent]
    2 |   en: Tokyo
      |   ^ Please align it with the entry above. To put entries inside that one, let its line end after the colon.
)~");
}

TEST_CASE("Slip: an entry that is aligned with nothing above", "[formats][yaml]") {
  const Told told = Tell(
      "title:\n"
      "    ja: 東京\n"
      "  en: Tokyo\n");
  CHECK(told.ja == R"~(a.yaml:3:3: error: 行頭の位置が、上のどの項目ともそろっていません [yaml.indent]
    3 |   en: Tokyo
      |   ^ 同じ段の項目は、行頭の空白の数を同じにしてください。
)~");
  CHECK(told.en == R"~(a.yaml:3:3: error: The line starts at a column where no entry above starts [yaml.indent]
    3 |   en: Tokyo
      |   ^ Please give entries of one level the same number of spaces.
)~");
}

TEST_CASE("Slip: a text whose indentation shrinks", "[formats][yaml]") {
  const Told told = Tell(
      "summary: |\n"
      "    一行目\n"
      "  二行目\n"
      "status: active\n");
  CHECK(told.ja == R"~(a.yaml:3:3: error: 文章の途中で字下げが浅くなっています [yaml.indent]
    3 |   二行目
      |   ^^^^^^ | や > の下の文章は、最初の行と同じだけ字下げしてください。
)~");
  CHECK(told.en == R"~(a.yaml:3:3: error: The text is indented less than its first line [yaml.indent]
    3 |   二行目
      |   ^^^^^^ Please indent every line below | or > at least as far as the first one.
)~");
}

TEST_CASE("Slip: a text that is not indented", "[formats][yaml]") {
  const Told told = Tell(
      "summary: |\n"
      "一行目\n"
      "二行目：続き\n"
      "status: active\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 上の | や > に続く文章が字下げされていません [yaml.indent]
    2 | 一行目
      | ^^^^^^ 文章の行は、項目名より深く字下げしてください（空白2つが目安です）。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: The text below the | or > is not indented [yaml.indent]
    2 | 一行目
      | ^^^^^^ Please indent every line of the text further than its key, by two spaces.
)~");
}

TEST_CASE("Slip: text on the line of a |", "[formats][yaml]") {
  const Told told = Tell(
      "summary: | 一行目\n"
      "  二行目\n");
  CHECK(told.ja == R"~(a.yaml:1:12: error: | と同じ行に文字が続いています [yaml.block-header]
    1 | summary: | 一行目
      |            ^^^^^^ 文章は | の次の行から、字下げして書いてください。| で始まる文字を値にするときは引用符で囲みます。
)~");
  CHECK(told.en == R"~(a.yaml:1:12: error: Text follows the | on its line [yaml.block-header]
    1 | summary: | 一行目
      |            ^^^^^^ Please start the text on the next line, indented. If the value itself starts with |, put it in quotes.
)~");
}

TEST_CASE("Slip: text after a bracket", "[formats][yaml]") {
  const Told told = Tell("title: [重要] お知らせ\n");
  CHECK(told.ja == R"~(a.yaml:1:13: error: 閉じたかっこの後に文字が続いています [yaml.after-bracket]
    1 | title: [重要] お知らせ
      |               ^^^^^^^^ [ や { で始まる文字を値にするときは、全体を引用符で囲みます。例: "[重要] お知らせ"
)~");
  CHECK(told.en == R"~(a.yaml:1:13: error: Text follows the closing bracket [yaml.after-bracket]
    1 | title: [重要] お知らせ
      |               ^^^^^^^^ If the value itself starts with [ or {, put all of it in quotes. Example: "[重要] お知らせ"
)~");
}

TEST_CASE("Slip: an unclosed bracket", "[formats][yaml]") {
  const Told told = Tell(
      "tags: [清掃, 防災\n"
      "status: active\n");
  CHECK(told.ja == R"~(a.yaml:1:7: error: かっこ [ が閉じられていません [yaml.bracket-unclosed]
    1 | tags: [清掃, 防災
      |       ^ 終わりに ] を付けてください。例: [清掃, 防災]
)~");
  CHECK(told.en == R"~(a.yaml:1:7: error: The bracket [ is not closed [yaml.bracket-unclosed]
    1 | tags: [清掃, 防災
      |       ^ Please add ] at the end. Example: [cleaning, safety]
)~");
}

TEST_CASE("Slip: a bracket closed by the wrong one", "[formats][yaml]") {
  const Told told = Tell("tags: [清掃, 防災}\n");
  CHECK(told.ja == R"~(a.yaml:1:14: error: 対応するかっこのない } があります [yaml.bracket]
    1 | tags: [清掃, 防災}
      |                  ^ [ は ] で、{ は } で閉じます。例: [清掃, 防災]
)~");
  CHECK(told.en == R"~(a.yaml:1:14: error: This } closes no bracket [yaml.bracket]
    1 | tags: [清掃, 防災}
      |                  ^ [ is closed by ], and { by }. Example: [cleaning, safety]
)~");
}

TEST_CASE("Slip: full-width commas between entries", "[formats][yaml]") {
  const Told told = Tell("title: {ja: 東京、en: Tokyo}\n");
  CHECK(told.ja == R"~(a.yaml:1:15: error: かっこの中の区切りが全角です [yaml.comma]
    1 | title: {ja: 東京、en: Tokyo}
      |                 ^^ 半角のコンマと空白で区切ってください。例: {ja: 東京, en: Tokyo}
)~");
  CHECK(told.en == R"~(a.yaml:1:15: error: The comma between the brackets is full-width [yaml.comma]
    1 | title: {ja: 東京、en: Tokyo}
      |                 ^^ Please put a plain comma and a space. Example: {ja: 東京, en: Tokyo}
)~");
}

TEST_CASE("Slip: a missing comma between quoted items", "[formats][yaml]") {
  const Told told = Tell("tags: [\"清掃\" \"防災\"]\n");
  CHECK(told.ja == R"~(a.yaml:1:13: error: かっこの中の区切りのコンマがありません [yaml.comma]
    1 | tags: ["清掃" "防災"]
      |               ^^^^^^ 半角のコンマと空白で区切ってください。例: {ja: 東京, en: Tokyo}
)~");
  CHECK(told.en == R"~(a.yaml:1:13: error: A comma is missing between the brackets [yaml.comma]
    1 | tags: ["清掃" "防災"]
      |               ^^^^^^ Please put a plain comma and a space. Example: {ja: 東京, en: Tokyo}
)~");
}

TEST_CASE("Slip: no space before a remark", "[formats][yaml]") {
  const Told told = Tell("title: \"東京\"# 仮の題\n");
  CHECK(told.ja == R"~(a.yaml:1:12: error: # の前に空白がありません [yaml.comment-space]
    1 | title: "東京"# 仮の題
      |              ^ 説明を書き添えるときは、# の前に半角の空白を入れてください。例: title: "東京" # 仮の題
)~");
  CHECK(told.en == R"~(a.yaml:1:12: error: There is no space before the # [yaml.comment-space]
    1 | title: "東京"# 仮の題
      |              ^ A remark needs a space before its #. Example: title: "Tokyo" # for now
)~");
}

TEST_CASE("Slip: a key's colon before brackets", "[formats][yaml]") {
  CHECK(Tell("name：{ja: 東京, en: Tokyo}\n").en ==
        R"~(a.yaml:1:5: error: The colon after the key is full-width (：) [yaml.fullwidth-colon]
    1 | name：{ja: 東京, en: Tokyo}
      |     ^^ Please use a plain colon and a space. Example: name: {ja: 東京, en: Tokyo}
)~");
  CHECK(Tell("name:{ja: 東京}\n").en == R"~(a.yaml:1:5: error: There is no space after the colon [yaml.colon-space]
    1 | name:{ja: 東京}
      |     ^ Please add a space. Example: name: {ja: 東京}
)~");
  CHECK(Tell("name: {ja：{a: b}}\n").en.find("a.yaml:1:10: error: The colon after the key is full-width") == 0);
}

TEST_CASE("Slip: full-width commas in a list", "[formats][yaml]") {
  const Told told = Tell("tools: [杖， 水筒，帽子]\n");
  CHECK(told.ja == R"~(a.yaml:1:10: error: かっこの中の区切りのコンマが全角（，）です [yaml.comma]
    1 | tools: [杖， 水筒，帽子]
      |           ^^ 半角のコンマと空白で区切ってください。例: [杖, 水筒, 帽子] （， を文字として載せるときは、引用符で囲みます）
)~");
  CHECK(told.en == R"~(a.yaml:1:10: error: The comma between the brackets is full-width (，) [yaml.comma]
    1 | tools: [杖， 水筒，帽子]
      |           ^^ Please put a plain comma and a space. Example: [杖, 水筒, 帽子] (to publish the ， itself, put the value in quotes)
)~");
  CHECK(Tell("tools: [\"杖，水筒\", 杖、水筒]\ntext: {ja: 杖，水筒}\n").en.empty());
}
