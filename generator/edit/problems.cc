#include "edit/problems.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text.h"

namespace kyodo::edit {

namespace {

using yaml::Node;

bool IsBefore(const SourcePos& at, uint32_t line, uint32_t column) {
  return std::tie(at.line, at.column) <= std::tuple<uint32_t, uint32_t>(line, std::max<uint32_t>(column, 1));
}

/// The keys that lead to a place.
Path PathAt(const Node& root, uint32_t line, uint32_t column) {
  Path path;
  for (const Node* node = &root; node;) {
    const Node* next = nullptr;
    std::string key;
    for (const yaml::Entry& entry : node->entries) {
      if (!IsBefore(entry.key_pos, line, column)) break;
      next = entry.value;
      key = entry.key;
    }
    for (size_t i = 0; i < node->items.size() && IsBefore(node->items[i]->pos, line, column); ++i) {
      next = node->items[i];
      key = std::to_string(i);
    }
    if (next) path.push_back(std::move(key));
    node = next;
  }
  return path;
}

/// Of `field.required`, whose message ends in the key: "Missing key: venue (Venue)". It stands where the mapping does.
std::string MissingKey(const Diagnostic& one) {
  const std::string& text = one.message.en;
  const size_t colon = text.rfind(": ");
  return colon == text.npos ? std::string() : text.substr(colon + 2, text.find(' ', colon + 2) - colon - 2);
}

/// The control at the path, above it, or the first below it; empty: there is none.
std::string ControlFor(Path path, const std::vector<std::string>& names) {
  for (; !path.empty(); path.pop_back()) {
    const std::string name = NameOf(path);
    if (std::find(names.begin(), names.end(), name) != names.end()) return name;
    const auto below =
        std::find_if(names.begin(), names.end(), [&](const std::string& one) { return StartsWith(one, name + "."); });
    if (below != names.end()) return *below;
  }
  return {};
}

}  // namespace

Problems SortProblems(const Form& form, const std::string& path, const std::string& text,
                      const std::vector<Diagnostic>& told) {
  std::vector<std::string> names;
  form.Each([&](const Control& control) { names.push_back(control.Name()); });
  const auto file = ParseFile(path, text, form.is_document ? FileForm::kMarkdown : FileForm::kYaml);
  Problems problems;
  for (const Diagnostic& one : told) {
    Path at;
    if (one.path == path && one.line > 0 && file->root) {
      const bool in_body = form.is_document && one.line >= file->body_line;
      at = in_body ? Path{kBody} : PathAt(*file->root, one.line, one.column);
      const std::string missing = one.rule == "field.required" ? MissingKey(one) : "";
      // The mapping that lacks it begins with another of its keys.
      while (!missing.empty() && !at.empty()) {
        at.back() = missing;
        if (const std::string name = ControlFor(at, names); StartsWith(name, NameOf(at))) break;
        at.pop_back();
      }
    }
    problems[ControlFor(at, names)].push_back(one);
  }
  return problems;
}

}  // namespace kyodo::edit
