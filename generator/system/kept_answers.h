// What servers of links said, kept beside a site so that the next look need not ask all of them. Nothing depends on it:
// a file that is not there or cannot be read is as good as an empty one.
//
// Text form: the line `kyodo-links 1`, then a line for each address, sorted by it, of parts with tabs between:
//   URL ASKED GOOD STATUS WHY TARGET MOVED ERROR
// with the times in seconds since 1970, and the rest as in ProbeResult.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/date.h"
#include "system/http_probe.h"

namespace kyodo {

struct KeptAnswer {
  Instant asked = 0;
  Instant good = 0;  // when it last opened; 0: it never did
  ProbeResult result;
};
using KeptAnswers = std::map<std::string, KeptAnswer>;  // by address

std::string FormatAnswers(const KeptAnswers& answers);
/// Lines that cannot be read are left out.
KeptAnswers ParseAnswers(std::string_view text);

}  // namespace kyodo
