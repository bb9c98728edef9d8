#include "cli/search.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "cli/languages.h"
#include "cli/print.h"
#include "core/json.h"
#include "core/text.h"
#include "search/query.h"
#include "system/file_system.h"

namespace kyodo::cli {

namespace {

/// The site path of the root in the folder of a built site; the newest when several are there. Empty: none.
std::string FindRoot(FileSystem& files, const std::string& folder) {
  const auto entries = files.List(folder + "/search");
  std::string found;
  if (!entries.ok()) return found;
  for (const FolderEntry& entry : *entries) {
    if (StartsWith(entry.name, "index.") && EndsWith(entry.name, ".bin")) found = "search/" + entry.name;
  }
  return found;
}

class ResultPrinter {
 public:
  ResultPrinter(const SearchOptions& options, search::Index& index, size_t language)
      : options_(options), index_(index), language_(language) {}

  void Print(const std::string& query) {
    const search::Answer answer = search::Ask(index_, query, language_);
    if (options_.format == Format::kJson) {
      Out("{}\n", Json(query, answer));
    } else {
      Out("{}", Text(answer));
    }
  }

 private:
  std::string_view Say(std::string_view ja, std::string_view en) const { return kyodo::Say(options_.tongue, ja, en); }

  size_t Shown(const search::Answer& answer) const { return std::min(answer.hits.size(), options_.limit); }

  std::string Text(const search::Answer& answer) const {
    std::string out;
    if (!answer.near.empty())
      out += fmt::format("{} {}\n", Say("その言葉はないので、似た言葉で探しました:", "No such word; the nearest are:"),
                         fmt::join(answer.near, ", "));
    if (!answer.shorter.empty())
      out += fmt::format("{} {}\n", Say("見つからない言葉を短くして探しました:", "Not found as a whole; shortened to:"),
                         fmt::join(answer.shorter, ", "));
    if (answer.most)
      out += fmt::format("{}\n", Say("すべてを含むものはないので、大部分を含むものを探しました。",
                                     "Nothing has all of it; these have most of it."));
    out += fmt::format(fmt::runtime(Say("{} 件\n", "{} found\n")), answer.hits.size());
    for (size_t i = 0; i < Shown(answer); ++i) {
      const search::EntryTitle title = index_.Title(answer.hits[i].number);
      const search::IndexRoot::Range* range = index_.RangeOf(answer.hits[i].number);
      if (!range) continue;
      const std::vector<std::string>& collection = index_.root().collections[range->collection];
      out +=
          fmt::format("{:>4}  {}{}{}  [{}, {}]\n      {}\n", i + 1, title.title, title.section.empty() ? "" : " › ",
                      title.section, collection[language_ + 1], index_.root().languages[range->language], title.path);
    }
    return out;
  }

  std::string Json(const std::string& query, const search::Answer& answer) const {
    JsonWriter json;
    json.BeginObject().Key("query").String(query).Key("total").Integer(static_cast<int64_t>(answer.hits.size()));
    json.Key("near").BeginArray();
    for (const std::string& word : answer.near) json.String(word);
    json.EndArray().Key("shorter").BeginArray();
    for (const std::string& word : answer.shorter) json.String(word);
    json.EndArray().Key("most").Raw(answer.most ? "true" : "false").Key("results").BeginArray();
    for (size_t i = 0; i < Shown(answer); ++i) {
      const search::EntryTitle title = index_.Title(answer.hits[i].number);
      json.BeginObject().Key("path").String(title.path).Key("title").String(title.title).Key("section");
      json.String(title.section).Key("score").Integer(answer.hits[i].score).EndObject();
    }
    json.EndArray().EndObject();
    return json.Take();
  }

  const SearchOptions& options_;
  search::Index& index_;
  size_t language_;
};

int Complain(const SearchOptions& options, std::string_view ja, std::string_view en) {
  Err("{} {}\n", options.out, Say(options.tongue, ja, en));
  return kEnvironment;
}

int ComplainOfDamage(const SearchOptions& options) {
  return Complain(options, "の索引が壊れています。kyodo build で作り直します。",
                  "has a damaged index. Make it anew with kyodo build.");
}

}  // namespace

void AddOptions(CLI::App& app, SearchOptions& options, const Words& words) {
  app.add_option(
         "QUERY", options.query,
         words("探す言葉（- なら、標準入力の1行ごと）", "What to look for (-: each line of the standard input)"))
      ->required()
      ->type_name("");
  AddFolder(app, "--out", options.out, words("作ったページのフォルダー", "The folder of the built pages"));
  app.add_option("--in", options.language,
                 words("先に並べる言語（例: en）", "The language that comes first (such as en)"))
      ->type_name("LANG");
  app.add_option("--limit", options.limit, words("表示する件数", "How many results to show"))
      ->capture_default_str()
      ->type_name("N");
  AddTongue(app, words);
  AddFormat(app, options.format, {"text", "json"},
            words("答えの形（text、json）", "How to print the answer (text, json)"), words);
}

int Search(const SearchOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  const std::string root = FindRoot(*files, options.out);
  if (root.empty())
    return Complain(options, "に検索の索引がありません。先に kyodo build を実行します。",
                    "has no search index. Run kyodo build first.");
  search::Index index(root, [&](const std::string& path) -> std::optional<std::string> {
    Result<std::string> bytes = files->Read(options.out + "/" + path);
    if (!bytes.ok()) return std::nullopt;
    return std::move(*bytes);
  });
  if (index.root().languages.empty()) return ComplainOfDamage(options);
  const Result<size_t> language = FindLanguage(options.language, index.root().languages);
  if (!language.ok()) {
    Print(stderr, FormatText(language.error(), options.tongue));
    return kUsage;
  }
  ResultPrinter printer(options, index, *language);
  if (options.query == "-") {
    for (std::string line; std::getline(std::cin, line);) printer.Print(line);
  } else {
    printer.Print(options.query);
  }
  return index.damaged() ? ComplainOfDamage(options) : kFine;
}

}  // namespace kyodo::cli
