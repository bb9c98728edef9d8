// What a run tells its user: cli/report.h and cli/failure.h.
#include <catch2/catch.hpp>
#include <new>
#include <system_error>

#include "cli/failure.h"
#include "cli/report.h"
#include "holds.h"

namespace kyodo::cli {

namespace {

/// A screen in memory.
class Recorder {
 public:
  ~Recorder() {
    std::fclose(out_);
    std::fclose(err_);
  }
  Screen screen(bool terminal = false, bool colour = false) const { return {out_, err_, terminal, colour}; }
  std::string out() const { return TextOf(out_); }
  std::string err() const { return TextOf(err_); }

 private:
  static std::string TextOf(std::FILE* file) {
    std::fflush(file);
    std::string text(static_cast<size_t>(std::ftell(file)), 0);
    std::rewind(file);
    CHECK(std::fread(text.data(), 1, text.size(), file) == text.size());
    return text;
  }

  std::FILE* out_ = std::tmpfile();
  std::FILE* err_ = std::tmpfile();
};

Diagnostics Some() {
  Diagnostics diagnostics;
  diagnostics.FileError("rule.a", "a,b:c%.yaml", {"一\n二", "one\ntwo, 50%"}, {"例: x", "Example: x"});
  Diagnostic& warning = diagnostics.FileError("rule.b", "b.yaml", {"三", "three"});
  warning.severity = Severity::kWarning;
  return diagnostics;
}

TEST_CASE("Report: text goes to the standard error, with a closing line, in both languages", "[cli]") {
  const Recorder recorder;
  Report({Tongue::kEn, Format::kText, false}, recorder.screen()).Print(Some());
  CHECK(recorder.out().empty());
  CHECK(recorder.err() == FormatText(Some().list()[0], Tongue::kEn) + FormatText(Some().list()[1], Tongue::kEn) +
                              "1 error. Mend it and run again; the published pages are as they were.\n");
  const Recorder japanese;
  Report({Tongue::kJa, Format::kText, true}, japanese.screen()).Print(Some());
  CHECK(japanese.err() ==
        FormatText(Some().list()[0], Tongue::kJa) +
            "1 件の誤りがあります。直してから、もう一度実行してください。公開中のページはそのままです。\n");
}

TEST_CASE("Report: says how many kinds of checks errors keep from being made", "[cli]") {
  const Recorder english, japanese, none;
  const std::vector<Message> to_come = {{"ページ作り", "making the pages"}, {"写真", "photographs"}};
  Report({Tongue::kEn, Format::kText, false}, english.screen()).Print(Some(), to_come);
  Report({Tongue::kJa, Format::kText, false}, japanese.screen()).Print(Some(), to_come);
  CHECK_THAT(english.err(),
             testing::Holds("\nOnce there is none, 2 more kinds of checks follow: making the pages, photographs.\n"));
  CHECK_THAT(japanese.err(), testing::Holds("\n誤りがなくなると、さらに 2 種類の検査をします（ページ作り、写真）。\n"));
  Report({Tongue::kEn, Format::kText, false}, none.screen()).Print({}, to_come);
  CHECK(none.err().empty());
}

TEST_CASE("Report: JSON and GitHub's commands go to the standard output, one to a line", "[cli]") {
  const Recorder json;
  Report({Tongue::kEn, Format::kJson, false}, json.screen(true, true)).Print(Some());
  CHECK(json.err().empty());
  CHECK(json.out() == FormatJson(Some().list()[0]) + "\n" + FormatJson(Some().list()[1]) + "\n");
  const Recorder github;
  Report({Tongue::kEn, Format::kGithub, false}, github.screen(true, true)).Print(Some());
  CHECK(github.err().empty());
  CHECK(github.out() ==
        "::error file=a%2Cb%3Ac%25.yaml,title=rule.a::one%0Atwo, 50%25%0AExample: x\n"
        "::warning file=b.yaml,title=rule.b::three\n");
}

TEST_CASE("Report: colours only on a terminal, and not when NO_COLOR has a value", "[cli]") {
  CHECK(ScreenOf(true, nullptr).colour);
  CHECK(ScreenOf(true, "").colour);
  CHECK_FALSE(ScreenOf(true, "1").colour);
  CHECK_FALSE(ScreenOf(false, nullptr).colour);
  const Recorder coloured, plain;
  Report({Tongue::kEn, Format::kText, false}, coloured.screen(true, true)).Print(Some());
  Report({Tongue::kEn, Format::kText, false}, plain.screen(true, false)).Print(Some());
  CHECK_THAT(coloured.err(), testing::Holds("\x1b["));
  CHECK_THAT(plain.err(), !testing::Holds("\x1b["));
}

TEST_CASE("Report: the summary, for people, for programs, and not when it is to be quiet", "[cli]") {
  const Summary summary{10, 22, 2048, 3, 4, 8, *ParseDate("2026-05-02", {}), {{"ko", 5, 6, 7, 9, {"a.ja.md"}}}, {}};
  const Recorder text, json, quiet;
  Report({Tongue::kEn, Format::kText, false}, text.screen()).PrintSummary(summary, nullptr, true);
  CHECK_THAT(
      text.out(),
      testing::Holds("pages                 10\n") && testing::Holds("written               nothing has changed\n") &&
          testing::Holds("  ko                  words of the theme 5, labels 6, records 7, texts of others 9\n") &&
          testing::Holds("silenced              8\n") && testing::Holds("next change           2026-05-02\n"));
  Report({Tongue::kJa, Format::kJson, false}, json.screen()).PrintSummary(summary, nullptr, false);
  CHECK_THAT(json.out(),
             Catch::Matchers::StartsWith(
                 "{\"pages\":10,\"files\":22,\"bytes\":2048,\"missing_translations\":"
                 "3,\"stale_translations\":4,\"silenced\":8,\"untranslated\":{\"ko\":{\"words\":5,\"labels\":6,"
                 "\"records\":7,\"texts\":9,\"files\":[\"a.ja.md\"]}},\"next_change\":\"2026-05-02\","));
  Report({Tongue::kEn, Format::kText, true}, quiet.screen()).PrintSummary(summary, nullptr, false);
  CHECK(quiet.out().empty());
}

TEST_CASE("Report: the summary counts what is not published", "[cli]") {
  Summary summary;
  summary.not_shown = {1, 2, 3};
  const Recorder text, json;
  Report({Tongue::kEn, Format::kText, false}, text.screen()).PrintSummary(summary, nullptr, false);
  CHECK_THAT(text.out(), testing::Holds("not published         drafts 1, waiting for their day 2, over 3\n"));
  Report({Tongue::kEn, Format::kJson, false}, json.screen()).PrintSummary(summary, nullptr, false);
  CHECK_THAT(json.out(), testing::Holds("\"drafts\":1,\"waiting\":2,\"over\":3,"));
}

TEST_CASE("Report: a stream that takes nothing is no reason to stop", "[cli]") {
  std::FILE* const full = std::fopen("/dev/full", "w");
  REQUIRE(full);
  std::setvbuf(full, nullptr, _IONBF, 0);
  Report report({Tongue::kEn, Format::kText, false}, {full, full, true, true});
  report.Print(Some());
  report.PrintSummary({}, nullptr, false);
  CHECK(std::ferror(full));
  std::fclose(full);
}

TEST_CASE("ExitCodeOf: what the system is at fault for comes before what authors are", "[cli]") {
  Diagnostics diagnostics;
  CHECK(ExitCodeOf(diagnostics) == kFine);
  diagnostics.FileError("a", "a", {"a", "a"}).severity = Severity::kWarning;
  CHECK(ExitCodeOf(diagnostics) == kFine);
  diagnostics.FileError("date.range", "a", {"a", "a"});
  CHECK(ExitCodeOf(diagnostics) == kContentErrors);
  for (const char* rule : {"system.worker", "system.files", "file.space", "file.failed"}) {
    Diagnostics more = diagnostics;
    more.FileError(rule, "", {"a", "a"});
    CHECK(ExitCodeOf(more) == kEnvironment);
  }
}

TEST_CASE("FailureOf: names what was at work, and says what is missing", "[cli]") {
  SetAtWork("読み込み", "load");
  const Diagnostic memory = FailureOf(std::make_exception_ptr(std::bad_alloc()));
  CHECK(memory.rule == "system.memory");
  CHECK(memory.message.ja == "メモリーが足りません（読み込みの途中）");
  CHECK(memory.message.en == "There is not enough memory (during: load)");
  const std::system_error refused(EAGAIN, std::generic_category(), "thread");
  const Diagnostic thread = FailureOf(std::make_exception_ptr(refused));
  CHECK(thread.rule == "system.failed");
  CHECK_THAT(thread.message.en, Catch::Matchers::StartsWith("Cannot go on (during: load): thread"));
  SetAtWork(nullptr, nullptr);
  CHECK(FailureOf(std::make_exception_ptr(5)).message.en == "Cannot go on: ?");
  CHECK_FALSE(FailureOf(nullptr).hint.ja.empty());
}

}  // namespace

}  // namespace kyodo::cli
