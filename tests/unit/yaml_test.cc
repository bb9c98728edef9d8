// The tree that our YAML reader makes, its positions and its limits.
#include "yaml/yaml.h"

#include <fmt/format.h>

#include "yaml_testing.h"

namespace kyodo {
namespace {

std::string Place(const SourcePos& pos) { return fmt::format("{}:{}+{}", pos.line, pos.column, pos.length); }

/// `text@line:column+length`, lists in [ ], mappings in { }, quoted scalars in quotes.
std::string Print(const yaml::Node& node) {
  std::string out;
  switch (node.kind) {
    case yaml::Node::kScalar: out = node.quoted ? fmt::format("\"{}\"", node.text) : std::string(node.text); break;
    case yaml::Node::kSequence:
      for (const yaml::Node* item : node.items) out += (out.empty() ? "[" : ", ") + Print(*item);
      out += out.empty() ? "[]" : "]";
      break;
    case yaml::Node::kMapping:
      for (const yaml::Entry& entry : node.entries) {
        out +=
            fmt::format("{}{}@{}: {}", out.empty() ? "{" : ", ", entry.key, Place(entry.key_pos), Print(*entry.value));
      }
      out += out.empty() ? "{}" : "}";
  }
  return out + "@" + Place(node.pos);
}

struct Reader {
  SourceFile file{.path = "a.yaml", .text = {}};
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics diagnostics;

  const yaml::Node* Read(std::string text, uint32_t first_line = 1) {
    file.text = std::move(text);
    return yaml::Parse(file, file.text, first_line, arena, diagnostics);
  }
};

std::string Tree(const std::string& text) {
  Reader reader;
  const yaml::Node* root = reader.Read(text);
  return root ? Print(*root) : "refused: " + reader.diagnostics.list().front().rule;
}

/// "rule line:column+length" of each diagnostic, one to a line.
std::string Rules(const std::string& text, uint32_t first_line = 1) {
  Reader reader;
  reader.Read(text, first_line);
  std::string out;
  for (const Diagnostic& d : reader.diagnostics.list())
    out += fmt::format("{} {}:{}+{}\n", d.rule, d.line, d.column, d.length);
  return out;
}

}  // namespace

TEST_CASE("Parse: gives keys and values with their places in characters", "[formats][yaml]") {
  CHECK(Tree("title: 協働\n港区: \"a\"\n") == "{title@1:1+5: 協働@1:8+2, 港区@2:1+2: \"a\"@2:5+3}@1:1+5");
}

TEST_CASE("Parse: reads nested mappings and lists", "[formats][yaml]") {
  CHECK(Tree("a:\n  ja: 東\nb:\n- x\n- y: z\n") ==
        "{a@1:1+1: {ja@2:3+2: 東@2:7+1}@2:3+2, b@3:1+1: [x@4:3+1, {y@5:3+1: z@5:6+1}@5:3+1]@4:1+1}@1:1+1");
}

TEST_CASE("Parse: reads flow collections, with their whole length on one line", "[formats][yaml]") {
  CHECK(Tree("a: [清掃, \"b\"]\nb: {ja: 東, en: E}\n") ==
        "{a@1:1+1: [清掃@1:5+2, \"b\"@1:9+3]@1:4+9, b@2:1+1: {ja@2:5+2: 東@2:9+1, en@2:12+2: E@2:16+1}@2:4+14}@1:1+1");
  CHECK(Tree("a: [\n  b,\n  c,\n]\n") == "{a@1:1+1: [b@2:3+1, c@3:3+1]@1:4+1}@1:1+1");
}

TEST_CASE("Parse: leaves every scalar as the text that was written", "[formats][yaml]") {
  CHECK(Tree("a: no\nb: 08:30\nc: 012131\nd: ~\ne: 1e3\n") ==
        "{a@1:1+1: no@1:4+2, b@2:1+1: 08:30@2:4+5, c@3:1+1: 012131@3:4+6, d@4:1+1: ~@4:4+1, e@5:1+1: 1e3@5:4+3}@1:1+1");
}

TEST_CASE("Parse: tells an absent value from an empty text", "[formats][yaml]") {
  Reader reader;
  const yaml::Node* root = reader.Read("a:\nb: \"\"\n");
  REQUIRE(root);
  CHECK(root->Find("a")->IsAbsent());
  CHECK_FALSE(root->Find("b")->IsAbsent());
  CHECK(root->Find("c") == nullptr);
  CHECK(Print(*root->Find("a")) == "@1:3+1");
}

TEST_CASE("Parse: keeps the text of a block as it is, and the line it starts on", "[formats][yaml]") {
  Reader reader;
  const yaml::Node* root = reader.Read("a: |\n  一行目: x\n\n    # 「二」\n  　三行目　\nb: >-\n  c\n  d\n");
  REQUIRE(root);
  CHECK(root->Find("a")->text == "一行目: x\n\n  # 「二」\n　三行目　\n");
  CHECK(root->Find("a")->quoted);
  CHECK(root->Find("a")->text_line == 2);
  CHECK(root->Find("b")->text == "c d");
  CHECK(root->Find("b")->text_line == 7);
}

TEST_CASE("Parse: reads an empty document as an empty mapping", "[formats][yaml]") {
  Reader nothing;
  CHECK(Print(*yaml::Parse(nothing.file, {}, 1, nothing.arena, nothing.diagnostics)) == "{}@1:1+1");
  CHECK(Tree("") == "{}@1:1+1");
  CHECK(Tree("# 説明だけ\n") == "{}@1:1+1");
  CHECK(Tree("---\n") == "{}@1:1+1");
}

TEST_CASE("Parse: accepts remarks, CR LF, a byte order mark and the markers of one document", "[formats][yaml]") {
  CHECK(Tree("\xEF\xBB\xBF"
             "a: b # 注\r\n# 注\r\nc: d\r\n") == "{a@1:1+1: b@1:4+1, c@3:1+1: d@3:4+1}@1:1+1");
  CHECK(Tree("---\na: b\n...\n") == "{a@2:1+1: b@2:4+1}@2:1+1");
}

TEST_CASE("Parse: accepts what Japanese authors write in plain values", "[formats][yaml]") {
  for (const char* value : {"会場：区役所　3階", "「協働」とは（案）", "“まち”と“ひと”の話",
                            "https://example.jp/a?b=c#d", "10:30〜12:00", "’90年代", "A・B", "※要予約", "№1", "it's",
                            "-5", "電話:03-1234-5678", "mailto:a@example.jp", "50%", "a,b", "C#"}) {
    INFO(value);
    Reader reader;
    const yaml::Node* root = reader.Read(fmt::format("a: {0}\nb:\n  - {0}\n  - x\nc: d\n", value));
    REQUIRE(root);
    CHECK(root->Find("a")->text == value);
    CHECK(root->Find("b")->items[0]->text == value);
  }
}

TEST_CASE("Parse: counts lines from the first line of a document's front matter", "[formats][yaml]") {
  const std::string text = "---\ntitle: a\nb: c\n---\n本文\n";
  const SourceFile file{.path = "a.md", .text = text};
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics diagnostics;
  const yaml::Node* root = yaml::Parse(file, std::string_view(file.text).substr(4, 14), 2, arena, diagnostics);
  REQUIRE(root);
  CHECK(Print(*root) == "{title@2:1+5: a@2:8+1, b@3:1+1: c@3:4+1}@2:1+5");
  CHECK(Rules("a: 1\na: 2\nb：3\n", 10) == "yaml.duplicate-key 11:1+1\nyaml.fullwidth-colon 12:2+1\n");
}

TEST_CASE("Parse: names the line of the file where a repeated key stands first", "[formats][yaml]") {
  Reader reader;
  CHECK_FALSE(reader.Read("a: 1\na: 2\n", 10));
  CHECK(reader.diagnostics.list().front().message.en == "The key “a” is given twice (first on line 10)");
}

TEST_CASE("Parse: reports every slip of a file in one go, and each once", "[formats][yaml]") {
  CHECK(Rules("title：東京\nsummary: \"x\ntags: [a, b\nname: {ja:東京, en: T}\nquote: “東京”\nnote: a: b\nmap:\n\tk: "
              "v\n") ==
        "yaml.fullwidth-colon 1:6+1\n"
        "yaml.quote-unclosed 2:10+2\n"
        "yaml.bracket-unclosed 3:7+1\n"
        "yaml.colon-space 4:10+1\n"
        "yaml.smart-quote 5:8+4\n"
        "yaml.colon-in-value 6:8+1\n"
        "yaml.tab 8:1+1\n");
}

TEST_CASE("Parse: reports no slips inside block texts, quotes and remarks", "[formats][yaml]") {
  // The repeated key makes the reader look at the layout of the whole text.
  CHECK(Rules("a: |\n  題：東京\n  ja:東京\n  \t\"x\n  - [\n  “a”\nb: \"題：東京 # [\"\nc: x # 題： \"\n# ja:東京\na: "
              "1\n") == "yaml.duplicate-key 10:1+1\n");
}

TEST_CASE("Parse: accepts 32 levels and refuses the 33rd at once", "[formats][yaml]") {
  CHECK(Rules("a: " + std::string(31, '[') + std::string(31, ']') + "\n").empty());
  CHECK(Rules("a: " + std::string(32, '[') + std::string(32, ']') + "\n") == "yaml.depth 1:35+1\n");
  const Told told = Tell("a: " + std::string(100000, '[') + "\n");
  CHECK(told.en.find("The nesting is too deep (at most 32 levels) [yaml.depth]") != told.en.npos);
}

TEST_CASE("Parse: tells at most 100 problems of a file", "[formats][yaml]") {
  std::string text;
  while (text.size() < 200 * 1024) text += "a: \"\n";
  Reader reader;
  CHECK_FALSE(reader.Read(text));
  CHECK(reader.diagnostics.list().size() == 100);
}

TEST_CASE("Parse: accepts 256 KiB and refuses more", "[formats][yaml]") {
  const std::string text = "# " + std::string(256 * 1024 - 3, 'x') + "\n";
  CHECK(Rules(text).empty());
  const Told told = Tell(text + "\n");
  CHECK(told.en.find("a.yaml:1:1: error: The file is too large: 257 KiB [yaml.size]") == 0);
}

TEST_CASE("Parse: refuses what is not UTF-8 at its first byte", "[formats][yaml]") {
  Reader reader;
  CHECK_FALSE(reader.Read("a: b\nc: 東\x93\x8C\n"));
  REQUIRE(reader.diagnostics.list().size() == 1);
  const Diagnostic& told = reader.diagnostics.list().front();
  CHECK(fmt::format("{} {}:{}", told.rule, told.line, told.column) == "yaml.utf8 2:5");
  CHECK(told.message.ja == "文字コードが UTF-8 ではありません（バイト 0x93）");
  CHECK(told.message.en == "The text is not UTF-8 (byte 0x93)");
  CHECK(
      told.hint.ja ==
      "ファイルを UTF-8 で保存し直してください。例: メモ帳では「名前を付けて保存」で文字コードに「UTF-8」を選びます。");
  CHECK(told.hint.en ==
        "Please save the file as UTF-8. Example: in Notepad, choose the encoding “UTF-8” under “Save as”.");
}

TEST_CASE("Parse: refuses control characters and unusual line breaks, one on each line", "[formats][yaml]") {
  CHECK(Rules("a: x\x08\x08\nb: c\x7F\n") == "yaml.control 1:5+1\nyaml.control 2:5+1\n");
  CHECK(Rules("a: x\xE2\x80\xA8"
              "b: c\n") == "yaml.control 1:5+1\n");
  CHECK(Rules("a: x\rb: c\n") == "yaml.control 1:5+1\n");
  CHECK(Rules("a: x\xEF\xBB\xBF\n") == "yaml.control 1:5+1\n");
}

}  // namespace kyodo
