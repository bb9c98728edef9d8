#include "explain/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <memory_resource>

#include "yaml/yaml.h"

namespace kyodo::explain {

namespace {

std::string TextAt(const yaml::Node& map, std::string_view key) {
  const yaml::Node* node = map.Find(key);
  std::string text(node ? node->text : std::string_view());
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// Why no file of a site can show what is told, by what the row says.
Message WhyNone(std::string_view key) {
  static const std::map<std::string_view, Message> kWhy = {
      {"several",
       {"一つのファイルだけでは起きないので、例はありません。",
        "No single file brings it about, so that there is no example."}},
      {"size",
       {"とても大きなファイルでだけ起きるので、例はありません。",
        "Only a very large file brings it about, so that there is no example."}},
      {"bytes",
       {"文字で書けないファイルのことなので、例はありません。",
        "It is about files that are no plain text, so that there is no example."}},
      {"machine",
       {"機械やディスクのことなので、例はありません。",
        "It is about the machine or its disk, so that there is no example."}},
      {"network",
       {"通信の相手のことなので、例はありません。", "It is about a server elsewhere, so that there is no example."}},
      {"command",
       {"打った命令のことなので、例はありません。知らせが、打つものを示します。",
        "It is about a command that was typed, so that there is no example; the message shows what to type."}},
      {"table",
       {"取り込む表のことなので、例はありません。知らせが、セルを示します。",
        "It is about a table to be taken over, so that there is no example; the message names the cell."}},
      {"other",
       {"ほかの知らせに当てはまらないときに出るので、決まった例はありません。",
        "It is told where no other message fits, so that there is no typical example."}}};
  const auto found = kWhy.find(key);
  return found == kWhy.end() ? Message() : found->second;
}

Family ReadFamily(std::string_view text) {
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics none;
  const SourceFile file{"rules", std::string(text)};
  const yaml::Node* root = yaml::Parse(file, file.text, 1, arena, none);
  assert(root && none.empty());  // a test reads them all
  Family family;
  if (!root) return family;
  for (const yaml::Entry& entry : root->entries) {
    const yaml::Node& node = *entry.value;
    if (node.kind != yaml::Node::kMapping) continue;  // where the examples stand, for the tests
    const Message said{TextAt(node, "ja"), TextAt(node, "en")};
    if (entry.key == "family") {
      family.title = said;
    } else {
      family.rules.push_back(
          {std::string(entry.key), said, TextAt(node, "wrong"), TextAt(node, "right"), WhyNone(TextAt(node, "why"))});
    }
  }
  std::sort(family.rules.begin(), family.rules.end(),
            [](const Rule& one, const Rule& other) { return one.name < other.name; });
  return family;
}

/// Each line moved in.
std::string Indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

/// Between fences that are longer than any in the text.
std::string Fenced(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != text.npos) fence += '`';
  return fmt::format("{}text\n{}\n{}\n", fence, text, fence);
}

size_t CountWithout(const std::vector<Family>& families, size_t& all) {
  size_t without = 0;
  for (const Family& family : families) {
    for (const Rule& rule : family.rules) without += !rule.why_none.empty();
    all += family.rules.size();
  }
  return without;
}

}  // namespace

std::vector<Family> AllRules() {
  std::vector<Family> families;
  for (const std::string_view text : RuleTexts()) families.push_back(ReadFamily(text));
  return families;
}

std::string TextOf(const Rule& rule, Tongue tongue) {
  const bool ja = tongue == Tongue::kJa;
  std::string out = fmt::format("{}\n{}\n", rule.name, rule.meaning.In(tongue));
  if (!rule.why_none.empty()) return out + fmt::format("\n{}\n", rule.why_none.In(tongue));
  out += fmt::format("\n{}\n{}", ja ? "間違い:" : "Wrong:", Indented(rule.wrong));
  return out + fmt::format("{}\n{}", ja ? "正しい書き方:" : "Right:", Indented(rule.right));
}

std::string ListOf(const std::vector<Family>& families, Tongue tongue) {
  std::string out;
  for (const Family& family : families) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", family.title.In(tongue));
    for (const Rule& rule : family.rules) out += fmt::format("  {:26} {}\n", rule.name, rule.meaning.In(tongue));
  }
  return out;
}

std::string PageOf(const std::vector<Family>& families) {
  size_t all = 0;
  const size_t without = CountWithout(families, all);
  std::string out = fmt::format(
      "# 知らせの一覧 / All rules\n\n<!-- kyodo explain --markdown -->\n\n"
      "kyodo が知らせることの一覧です。名前は、知らせの終わりの角かっこの中にあります。{0} のうち {1} に、"
      "間違いと正しい書き方の例があり、テストで確かめてあります。例のない {2} には、そのわけを書いてあります。\n\n"
      "All that kyodo tells. The name stands in brackets at the end of a message. {1} of {0} have a wrong and a right "
      "example, which tests try; of the other {2} it is said why not.\n",
      all, all - without, without);
  for (const Family& family : families) {
    out += fmt::format("\n## {} / {}\n", family.title.ja, family.title.en);
    for (const Rule& rule : family.rules) {
      out += fmt::format("\n### `{}`\n\n{}\n\n{}\n", rule.name, rule.meaning.ja, rule.meaning.en);
      if (!rule.why_none.empty()) {
        out += fmt::format("\n{}\n\n{}\n", rule.why_none.ja, rule.why_none.en);
        continue;
      }
      out +=
          fmt::format("\n間違い / Wrong:\n\n{}\n正しい書き方 / Right:\n\n{}", Fenced(rule.wrong), Fenced(rule.right));
    }
  }
  return out;
}

}  // namespace kyodo::explain
