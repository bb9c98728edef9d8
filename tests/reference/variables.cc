#include "variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "core/text.h"
#include "template/builtins.h"
#include "views/descriptions.h"
#include "views/filters.h"

namespace kyodo::reference {

namespace {

using tmpl::StructType;
using tmpl::Type;

constexpr const char* kFieldsOfEveryType = "activities";

/// The items of a list are there.
Type Present(Type type) {
  type.optional = false;
  return type;
}

class Tables {
 public:
  Tables(const Site& site, const render::Types& types, Words& words) : site_(site), types_(types), words_(words) {}

  /// What the reader calls the shape: records of all collections are one.
  std::string NameOf(const StructType& type) const {
    if (site_.collections.contains(type.name)) return "record";
    return EndsWith(type.name, ".referenced_by") ? "referenced_by" : type.name;
  }

  std::string TypeText(const Type& type) {
    std::string text;
    switch (type.kind) {
      case Type::kAny: text = words_.Say("値", "value"); break;
      case Type::kBool: text = words_.Say("真偽", "true or false"); break;
      case Type::kNumber: text = words_.Say("数", "number"); break;
      case Type::kString: text = words_.Say("文字列", "text"); break;
      case Type::kHtml: text = "HTML"; break;
      case Type::kUrl: text = words_.Say("アドレス", "address"); break;
      case Type::kDate: text = words_.Say("日付", "date"); break;
      case Type::kDict: text = words_.Say("辞書", "dict"); break;
      case Type::kStruct: text = LinkTo(*type.fields); break;
      case Type::kList:
        text = type.element ? fmt::format(fmt::runtime(words_.Say("{} のリスト", "list of {}")),
                                          TypeText(Present(*type.element)))
                            : words_.Say("リスト", "list");
        break;
    }
    return type.optional ? text + words_.Say("、なければ none", " or none") : text;
  }

  /// The tables of what was named and has none yet.
  std::string Rest() {
    std::string out;
    for (; !waiting_.empty(); waiting_.pop_front()) out += Section(*waiting_.front());
    return out;
  }

  std::string Row(const std::string& key, const std::string& name, const std::string& type) {
    return fmt::format("| `{}` | {} | {} |\n", name, type, words_.Of(key + "." + name));
  }

  std::string Head() const {
    return words_.Say("| 名前 | 型 | 内容 |\n", "| name | type | what it is |\n") + "|---|---|---|\n";
  }

 private:
  std::string LinkTo(const StructType& type) {
    std::string name = NameOf(type);
    // An object has the fields that its schema gives it.
    if (name == "object") return words_.Say("その項目", "its fields");
    if (known_.insert(name).second) waiting_.push_back(&type);
    std::string anchor = name;
    std::replace(anchor.begin(), anchor.end(), ' ', '-');
    return fmt::format("[{}](#{})", name, anchor);
  }

  /// What stands in the place of names that each site chooses; empty when the names are ours.
  std::string Chosen(const std::string& shape) const {
    if (shape == "referenced_by") return "<collection>";
    return shape == "menus" || shape == "vocabularies" || shape == "t" ? "<name>" : "";
  }

  std::string Section(const StructType& type) {
    const std::string shape = NameOf(type);
    std::string out = fmt::format("\n### {}\n\n{}", shape, Head());
    const std::string chosen = Chosen(shape);
    if (!chosen.empty()) {
      if (!type.list.empty()) out += Row(shape, chosen, TypeText(type.list.front().type));
      if (shape == "menus") out += Row(shape, "home", TypeText(type.list.back().type));
      return out;
    }
    const auto collection = site_.collections.find(type.name);
    bool said = false;
    for (const StructType::Field& field : type.list) {
      const std::string name(types_.names.Text(field.name));
      const bool own = collection != site_.collections.end() && collection->second.schema.Find(name) >= 0;
      const bool of_site = shape == "site" && site_.collections.contains(name);
      if (of_site && !said) out += Row(shape, "<collection>", TypeText(field.type));
      said = said || of_site;
      if (!own && !of_site) out += LabelledRow(type, name, TypeText(field.type));
    }
    if (shape == "record") out += Row(shape, "<field>", words_.Say("[型による](#fields)", "[by its type](#fields)"));
    return out;
  }

  /// Parts of a field's value have a label in the schema already.
  std::string LabelledRow(const StructType& type, const std::string& name, const std::string& type_text) {
    for (const Field& field : site_.collections.at(kFieldsOfEveryType).schema.fields) {
      if (FieldKindNames()[static_cast<size_t>(field.type.kind)] != type.name) continue;
      for (const Field& part : field.type.fields) {
        if (part.key == name)
          return fmt::format("| `{}` | {} | {} |\n", name, type_text,
                             part.label.In(words_.tongue() == Tongue::kJa ? 0 : 1));
      }
    }
    return Row(NameOf(type), name, type_text);
  }

  const Site& site_;
  const render::Types& types_;
  Words& words_;
  std::set<std::string> known_;
  std::deque<const StructType*> waiting_;
};

/// What templates get from a field of each type.
std::string FieldTable(const Site& site, const render::Types& types, Tables& tables, Words& words) {
  std::string out = words.Say("| 型 | 得られるもの |\n", "| type in the schema | what it gives |\n") + "|---|---|\n";
  const StructType& shape = types.records.at(kFieldsOfEveryType).type;
  std::map<FieldKind, std::string> given;
  for (const Field& field : site.collections.at(kFieldsOfEveryType).schema.fields) {
    const tmpl::Name name = types.names.Find(field.key);
    if (!field.is_private)
      given.emplace(field.type.kind, tables.TypeText(shape.list[static_cast<size_t>(shape.Slot(name))].type));
  }
  for (const auto& [kind, text] : given)
    out += fmt::format("| `{}` | {} |\n", FieldKindNames()[static_cast<size_t>(kind)], text);
  return out;
}

std::string Parameters(std::string_view parameters) {
  std::string text;
  for (const char c : parameters) text += c == ' ' ? std::string(", ") : std::string(1, c);
  return text.empty() ? "" : "(" + text + ")";
}

/// A table cell holds no bare bar.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

std::string BuiltinTable(std::span<const tmpl::Builtin> builtins, const Words& words) {
  std::string out = words.Say("| 名前 | 内容 |\n", "| name | what it does |\n") + "|---|---|\n";
  for (const tmpl::Builtin& one : builtins)
    out += fmt::format("| `{}{}` | {} |\n", one.name, Parameters(one.parameters),
                       Cell(words.tongue() == Tongue::kJa ? one.ja : one.en));
  return out;
}

}  // namespace

std::string_view Words::Of(const std::string& name) {
  for (const render::Description& one : render::Descriptions()) {
    if (one.name != name) continue;
    used_.emplace(name);
    return tongue_ == Tongue::kJa ? one.ja : one.en;
  }
  missing_.insert(name);
  return "";
}

std::vector<std::string> Words::Problems() const {
  std::vector<std::string> problems;
  for (const std::string& name : missing_) problems.push_back("no description: " + name);
  for (const render::Description& one : render::Descriptions()) {
    if (!used_.contains(one.name)) problems.push_back(fmt::format("a description of nothing: {}", one.name));
  }
  return problems;
}

namespace {

std::string Variables(const render::Types& types, Tables& tables, Words& words) {
  std::string out = words.Say("## 変数\n\n", "## Variables\n\n") + tables.Head();
  std::set<std::string> known;
  std::string shapes;
  for (const tmpl::Scope* scope :
       {&types.base, &types.record_scopes.at(kFieldsOfEveryType), &types.listing_scopes.at(kFieldsOfEveryType),
        &types.index_scopes.at(kFieldsOfEveryType), &types.calendar_scope, &types.removed_scope}) {
    for (const StructType::Field& field : scope->list) {
      const std::string name(types.names.Text(field.name));
      if (!known.insert(name).second) continue;
      out += tables.Row("variables", name, tables.TypeText(field.type));
      shapes += tables.Rest();
    }
  }
  return out + shapes;
}

std::string HostFilters(tmpl::Engine& engine, Tables& tables, Words& words) {
  std::string out = words.Say("\n## kyodo のフィルター\n\n| 名前 | 対象 | 結果 | 内容 |\n",
                              "\n## Filters of kyodo\n\n| name | takes | gives | what it does |\n");
  out += "|---|---|---|---|\n";
  for (const tmpl::HostFilter* filter : engine.Filters()) {
    Type input;
    input.kind = filter->input;
    const std::string takes =
        filter->input == Type::kStruct ? std::string("[record](#record)") : tables.TypeText(input);
    out += fmt::format("| `{}{}` | {} | {} | {} |\n", filter->name,
                       Parameters(fmt::format("{}", fmt::join(filter->parameters, " "))), takes,
                       tables.TypeText(filter->result), Cell(words.Of("filter " + filter->name)));
  }
  return out + tables.Rest();
}

}  // namespace

std::string VariablesAndFilters(const Site& site, const Theme& theme, Words& words) {
  render::Types types(site, theme);
  tmpl::Engine engine(types.names);
  render::AddFilters(engine, types, theme);
  Tables tables(site, types, words);
  std::string out = Variables(types, tables, words);
  out += words.Say("\n### fields\n\nスキーマの項目は、型によって次のものになります。\n\n",
                   "\n### fields\n\nA field of a schema gives, by its type:\n\n");
  out += FieldTable(site, types, tables, words);
  out += tables.Rest();
  out += HostFilters(engine, tables, words);
  out += words.Say("\n## Jinja2 と同じフィルター\n\n", "\n## Filters of Jinja2\n\n") +
         BuiltinTable(tmpl::Filters(), words);
  out += words.Say("\n## 判定（`is` の後に書くもの）\n\n", "\n## Tests, which follow `is`\n\n") +
         BuiltinTable(tmpl::Tests(), words);
  return out;
}

}  // namespace kyodo::reference
