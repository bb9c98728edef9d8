// libical, which ends the program at bad input unless it is told not to.
#pragma once

#include <libical/ical.h>

namespace kyodo {

/// Before anything of libical is used; by any thread.
inline void UseLibical() { [[maybe_unused]] static const bool told = (icalerror_set_errors_are_fatal(0), true); }

}  // namespace kyodo
