// Fetches one file from a web server (libcurl).
#pragma once

#include <string>

#include "core/result.h"

namespace kyodo {

struct GetLimits {
  size_t bytes = 5 * 1024 * 1024;
  long time_ms = 10000;  // redirects included
  long redirects = 5;
  /// Also from addresses that are not of the public internet: this machine, a private network. Looked at when the
  /// connection is made, after names are resolved, for redirects too.
  bool private_addresses = false;
};

/// Only http and https; certificates are verified.
/// Errors `http.scheme`, `http.private`, `http.size`, `http.status`, `http.failed`.
Result<std::string> HttpGet(const std::string& url, const GetLimits& limits = {});

}  // namespace kyodo
