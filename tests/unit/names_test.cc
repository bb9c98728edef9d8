// No name of the sample site stands in generator/: who plays a part is told to the program (model/roles.h).
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "load/load.h"
#include "testing.h"

namespace {

using namespace kyodo;
namespace fs = std::filesystem;

const fs::path kRoot = KYODO_SOURCE_DIR;

std::string Read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Literal {
  std::string text;
  size_t line;
};

/// The texts in quotation marks, without comments. The example of MapReader::Need is there for people to read.
std::vector<Literal> LiteralsOf(const std::string& source) {
  std::vector<Literal> out;
  size_t line = 1;
  size_t need = std::string::npos;  // literals so far of a call of Need
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\n') ++line;
    if (source.compare(i, 2, "//") == 0) {
      i = source.find('\n', i);
      if (i == std::string::npos) break;
      ++line;
    } else if (source.compare(i, 5, "Need(") == 0) {
      need = 0;
    } else if (source[i] == '\'' && i > 0 && !std::isalnum(static_cast<unsigned char>(source[i - 1]))) {
      i = source.find('\'', i + (source[i + 1] == '\\' ? 3 : 2));
    } else if (source[i] == '"') {
      std::string text;
      for (++i; source[i] != '"'; ++i) {
        text += source[i];
        if (source[i] == '\\') text += source[++i];
      }
      if (need == std::string::npos || need++ == 0) out.push_back({text, line});
    } else if (source[i] == ';' || source[i] == ')') {
      need = std::string::npos;
    }
  }
  return out;
}

TEST_CASE("LiteralsOf: leaves out comments, characters and examples", "[names]") {
  std::string found;
  for (const Literal& one :
       LiteralsOf("f(\"a\");  // \"b\"\ng('\"', \"c\\\"\", \"d\");\nmap.Need(\"e\", \"f\") + \"g\";"))
    found += one.text + std::to_string(one.line) + " ";
  CHECK(found == "a1 c\\\"2 d2 e3 g3 ");
}

void AddFields(const std::vector<Field>& fields, std::set<std::string>& names) {
  for (const Field& field : fields) {
    names.insert(field.key);
    AddFields(field.type.fields, names);
    if (field.type.of) AddFields(field.type.of->fields, names);
  }
}

/// What content/ calls its collections, vocabularies, fields, layouts and municipalities.
std::set<std::string> NamesOfContent() {
  std::set<std::string> names;
  const auto files = MakeRealFileSystem();
  Diagnostics diagnostics;
  const auto site = Load(*files, {(kRoot / "content").string(), 0, true}, testing::SharedPool(), diagnostics);
  for (const auto& [id, collection] : site->collections) {
    names.insert(id);
    AddFields(collection.schema.fields, names);
    for (const Record& record : collection.records) names.insert(record.layout);
  }
  for (const auto& [id, vocabulary] : site->vocabularies) names.insert(id);
  for (const Term& term : site->vocabularies.at("municipalities").terms) names.insert(term.id);
  names.erase("");
  return names;
}

/// Why a word of the program may be a name of content as well: it is a word of something else. With files, only there.
struct Allowed {
  const char* reason;
  std::set<std::string> words;
  std::set<std::string> files{};
};

const std::vector<Allowed> kAllowed = {
    {"the usual names of those that play a part",
     {"title", "summary", "kana", "desks", "guidelines", "plain-words", "home", "search", "site-map", "notfound"},
     {"model/roles.h"}},
    {"keys of schemas, site.yaml, vocabularies and theme.yaml",
     {"deadline", "fields", "figure_label", "fiscal_year", "guidelines", "help",    "home",      "label",
      "name",     "note",   "period",       "reading",     "related",    "search",  "standard",  "status",
      "summary",  "terms",  "theme",        "title",       "type",       "used_by", "guideline", "number"},
     {"load/config.cc", "load/roles.cc", "load/schema_fields.cc", "load/schemas.cc", "load/theme.cc",
      "load/vocabularies.cc"}},
    {"types of fields", {"date", "email", "hours", "place", "recurrence", "tel"}, {"model/model.cc"}},
    {"parts of such types",
     {"address", "date", "note", "rule", "start", "label", "name"},
     {"load/type_parts.cc", "load/event_import.cc", "render/facts.cc", "render/json_ld.cc"}},
    {"names that templates use",
     {"date",    "deadline", "fiscal_year", "group", "groups", "guideline", "home",    "items", "kind",
      "label",   "level",    "name",        "note",  "number", "pages",     "related", "round", "search",
      "section", "standard", "start",       "state", "title",  "type",      "used_by", "value", "year"},
     {"render/calendar_page.cc", "render/facets.cc", "render/facts.cc", "render/field_values.cc", "render/listing.cc",
      "render/occurrence_values.cc", "render/page.cc", "render/types.cc", "render/views.cc", "render/data_path.cc",
      "template/builtins.cc", "template/check_expression.cc", "template/engine.cc", "template/filters_order.cc"}},
    {"tags of templates", {"call"}, {"template/parser.cc", "template/parser_tags.cc"}},
    {"attributes and elements of HTML and Atom, schemes of addresses",
     {"rights", "section", "summary", "title", "tel"},
     {"formats/markdown_inlines.cc", "formats/markdown_links.cc", "formats/yaml_scan.cc", "model/image.cc",
      "render/feed.cc", "template/context.cc"}},
    {"properties of schema.org", {"price"}, {"render/json_ld.cc"}},
    {"what kyodo writes into files of its own",
     {"deadline", "kind", "pages", "section", "start", "status", "title", "until", "year"},
     {"cli/inputs.cc", "cli/report.cc", "cli/search.cc", "render/calendar_file.cc", "search/read.cc", "search/write.cc",
      "search/write_facets.cc"}},
    {"verbs and stages of the command line", {"plan", "search"}, {"cli/build.cc", "cli/main.cc", "cli/options.cc"}},
    {"folders of what is published", {"open-data", "search"}, {"load/schemas.cc", "render/host_files.cc"}},
    {"words of messages",
     {"documents", "lines", "number", "rule", "title", "value"},
     {"core/diagnostic_format.cc", "formats/yaml_problem.cc", "model/recurrence_text.cc", "template/builtins.cc"}},
    {"a unit of repeating", {"year"}, {"model/recurrence_text.cc"}},
};

bool IsAllowed(const std::string& word, const std::string& file) {
  for (const Allowed& one : kAllowed) {
    if (one.words.contains(word) && one.files.contains(file)) return true;
  }
  return false;
}

TEST_CASE("generator/: knows no name of the sample site", "[names]") {
  const std::set<std::string> names = NamesOfContent();
  REQUIRE(names.contains("desks"));
  REQUIRE(names.contains("minato"));
  REQUIRE(names.size() > 200);
  std::set<std::pair<std::string, std::string>> used;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string file = fs::relative(entry.path(), kRoot / "generator").string();
    for (const auto& [text, line] : LiteralsOf(Read(entry.path()))) {
      // A path of content is as good as a name: "desks/", "desks-listing.html".
      for (const std::string& word : {text, text.substr(0, text.find('/'))}) {
        if (!names.contains(word)) continue;
        INFO("generator/" << file << ":" << line << ": \"" << text << "\"");
        CHECK(IsAllowed(word, file));
        used.emplace(word, file);
      }
    }
  }
  for (const Allowed& one : kAllowed) {
    for (const std::string& word : one.words) {
      bool needed = false;
      for (const std::string& file : one.files) needed = needed || used.contains({word, file});
      INFO("Nobody needs to be allowed " << word << " (" << one.reason << ")");
      CHECK(needed);
    }
  }
}

TEST_CASE("generator/: casts const away only where a library of C asks for it", "[names]") {
  const std::set<std::string> allowed = {"formats/image_vips.cc"};
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string file = fs::relative(entry.path(), kRoot / "generator").string();
    INFO("generator/" << file);
    CHECK((Read(entry.path()).find("const_cast") == std::string::npos || allowed.contains(file)));
  }
}

}  // namespace
