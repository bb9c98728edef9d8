// What messages propose, pasted: it must be what the reader takes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "broken_sites.h"

namespace kyodo::testing {
namespace {

namespace fs = std::filesystem;

/// The English example of a hint; empty: it has none, or describes it.
std::string ExampleIn(const Diagnostic& told) {
  const std::string& hint = told.hint.en;
  for (const std::string_view start : {"Example: ", "Write: ", "Write "}) {
    const size_t at = hint.find(start);
    if (at == hint.npos) continue;
    std::string example = hint.substr(at + start.size());
    if (StartsWith(example, "it without")) return {};
    example.resize(std::min(example.find(" (terms: "), example.size()));
    if (start == "Write " && EndsWith(example, ".")) example.pop_back();
    return example;
  }
  return {};
}

bool IsOfValue(const Diagnostic& one) {
  static const std::set<std::string> kRules = {"value.list",    "value.text",     "value.translation", "yaml.mapping",
                                               "value.integer", "value.decimal",  "value.boolean",     "date.format",
                                               "date.range",    "value.datetime", "value.url",         "value.tel",
                                               "value.email",   "value.pattern"};
  return kRules.contains(one.rule);
}

/// `text` with the example in place of what the diagnostic points at; empty: it cannot be pasted without a thought.
std::string Pasted(const std::string& text, const Diagnostic& told) {
  const std::string example = ExampleIn(told);
  if (example.empty()) return {};
  if (told.rule == "field.required" && told.column == 1 && !EndsWith(told.path, ".md")) {
    const size_t colon = example.find(':');
    std::string out;
    for (const std::string_view line : Split(text, '\n')) {  // an empty value goes
      if (!StartsWith(line, example.substr(0, colon + 1)) && !line.empty()) out.append(line).append("\n");
    }
    return out + example + "\n";
  }
  const std::string_view line = told.source_line;
  const bool first = told.column == 1 && told.rule == "yaml.mapping";  // the file is no record at all
  if (!IsOfValue(told) || first || line.empty() || text.find(line) != text.rfind(line)) return {};
  size_t from = 0;
  for (uint32_t column = 1; column < told.column; ++column) DecodeUtf8(line, from);
  size_t to = from;
  for (uint32_t i = 0; i < told.length; ++i) DecodeUtf8(line, to);
  const std::string key = example.substr(0, example.find(": ") + 1);
  const size_t begins = key.size() > 1 ? line.rfind(key, from) : line.npos;
  if (begins != line.npos) from = begins;
  const std::string mended = std::string(line.substr(0, from)) + example + std::string(line.substr(to));
  std::string out = text;
  return out.replace(out.find(line), line.size(), mended);
}

TEST_CASE("Proposals: pasted, they are taken", "[slips][proposals]") {
  size_t tried = 0;
  for (const auto& folder : fs::directory_iterator(kTests / "errors" / "cases")) {
    Files site = BaseSite();
    for (auto& [path, text] : ReadSite(folder.path())) site[path] = text;
    const Diagnostics told = CheckSite(site);
    for (const Diagnostic& one : told.list()) {
      // Files that an example names need not be there.
      const bool of_record = site.contains(one.path) && one.path.find("/schema/") == std::string::npos &&
                             one.path.find("/themes/") == std::string::npos && one.path != "site/site.yaml";
      if (one.severity != Severity::kError || !of_record || ExampleIn(one).find("photo.jpg") != std::string::npos)
        continue;
      const std::string mended = Pasted(site.at(one.path), one);
      if (mended.empty()) continue;
      ++tried;
      INFO(folder.path().filename().string() << ": " << one.rule << " " << ExampleIn(one) << "\n" << mended);
      Files after = site;
      after[one.path] = mended;
      const Diagnostics now = CheckSite(after);
      CHECK(now.Count(Severity::kError) < told.Count(Severity::kError));
    }
  }
  CHECK(tried >= 25);
}

TEST_CASE("Proposals: none is cut", "[slips][proposals]") {
  for (const auto& folder : fs::directory_iterator(kTests / "errors" / "cases")) {
    for (const char* language : {"ja", "en"}) {
      const std::string told = ReadWhole(folder.path() / (std::string("expected.") + language + ".txt"));
      for (const std::string_view line : Split(told, '\n')) {
        for (const std::string_view start : {"例: ", "書き方: ", "Example: ", "Write: "}) {
          const size_t at = line.find(start);
          INFO(folder.path().filename().string() << ": " << line);
          const bool sign = line.find("`…`") != line.npos;  // what stands between signs
          CHECK((at == line.npos || sign || line.find("…", at) == line.npos));
        }
      }
    }
  }
}

}  // namespace
}  // namespace kyodo::testing
