// No name of the sample site stands in generator/: who plays a part is told to the program (model/roles.h).
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "load/load.h"
#include "source_folder.h"
#include "testing.h"

namespace kyodo {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = kyodo::testing::SourceFolder();

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
  // A comment, a character, a text, the example of Need, a line's end.
  static const std::regex kPiece(R"re(//[^\n]*|'(\\.|[^'\\\n])'|"((\\.|[^"\\\n])*)"|\n)re");
  static const std::regex kNeed(R"re((Need\("[a-z_]+"), "[^"\n]*")re");
  const std::string text = std::regex_replace(source, kNeed, "$1");
  std::vector<Literal> out;
  size_t line = 1;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), kPiece); at != std::sregex_iterator(); ++at) {
    if (at->str() == "\n") ++line;
    if (at->str().front() == '"') out.push_back({at->str(2), line});
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
    const FieldType& type = field.type.of ? *field.type.of : field.type;
    if (type.kind == FieldKind::kObject) AddFields(type.fields, names);
  }
}

/// What content/ calls its collections, vocabularies, fields, layouts and municipalities.
std::set<std::string> NamesOfContent() {
  std::set<std::string> names;
  const auto files = MakeRealFileSystem();
  Diagnostics diagnostics;
  const auto site = Load(*files, {(kRoot / "content").string(), 0, true, {(kRoot / "themes").string()}},
                         testing::SharedPool(), diagnostics);
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
     {"title", "summary", "kana", "desks", "guidelines", "agreed-words", "plain-words", "home", "search", "site-map",
      "notfound"},
     {"model/roles.h"}},
    {"keys of schemas, site.yaml, vocabularies and theme.yaml",
     {"deadline", "fields",  "figure_label", "fiscal_year", "guideline", "guidelines", "help",    "home",   "items",
      "label",    "name",    "note",         "period",      "price",     "reason",     "related", "search", "standard",
      "status",   "summary", "terms",        "theme",       "title",     "type",       "used_by"},
     {"load/config.cc", "load/languages.cc", "load/menus.cc", "load/ready.cc", "load/removed.cc", "load/roles.cc",
      "load/schema_fields.cc", "load/schema_days.cc", "load/schemas.cc", "load/theme.cc", "load/vocabularies.cc",
      "records/references.cc", "records/tombstone.cc", "schema/site_schema.cc"}},
    {"words of JSON Schema, and of the settings of editors and a CMS",
     {"date", "examples", "extension", "fields", "items", "label", "level", "name", "number", "scope", "title", "type",
      "value"},
     {"schema/cms.cc", "schema/editor.cc", "schema/field_schema.cc", "schema/json_schema.cc", "schema/site_schema.cc"}},
    {"types of fields", {"date", "email", "hours", "place", "recurrence", "tel"}, {"model/model.cc"}},
    {"parts of such types",
     {"address", "date", "label", "name", "note", "rule", "start"},
     {"import/event_import.cc", "import/cell_days.cc", "import/table_cells.cc", "load/sure_values.cc",
      "load/type_parts.cc", "views/fact_values.cc", "plan/json_ld.cc", "views/filters.cc"}},
    {"names that templates use",
     {"date",   "deadline", "drafts", "fiscal_year", "group",  "groups",  "guideline", "home",
      "items",  "kind",     "label",  "level",       "name",   "note",    "number",    "pages",
      "reason", "related",  "role",   "round",       "search", "section", "standard",  "start",
      "status", "summary",  "state",  "title",       "type",   "used_by", "value",     "year"},
     {"plan/calendar_page.cc",
      "data/data_path.cc",
      "views/facets.cc",
      "views/fact_table.cc",
      "views/facts.cc",
      "views/field_values.cc",
      "views/filters.cc",
      "plan/listing.cc",
      "views/occurrence_values.cc",
      "plan/page.cc",
      "plan/removed_page.cc",
      "views/page_types.cc",
      "views/types.cc",
      "views/menus.cc",
      "views/referring.cc",
      "views/views.cc",
      "template/builtins.cc",
      "template/check_conditions.cc",
      "template/check_expression.cc",
      "template/engine.cc",
      "template/filters_order.cc"}},
    {"tags of templates", {"call"}, {"template/parser.cc", "template/parser_tags.cc"}},
    {"elements, attributes and classes of HTML and Atom, schemes of addresses",
     {"label", "name", "note", "rights", "scope", "section", "start", "summary", "tel", "title", "type"},
     {"markdown/blocks.cc", "markdown/ids.cc", "markdown/inlines.cc", "markdown/links.cc", "markdown/notes.cc",
      "yaml/scan.cc", "load/embeds.cc", "model/image.cc", "data/feed.cc", "template/context.cc",
      "template/context_print.cc"}},
    {"attributes in a workbook", {"name", "state"}, {"formats/xlsx_reader.cc"}},
    {"properties of schema.org", {"price"}, {"plan/json_ld.cc"}},
    {"what kyodo writes into files of its own",
     {"deadline", "drafts", "items", "kind", "label", "name", "note", "pages", "section", "start", "status", "title",
      "until", "year"},
     {"start/start.cc", "cli/build_note.cc", "cli/report.cc", "cli/search.cc", "data/calendar_file.cc",
      "data/open_data_records.cc", "output/workspace.cc", "search/read.cc", "search/read_root.cc", "search/write.cc",
      "search/write_facets.cc", "status/report.cc", "status/words.cc"}},
    {"verbs, stages and words of the command line",
     {"note", "plan", "search", "status"},
     {"cli/build.cc", "cli/verbs.cc", "kyodo/portal.cc", "cli/options.cc", "core/diagnostic_format.cc",
      "core/levels.cc"}},
    {"what the preview and its pages tell each other", {"drafts", "events"}, {"serve/preview.cc", "serve/serve.cc"}},
    {"what the page to edit on is told", {"name", "summary"}, {"serve/editor_save.cc"}},
    {"roles of ARIA", {"status"}, {"serve/edit_pages.cc"}},
    {"folders of what is published", {"open-data", "search"}, {"load/schemas.cc", "views/host_files.cc"}},
    {"words of messages",
     {"details", "documents", "lines", "number", "rule", "tel", "title", "value", "website"},
     {"check/links.cc", "load/contacts.cc", "core/diagnostic_format.cc", "yaml/problem.cc", "yaml/problem_slips.cc",
      "template/builtins.cc"}},
    {"words of formats, types, keys and messages that fields of the sample are called by as well",
     {"address", "after", "checks", "drafts", "examples", "later", "money", "order", "pages", "parts", "place",
      "search", "source", "source_url", "terms", "text", "time", "where"},
     {"cli/import_table.cc",
      "cli/options.cc",
      "cli/publish.cc",
      "cli/publish_told.cc",
      "cli/report.cc",
      "cli/search.cc",
      "cli/verify.cc",
      "core/diagnostic_format.cc",
      "data/data_path.cc",
      "data/open_data_records.cc",
      "kyodo/page_memory.cc",
      "load/config.cc",
      "load/examples.cc",
      "load/holidays.cc",
      "load/meant_names.cc",
      "load/ready.cc",
      "load/removed.cc",
      "load/schema_fields.cc",
      "load/schemas.cc",
      "model/model.cc",
      "model/served_as.h",
      "model/taking_part.cc",
      "plan/json_ld.cc",
      "plan/listing.cc",
      "publish/git_host.cc",
      "publish/refusals.cc",
      "records/tombstone.cc",
      "schema/cms.cc",
      "schema/site_schema.cc",
      "search/read_root.cc",
      "serve/edit_pages.cc",
      "serve/editor.cc",
      "serve/editor_picture.cc",
      "serve/editor_save.cc",
      "status/report.cc",
      "template/builtins.cc",
      "template/check_filters.cc",
      "views/descriptions.cc",
      "views/fact_values.cc",
      "views/field_values.cc",
      "views/occurrence_values.cc",
      "views/page_types.cc",
      "views/types.cc",
      "views/referring.cc",
      "views/views.cc"}},
    {"roles, and what they are called where nothing is said",
     {"spellings", "words-of-today"},
     {"load/roles.cc", "model/roles.h", "schema/site_schema.cc"}},
    {"headers of HTTP", {"date"}, {"publish/s3_host.cc"}},
    {"a unit of repeating", {"year"}, {"model/recurrence_text.cc"}},
    {"words of the theme, and what stands in their braces",
     {"date", "fiscal_year", "rule", "until"},
     {"model/language.cc", "model/recurrence_words.cc", "views/event_text.cc"}},
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
  std::set<std::string> schemas;
  for (const auto& entry : fs::directory_iterator(kRoot / "content" / "schema"))
    schemas.insert(entry.path().stem().string());
  std::set<std::pair<std::string, std::string>> used;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string file = fs::relative(entry.path(), kRoot / "generator").string();
    for (const auto& [text, line] : LiteralsOf(Read(entry.path()))) {
      // A path of content is as good as a name: "desks/".
      const std::string folder = text.substr(0, text.find('/'));
      for (const std::string& word : std::set<std::string>{text, schemas.contains(folder) ? folder : text}) {
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
  const std::set<std::string> allowed = {"images/vips.cc"};
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "generator")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string file = fs::relative(entry.path(), kRoot / "generator").string();
    INFO("generator/" << file);
    CHECK((Read(entry.path()).find("const_cast") == std::string::npos || allowed.contains(file)));
  }
}

}  // namespace
}  // namespace kyodo
