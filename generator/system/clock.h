// Time as an argument: only the command line asks the clock.
#pragma once

#include <cstdint>

#include "core/date.h"

namespace kyodo {

/// The moment that a build takes for now: `source_date_epoch`, the text of that
/// environment variable (seconds since 1970, see reproducible-builds.org), or
/// the system's clock when it is null or empty.
/// Error `clock.source-date-epoch`: not a whole number of seconds.
Result<Instant> Now(const char* source_date_epoch);

/// Milliseconds of a clock that never goes back, for measuring.
int64_t MonotonicMs();

}  // namespace kyodo
