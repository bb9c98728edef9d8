// Asks web servers whether addresses still lead somewhere (libcurl).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "system/no_answer.h"

namespace kyodo {

struct ProbeResult {
  int status = 0;  // of HTTP, after redirects; 0: no answer
  NoAnswer why = NoAnswer::kNone;
  std::string error;     // libcurl's own words when there was no answer
  std::string target;    // where redirects lead; empty: there is none
  std::string moved_to;  // as far as they are permanent (301, 308), from the first on; empty: the first is not

  bool ok() const { return status >= 200 && status < 400; }
  bool operator==(const ProbeResult&) const = default;
};

struct ProbeLimits {
  int at_once = 8;          // requests under way,
  int at_once_of_host = 2;  // and to one server
  long pause_ms = 200;      // between the end of a request to a server and the start of the next
  long time_ms = 10000;     // for one address, redirects included, waiting for its turn not
  int redirects = 5;
  std::string test_server;  // as in AddressGuard
};

/// Asks for every address: HEAD, and GET where HEAD is refused. Only http and https, no private addresses, no proxy;
/// certificates are verified; of a body a few KB are read at most. What stands before an @ is never sent.
/// The results are in the order of `urls`. `told` hears how many are done.
std::vector<ProbeResult> Probe(std::span<const std::string> urls, const ProbeLimits& limits = {},
                               const std::function<void(size_t)>& told = {});

}  // namespace kyodo
