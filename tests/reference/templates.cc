#include "templates.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory_resource>

#include "yaml/yaml.h"

namespace kyodo::reference {

namespace {

/// The names after `{% block`, in their order.
std::vector<std::string> BlocksOf(std::string_view text) {
  constexpr std::string_view kBegin = "{% block ";
  std::vector<std::string> blocks;
  for (size_t at = text.find(kBegin); at != std::string_view::npos; at = text.find(kBegin, at)) {
    at += kBegin.size();
    blocks.push_back("`" + std::string(text.substr(at, text.find(' ', at) - at)) + "`");
  }
  return blocks;
}

/// What it extends, if anything.
std::string ParentOf(std::string_view text) {
  constexpr std::string_view kBegin = "{% extends \"";
  const size_t at = text.find(kBegin);
  if (at == std::string_view::npos) return "";
  const size_t begin = at + kBegin.size();
  return "`" + std::string(text.substr(begin, text.find('"', begin) - begin)) + "`";
}

std::map<std::string, std::string> DescriptionsIn(const SourceFile& about, Tongue tongue) {
  std::pmr::monotonic_buffer_resource memory;
  Diagnostics diagnostics;
  std::map<std::string, std::string> found;
  const yaml::Node* root = yaml::Parse(about, about.text, 1, memory, diagnostics);
  if (!root) return found;
  for (const yaml::Entry& entry : root->entries) {
    if (entry.key != "templates") continue;
    for (const yaml::Entry& one : entry.value->entries) {
      for (const yaml::Entry& text : one.value->entries) {
        if (text.key == (tongue == Tongue::kJa ? "ja" : "en")) found[std::string(one.key)] = text.value->text;
      }
    }
  }
  return found;
}

}  // namespace

std::string Templates(const Theme& theme, const SourceFile& about, const Words& words,
                      std::vector<std::string>& problems) {
  std::map<std::string, std::string> descriptions = DescriptionsIn(about, words.tongue());
  std::string out = words.Say("\n## 標準のテーマのひな型\n\n| ひな型 | 土台 | ブロック | 内容 |\n",
                              "\n## Templates of the default theme\n\n| template | extends | blocks | what it is |\n");
  out += "|---|---|---|---|\n";
  for (const auto& [name, file] : theme.templates) {
    const auto description = descriptions.find(name);
    if (description == descriptions.end()) {
      problems.push_back(fmt::format("no description in {}: {}", about.path, name));
      continue;
    }
    out += fmt::format("| `{}` | {} | {} | {} |\n", name, ParentOf(file->text), fmt::join(BlocksOf(file->text), " "),
                       description->second);
    descriptions.erase(description);
  }
  for (const auto& [name, text] : descriptions)
    problems.push_back(fmt::format("a description of nothing in {}: {}", about.path, name));
  return out;
}

}  // namespace kyodo::reference
