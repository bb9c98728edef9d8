#include <catch2/catch.hpp>

#include "model/public_values.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

TEST_CASE("ForEachPublicValue: times and rules as they are written are no texts, notes on a changed day are",
          "[model]") {
  const Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/schema/fairs.yaml",
                      "format: record\nlabel: 市\nfields:\n  title: {type: string}\n  when: {type: date_range}\n"
                      "  again: {type: recurrence}\ncalendar: {period: when, repeats: again}\n"},
                     {"site/fairs/spring.yaml",
                      "title: 春の市\nwhen: {start: 2026-04-11, start_time: 10:00, time_zone: Asia/Tokyo}\n"
                      "again:\n  rule: FREQ=MONTHLY;BYDAY=2SA\n  changes:\n"
                      "    - {date: 2026-05-09, start_time: 13:00, note: {ja: 午後に開きます}}\n"}}));
  CHECK(loaded.Problems() == "");
  std::string texts;
  ForEachPublicValue(loaded.Get("fairs", "spring"), {}, [&](const Datum& datum, const FieldType&) {
    if (datum.kind == Datum::kText) texts.append(datum.text()).append("|");
  });
  CHECK(texts == "春の市|午後に開きます|");
}

}  // namespace
}  // namespace kyodo::testing
