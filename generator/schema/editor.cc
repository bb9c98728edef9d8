#include "schema/editor.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.h"
#include "load/map_reader.h"
#include "schema/json_schema.h"
#include "schema/words.h"

namespace kyodo::schema {

namespace {

constexpr const char* kSchemas = ".vscode/kyodo/";
constexpr const char* kSiteSchema = "site.yaml";
constexpr const char* kVocabularySchema = "vocabularies.yaml";
constexpr const char* kRemovedSchema = "removed.yaml";

/// In a snippet `$`, `}` and `\` mean something else.
std::string Escaped(std::string_view text, bool in_choice) {
  std::string out;
  for (const char c : text) {
    const std::string_view special = in_choice ? "$}\\,|" : "$}\\";
    if (special.find(c) != special.npos) out += '\\';
    out += c;
  }
  return out;
}

class Snippet {
 public:
  Snippet(const Site& site, const Collection& collection)
      : site_(site), collection_(collection), schema_(collection.schema) {}

  std::vector<std::string> Lines() {
    if (schema_.is_document) lines_.push_back("---");
    for (const Field& field : schema_.fields)
      if (field.required && field.default_value.empty()) Add(field);
    lines_.push_back("published: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE");
    lines_.push_back("updated: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE");
    if (!schema_.is_document) return lines_;
    for (const char* line : {"---", "", "${0:text}"}) lines_.push_back(line);
    return lines_;
  }

 private:
  void Add(const Field& field) {
    const std::vector<Language>& languages = site_.config.languages;
    const bool text = field.type.kind != FieldKind::kList && field.type.one_of.empty() && field.example.empty();
    if (field.translate && !schema_.is_document && text) {
      std::string inner;
      for (LanguageId id = 0; id < languages.size(); ++id) {
        const std::string word = field.label.In(id).empty() ? field.key : field.label.In(id);
        inner += fmt::format("{}{}: {}", inner.empty() ? "" : ", ", languages[id].code, Stop(FlowText(word)));
      }
      lines_.push_back(fmt::format("{}: {{{}}}", field.key, inner));
      return;
    }
    lines_.push_back(
        fmt::format("{}: {}", field.key, field.type.kind == FieldKind::kTerm ? TermsOf(field) : Example(field)));
  }

  std::string Example(const Field& field) {
    const std::string known = ValidExample(field, collection_, !schema_.is_document, site_);
    return Stop(known.empty() ? field.key : known);
  }

  std::string TermsOf(const Field& field) {
    constexpr size_t kFew = 40;
    const auto found = site_.vocabularies.find(field.type.vocabulary);
    if (found == site_.vocabularies.end() || found->second.terms.empty() || found->second.terms.size() > kFew)
      return Example(field);
    std::string all;
    for (const Term& term : found->second.terms) all += (all.empty() ? "" : ",") + Escaped(term.id, true);
    return fmt::format("${{{}|{}|}}", ++stops_, all);
  }

  std::string Stop(std::string_view text) { return fmt::format("${{{}:{}}}", ++stops_, Escaped(text, false)); }

  const Site& site_;
  const Collection& collection_;
  const Schema& schema_;
  std::vector<std::string> lines_;
  int stops_ = 0;
};

std::string Snippets(const Site& site) {
  JsonWriter out;
  out.BeginObject();
  for (const auto& [id, collection] : site.collections) {
    const Schema& schema = collection.schema;
    const Message label = InTongues(schema.label_one.empty() ? schema.label : schema.label_one, site.config.languages);
    out.Key(fmt::format("kyodo: {}", Both(label))).BeginObject();
    out.Key("scope").String(schema.is_document ? "markdown" : "yaml");
    out.Key("prefix").BeginArray().String("kyodo-" + id).String(label.ja).EndArray();
    out.Key("description").String(fmt::format("{}/", id));
    out.Key("body").BeginArray();
    for (const std::string& line : Snippet(site, collection).Lines()) out.String(line);
    out.EndArray().EndObject();
  }
  out.EndObject();
  return fmt::format("// {}\n{}", kMadeBy, Indented(out.Take()));
}

std::string Settings(const Site& site, const std::string& folder) {
  JsonWriter out;
  out.BeginObject().Key("yaml.schemas").BeginObject();
  const auto map = [&](const std::string& name, const std::string& files) {
    out.Key(fmt::format("./{}{}.schema.json", kSchemas, name)).BeginArray().String(folder + "/" + files).EndArray();
  };
  for (const auto& [id, collection] : site.collections)
    if (!collection.schema.is_document) map(id, id + "/**/*.yaml");
  map(kSiteSchema, "site.yaml");
  map(kVocabularySchema, "vocabularies/*.yaml");
  map(kRemovedSchema, "removed.yaml");
  out.EndObject();
  out.Key("[yaml]").Raw(
      R"({"editor.insertSpaces":true,"editor.tabSize":2,"editor.quickSuggestions":{"strings":true,"other":true}})");
  out.Key("files.eol").String("\n").Key("files.encoding").String("utf8");
  out.EndObject();
  return Indented(out.Take());
}

/// FILE:LINE:COLUMN: LEVEL: MESSAGE, and FILE: LEVEL: MESSAGE of a whole file.
std::string Tasks(const std::string& folder) {
  const auto matcher = [](const char* owner, const char* kind, const char* expression, const char* groups) {
    return fmt::format(R"({{"owner":"{}","fileLocation":["relative","${{workspaceFolder}}"],)"
                       R"("pattern":[{{{}"regexp":"{}",{}}}]}})",
                       owner, kind, expression, groups);
  };
  const std::string line = matcher("kyodo", "", "^(\\\\S.*?):(\\\\d+):(\\\\d+): (error|warning|note): (.*)$",
                                   R"("file":1,"line":2,"column":3,"severity":4,"message":5)");
  const std::string whole = matcher("kyodo-file", R"("kind":"file",)", "^(\\\\S[^:]*): (error|warning|note): (.*)$",
                                    R"("file":1,"severity":2,"message":3)");
  std::string command;
  AppendJsonString(command, fmt::format("kyodo check --site {} --lang ja", folder));
  return Indented(fmt::format(R"({{"version":"2.0.0","tasks":[{{"label":"kyodo check","type":"shell","command":{},)"
                              R"("group":{{"kind":"test","isDefault":true}},"presentation":{{"reveal":"silent"}},)"
                              R"("problemMatcher":[{},{}]}}]}})",
                              command, line, whole));
}

}  // namespace

MadeFiles SchemaFiles(const Site& site) {
  MadeFiles files;
  for (const auto& [id, collection] : site.collections)
    files.push_back({id + ".schema.json", CollectionSchema(site, collection)});
  files.push_back({std::string(kSiteSchema) + ".schema.json", SiteSchema(site)});
  files.push_back({std::string(kVocabularySchema) + ".schema.json", VocabularySchema(site)});
  files.push_back({std::string(kRemovedSchema) + ".schema.json", RemovedSchema(site)});
  return files;
}

MadeFiles VscodeFiles(const Site& site, const std::string& folder) {
  MadeFiles files = SchemaFiles(site);
  for (MadeFile& file : files) file.path = kSchemas + file.path;
  files.push_back({".vscode/kyodo.code-snippets", Snippets(site)});
  files.push_back({".vscode/settings.json", Settings(site, folder), false});
  files.push_back({".vscode/tasks.json", Tasks(folder), false});
  files.push_back({".vscode/extensions.json", Indented(R"({"recommendations":["redhat.vscode-yaml"]})"), false});
  return files;
}

}  // namespace kyodo::schema
