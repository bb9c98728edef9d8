// A set of templates in memory, for the tests of the template language.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "template/engine.h"

namespace kyodo::tmpl {

class Templates {
 public:
  Templates() : engine(names) {}

  Templates& Add(const std::string& name, const std::string& text) {
    files_.push_back({name, text});
    engine.AddTemplate(name, files_.back(), diagnostics);
    return *this;
  }

  /// Defines a variable of every page.
  Templates& Set(std::string_view name, Type type, Value value) {
    scope.Add(names.Intern(name), type);
    values.push_back(value);
    return *this;
  }

  Templates& Link() {
    if (!linked_) engine.Link(diagnostics);
    linked_ = true;
    return *this;
  }

  /// What is wrong with the template, before anything is rendered.
  std::string Check(const std::string& name, Tongue tongue = Tongue::kEn) {
    Link();
    engine.Check(name, scope, diagnostics);
    return Errors(tongue);
  }

  /// The page, or what is wrong.
  std::string Render(const std::string& name, const std::string& page = "index.html", size_t language = 0) {
    Link();
    std::string out;
    Arena arena;
    const bool fine = engine.Render(name, scope, values, {page, language}, arena, out, diagnostics);
    return fine ? out : Errors();
  }

  std::string Errors(Tongue tongue = Tongue::kEn) {
    diagnostics.Sort();
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.list()) text += FormatText(diagnostic, tongue);
    return text;
  }

  Names names;
  Engine engine;
  Diagnostics diagnostics;
  Scope scope;
  std::vector<Value> values;

 private:
  std::deque<SourceFile> files_;
  bool linked_ = false;
};

/// What is wrong with one template.
inline std::string ErrorsOf(const std::string& text, Tongue tongue = Tongue::kEn) {
  return Templates().Add("a.html", text).Link().Errors(tongue);
}

inline Value Text(std::string_view text) { return Value::Of(text); }

/// Records with the fields title, stage (none in some), tags and url.
struct Projects {
  explicit Projects(Names& names) {
    type.name = "projects";
    type.Add(names.Intern("title"), {Type::kString});
    Type stage{Type::kString};
    stage.optional = true;
    type.Add(names.Intern("stage"), stage);
    text.kind = Type::kString;
    Type tags{Type::kList};
    tags.element = &text;
    type.Add(names.Intern("tags"), tags);
    type.Add(names.Intern("url"), {Type::kUrl});
    one.kind = Type::kStruct;
    one.fields = &type;
    many.kind = Type::kList;
    many.element = &one;
  }
  Projects(const Projects&) = delete;

  void Add(std::string_view title, Value stage, std::vector<Value> tags, std::string_view url) {
    tag_values.push_back(std::move(tags));
    List& tag_list = tag_lists.emplace_back();
    tag_list.items = tag_values.back().data();
    tag_list.size = static_cast<uint32_t>(tag_values.back().size());
    fields.push_back({Text(title), stage, Value::Of(static_cast<const List*>(&tag_list)), Value::Url(url)});
    structs.push_back({&type, fields.back().data()});
    items.push_back(Value::Of(static_cast<const Struct*>(&structs.back())));
    list.items = items.data();
    list.size = static_cast<uint32_t>(items.size());
  }
  Value All() const { return Value::Of(&list); }

  StructType type;
  Type text, one, many;
  std::deque<std::vector<Value>> fields, tag_values;
  std::deque<Struct> structs;
  std::deque<List> tag_lists;
  std::vector<Value> items;
  List list;
};

}  // namespace kyodo::tmpl
