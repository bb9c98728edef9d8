// Dates that cannot be meant: in texts, and in what a record says of itself.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Warnings about dates that a Japanese or English text writes out: `date.weekday`, a day of the week that the day is
/// not; `date.era`, a year and the year of an era beside it that differ; `date.no-day`, 30 February or the sixth
/// Saturday; `date.year`, centuries away; `date.reversed`, a range whose last day is before the first. A date without a
/// year is taken to be in that of the record's own event, if it is near, or else near its last change, or it is left
/// alone.
void CheckWrittenDates(const Text& text, Diagnostics& diagnostics);

/// Warnings `date.future` (published or updated after today), `date.order` (updated before published),
/// `date.deadline` (the deadline is after the event) and `date.year` (an event decades away); notes `date.past` (first
/// published months after it was over, and within a year) and `date.cancelled-series` (all dates are cancelled, and a
/// text names one).
void CheckDatesOf(const Site& site, const Record& record, Diagnostics& diagnostics);

}  // namespace kyodo::check
