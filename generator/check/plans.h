// What a record promises its readers: a plan told as if it were today, something open without a way to take part.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Is it a plan? One of its terms is the `PotentialActionStatus` of schema.org (`same_as`).
bool IsPlan(const Record& record);

/// Errors `plan.now`: the text of a plan says how things stand now, in a word of the vocabulary with the role of
/// present words (model/roles.h): まだ, 現在, yet. A plan is told with the day of its source, since nobody changes the
/// text on the day when it comes true. What stands after 「 or “ is a quotation, and what follows 年, 月 or 日 has its
/// date: 2014年3月現在.
void CheckPlan(const Site& site, const Text& text, Diagnostics& diagnostics);

/// Warning `act.how`: a record takes applications, or will (it closes on a day, or a term is a
/// `RegisterAction` of schema.org), and none of the fields with `says_how` is filled in.
void CheckHow(const Site& site, const Record& record, Diagnostics& diagnostics);

}  // namespace kyodo::check
