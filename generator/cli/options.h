// What the verbs' options have in common. Each verb has a type of its own beside what it does, and a function
//
//   void AddOptions(CLI::App& app, ItsOptions& options, const Words& words);
//
// that adds them to the command line; cli/verbs.h has the table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "core/say.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace kyodo::cli {

enum ExitCode { kFine = 0, kContentErrors = 1, kUsage = 2, kEnvironment = 3 };

/// The language that the command line is explained in.
struct Words {
  Tongue tongue;
  std::string operator()(std::string_view ja, std::string_view en) const { return std::string(Say(tongue, ja, en)); }
};

enum class Format { kText, kJson, kGithub };

/// How kyodo speaks.
struct CommonOptions {
  Tongue tongue = Tongue::kEn;
  Format format = Format::kText;
  bool quiet = false;
};

/// Of the verbs that open a site.
struct SiteOptions : CommonOptions {
  std::string site = "content";
  std::string out = "public";  // build writes there; check finds copies of photographs beside it
  std::string now_text;        // as given: "2026-04-01"
  Instant now = 0;
  bool drafts = false;
  size_t jobs = 0;  // as given; 0: one for each core
};

constexpr size_t kMaxJobs = 256;

// Each of these adds options of one name to `app`.

/// `--lang`, which ReadCommandLine has looked at before, and `--help`.
void AddTongue(CLI::App& app, const Words& words);
/// `--format`, one of `names` (of "text", "json", "github").
void AddFormat(CLI::App& app, Format& format, const std::vector<std::string>& names, const std::string& about,
               const Words& words);
/// A folder; slashes at its end are taken off.
CLI::Option* AddFolder(CLI::App& app, const char* name, std::string& folder, const std::string& about);
/// `--site`, `--now`, `--jobs`.
void AddPlaceAndTime(CLI::App& app, SiteOptions& options, const Words& words);
/// Those, `--drafts`, `--lang`, `--format`, `--quiet`.
void AddSiteOptions(CLI::App& app, SiteOptions& options, const Words& words);

/// Sets `now` and `jobs` from what was given, `source_date_epoch` (may be null), the clock, the cores, and how many
/// files may be open.
/// Error `usage.now`: --now or SOURCE_DATE_EPOCH cannot be read.
Status Settle(SiteOptions& options, const char* source_date_epoch);

}  // namespace kyodo::cli
