// `kyodo init`: a new site in a new folder, from answers to a few questions.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct InitOptions : CommonOptions {
  std::string folder;
  std::vector<std::string> names;      // "みどり市 協働ポータル", "en=Midori City Kyodo Portal"
  std::vector<std::string> languages;  // all of these as given; empty: asked on a terminal, else the usual
  std::string base_url;
  std::string time_zone;
  std::vector<std::string> kinds;
  bool usual = false;  // `--yes`: nothing is asked
};

void AddOptions(CLI::App& app, InitOptions& options, const Words& words);

int Init(const InitOptions& options);

}  // namespace kyodo::cli
