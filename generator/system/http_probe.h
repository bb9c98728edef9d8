// Asks web servers whether addresses still lead somewhere (libcurl).
#pragma once

#include <span>
#include <string>
#include <vector>

namespace kyodo {

struct ProbeResult {
  int status = 0;     // of HTTP, after redirects; 0: no answer
  std::string error;  // libcurl's own words when there was no answer
  bool ok() const { return status >= 200 && status < 400; }
};

struct ProbeLimits {
  int at_once = 8;       // requests under way
  long time_ms = 10000;  // for one request, redirects included
  long redirects = 5;
};

/// Asks for every address: HEAD, and GET where HEAD is refused. Only http and
/// https, redirects included; certificates are verified; nothing is kept of a body.
/// The results are in the order of `urls`.
std::vector<ProbeResult> Probe(std::span<const std::string> urls, const ProbeLimits& limits = {});

}  // namespace kyodo
