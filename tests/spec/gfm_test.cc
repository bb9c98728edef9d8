// Runs every example of the GFM specification through RenderMarkdown.
//
//   gfm_test SPEC.txt DIFFERENCES.yaml [EXAMPLE]
//
// The HTML must be the specification's after normalisation. Where it is meant
// to differ, DIFFERENCES.yaml names the reasons. Most reasons can be undone in
// our output (an id taken off a heading), and then nothing else may differ;
// raw HTML and schemes demand that the problem was reported. An example that is
// listed and does not differ fails, too. With EXAMPLE, shows both sides of it.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

#include "core/html.h"
#include "html_tokens.h"
#include "markdown/markdown.h"

namespace kyodo {
namespace {

struct Example {
  int number = 0;
  std::string markdown;
  std::string html;
};

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// In the specification, tabs are shown as arrows.
std::string WithTabs(std::string text) {
  const std::string arrow = "→";
  for (size_t at = text.find(arrow); at != std::string::npos; at = text.find(arrow, at))
    text.replace(at, arrow.size(), "\t");
  return text;
}

std::vector<Example> ReadExamples(const std::string& spec) {
  const std::string fence(32, '`');
  std::vector<Example> examples;
  std::istringstream lines(spec);
  enum { kProse, kMarkdown, kHtml } state = kProse;
  for (std::string line; std::getline(lines, line);) {
    if (state == kProse) {
      if (line.rfind(fence + " example", 0) != 0) continue;
      examples.push_back({static_cast<int>(examples.size()) + 1, {}, {}});
      state = kMarkdown;
    } else if (line == fence) {
      state = kProse;
    } else if (state == kMarkdown && line == ".") {
      state = kHtml;
    } else {
      (state == kMarkdown ? examples.back().markdown : examples.back().html) += WithTabs(line) + "\n";
    }
  }
  return examples;
}

/// "  12: heading-id, external" under `examples:`; "  heading-id: …" under `reasons:`.
struct Differences {
  std::map<int, std::vector<std::string>> by_example;
  std::map<std::string, bool> reasons;  // and whether it is used
};

Differences ReadDifferences(const std::string& text) {
  Differences differences;
  std::istringstream lines(text);
  std::string section;
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    if (line[0] != ' ') {
      section = line.substr(0, colon);
      continue;
    }
    const std::string key = line.substr(2, colon - 2);
    if (section == "reasons") {
      differences.reasons[key] = false;
      continue;
    }
    std::istringstream names(line.substr(colon + 1));
    for (std::string name; names >> name;) {
      if (name.back() == ',') name.pop_back();
      differences.by_example[std::stoi(key)].push_back(name);
    }
  }
  return differences;
}

/// Percent-encodes what cmark does: all but these and letters and digits.
std::string EncodeAddress(const std::string& address) {
  constexpr std::string_view kKept = "-_.+!*'(),%#@?=;:/,+$~&";
  std::string out;
  for (const char c : address) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || kKept.find(c) != std::string_view::npos) {
      out += c == '&' ? std::string("&amp;") : std::string(1, c);
    } else {
      char encoded[4];
      std::snprintf(encoded, sizeof encoded, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += encoded;
    }
  }
  return out;
}

std::string FillHoles(const MarkdownResult& result) {
  std::string out;
  size_t at = 0;
  for (const MarkdownResult::Link& link : result.links) {
    out.append(result.html, at, link.offset - at);
    at = link.offset;
    const std::string address = EncodeAddress(link.target) + "\"";
    if (!link.image) {
      out += " href=\"" + address;
      continue;
    }
    out += "<img src=\"" + address + " alt=\"";
    AppendEscaped(out, link.text);
    out += '"';
    if (!link.title.empty()) {
      out += " title=\"";
      AppendEscaped(out, link.title);
      out += '"';
    }
    out += '>';
  }
  return out.append(result.html, at);
}

bool HasProblem(const MarkdownResult& result, std::string_view rule) {
  for (const MarkdownResult::Problem& problem : result.problems) {
    if (problem.rule == rule) return true;
  }
  return false;
}

/// Empty, or what is wrong with the example.
std::string Check(const Example& example, const std::vector<std::string>& reasons, bool show) {
  MarkdownRequest request;
  request.text = example.markdown;
  request.language = "en";
  request.top_heading = 1;
  request.check_structure = false;
  const MarkdownResult result = RenderMarkdown(request);
  const std::string html = FillHoles(result);
  HtmlTokens expected = Tokenize(example.html);
  HtmlTokens actual = Tokenize(html);
  if (show) std::cout << example.markdown << "--- expected\n" << example.html << "--- actual\n" << html;
  if (reasons.empty()) return actual == expected ? "" : "differs, and is not listed";
  if (actual == expected) return "is listed, and does not differ";
  for (const std::string& reason : reasons) {
    if (reason == "raw-html") return HasProblem(result, "markdown.raw-html") ? "" : "has no markdown.raw-html";
    if (reason == "scheme" && !HasProblem(result, "link.scheme")) return "has no link.scheme";
    if (reason == "scheme" || reason == "autolink") expected = Undo(reason, expected);
    HtmlTokens undone = Undo(reason, actual);
    if (undone == actual && reason != "scheme") return "is listed as " + reason + ", which it has nothing of";
    actual = std::move(undone);
  }
  return actual == expected ? "" : "differs by more than is listed";
}

int Run(const char* spec_path, const char* differences_path, int only) {
  const std::vector<Example> examples = ReadExamples(ReadFile(spec_path));
  Differences differences = ReadDifferences(ReadFile(differences_path));
  int failures = 0;
  const auto fail = [&failures](const std::string& message) {
    std::cout << message << "\n";
    ++failures;
  };
  if (examples.size() < 600) fail("only " + std::to_string(examples.size()) + " examples in " + spec_path);
  for (const Example& example : examples) {
    if (only != 0 && example.number != only) continue;
    const std::vector<std::string>& reasons = differences.by_example[example.number];
    for (const std::string& reason : reasons) {
      const auto known = differences.reasons.find(reason);
      if (known == differences.reasons.end())
        fail("unknown reason: " + reason);
      else
        known->second = true;
    }
    const std::string wrong = Check(example, reasons, only != 0);
    if (!wrong.empty()) fail("example " + std::to_string(example.number) + " " + wrong);
  }
  for (const auto& [reason, used] : differences.reasons) {
    if (!used && only == 0) fail("reason without an example: " + reason);
  }
  std::cout << examples.size() - failures << " passed, " << failures << " failed\n";
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace kyodo

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: gfm_test SPEC.txt DIFFERENCES.yaml [EXAMPLE]\n";
    return 2;
  }
  return kyodo::Run(argv[1], argv[2], argc > 3 ? std::stoi(argv[3]) : 0);
}
