#include <catch2/catch.hpp>

#include "model/time_text.h"

namespace kyodo {
namespace {

const TimeZone& Tokyo() {
  static const TimeZone zone = *TimeZone::Find("Asia/Tokyo");
  return zone;
}

EventTime At(const Date& first, const Date& last, int start = -1, int end = -1, const TimeZone& zone = Tokyo()) {
  return {first, last, start, end, &zone};
}

struct Case {
  EventTime time;
  const char *ja, *en;
};

void CheckAll(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    CHECK(EventTimeText(one.time, true, Tokyo()) == one.ja);
    CHECK(EventTimeText(one.time, false, Tokyo()) == one.en);
  }
}

constexpr Date kSaturday{2026, 12, 12}, kSunday{2026, 12, 13};

TEST_CASE("TimeText: hours, half hours, noon and midnight", "[model][time]") {
  struct {
    int minute;
    const char *ja, *en;
  } cases[] = {
      {0, "午前0時", "midnight"},         {30, "午前0時30分", "12.30 a.m."},   {60, "午前1時", "1 a.m."},
      {605, "午前10時5分", "10.05 a.m."}, {719, "午前11時59分", "11.59 a.m."}, {720, "正午", "noon"},
      {750, "午後0時30分", "12.30 p.m."}, {780, "午後1時", "1 p.m."},          {1439, "午後11時59分", "11.59 p.m."},
  };
  for (const auto& one : cases) {
    CHECK(TimeText(one.minute, true) == one.ja);
    CHECK(TimeText(one.minute, false) == one.en);
  }
}

TEST_CASE("DayText: is without the year, in both ways of counting", "[model][time]") {
  CHECK(DayText(kSaturday, true) == "12月12日（土）");
  CHECK(DayText(kSaturday, false) == "Saturday 12 December");
  CHECK(DayText({2019, 5, 1}, true) == "5月1日（水）");
}

TEST_CASE("EventTimeText: whole days, the year once", "[model][time]") {
  CheckAll({
      {At(kSaturday, kSaturday), "2026年（令和8年）12月12日（土）", "Saturday 12 December 2026"},
      {At(kSaturday, kSunday), "2026年（令和8年）12月12日（土）から12月13日（日）まで",
       "Saturday 12 December to Sunday 13 December 2026"},
      {At({2026, 12, 31}, {2027, 1, 1}), "2026年（令和8年）12月31日（木）から2027年（令和9年）1月1日（金）まで",
       "Thursday 31 December 2026 to Friday 1 January 2027"},
  });
}

TEST_CASE("EventTimeText: times of one day, its half once", "[model][time]") {
  const auto on = [](int start, int end) { return At(kSaturday, kSaturday, start, end); };
  CheckAll({
      {on(600, 780), "2026年（令和8年）12月12日（土）午前10時から午後1時まで",
       "Saturday 12 December 2026, 10 a.m. to 1 p.m."},
      {on(570, 690), "2026年（令和8年）12月12日（土）午前9時30分から午前11時30分まで",
       "Saturday 12 December 2026, 9.30 to 11.30 a.m."},
      {on(600, 720), "2026年（令和8年）12月12日（土）午前10時から正午まで",
       "Saturday 12 December 2026, 10 a.m. to noon"},
      {on(720, 810), "2026年（令和8年）12月12日（土）正午から午後1時30分まで",
       "Saturday 12 December 2026, noon to 1.30 p.m."},
      {on(0, 60), "2026年（令和8年）12月12日（土）午前0時から午前1時まで",
       "Saturday 12 December 2026, midnight to 1 a.m."},
      {on(600, -1), "2026年（令和8年）12月12日（土）午前10時から", "Saturday 12 December 2026, 10 a.m."},
  });
}

TEST_CASE("EventTimeText: a timed event of several days says which day each time is of", "[model][time]") {
  CheckAll({
      {At(kSaturday, kSunday, 1320, 360), "2026年（令和8年）12月12日（土）午後10時から12月13日（日）午前6時まで",
       "Saturday 12 December, 10 p.m. to Sunday 13 December 2026, 6 a.m."},
      {At({2026, 12, 31}, {2027, 1, 1}, 1320, 60),
       "2026年（令和8年）12月31日（木）午後10時から2027年（令和9年）1月1日（金）午前1時まで",
       "Thursday 31 December 2026, 10 p.m. to Friday 1 January 2027, 1 a.m."},
  });
}

TEST_CASE("EventTimeText: another time zone is named", "[model][time]") {
  const TimeZone york = *TimeZone::Find("America/New_York");
  CheckAll({{At(kSaturday, kSaturday, 600, 720, york),
             "2026年（令和8年）12月12日（土）午前10時から正午まで（America/New_York の時刻）",
             "Saturday 12 December 2026, 10 a.m. to noon (America/New_York time)"}});
}

}  // namespace
}  // namespace kyodo
