// Tombstones: the pages at addresses that were published and have nothing to show any more, those of removed.yaml and
// of records whose `publish_until` is past. Each says what happened, when and why, so that no address ever dies. They
// are in no list, feed, search or site map, and not for search engines.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace kyodo::render {

/// The template that makes them. A theme without it has none: error `template.missing` where removed.yaml asks for one.
inline constexpr const char* kRemovedTemplate = "removed.html";

/// Adds them to the plan. At the address of an `outputs` there is none for a record whose time is over: that page took
/// its place. (For one of removed.yaml the plan tells `removed.taken`.)
void PlanRemoved(const Views& views, const std::string& template_name, std::vector<Output>& outputs);

/// The heading of such a page, and the same with words of other languages marked.
std::string RemovedHeading(const Views& views, const RemovedPage& page, LanguageId id);
tmpl::Value RemovedHeadingValue(const Views& views, const RemovedPage& page, LanguageId id, tmpl::Arena& arena);
/// The variable `removed`.
tmpl::Value RemovedValue(const Views& views, const RemovedPage& page, LanguageId id, tmpl::Arena& arena);
/// Whether the page is at its address in that language as well.
bool IsRemovedIn(const Views& views, const RemovedPage& page, LanguageId id);

}  // namespace kyodo::render
