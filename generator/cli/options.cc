#include "cli/options.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>
#include <vector>

#include "cli/values.h"
#include "system/clock.h"

namespace kyodo::cli {

namespace {

/// A job may have a file open and a socket to each of its two workers; the rest is for everything else.
size_t JobsThatFit(size_t jobs) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return jobs;
  constexpr rlim_t kOthers = 16, kOfJob = 3;
  const rlim_t most = files.rlim_cur > kOthers ? (files.rlim_cur - kOthers) / kOfJob : 1;
  return std::clamp<size_t>(jobs, 1, std::max<size_t>(most, 1));
}

/// `--now`, else SOURCE_DATE_EPOCH, else the clock; a time without a zone is Tokyo's.
Result<Instant> FindNow(const std::string& given, const char* source_date_epoch) {
  if (given.empty()) return Now(source_date_epoch);
  constexpr int kTokyoMinutes = 540;
  if (const auto instant = ParseInstant(given, kTokyoMinutes)) return *instant;
  Diagnostics one;
  return one.FileError(
      "usage.now", "",
      {fmt::format("--now の日時が読めません: {}", given), fmt::format("Cannot read the time of --now: {}", given)},
      {"例: --now 2026-04-01T09:00+09:00", "Example: --now 2026-04-01T09:00+09:00"});
}

}  // namespace

void AddTongue(CLI::App& app, const Words& words) {
  app.add_option_function<std::string>(
         "--lang", [](const std::string&) {},
         words("kyodo の言葉（ja か en）", "The language that kyodo speaks (ja or en)"))
      ->check(OneOf({"ja", "en"}, words))
      ->type_name("LANG");
  app.set_help_flag("-h,--help", words("この説明を表示する", "Show this help"));
}

void AddFormat(CLI::App& app, Format& format, const std::vector<std::string>& names, const std::string& about,
               const Words& words) {
  const auto set = [&format](const std::string& name) {
    format = name == "json" ? Format::kJson : name == "github" ? Format::kGithub : Format::kText;
  };
  app.add_option_function<std::string>("--format", set, about)->check(OneOf(names, words))->type_name("FORM");
}

CLI::Option* AddFolder(CLI::App& app, const char* name, std::string& folder, const std::string& about) {
  const auto strip = [](std::string& path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return std::string();
  };
  return app.add_option(name, folder, about)
      ->transform(CLI::Validator(strip, ""))
      ->capture_default_str()
      ->type_name("DIR");
}

void AddPlaceAndTime(CLI::App& app, SiteOptions& options, const Words& words) {
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  app.add_option("--now", options.now_text,
                 words("この日時として扱う（例: 2026-04-01、2026-04-01T09:00+09:00）",
                       "Act as if it were this time (such as 2026-04-01 or 2026-04-01T09:00+09:00)"))
      ->type_name("TIME");
  app.add_option("--jobs", options.jobs,
                 words("同時に動かす数（0: コアの数）", "How many to run at a time (0: one for each core)"))
      // Each costs a thread and two processes: a slip of the finger should not start thousands.
      ->check(WholeNumber(0, kMaxJobs, "--jobs 4", words))
      ->type_name("N");
}

void AddSiteOptions(CLI::App& app, SiteOptions& options, const Words& words) {
  AddPlaceAndTime(app, options, words);
  app.add_flag("--drafts", options.drafts,
               words("下書きと公開前のものも含める", "Include drafts and what is not published yet"));
  AddTongue(app, words);
  AddFormat(app, options.format, {"text", "json", "github"},
            words("知らせの形（text、json、github）", "How to print what it finds (text, json, github)"), words);
  app.add_flag("--quiet", options.quiet, words("問題だけを知らせる", "Say nothing but problems"));
}

Status Settle(SiteOptions& options, const char* source_date_epoch) {
  const Result<Instant> now = FindNow(options.now_text, source_date_epoch);
  if (!now.ok()) return now.error();
  options.now = *now;
  if (options.jobs == 0) options.jobs = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, kMaxJobs);
  options.jobs = JobsThatFit(options.jobs);
  return Done{};
}

}  // namespace kyodo::cli
