// The pages of the calendar: what is coming, months, years and fiscal years, and what is coming for one topic.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace kyodo::render {

/// Adds the calendar's pages to the plan when the theme has calendar.html and a schema names a calendar:
/// calendar/index.html, calendar/2026-12.html, calendar/2026.html, calendar/fy2026.html (April to March),
/// calendar/districts-shiba.html. There is a page for each month from the first to the last with an entry, within the
/// days that Site::calendar_from and calendar_until bound, and for this month.
void PlanCalendarPages(const Views& views, LanguageId id, const std::string& template_name,
                       std::vector<Output>& outputs);

/// The heading of such a page: "行事カレンダー｜2026年12月", "Calendar | Shiba District".
std::string CalendarHeading(const Views& views, const CalendarPage& page, LanguageId id);
/// The same; words of other languages are marked.
tmpl::Value CalendarHeadingValue(const Views& views, const CalendarPage& page, LanguageId id, tmpl::Arena& arena);
/// The variable `calendar`.
tmpl::Value CalendarValue(const Views& views, const CalendarPage& page, LanguageId id, tmpl::Arena& arena);

}  // namespace kyodo::render
