// Adds the files for other programs to the plan.
#pragma once

#include "plan/plan.h"

namespace kyodo::render {

/// In each language: calendar.ics, <collection>/calendar.ics, calendar/<topic>.ics and one beside the page of each
/// record that takes place or closes; feed.atom, <collection>/feed.atom, feeds/<topic>.atom. Once: calendar.json,
/// open-data/<collection>.csv, .json and -standard.csv, open-data/catalog.jsonld. For each language with a search page:
/// opensearch.xml.
void PlanData(const Views& views, std::vector<Output>& outputs);

}  // namespace kyodo::render
