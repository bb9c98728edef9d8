// `kyodo search`: what the search of a built site finds, without a browser.
#pragma once

#include "cli/options.h"

namespace kyodo::cli {

int Search(const Options& options);

}  // namespace kyodo::cli
