// What the strict subset leaves out of YAML, in whole messages.
#include "yaml_testing.h"

TEST_CASE("Parse: refuses a second document", "[formats][yaml]") {
  const Told told = Tell(
      "title: 港区\n"
      "---\n"
      "title: 台東区\n");
  CHECK(told.ja == R"~(a.yaml:2:1: error: 2つ目の内容が始まっています [yaml.documents]
    2 | ---
      | ^^^ 1つのファイルに書けるのは1件だけです。ここから下は別のファイルに移してください。
)~");
  CHECK(told.en == R"~(a.yaml:2:1: error: A second document begins here [yaml.documents]
    2 | ---
      | ^^^ A file holds one document. Please move what follows to a file of its own.
)~");
}

TEST_CASE("Parse: refuses a second document after the end of the first", "[formats][yaml]") {
  const Told told = Tell(
      "title: 港区\n"
      "...\n"
      "title: 台東区\n");
  CHECK(told.ja == R"~(a.yaml:3:1: error: 2つ目の内容が始まっています [yaml.documents]
    3 | title: 台東区
      | ^^^^^^^^^^^^^ 1つのファイルに書けるのは1件だけです。ここから下は別のファイルに移してください。
)~");
  CHECK(told.en == R"~(a.yaml:3:1: error: A second document begins here [yaml.documents]
    3 | title: 台東区
      | ^^^^^^^^^^^^^ A file holds one document. Please move what follows to a file of its own.
)~");
}

TEST_CASE("Parse: refuses directives", "[formats][yaml]") {
  const Told told = Tell(
      "%YAML 1.1\n"
      "---\n"
      "title: 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:1: error: % で始まる YAML の指示行は使えません [yaml.directive]
    1 | %YAML 1.1
      | ^^^^^^^^^ この行を消してください。
)~");
  CHECK(told.en == R"~(a.yaml:1:1: error: YAML directives (lines that start with %) are not used here [yaml.directive]
    1 | %YAML 1.1
      | ^^^^^^^^^ Please delete the line.
)~");
}

TEST_CASE("Parse: refuses anchors and aliases, each where it stands", "[formats][yaml]") {
  const Told told = Tell(
      "desk: &shiba 芝地区\n"
      "other: *shiba\n");
  CHECK(told.ja == R"~(a.yaml:1:7: error: YAML の目印（&）は使えません [yaml.anchor]
    1 | desk: &shiba 芝地区
      |       ^^^^^^ & で始まる文字を値にするときは引用符で囲みます。例: "&shiba 芝地区"
a.yaml:2:8: error: YAML の参照（*）は使えません [yaml.alias]
    2 | other: *shiba
      |        ^^^^^^ * で始まる文字を値にするときは引用符で囲みます。例: "*shiba"
)~");
  CHECK(told.en == R"~(a.yaml:1:7: error: YAML anchors (&) are not used here [yaml.anchor]
    1 | desk: &shiba 芝地区
      |       ^^^^^^ If the value starts with &, put it in quotes. Example: "&shiba 芝地区"
a.yaml:2:8: error: YAML aliases (*) are not used here [yaml.alias]
    2 | other: *shiba
      |        ^^^^^^ If the value starts with *, put it in quotes. Example: "*shiba"
)~");
}

TEST_CASE("Parse: takes emphasis for an alias and says to quote it", "[formats][yaml]") {
  const Told told = Tell("title: *重要* 説明会\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: YAML の参照（*）は使えません [yaml.alias]
    1 | title: *重要* 説明会
      |        ^^^^^^^^^^^^^ * で始まる文字を値にするときは引用符で囲みます。例: "*重要* 説明会"
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: YAML aliases (*) are not used here [yaml.alias]
    1 | title: *重要* 説明会
      |        ^^^^^^^^^^^^^ If the value starts with *, put it in quotes. Example: "*重要* 説明会"
)~");
}

TEST_CASE("Parse: refuses tags", "[formats][yaml]") {
  const Told told = Tell("title: !!str 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: YAML の型の指定（!）は使えません [yaml.tag]
    1 | title: !!str 港区
      |        ^^^^^ ! で始まる文字を値にするときは引用符で囲みます。例: "!!str 港区"
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: YAML tags (!) are not used here [yaml.tag]
    1 | title: !!str 港区
      |        ^^^^^ If the value starts with !, put it in quotes. Example: "!!str 港区"
)~");
}

TEST_CASE("Parse: refuses merge keys", "[formats][yaml]") {
  const Told told = Tell(
      "<<: {a: b}\n"
      "title: 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:1: error: ほかの内容を取り込む書き方（<<）は使えません [yaml.merge]
    1 | <<: {a: b}
      | ^^ 必要な項目をここに書いてください。
)~");
  CHECK(told.en == R"~(a.yaml:1:1: error: YAML merge keys (<<) are not used here [yaml.merge]
    1 | <<: {a: b}
      | ^^ Please write the entries out here.
)~");
}

TEST_CASE("Parse: refuses a key given twice and names the line of the first", "[formats][yaml]") {
  const Told told = Tell(
      "title: 港区\n"
      "summary: 協働\n"
      "title: 港区\n");
  CHECK(told.ja == R"~(a.yaml:3:1: error: 項目「title」が2回書かれています（1回目は 1 行目） [yaml.duplicate-key]
    3 | title: 港区
      | ^^^^^ どちらか一方を消すか、正しい項目名に直してください。
)~");
  CHECK(told.en == R"~(a.yaml:3:1: error: The key “title” is given twice (first on line 1) [yaml.duplicate-key]
    3 | title: 港区
      | ^^^^^ Please delete one of the two, or correct its name.
)~");
}

TEST_CASE("Parse: refuses a key given twice between brackets", "[formats][yaml]") {
  const Told told = Tell("title: {ja: 港区, ja: 台東区}\n");
  CHECK(told.ja == R"~(a.yaml:1:17: error: 項目「ja」が2回書かれています（1回目は 1 行目） [yaml.duplicate-key]
    1 | title: {ja: 港区, ja: 台東区}
      |                   ^^ どちらか一方を消すか、正しい項目名に直してください。
)~");
  CHECK(told.en == R"~(a.yaml:1:17: error: The key “ja” is given twice (first on line 1) [yaml.duplicate-key]
    1 | title: {ja: 港区, ja: 台東区}
      |                   ^^ Please delete one of the two, or correct its name.
)~");
}

TEST_CASE("Parse: refuses explicit keys", "[formats][yaml]") {
  const Told told = Tell(
      "? title\n"
      ": 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:1: error: 項目名には1行の文字だけが使えます [yaml.complex-key]
    1 | ? title
      | ^ ? で始める書き方や、[ ] { } を項目名にする書き方は使えません。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:1: error: A key must be plain text on one line [yaml.complex-key]
    1 | ? title
      | ^ Neither ? nor [ ] { } can stand for a key. Example: title: Tokyo
)~");
}

TEST_CASE("Parse: refuses a collection as a key", "[formats][yaml]") {
  const Told told = Tell("[ja, en]: 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:1: error: 項目名には1行の文字だけが使えます [yaml.complex-key]
    1 | [ja, en]: 港区
      | ^^^^^^^^ ? で始める書き方や、[ ] { } を項目名にする書き方は使えません。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:1: error: A key must be plain text on one line [yaml.complex-key]
    1 | [ja, en]: 港区
      | ^^^^^^^^ Neither ? nor [ ] { } can stand for a key. Example: title: Tokyo
)~");
}

TEST_CASE("Parse: refuses an entry without a key", "[formats][yaml]") {
  const Told told = Tell(": 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:1: error: 項目名がありません [yaml.empty-key]
    1 | : 港区
      | ^ : の前に項目名を書いてください。例: title: 東京
)~");
  CHECK(told.en == R"~(a.yaml:1:1: error: There is no key [yaml.empty-key]
    1 | : 港区
      | ^ Please write a key before the colon. Example: title: Tokyo
)~");
}

TEST_CASE("Parse: refuses a plain value that runs on", "[formats][yaml]") {
  const Told told = Tell(
      "summary: 区民と区が\n"
      "  協働で行います。\n"
      "  三行目\n"
      "title: 港区\n");
  CHECK(told.ja == R"~(a.yaml:2:3: error: 上の行の値が、この行に続いています [yaml.plain-multiline]
    2 |   協働で行います。
      |   ^^^^^^^^^^^^^^^^ 1行に書くか、長い文章は | の次の行から字下げして書いてください。例: summary: |
)~");
  CHECK(told.en == R"~(a.yaml:2:3: error: The value of the line above runs on to this line [yaml.plain-multiline]
    2 |   協働で行います。
      |   ^^^^^^^^^^^^^^^^ Please write it on one line, or write long text indented below a |. Example: summary: |
)~");
}

TEST_CASE("Parse: refuses a quoted value that runs on", "[formats][yaml]") {
  const Told told = Tell(
      "summary: \"区民と区が\n"
      "  協働で行います。\"\n"
      "title: 港区\n");
  CHECK(told.ja == R"~(a.yaml:1:10: error: 引用符（"）で囲んだ値が次の行に続いています [yaml.quote-multiline]
    1 | summary: "区民と区が
      |          ^^^^^^^^^^^ 1行に書くか、長い文章は | の次の行から、引用符なしで字下げして書いてください。例: summary: |
)~");
  CHECK(told.en == R"~(a.yaml:1:10: error: The value in quotes (") runs on to the next line [yaml.quote-multiline]
    1 | summary: "区民と区が
      |          ^^^^^^^^^^^ Please write it on one line, or write long text indented below a |, without quotes. Example: summary: |
)~");
}

TEST_CASE("Parse: refuses a plain value that runs on between brackets", "[formats][yaml]") {
  const Told told = Tell(
      "tags: [清掃,\n"
      "  防災\n"
      "  訓練]\n");
  CHECK(told.ja == R"~(a.yaml:3:3: error: 上の行の値が、この行に続いています [yaml.plain-multiline]
    3 |   訓練]
      |   ^^^^ かっこの中の値はそれぞれ1行に書き、コンマで区切ってください。例: [清掃, 防災]
)~");
  CHECK(told.en == R"~(a.yaml:3:3: error: The value of the line above runs on to this line [yaml.plain-multiline]
    3 |   訓練]
      |   ^^^^ Between brackets, please keep each value on one line and put a comma after it. Example: [cleaning, safety]
)~");
}

TEST_CASE("Parse: refuses control characters in quotes", "[formats][yaml]") {
  const Told told = Tell("title: \"a\\x07b\"\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: 値の中に制御文字が書かれています: U+0007 [yaml.control]
    1 | title: "a\x07b"
      |        ^^^^^^^^ \ で始まる記号を消してください。\ そのものを書くには '…' で囲みます。例: 'C:\new'
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: The value holds an escaped control character: U+0007 [yaml.control]
    1 | title: "a\x07b"
      |        ^^^^^^^^ Please remove the escape. For a backslash itself use '…'. Example: 'C:\new'
)~");
  CHECK(Tell("a: \"\\0\"\n").en.find("control character: U+0000 [") != std::string::npos);
}

TEST_CASE("Parse: refuses a value that starts with a reserved character", "[formats][yaml]") {
  const Told told = Tell("account: @minato\n");
  CHECK(told.ja == R"~(a.yaml:1:10: error: 値や項目名を @ で始めることはできません [yaml.reserved]
    1 | account: @minato
      |          ^^^^^^^ 全体を引用符で囲んでください。例: "@minato"
)~");
  CHECK(told.en == R"~(a.yaml:1:10: error: Neither a value nor a key can start with @ [yaml.reserved]
    1 | account: @minato
      |          ^^^^^^^ Please put all of it in quotes. Example: "@minato"
)~");
}

TEST_CASE("Parse: refuses a lone dash between brackets", "[formats][yaml]") {
  const Told told = Tell("tags: [-, 清掃]\n");
  CHECK(told.ja == R"~(a.yaml:1:8: error: 値や項目名を - で始めることはできません [yaml.reserved]
    1 | tags: [-, 清掃]
      |        ^ 全体を引用符で囲んでください。例: "-"
)~");
  CHECK(told.en == R"~(a.yaml:1:8: error: Neither a value nor a key can start with - [yaml.reserved]
    1 | tags: [-, 清掃]
      |        ^ Please put all of it in quotes. Example: "-"
)~");
}
