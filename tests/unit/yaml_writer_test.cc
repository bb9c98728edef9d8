// Records written with yaml-cpp, and read back by our reader and by yaml-cpp.
#include <yaml-cpp/yaml.h>

#include <catch2/catch.hpp>
#include <memory_resource>

#include "yaml/writer.h"
#include "yaml/yaml.h"

namespace kyodo {

using yaml::Value;

namespace {

/// What our reader finds under "key", or the rule that refuses the file.
std::string ReadBack(const std::string& written) {
  const SourceFile file{.path = "a.yaml", .text = written};
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics diagnostics;
  const yaml::Node* root = yaml::Parse(file, file.text, 1, arena, diagnostics);
  return root ? std::string(root->Find("key")->text) : "refused: " + diagnostics.list().front().rule;
}

std::string Written(Value value) {
  const Result<std::string> text = yaml::Write(Value::Map().Add("key", std::move(value)).Add("next", Value::Text("x")));
  return text ? *text : "error: " + text.error().rule;
}

void CheckSame(const std::string& text, Value value) {
  const std::string written = Written(std::move(value));
  INFO(written);
  CHECK(ReadBack(written) == text);
  CHECK(YAML::Load(written)["key"].Scalar() == text);
}

}  // namespace

TEST_CASE("Write: makes a record that a person would write", "[formats][yaml]") {
  Value record = Value::Map();
  record.Add("title", Value::Map().Add("ja", Value::Text("夏まつり")).Add("en", Value::Text("Summer: a festival")));
  record.Add("start", Value::Text("08:30"));
  record.Add("code", Value::Text("012131"));
  record.Add("tags", Value::List({Value::Text("清掃"), Value::Text("- 防災")}));
  record.Add("summary", Value::Block("一行目\n\n　二行目: # 注\n"));
  record.Add("empty", Value::List());
  const Result<std::string> written = yaml::Write(record);
  REQUIRE(written);
  CHECK(*written == R"(title:
  ja: 夏まつり
  en: "Summer: a festival"
start: 08:30
code: 012131
tags:
  - 清掃
  - "- 防災"
summary: |
  一行目

  　二行目: # 注
empty: []
)");
}

TEST_CASE("Write: every text comes back the same", "[formats][yaml]") {
  for (const std::string text : {"",
                                 " ",
                                 "　",
                                 "a",
                                 "no",
                                 "null",
                                 "~",
                                 "true",
                                 "1e3",
                                 "-5",
                                 "- a",
                                 "-a",
                                 "?",
                                 "? a",
                                 ": a",
                                 "a:",
                                 "a: b",
                                 "a:b",
                                 "題：東京",
                                 "a #b",
                                 "a#b",
                                 "#a",
                                 "&a",
                                 "*a*",
                                 "!a",
                                 "|",
                                 "> a",
                                 "%a",
                                 "@a",
                                 "`a`",
                                 "[重要] a",
                                 "{a}",
                                 "]",
                                 "}",
                                 ",",
                                 "'",
                                 "\"",
                                 "it's",
                                 "\"a\" b",
                                 "'a' b",
                                 "“a”",
                                 "‘a",
                                 " a",
                                 "a ",
                                 "　a",
                                 "a　",
                                 "\ta",
                                 "a\tb",
                                 "a\nb",
                                 "a\n",
                                 "\n",
                                 "C:\\data",
                                 "\\",
                                 "---",
                                 "...",
                                 "--- a",
                                 "<<",
                                 "=",
                                 "・a",
                                 "https://example.jp/#a",
                                 "日本語、（全角）「かぎ」",
                                 "😀",
                                 "é",
                                 "\xE2\x80\x8B",
                                 "a\xC2\xA0",
                                 "\xC2\xA0"
                                 "a"}) {
    CheckSame(text, Value::Text(text));
  }
}

TEST_CASE("Write: every block comes back the same, with one line break at its end", "[formats][yaml]") {
  for (const std::string text : {"a\n", "一行目\n二行目\n", "a\n\nb\n", "a\n  b\n", "a\n\tb\n", "a: b\n- c\n# d\n",
                                 "\"a\n", "　字下げ\n", " a\nb\n", "\na\n", "a  \nb\n", "---\n", "- a\n"}) {
    CheckSame(text, Value::Block(text));
  }
  CheckSame("a\n", Value::Block("a"));
  CheckSame("a\n", Value::Block("a\n\n\n"));
  CheckSame("a\n\nb\n", Value::Block("a\n  \nb"));
}

TEST_CASE("Write: blocks and lists keep their indentation inside one another", "[formats][yaml]") {
  const Value item = Value::Map()
                         .Add("body", Value::Block("一\n二\n"))
                         .Add("tags", Value::List({Value::List({Value::Text("a")}), Value::Block("b")}));
  const Result<std::string> written = yaml::Write(Value::Map().Add("items", Value::List({item, item})));
  REQUIRE(written);
  const SourceFile file{.path = "a.yaml", .text = *written};
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics diagnostics;
  const yaml::Node* root = yaml::Parse(file, file.text, 1, arena, diagnostics);
  REQUIRE(root);
  const yaml::Node& second = *root->Find("items")->items[1];
  CHECK(second.Find("body")->text == "一\n二\n");
  CHECK(second.Find("tags")->items[0]->items[0]->text == "a");
  CHECK(second.Find("tags")->items[1]->text == "b\n");
}

TEST_CASE("Write: makes all line breaks one kind", "[formats][yaml]") {
  CHECK(ReadBack(Written(Value::Block("a\r\nb\rc\xE2\x80\xA8"
                                      "d"))) == "a\nb\nc\nd\n");
  CHECK(ReadBack(Written(Value::Text("\xEF\xBB\xBF"
                                     "a"))) == "a");
}

TEST_CASE("Write: quotes a key that needs it", "[formats][yaml]") {
  CHECK(*yaml::Write(Value::Map().Add("- a: b", Value::Text("c"))) == "\"- a: b\": c\n");
}

TEST_CASE("Write: refuses control characters and what is not UTF-8", "[formats][yaml]") {
  CHECK(Written(Value::Text("a\x07")) == "error: yaml.control");
  CHECK(Written(Value::Block("a\x93")) == "error: yaml.utf8");
}

}  // namespace kyodo
