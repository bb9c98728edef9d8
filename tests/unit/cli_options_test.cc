// The command line: cli/verbs.h, and the options of each verb.
#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "cli/build.h"
#include "cli/check.h"
#include "cli/import.h"
#include "cli/search.h"
#include "cli/verbs.h"
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
  CHECK_THROWS_AS(Read<CheckOptions>({"--replace"}), CLI::ExtrasError);
  CHECK_THROWS_AS(Read<CheckOptions>({"--out", "x"}), CLI::ExtrasError);
}

TEST_CASE("import: its options", "[cli]") {
  const auto all = Read<ImportCalendarOptions>({"calendar", "a.ics", "--site", "s/", "--into", "events", "--set", "a=b",
                                                "--set", "c=d", "--in", "ja", "--allow-private", "--quiet"});
  CHECK(all.source == "a.ics");
  CHECK(all.site == "s");
  CHECK(all.into == "events");
  CHECK(all.fixed == Arguments{"a=b", "c=d"});
  CHECK(all.language == "ja");
  CHECK(all.allow_private);
  CHECK(all.quiet);
  CHECK_THROWS_AS(Read<ImportCalendarOptions>({"calendar"}), CLI::RequiredError);
  CHECK_THROWS_AS(Read<ImportCalendarOptions>({}), CLI::RequiredError);
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
  CHECK(Complaint({"publish"}, Tongue::kEn) ==
        "Unknown verb: publish\nThe verbs are build, check, import, search. See kyodo --help.\n");
  CHECK(Complaint({"publish"}, Tongue::kJa) ==
        "知らない命令です: publish\n命令は build、check、import、search です。kyodo --help で使い方を表示します。\n");
}

TEST_CASE("ReadCommand: what is no option, and no verb at all, are mistakes", "[cli]") {
  CHECK_THAT(Complaint({}, Tongue::kEn), Catch::Matchers::StartsWith("Usage: "));
  CHECK_THAT(Complaint({"build", "--wrong"}, Tongue::kJa),
             Catch::Matchers::StartsWith("命令の書き方が違います: ") && testing::Holds("--wrong"));
  CHECK_THAT(Complaint({"build", "--lang", "fr"}, Tongue::kEn), testing::Holds("fr"));
  CHECK_THAT(Complaint({"--worker", "markdown"}, Tongue::kEn), Catch::Matchers::StartsWith("Usage: "));
}

TEST_CASE("ReadCommand: --jobs is a whole number within reason", "[cli]") {
  for (const char* number : {"257", "99999999999999999999", "-1", "4x", "1.5", " ", "０"}) {
    CAPTURE(number);
    CHECK(Complaint({"check", std::string("--jobs=") + number}, Tongue::kEn) ==
          std::string("Usage: --jobs: ") + number +
              " cannot be used. A whole number from 0 to 256. Example: --jobs 4\nSee kyodo --help.\n");
  }
  CHECK(Complaint({"check", "--jobs=999"}, Tongue::kJa) ==
        "命令の書き方が違います: --jobs: 999 は使えません。0 から 256 までの整数です。例: --jobs 4\n"
        "kyodo --help で使い方を表示します。\n");
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
