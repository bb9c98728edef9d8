// A list of objects with a number, as a table and what a chart of it needs.
#pragma once

#include "views/fact_values.h"

namespace kyodo::render {

/// A `table` where `field` is a list of objects in which one part is a number and another names it (a text, a term, a
/// record, a day or a year); else none, and none without rows. Its first column is the first part that names; then come
/// the others that have a value in any row, in the order of the schema.
///
/// `chart` says how its numbers may be drawn: "columns" over the years, when every row has a year of its own, no number
/// is below zero and all fit side by side on a phone; else "bars"; and "" when there is one row, more than one kind of
/// number, or units that differ: a short text beside the number in every row, not the same in all, or brackets at the
/// end of the names, 参加者（人） and 費用（円）.
///
/// A year is a date, or an integer that is shown as a fiscal year, that the schema keeps between 1000 and 3000, or that
/// is the first of several numbers which nothing else names. Numbers before the names that only count the rows (1, 2, 3
/// …) make no table.
tmpl::Value TableOf(const Field& field, const Datum& datum, FactValues& values, const Views& views, LanguageId id,
                    tmpl::Arena& arena);

}  // namespace kyodo::render
