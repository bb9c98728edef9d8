// Compares the template engine with Jinja2, byte for byte.
//
//   template_oracle.py > cases.json && template_cases_test cases.json
//
// A case with a `reason` is a documented difference: what kyodo prints is in
// the table, and it must not be what Jinja2 prints.
#include <yaml-cpp/yaml.h>

#include <cstdio>
#include <deque>
#include <string>

#include "template/engine.h"

namespace {

using kyodo::tmpl::Arena;
using kyodo::tmpl::Dict;
using kyodo::tmpl::Names;
using kyodo::tmpl::Scope;
using kyodo::tmpl::Value;

/// JSON is YAML; a scalar without quotes has the tag "?".
Value ToValue(const YAML::Node& node, Arena& arena) {
  if (node.IsMap()) {
    Dict* dict = arena.New<Dict>();
    for (const auto& entry : node) {
      dict->entries.emplace_back(arena.Keep(entry.first.Scalar()), ToValue(entry.second, arena));
    }
    return Value::Of(static_cast<const Dict*>(dict));
  }
  if (node.IsSequence()) {
    Value* items = arena.NewValues(node.size());
    for (size_t i = 0; i < node.size(); ++i) items[i] = ToValue(node[i], arena);
    return Value::Of(arena.NewList(items, node.size()));
  }
  if (node.IsNull()) return Value::None();
  if (node.Tag() == "!") return Value::Of(arena.Keep(node.Scalar()));
  int64_t integer = 0;
  double real = 0;
  if (node.Scalar() == "true" || node.Scalar() == "false") return Value::Of(node.Scalar() == "true");
  if (YAML::convert<int64_t>::decode(node, integer)) return Value::Of(integer);
  YAML::convert<double>::decode(node, real);
  return Value::Of(real);
}

std::string ErrorsOf(const kyodo::Diagnostics& diagnostics) {
  std::string text;
  for (const auto& diagnostic : diagnostics.list()) text += FormatText(diagnostic, kyodo::Tongue::kEn);
  return text;
}

/// What kyodo prints, or its diagnostics.
std::string Render(const YAML::Node& test) {
  Names names;
  kyodo::tmpl::Engine engine(names);
  kyodo::Diagnostics diagnostics;
  std::deque<kyodo::SourceFile> files;
  for (const auto& entry : test["templates"]) {
    files.push_back({entry.first.Scalar(), entry.second.Scalar()});
    engine.AddTemplate(entry.first.Scalar(), files.back(), diagnostics);
  }
  engine.Link(diagnostics);
  Arena data, arena;
  Scope scope;
  std::vector<Value> values;
  for (const auto& entry : test["data"]) {
    scope.Add(names.Intern(entry.first.Scalar()), {});
    values.push_back(ToValue(entry.second, data));
  }
  engine.Check("main", scope, diagnostics);
  if (diagnostics.HasErrors()) return ErrorsOf(diagnostics);
  std::string out;
  engine.Render("main", scope, values, {"index.html", 0}, arena, out, diagnostics);
  return diagnostics.HasErrors() ? ErrorsOf(diagnostics) : out;
}

bool Passes(const YAML::Node& test) {
  const std::string ours = Render(test);
  const bool differs = test["reason"].IsDefined();
  const std::string jinja = test["jinja"].IsDefined() ? test["jinja"].Scalar() : test["jinja_error"].Scalar();
  const std::string expected = differs ? test["ours"].Scalar() : jinja;
  const bool same = ours == expected && (differs ? ours != jinja : test["jinja"].IsDefined());
  if (!same) {
    std::printf("FAILED %s\n  kyodo:    %s\n  expected: %s\n  Jinja2:   %s\n", test["name"].Scalar().c_str(),
                ours.c_str(), expected.c_str(), jinja.c_str());
  }
  return same;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: template_cases_test cases.json\n");
    return 2;
  }
  size_t passed = 0, failed = 0, differences = 0;
  for (const YAML::Node& test : YAML::LoadFile(argv[1])) {
    ++(Passes(test) ? passed : failed);
    if (test["reason"].IsDefined()) ++differences;
  }
  std::printf("%zu passed, %zu failed (%zu of them documented differences)\n", passed, failed, differences);
  return failed == 0 ? 0 : 1;
}
