// Compares themes/reference.md and themes/reference.ja.md with what the checker of templates knows.
//
//   theme_reference [--accept]
//
// --accept writes them. The last line is `N passed, N failed`.
#include <fmt/format.h>

#include "kyodo/work.h"
#include "load/load.h"
#include "load/theme.h"
#include "templates.h"
#include "variables.h"

namespace kyodo::reference {

namespace {

const std::string kRoot = KYODO_SOURCE_DIR;
const std::string kThemes = kRoot + "/themes/";

std::string Head(const Words& words) {
  return words.Say(
      "# "
      "ひな型の一覧表\n\n[English](reference.md)\n\n変数、フィルター、判定、標準のテーマのひな型のすべてです。書き方は "
      "[README.md](README.md) にあります。この文書は、kyodo がひな型を調べるときに使う表から作られています"
      "（`build/release/theme_reference --accept`）。手では直しません。\n\n",
      "# Reference for templates\n\n[日本語](reference.ja.md)\n\nAll variables, filters and tests, and the templates "
      "of the "
      "default theme. How to write templates is in [README.md](README.md). This page is made from the tables that "
      "kyodo "
      "checks templates with (`build/release/theme_reference --accept`); it is not written by hand.\n\n");
}

/// True when the page is as it should be, perhaps because it was written now.
bool Compare(FileSystem& files, const Site& site, const Theme& theme, Words words, const std::string& name,
             bool accept) {
  const Result<std::string> about_text = files.Read(kThemes + "kyodo/theme.yaml");
  const SourceFile about{"themes/kyodo/theme.yaml", about_text.ok() ? *about_text : ""};
  std::string page = Head(words) + VariablesAndFilters(site, theme, words);
  std::vector<std::string> problems = words.Problems();
  page += Templates(theme, about, words, problems);
  for (const std::string& problem : problems) fmt::print("{}: {}\n", name, problem);
  if (accept && !files.Write(kThemes + name, page).ok()) fmt::print("themes/{} cannot be written\n", name);
  const Result<std::string> kept = files.Read(kThemes + name);
  const bool same = kept.ok() && *kept == page;
  if (!same) fmt::print("themes/{} is not what the tables say: build/release/theme_reference --accept\n", name);
  return same && problems.empty();
}

int Run(bool accept) {
  MarkdownPool markdown(1);
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Diagnostics diagnostics;
  // The site that the tests of messages use: it has a field of every type.
  const std::string folder = kRoot + "/tests/errors/base";
  const auto site = Load(*files, {folder, ParseInstant("2026-04-01", 540).value(), false}, markdown, diagnostics);
  const auto theme = LoadTheme(*files, {{kThemes + "kyodo"}, folder}, site->config.languages, diagnostics);
  int passed = 0;
  passed += Compare(*files, *site, *theme, Words(Tongue::kEn), "reference.md", accept);
  passed += Compare(*files, *site, *theme, Words(Tongue::kJa), "reference.ja.md", accept);
  fmt::print("{} passed, {} failed\n", passed, 2 - passed);
  return passed == 2 ? 0 : 1;
}

}  // namespace

}  // namespace kyodo::reference

int main(int argc, char** argv) {
  kyodo::RunAsWorker(argc, argv);
  return kyodo::reference::Run(argc > 1 && std::string_view(argv[1]) == "--accept");
}
