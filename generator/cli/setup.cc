#include "cli/setup.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "cli/print.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/text.h"
#include "core/time_zone.h"
#include "setup/recipes.h"
#include "system/clock.h"
#include "system/file_system.h"
#include "yaml/yaml.h"

namespace kyodo::cli {

namespace {

/// The time zone of site.yaml; the rest of it may have mistakes.
void ReadZone(FileReader& files, const std::string& site, setup::RecipePlaces& places) {
  const Result<std::string> text = files.Read(site + "/site.yaml");
  if (!text) return;
  const SourceFile file{"site.yaml", *text};
  std::pmr::monotonic_buffer_resource memory;
  Diagnostics told;
  const yaml::Node* root = yaml::Parse(file, file.text, 1, memory, told);
  const yaml::Node* zone = root ? root->Find("time_zone") : nullptr;
  const auto found = TimeZone::Find(zone ? zone->text : "Asia/Tokyo");
  const Result<Instant> now = Now(nullptr);
  if (!found || !now) return;
  places.utc_minute = found->UtcMinuteOf(5, *now);
  places.summer_time = found->HasSummerTime(*now);
  if (zone) places.time_zone = zone->text;
}

bool IsJapanese(std::string_view text) {
  const std::u32string decoded = FindInvalidUtf8(text) == text.npos ? Decode(text) : std::u32string();
  return std::count_if(decoded.begin(), decoded.end(), [](char32_t c) { return c >= 0x3041 && c <= 0x30FF; }) > 10;
}

class Setup {
 public:
  Setup(FileSystem& files, const SetupOptions& options) : files_(files), options_(options) {}

  int Run() {
    if (!files_.Stat(options_.site + "/site.yaml").ok()) return NoSite();
    folder_ = ParentFolder(options_.site);
    places_.content = options_.site.substr(options_.site.rfind('/') + 1);
    ReadZone(files_, options_.site, places_);
    const setup::Recipe recipe = setup::MakeRecipe(options_.recipe, places_, options_.tongue);
    const std::string path = In(recipe.path);
    const Result<std::string> old = files_.Read(path);
    if (old.ok() && *old != recipe.text) return Refuse(path, recipe);
    if (!old.ok() && old.error().rule != "file.missing") return Complain(old.error(), path);
    if (!old.ok()) {
      Status written = files_.MakeFolders(ParentFolder(path));
      if (written.ok()) written = ReplaceFile(files_, path, recipe.text);
      if (!written.ok()) return Complain(written.error(), path);
      MayRun(path, recipe);
      Tell("{} を書きました。\n", "{} was written.\n", path);
      if (const int code = AddToReadmes(); code != kFine) return code;
    } else {
      Tell("{} は、もうこのとおりです。\n", "{} is as it should be.\n", path);
    }
    if (!options_.quiet) Out("\n{}", recipe.words);
    return kFine;
  }

 private:
  std::string In(const std::string& path) const { return folder_ == "." ? path : folder_ + "/" + path; }

  void Tell(std::string_view ja, std::string_view en, const std::string& path) const {
    if (!options_.quiet) Out(fmt::runtime(Say(options_.tongue, ja, en)), path);
  }

  static void MayRun(const std::string& path, const setup::Recipe& recipe) {
    std::error_code ignored;  // `sh kyodo-cron.sh` runs it as well
    using std::filesystem::perms;
    if (recipe.is_program)
      std::filesystem::permissions(path, perms::owner_exec | perms::group_exec, std::filesystem::perm_options::add,
                                   ignored);
  }

  /// Three lines at the end of each README, in its language; once.
  int AddToReadmes() {
    const Result<std::vector<FolderEntry>> entries = files_.List(folder_);
    if (!entries) return Complain(entries.error(), folder_);
    for (const FolderEntry& entry : *entries) {
      if (entry.kind != FileInfo::kFile || !StartsWith(entry.name, "README") || !EndsWith(entry.name, ".md")) continue;
      const std::string path = In(entry.name);
      const Result<std::string> text = files_.Read(path);
      if (!text || text->find(setup::kReadmeMark) != text->npos) continue;
      const Tongue tongue = EndsWith(entry.name, ".ja.md") || IsJapanese(*text) ? Tongue::kJa : Tongue::kEn;
      const std::string lines = setup::MakeRecipe(options_.recipe, places_, tongue).readme;
      const std::string_view gap = EndsWith(*text, "\n") || text->empty() ? "\n" : "\n\n";
      const Status written =
          ReplaceFile(files_, path, fmt::format("{}{}{}\n{}", *text, gap, setup::kReadmeMark, lines));
      if (!written.ok()) return Complain(written.error(), path);
      Tell("{} に 3 行を足しました。\n", "Three lines were added to {}.\n", path);
    }
    return kFine;
  }

  int NoSite() const {
    Diagnostic error;
    error.rule = "setup.site";
    error.path = options_.site;
    error.message = {"ここにサイトがありません（site.yaml）", "There is no site here (site.yaml)"};
    error.hint = {"サイトのフォルダーの名前を --site に書きます。例: kyodo setup ci github --site content",
                  "Name the site's folder with --site. Example: kyodo setup ci github --site content"};
    Complain(error, options_.site);
    return kUsage;
  }

  int Refuse(const std::string& path, const setup::Recipe& recipe) const {
    Diagnostic error;
    error.rule = "setup.exists";
    error.message = {"もう別の内容であるので、書き替えませんでした",
                     "It is there and says something else; it was left as it is"};
    error.hint = {
        "下の内容と見比べて、要るところを足すか、そのファイルの名前を変えてからもう一度実行します。",
        "Compare it with what follows and add what you need; or give that file another name and run this again."};
    Complain(error, path);
    Out("{}", recipe.text);
    return kContentErrors;
  }

  int Complain(const Diagnostic& error, const std::string& path) const {
    Diagnostics diagnostics;
    diagnostics.FileError(error.rule, path, error.message, error.hint);
    Report(options_).PrintEach(diagnostics);
    return kEnvironment;
  }

  FileSystem& files_;
  const SetupOptions& options_;
  std::string folder_;
  setup::RecipePlaces places_;
};

}  // namespace

void AddOptions(CLI::App& app, SetupOptions& options, const Words& words) {
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", words("この説明を表示する", "Show this help"));
  CLI::App& ci = *app.add_subcommand("ci", words("サイトをひとりでに作って公開する設定を書く",
                                                 "Write a recipe that builds and publishes the site by itself"));
  ci.add_option("WHERE", options.recipe, words("github、gitlab、cron のどれか", "github, gitlab or cron"))
      ->required()
      ->check(OneOf({"github", "gitlab", "cron"}, words))
      ->type_name("");
  AddFolder(ci, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  AddTongue(ci, words);
  ci.add_flag("--quiet", options.quiet, words("誤りだけを表示する", "Show errors only"));
}

int RunSetup(const SetupOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  return Setup(*files, options).Run();
}

}  // namespace kyodo::cli
