#include "cli/schema.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/text.h"
#include "load/load.h"
#include "schema/cms.h"
#include "schema/editor.h"
#include "schema/handbook.h"

namespace kyodo::cli {

namespace {

/// Errors of records do not keep a schema from being made: it helps to mend them.
bool IsOfSettings(const Diagnostic& one, const std::string& site) {
  const std::string_view path = one.path;
  return path == site || StartsWith(path, site + "/schema") || StartsWith(path, site + "/vocabularies") ||
         StartsWith(path, site + "/site.yaml") || path.empty();
}

class SchemaMaker {
 public:
  SchemaMaker(FileSystem& files, const SchemaOptions& options, const Site& site, Diagnostics& diagnostics)
      : files_(files), options_(options), site_(site), diagnostics_(diagnostics) {}

  int Run() {
    if (!options_.name.empty() && !PrintOne()) return kUsage;
    if (!options_.folder.empty()) Write(options_.folder, schema::SchemaFiles(site_));
    if (!options_.handbook.empty()) Write(options_.handbook, schema::HandbookFiles(site_));
    if (options_.vscode) Write(".", schema::VscodeFiles(site_, options_.site));
    if (!options_.cms.empty()) PrintCms();
    return diagnostics_.HasErrors() ? kEnvironment : kFine;
  }

 private:
  bool PrintOne() {
    constexpr std::string_view kEnding = ".schema.json";
    const schema::MadeFiles made = schema::SchemaFiles(site_);
    std::vector<std::string_view> names;
    for (const schema::MadeFile& file : made) {
      names.push_back(std::string_view(file.path).substr(0, file.path.size() - kEnding.size()));
      if (names.back() != options_.name) continue;
      Print(stdout, file.text);
      return true;
    }
    ComplainName(names);
    return false;
  }

  void ComplainName(const std::vector<std::string_view>& names) {
    diagnostics_.FileError(
        "schema.collection", "",
        {fmt::format("種類がありません: {}", options_.name), fmt::format("No such collection: {}", options_.name)},
        Suggest(Nearest(options_.name, names), {fmt::format("使える名前: {}", fmt::join(names, ", ")),
                                                fmt::format("There are: {}", fmt::join(names, ", "))}));
  }

  void PrintCms() {
    const Result<std::string> text =
        schema::CmsConfig(site_, options_.site, options_.cms == "decap" ? schema::Cms::kDecap : schema::Cms::kSveltia);
    if (text.ok()) return Print(stdout, *text);
    diagnostics_.FileError(text.error().rule, "", text.error().message, text.error().hint);
  }

  void Write(const std::string& folder, const schema::MadeFiles& made) {
    size_t written = 0;
    for (const schema::MadeFile& file : made)
      written += WriteOne(folder == "." ? file.path : folder + "/" + file.path, file);
    if (!options_.quiet)
      Out(fmt::runtime(Say(options_.tongue, "{} 個のファイルを書きました。\n", "Files written: {}.\n")), written);
  }

  bool WriteOne(const std::string& path, const schema::MadeFile& file) {
    const auto old = files_.Stat(path).ok() ? files_.Read(path) : Result<std::string>(std::string());
    const bool there = files_.Stat(path).ok();
    if (there && old.ok() && *old == file.text) return false;
    if (there && !(file.made_anew && old.ok() && old->find(schema::kMadeBy) != std::string::npos)) {
      TellWhatToAdd(path, file.text);
      return false;
    }
    Status status = files_.MakeFolders(ParentFolder(path));
    if (status.ok()) status = ReplaceFile(files_, path, file.text);
    if (status.ok()) return true;
    const Diagnostic& error = status.error();
    diagnostics_.FileError(error.rule, path, error.message, error.hint);
    return false;
  }

  void TellWhatToAdd(const std::string& path, const std::string& text) {
    Out(fmt::runtime(Say(options_.tongue, "{} は書き換えませんでした。次のうち、ないものを足します:\n{}\n",
                         "{} was left as it is. Add what it lacks of this:\n{}\n")),
        path, text);
  }

  FileSystem& files_;
  const SchemaOptions& options_;
  const Site& site_;
  Diagnostics& diagnostics_;
};

int Run(FileSystem& files, const SchemaOptions& options, Diagnostics& diagnostics) {
  if (options.name.empty() && options.folder.empty() && options.handbook.empty() && options.cms.empty() &&
      !options.vscode) {
    diagnostics.FileError("usage.schema", "", {"何を作るのか、書かれていません", "It is not said what to make"},
                          {"例: kyodo schema --vscode", "Example: kyodo schema --vscode"});
    return kUsage;
  }
  MarkdownPool pool(1);
  Diagnostics told;
  const std::unique_ptr<const Site> site =
      Load(files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, told);
  told.Forget(
      [&](const Diagnostic& one) { return one.severity != Severity::kError || !IsOfSettings(one, options.site); });
  diagnostics.Append(std::move(told));
  if (diagnostics.HasErrors()) return ExitCodeOf(diagnostics);
  return SchemaMaker(files, options, *site, diagnostics).Run();
}

}  // namespace

void AddOptions(CLI::App& app, SchemaOptions& options, const Words& words) {
  app.add_option("NAME", options.name,
                 words("この種類のスキーマを表示する（ほかに site.yaml、vocabularies.yaml、removed.yaml）",
                       "Print the schema of this collection (or site.yaml, vocabularies.yaml, removed.yaml)"))
      ->type_name("");
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  AddFolder(app, "--out", options.folder,
            words("すべての JSON Schema をこのフォルダーに書く", "Write all JSON Schemas to this folder"));
  app.add_flag(
      "--vscode", options.vscode,
      words("Visual Studio Code の設定を .vscode/ に書く", "Write settings for Visual Studio Code to .vscode/"));
  AddFolder(app, "--handbook", options.handbook,
            words("項目の手引きをこのフォルダーに書く", "Write a handbook of the fields to this folder"));
  app.add_option(
         "--cms", options.cms,
         words("CMS の設定（config.yml）を表示する: decap、sveltia", "Print the config.yml of a CMS: decap, sveltia"))
      ->check(OneOf({"decap", "sveltia"}, words))
      ->type_name("NAME");
  AddTongue(app, words);
  app.add_flag("--quiet", options.quiet, words("問題だけを知らせる", "Say nothing but problems"));
}

int RunSchema(const SchemaOptions& options) {
  Report report(options);
  Diagnostics diagnostics;
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  const int code = Run(*files, options, diagnostics);
  diagnostics.Sort();
  report.PrintEach(diagnostics);
  return code;
}

}  // namespace kyodo::cli
