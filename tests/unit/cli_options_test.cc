// The command line: cli/verbs.h, and the options of each verb.
#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "cli/build.h"
#include "cli/check.h"
#include "cli/export.h"
#include "cli/import.h"
#include "cli/new.h"
#include "cli/publish.h"
#include "cli/rename.h"
#include "cli/search.h"
#include "cli/setup.h"
#include "cli/status.h"
#include "cli/verbs.h"
#include "cli/verify.h"
#include "holds.h"

namespace kyodo::cli {

namespace {

using Arguments = std::vector<std::string>;

/// The options of a verb, from the command line after its name; throws what CLI11 throws.
template <class Options>
Options Read(Arguments arguments) {
  CLI::App app;
  Options options;
  AddOptions(app, options, Words{Tongue::kEn});
  std::reverse(arguments.begin(), arguments.end());
  app.parse(std::move(arguments));
  return options;
}

std::string Complaint(const Arguments& arguments, Tongue tongue) {
  const Command command = ReadCommand(arguments, tongue);
  CHECK(!command.run);
  CHECK(command.exit_code == kUsage);
  CHECK(command.out.empty());
  return command.err;
}

TEST_CASE("build: its options", "[cli]") {
  const BuildOptions plain = Read<BuildOptions>({});
  CHECK(plain.site == "content");
  CHECK(plain.out == "public");
  CHECK_FALSE(plain.replace);
  CHECK(plain.format == Format::kText);
  const BuildOptions all =
      Read<BuildOptions>({"--site", "a/", "--out=/b//", "--now", "2026-04-01", "--drafts", "--jobs", "3", "--lang",
                          "ja", "--format", "github", "--quiet", "--replace"});
  CHECK(all.site == "a");
  CHECK(all.out == "/b");
  CHECK(all.now_text == "2026-04-01");
  CHECK(all.drafts);
  CHECK(all.jobs == 3);
  CHECK(all.format == Format::kGithub);
  CHECK(all.quiet);
  CHECK(all.replace);
  CHECK(Read<BuildOptions>({"--out", "/"}).out == "/");
}

TEST_CASE("check: its options, and none of another verb", "[cli]") {
  CHECK(Read<CheckOptions>({"--external", "--format=json"}).external);
  CHECK(Read<CheckOptions>({"--external"}).max_age_days == 7);
  CHECK(Read<CheckOptions>({"--external", "--max-age", "0"}).max_age_days == 0);
  CHECK_THROWS_AS(Read<CheckOptions>({"--max-age", "3"}), CLI::RequiresError);
  CHECK_THROWS_AS(Read<CheckOptions>({"--replace"}), CLI::ExtrasError);
  CHECK_THROWS_AS(Read<CheckOptions>({"--out", "x"}), CLI::ExtrasError);
}

TEST_CASE("publish: its options", "[cli]") {
  const auto plain = Read<PublishVerbOptions>({});
  CHECK(plain.target.empty());
  CHECK(plain.out == "public");
  CHECK_FALSE(plain.rollback);
  CHECK_FALSE(plain.max_delete);
  CHECK(plain.wait_seconds == 900);
  const auto all = Read<PublishVerbOptions>({"web", "--site", "s/", "--out", "p/", "--dry-run", "--verify", "--replace",
                                             "--rollback", "3", "--max-delete", "500", "--wait", "0", "--jobs", "8",
                                             "--format", "json", "--quiet"});
  CHECK(all.target == "web");
  CHECK(all.out == "p");
  CHECK(all.dry_run);
  CHECK(all.verify);
  CHECK(all.replace);
  CHECK(all.rollback == 3);
  CHECK(all.max_delete == 500);
  CHECK(all.wait_seconds == 0);
  CHECK(all.jobs == 8);
  CHECK(all.format == Format::kJson);
  CHECK(Read<PublishVerbOptions>({"web", "--rollback"}).rollback == 1);
  CHECK(Read<PublishVerbOptions>({"--rollback", "2", "web"}).target == "web");
  CHECK_THROWS_AS(Read<PublishVerbOptions>({"--rollback", "6"}), CLI::ValidationError);
  CHECK_THROWS_AS(Read<PublishVerbOptions>({"--max-delete", "-1"}), CLI::Error);
  CHECK_THROWS_AS(Read<PublishVerbOptions>({"--jobs", "0"}), CLI::ValidationError);
}

TEST_CASE("import: its options", "[cli]") {
  const auto all = Read<ImportVerbOptions>({"calendar", "a.ics", "--site", "s/", "--into", "events", "--set", "a=b",
                                            "--set", "c=d", "--in", "ja", "--allow-private", "--quiet"});
  CHECK(all.source == "a.ics");
  CHECK(all.site == "s");
  CHECK(all.into == "events");
  CHECK(all.fixed == Arguments{"a=b", "c=d"});
  CHECK(all.language == "ja");
  CHECK(all.allow_private);
  CHECK(all.quiet);
  CHECK_THROWS_AS(Read<ImportVerbOptions>({"calendar"}), CLI::RequiredError);
  CHECK_THROWS_AS(Read<ImportVerbOptions>({}), CLI::RequiredError);
}

TEST_CASE("new, rename, remove: their options", "[cli]") {
  const auto made = Read<NewOptions>({"events", "--set", "a=b c", "--set", "d=", "--from", "events/x", "--site", "s/"});
  CHECK(made.collection == "events");
  CHECK(made.given == Arguments{"a=b c", "d="});
  CHECK(made.from == "events/x");
  CHECK(made.site == "s");
  CHECK_THROWS_AS(Read<NewOptions>({}), CLI::RequiredError);
  const auto renamed = Read<RenameOptions>({"events/x", "y", "--yes"});
  CHECK(renamed.record == "events/x");
  CHECK(renamed.to == "y");
  CHECK(renamed.yes);
  CHECK_THROWS_AS(Read<RenameOptions>({"events/x"}), CLI::RequiredError);
  const auto removed = Read<RemoveOptions>({"events/x"});
  CHECK_FALSE(removed.with_broken);
  CHECK_FALSE(removed.yes);
  CHECK(Read<RemoveOptions>({"events/x", "--leave-broken"}).with_broken);
}

TEST_CASE("import table: its options", "[cli]") {
  const auto all = Read<ImportVerbOptions>({"table", "a.xlsx", "--site", "s/", "--into", "groups", "--sheet", "団体",
                                            "--mapping", "m.yaml", "--write", "--format", "json"});
  CHECK(all.table.chosen);
  CHECK(all.source == "a.xlsx");
  CHECK(all.site == "s");
  CHECK(all.into == "groups");
  CHECK(all.table.sheet == "団体");
  CHECK(all.table.mapping == "m.yaml");
  CHECK(all.table.write);
  CHECK(all.format == Format::kJson);
  CHECK_FALSE(Read<ImportVerbOptions>({"calendar", "a.ics"}).table.chosen);
  CHECK_THROWS_AS(Read<ImportVerbOptions>({"table", "a.csv"}), CLI::RequiredError);
  CHECK_THROWS_AS(Read<ImportVerbOptions>({"table", "a.csv", "--into", "a", "--set", "a=b"}), CLI::ExtrasError);
}

TEST_CASE("export: its options", "[cli]") {
  const auto all = Read<ExportOptions>({"groups", "--site", "s/", "--xlsx", "--out", "a.xlsx", "--with-private"});
  CHECK(all.collection == "groups");
  CHECK(all.site == "s");
  CHECK(all.xlsx);
  CHECK(all.file == "a.xlsx");
  CHECK(all.with_private);
  CHECK_THROWS_AS(Read<ExportOptions>({"--csv"}), CLI::RequiredError);
}

TEST_CASE("status: its options", "[cli]") {
  const auto all = Read<StatusOptions>({"--site", "s/", "--now", "2026-04-01", "--days", "7", "--json", "--html",
                                        "a.html", "--fail-on", "stale,missing", "--accept", "a.en.md", "b.en.md"});
  CHECK(all.site == "s");
  CHECK(all.now_text == "2026-04-01");
  CHECK(all.days == 7);
  CHECK(all.json);
  CHECK(all.html == "a.html");
  CHECK(all.fail_on == std::vector<std::string>{"stale", "missing"});
  CHECK(all.accept == std::vector<std::string>{"a.en.md", "b.en.md"});
  CHECK(all.minor.empty());
  CHECK_THROWS_AS(Read<StatusOptions>({"--json", "--csv"}), CLI::ExcludesError);
  CHECK_THROWS_AS(Read<StatusOptions>({"--days", "soon"}), CLI::ValidationError);
}

TEST_CASE("verify, setup: their options", "[cli]") {
  const auto all = Read<VerifyVerbOptions>({"https://a.jp/", "--out", "p/", "--jobs", "9", "--format", "json"});
  CHECK(all.url == "https://a.jp/");
  CHECK(all.out == "p");
  CHECK(all.jobs == 9);
  CHECK(all.format == Format::kJson);
  CHECK(Read<VerifyVerbOptions>({}).url.empty());
  CHECK_THROWS_AS(Read<VerifyVerbOptions>({"--jobs", "0"}), CLI::ValidationError);
  CHECK_THROWS_AS(Read<VerifyVerbOptions>({"--ca", "/nowhere"}), CLI::ValidationError);
  const auto recipe = Read<SetupOptions>({"ci", "cron", "--site", "s/"});
  CHECK(recipe.recipe == "cron");
  CHECK(recipe.site == "s");
  CHECK_THROWS_AS(Read<SetupOptions>({"ci", "jenkins"}), CLI::ValidationError);
  CHECK_THROWS_AS(Read<SetupOptions>({"ci"}), CLI::RequiredError);
}

TEST_CASE("search: its options", "[cli]") {
  const auto all = Read<SearchOptions>({"協働", "--out", "p/", "--in", "en", "--limit", "3", "--format", "json"});
  CHECK(all.query == "協働");
  CHECK(all.out == "p");
  CHECK(all.language == "en");
  CHECK(all.limit == 3);
  CHECK(all.format == Format::kJson);
  CHECK(Read<SearchOptions>({"-"}).query == "-");
  CHECK_THROWS_AS(Read<SearchOptions>({}), CLI::RequiredError);
  CHECK_THROWS_AS(Read<SearchOptions>({"a", "--format", "github"}), CLI::ValidationError);
}

TEST_CASE("ReadCommand: every verb of the table is explained in both languages, and can be run", "[cli]") {
  for (const Tongue tongue : {Tongue::kJa, Tongue::kEn}) {
    const Command help = ReadCommand({"--help"}, tongue);
    CHECK(!help.run);
    CHECK(help.exit_code == kFine);
    CHECK(help.err.empty());
    for (const Verb& verb : Verbs()) {
      CAPTURE(verb.name);
      CHECK_THAT(help.out, testing::Holds(verb.summary.In(tongue)));
      const Command own = ReadCommand({std::string(verb.name), "--help"}, tongue);
      CHECK(!own.run);
      CHECK_THAT(own.out, testing::Holds(tongue == Tongue::kJa ? "この説明を表示する" : "Show this help"));
    }
  }
  CHECK(ReadCommand({"--version"}, Tongue::kEn).out == "0.1.0\n");
  CHECK(ReadCommand({"build"}, Tongue::kEn).run);
  CHECK(ReadCommand({"check"}, Tongue::kEn).run);
  CHECK(ReadCommand({"import", "calendar", "a.ics"}, Tongue::kEn).run);
  CHECK(ReadCommand({"search", "a"}, Tongue::kEn).run);
}

TEST_CASE("ReadCommand: a wrong verb is named, with the one that may be meant", "[cli]") {
  CHECK(Complaint({"biuld"}, Tongue::kEn) == "Unknown verb: biuld\nDid you mean “build”?\n");
  CHECK(Complaint({"chek"}, Tongue::kJa) == "知らない命令です: chek\n「check」のことでしょうか。\n");
  CHECK(Complaint({"xyzzy"}, Tongue::kEn) ==
        "Unknown verb: xyzzy\nThe verbs are init, build, check, serve, publish, new, rename, remove, import, export, "
        "explain, schema, status, verify, setup, search. See kyodo --help.\n");
  CHECK(Complaint({"xyzzy"}, Tongue::kJa) ==
        "知らない命令です: xyzzy\n命令は init、build、check、serve、publish、new、rename、remove、import、export、"
        "explain、schema、status、verify、setup、search です。kyodo --help で使い方を表示します。\n");
}

TEST_CASE("ReadCommand: what is no option, and no verb at all, are mistakes", "[cli]") {
  CHECK_THAT(Complaint({}, Tongue::kEn), Catch::Matchers::StartsWith("Usage: "));
  CHECK_THAT(Complaint({"build", "--wrong"}, Tongue::kJa),
             Catch::Matchers::StartsWith("命令の書き方が違います: ") && testing::Holds("--wrong"));
  CHECK_THAT(Complaint({"build", "--lang", "fr"}, Tongue::kEn), testing::Holds("fr"));
  CHECK_THAT(Complaint({"--worker", "markdown"}, Tongue::kEn), Catch::Matchers::StartsWith("Usage: "));
}

TEST_CASE("ReadCommand: what is wrong with options is said in the tongue that was asked for", "[cli]") {
  const auto told = [](const Arguments& arguments) {
    const std::string text = Complaint(arguments, Tongue::kJa);
    return text.substr(0, text.find('\n'));
  };
  const std::string wrong = "命令の書き方が違います: ";
  CHECK(told({"build", "--drfts"}) == wrong + "使えない指定です: --drfts。「--drafts」のことでしょうか。");
  CHECK(told({"import", "a.xlsx", "--into", "b"}) == wrong + "命令が足りません。使えるもの: calendar, table");
  CHECK(told({"import", "table", "a.xlsx"}) == wrong + "--into が要ります（記録の種類）");
  CHECK(told({"serve", "--port"}) == wrong + "--port の後に、値（N）が要ります");
  CHECK(told({"serve", "--port", "abc"}) ==
        wrong + "--port: abc は使えません。0 から 65535 までの整数です。例: --port 8080");
  CHECK(told({"status", "--days", "x"}) == wrong + "--days: x は使えません。0 から 3660 までの整数です。例: --days 30");
  CHECK(told({"check", "--max-age", "3"}) == wrong + "--max-age は、--external と一緒に使います");
  CHECK(told({"build", "--lang", "fr"}) == wrong + "--lang: fr は使えません。使えるもの: ja、en");
  CHECK(told({"verify", "https://example.jp", "--ca", "no.pem"}) == wrong + "--ca: ファイルがありません: no.pem");
  CHECK(told({"publish", "--rollback", "6"}) ==
        wrong + "--rollback: 6 は使えません。1 から 5 までの整数です。例: --rollback 2");
  CHECK(Complaint({"import", "table", "a.xlsx"}, Tongue::kEn) ==
        "Usage: --into is required (The collection of the records)\nSee kyodo import table --help.\n");
  CHECK(Complaint({"build", "--drfts"}, Tongue::kEn) ==
        "Usage: The following argument was not expected: --drfts. Did you mean “--drafts”?\nSee kyodo build --help.\n");
}

TEST_CASE("ReadCommand: --jobs is a whole number within reason", "[cli]") {
  for (const char* number : {"257", "99999999999999999999", "-1", "4x", "1.5", " ", "０"}) {
    CAPTURE(number);
    CHECK(Complaint({"check", std::string("--jobs=") + number}, Tongue::kEn) ==
          std::string("Usage: --jobs: ") + number +
              " cannot be used. A whole number from 0 to 256. Example: --jobs 4\nSee kyodo check --help.\n");
  }
  CHECK(Complaint({"check", "--jobs=999"}, Tongue::kJa) ==
        "命令の書き方が違います: --jobs: 999 は使えません。0 から 256 までの整数です。例: --jobs 4\n"
        "kyodo check --help で使い方を表示します。\n");
  for (const char* number : {"0", "1", "256"}) CHECK(ReadCommand({"check", "--jobs", number}, Tongue::kEn).run);
}

TEST_CASE("Settle: the time that was given, or that of the environment, and at least one job", "[cli]") {
  SiteOptions options;
  options.now_text = "2026-04-01T09:00+09:00";
  REQUIRE(Settle(options, "5").ok());
  CHECK(options.now == 1775001600);
  CHECK(options.jobs >= 1);
  CHECK(options.jobs <= kMaxJobs);
  options.now_text.clear();
  REQUIRE(Settle(options, "5").ok());
  CHECK(options.now == 5);
  CHECK(Settle(options, "x").error().rule == "clock.source-date-epoch");
  options.now_text = "yesterday";
  CHECK(Settle(options, nullptr).error().rule == "usage.now");
}

TEST_CASE("FindTongue: --lang, else the locale, else English", "[cli]") {
  const auto find = [](const Arguments& arguments, const std::map<std::string, std::string>& variables) {
    return FindTongue(arguments, [&](const char* name) -> const char* {
      const auto found = variables.find(name);
      return found == variables.end() ? nullptr : found->second.c_str();
    });
  };
  CHECK(find({}, {}) == Tongue::kEn);
  CHECK(find({}, {{"LANG", "ja_JP.UTF-8"}}) == Tongue::kJa);
  CHECK(find({}, {{"LC_ALL", "C"}, {"LANG", "ja_JP.UTF-8"}}) == Tongue::kEn);
  CHECK(find({}, {{"LC_ALL", ""}, {"LC_MESSAGES", "ja"}}) == Tongue::kJa);
  CHECK(find({"check", "--lang", "en"}, {{"LANG", "ja"}}) == Tongue::kEn);
  CHECK(find({"check", "--lang=ja"}, {}) == Tongue::kJa);
  CHECK(find({"check", "--lang"}, {{"LANG", "ja"}}) == Tongue::kJa);
}

}  // namespace

}  // namespace kyodo::cli
