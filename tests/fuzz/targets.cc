// What reads bytes that others have made, for libFuzzer: KYODO_FUZZ=<target> build/fuzz/fuzz FOLDER… (scripts/fuzz).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory_resource>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/web_address.h"
#include "formats/csv_reader.h"
#include "formats/gzip.h"
#include "formats/ics_reader.h"
#include "formats/recurrence.h"
#include "formats/web_vtt.h"
#include "formats/xlsx_reader.h"
#include "import/json_values.h"
#include "kyodo/kyodo.h"
#include "kyodo/page_memory.h"
#include "kyodo/work.h"
#include "load/contacts.h"
#include "load/patterns.h"
#include "markdown/wire.h"
#include "output/journal.h"
#include "output/manifest.h"
#include "publish/dav_list.h"
#include "publish/ftp_list.h"
#include "search/query.h"
#include "unit/broken_sites.h"
#include "unit/template_testing.h"
#include "verify/promised.h"
#include "yaml/yaml.h"

namespace kyodo::testing {

/// Of a fuzzer's life: it forgets nothing, and a worker costs more than what it reads.
MarkdownPool& SharedPool() {
  static MarkdownPool pool(1);
  return pool;
}
ImagePool& SharedImagePool() {
  static ImagePool pool(1);
  return pool;
}

namespace {

void Yaml(std::string_view bytes) {
  const SourceFile file{"a.yaml", std::string(bytes)};
  std::pmr::monotonic_buffer_resource arena;
  Diagnostics diagnostics;
  (void)yaml::Parse(file, file.text, 1, arena, diagnostics);
  for (const Diagnostic& one : diagnostics.list()) (void)FormatText(one, Tongue::kJa);
}

void Markdown(std::string_view bytes) {
  MarkdownRequest request;
  request.text = bytes;
  request.language = "ja";
  request.figure_label = request.table_label = "図表";
  (void)DecodeResult(EncodeResult(RenderMarkdown(request)));
}

void Template(std::string_view bytes) {
  tmpl::Templates templates;
  templates.Add("part.html", "{% macro m(a) %}{{ a }}{% endmacro %}").Add("a.html", std::string(bytes));
  templates.Set("day", {tmpl::Type::kDate}, tmpl::Value::Of(Date{2014, 3, 31}));
  (void)templates.Check("a.html");
  (void)templates.Render("a.html");
}

/// A whole build with another file in the small site of the tests: the first byte says which.
void Site(std::string_view bytes) {
  constexpr const char* kFiles[] = {"site.yaml",
                                    "schema/activities.yaml",
                                    "schema/pages.yaml",
                                    "desks/main.yaml",
                                    "vocabularies/districts.yaml",
                                    "activities/fuzzed.yaml",
                                    "search.yaml",
                                    "removed.yaml",
                                    "pages/fuzzed.ja.md",
                                    "themes/plain/theme.yaml"};
  if (bytes.empty()) return;
  const size_t which = static_cast<uint8_t>(bytes.front()) % std::size(kFiles);
  Files site = BaseSite();
  site["site/" + std::string(kFiles[which])] = bytes.substr(1);
  (void)CheckSite(site);
}

void Csv(std::string_view bytes) { (void)ReadCsv(bytes); }
void Xlsx(std::string_view bytes) { (void)ReadXlsx(bytes); }
void Json(std::string_view bytes) { (void)ReadJsonValue(bytes); }
void Ics(std::string_view bytes) { (void)ReadIcs(bytes); }
void Vtt(std::string_view bytes) { (void)ReadWebVtt(bytes); }

void Rule(std::string_view bytes) {
  const auto rule = ParseRecurrence(bytes);
  if (rule) (void)Expand(*rule, {2026, 4, 1}, {2027, 3, 31});
}

void Line(std::string_view bytes) {
  SourceFile file{"a.yaml", std::string(bytes)};
  const SourcePos at{&file, 1, 1, 1};
  for (const bool partial : {false, true}) (void)ParseDate(bytes, at, partial);
  (void)GuessDate(bytes);
  (void)ParseInstant(bytes, 540);
  (void)SchemeOf(bytes);
  (void)WithoutCredentials(bytes);
  (void)PercentEncode(bytes);
  (void)load::IsWebAddress(bytes);
  const size_t half = bytes.size() / 2;
  (void)load::FitsPattern(std::string(bytes.substr(0, half)), bytes.substr(half));
}

/// The same bytes wherever a file of an index is asked for.
void Search(std::string_view bytes) {
  const std::string packed = Gzip(bytes);
  search::Index index("search/index.0123456789.bin", [&](const std::string&) { return packed; });
  for (const char* query : {"清掃", "kids", "せいそう", "03-1234-5678"}) (void)search::Ask(index, query, 0);
  (void)index.Text(index.Title(0));
}

void Kept(std::string_view bytes) {
  if (const auto manifest = ParseManifest(bytes)) (void)ParseManifest(FormatManifest(*manifest));
  if (const auto journal = ParseJournal(bytes)) (void)ParseJournal(FormatJournal(*journal));
  PageMemory memory(bytes);
  (void)DecodeRequest(bytes);
  (void)DecodeResult(bytes);
}

void Hosts(std::string_view bytes) {
  (void)publish::ReadMultistatus(bytes);
  (void)publish::ReadFtpList(bytes);
  (void)verify::ReadRedirects(bytes);
}

constexpr struct {
  std::string_view name;
  void (*run)(std::string_view bytes);
} kTargets[] = {{"yaml", Yaml}, {"markdown", Markdown}, {"template", Template}, {"site", Site},  {"csv", Csv},
                {"xlsx", Xlsx}, {"json", Json},         {"ics", Ics},           {"vtt", Vtt},    {"rule", Rule},
                {"line", Line}, {"search", Search},     {"kept", Kept},         {"hosts", Hosts}};

void (*target)(std::string_view bytes) = nullptr;

}  // namespace

std::string WorkOnTest(std::string_view) { return {}; }

}  // namespace kyodo::testing

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr kyodo::WorkerKind kKinds[] = {kyodo::kMarkdownWork, kyodo::kImageWork, kyodo::kXlsxWork};
  kyodo::ServeAsWorker(*argc, *argv, kKinds);
  const char* name = std::getenv("KYODO_FUZZ");
  for (const auto& one : kyodo::testing::kTargets)
    if (name && one.name == name) kyodo::testing::target = one.run;
  if (kyodo::testing::target) return 0;
  std::fputs("KYODO_FUZZ is one of:", stderr);
  for (const auto& one : kyodo::testing::kTargets) std::fprintf(stderr, " %s", one.name.data());
  std::fputs("\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kyodo::testing::target({reinterpret_cast<const char*>(data), size});
  return 0;
}
