// Whether one can still take part in what a record is about: the one answer for pages, lists, calendars and other
// programs. It goes by the schema's `calendar`: its status, its period and its deadline, which may be a window.
#pragma once

#include <optional>
#include <string_view>

#include "core/time_zone.h"
#include "model/record.h"

namespace kyodo {

struct Site;

struct TakingPart {
  enum State : uint8_t {
    kOpen,       // one may apply, until `closes` if that is known
    kLater,      // one may from `opens` on
    kAlways,     // nothing is said of when
    kClosed,     // one no longer may
    kFull,       // all places are taken
    kCancelled,  // it will not take place, or none of the days that are left
    kPostponed,  // there is no new date yet
    kOver,       // it has taken place
  };
  State state = kAlways;
  std::optional<Date> opens;        // of the window
  std::optional<LocalTime> closes;  // the last day, and the minute if one is said, in the site's zone; else -1

  bool IsPossible() const { return state == kOpen || state == kAlways; }
};

/// On the site's day, at its moment. What ends on the day before its deadline closes then. Needs the record's
/// occurrences.
TakingPart TakingPartIn(const Record& record, const Site& site);

/// "open", "later", "always", "closed", "full", "cancelled", "postponed", "over".
std::string_view TakingPartName(TakingPart::State state);

/// The last day of a month or a year whose day is not known.
Date LastDayOf(const Date& date);

}  // namespace kyodo
