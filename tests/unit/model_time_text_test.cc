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

const Language kJapanese = MakeLanguage("ja", true), kEnglish = MakeLanguage("en", false);

struct TimeCase {
  EventTime time;
  const char *ja, *en;
};

void CheckTimes(const std::vector<TimeCase>& cases) {
  for (const TimeCase& one : cases) {
    CHECK(EventTimeText(one.time, kJapanese, Tokyo()) == one.ja);
    CHECK(EventTimeText(one.time, kEnglish, Tokyo()) == one.en);
  }
}

constexpr Date kDecemberSaturday{2026, 12, 12}, kDecemberSunday{2026, 12, 13};

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
    CHECK(TimeText(one.minute, kJapanese) == one.ja);
    CHECK(TimeText(one.minute, kEnglish) == one.en);
  }
}

TEST_CASE("DayText: is without the year, in both ways of counting", "[model][time]") {
  CHECK(DayText(kDecemberSaturday, kJapanese) == "12月12日（土）");
  CHECK(DayText(kDecemberSaturday, kEnglish) == "Saturday 12 December");
  CHECK(DayText({2019, 5, 1}, kJapanese) == "5月1日（水）");
}

TEST_CASE("EventTimeText: whole days, the year once", "[model][time]") {
  CheckTimes({
      {At(kDecemberSaturday, kDecemberSaturday), "2026年（令和8年）12月12日（土）", "Saturday 12 December 2026"},
      {At(kDecemberSaturday, kDecemberSunday), "2026年（令和8年）12月12日（土）から12月13日（日）まで",
       "Saturday 12 December to Sunday 13 December 2026"},
      {At({2026, 12, 31}, {2027, 1, 1}), "2026年（令和8年）12月31日（木）から2027年（令和9年）1月1日（金）まで",
       "Thursday 31 December 2026 to Friday 1 January 2027"},
  });
}

TEST_CASE("EventTimeText: times of one day, its half once", "[model][time]") {
  const auto on = [](int start, int end) { return At(kDecemberSaturday, kDecemberSaturday, start, end); };
  CheckTimes({
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

TEST_CASE("EventTimeText: what ends at midnight or after it is of the day on which it began", "[model][time]") {
  CheckTimes({
      {At(kDecemberSaturday, kDecemberSaturday, 1320, 1440), "2026年（令和8年）12月12日（土）午後10時から午前0時まで",
       "Saturday 12 December 2026, 10 p.m. to midnight"},
      {At(kDecemberSaturday, kDecemberSaturday, 1320, 1530),
       "2026年（令和8年）12月12日（土）午後10時から翌日の午前1時30分まで",
       "Saturday 12 December 2026, 10 p.m. to 1.30 a.m. the next day"},
  });
  CHECK(TimesText(At(kDecemberSaturday, kDecemberSunday, 1320, 60), kJapanese, Tokyo()) ==
        "午後10時から翌日の午前1時まで");
}

TEST_CASE("EventTimeText: a timed event of several days says which day each time is of", "[model][time]") {
  CheckTimes({
      {At(kDecemberSaturday, kDecemberSunday, 1320, 360),
       "2026年（令和8年）12月12日（土）午後10時から12月13日（日）午前6時まで",
       "Saturday 12 December, 10 p.m. to Sunday 13 December 2026, 6 a.m."},
      {At({2026, 12, 31}, {2027, 1, 1}, 1320, 60),
       "2026年（令和8年）12月31日（木）午後10時から2027年（令和9年）1月1日（金）午前1時まで",
       "Thursday 31 December 2026, 10 p.m. to Friday 1 January 2027, 1 a.m."},
  });
}

TEST_CASE("EventTimeText: another time zone is named", "[model][time]") {
  const TimeZone york = *TimeZone::Find("America/New_York");
  CheckTimes({{At(kDecemberSaturday, kDecemberSaturday, 600, 720, york),
               "2026年（令和8年）12月12日（土）午前10時から正午まで（America/New_York の時刻）",
               "Saturday 12 December 2026, 10 a.m. to noon (America/New_York time)"}});
}

TEST_CASE("EventTimeText: other languages as CLDR has them, without eras, in Western digits", "[model][time]") {
  struct {
    const char *code, *day, *hours, *days;
  } cases[] = {
      {"ko", "2026년 12월 12일 토요일", "2026년 12월 12일 토요일 오전 10:30 ~ 오후 1:00",
       "2026년 12월 12일 토요일 ~ 2026년 12월 13일 일요일"},
      {"zh-Hans", "2026年12月12日星期六", "2026年12月12日星期六 10:30 – 13:00",
       "2026年12月12日星期六 – 2026年12月13日星期日"},
      {"pt-BR", "sábado, 12 de dezembro de 2026", "sábado, 12 de dezembro de 2026, 10:30 – 13:00",
       "sábado, 12 de dezembro de 2026 – domingo, 13 de dezembro de 2026"},
      {"vi", "Thứ Bảy, 12 tháng 12, 2026", "10:30 – 13:00 Thứ Bảy, 12 tháng 12, 2026",
       "Thứ Bảy, 12 tháng 12, 2026 – Chủ Nhật, 13 tháng 12, 2026"},
      {"ar", "السبت، 12 ديسمبر 2026", "السبت، 12 ديسمبر 2026، 10:30 ص – 1:00 م",
       "السبت، 12 ديسمبر 2026 – الأحد، 13 ديسمبر 2026"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.code);
    const Language language = MakeLanguage(one.code, false);
    CHECK(DateText(kDecemberSaturday, language, true) == one.day);
    CHECK(EventTimeText(At(kDecemberSaturday, kDecemberSaturday, 630, 780), language, Tokyo()) == one.hours);
    CHECK(EventTimeText(At(kDecemberSaturday, kDecemberSunday), language, Tokyo()) == one.days);
  }
}

TEST_CASE("DecimalText: with the mark of the language", "[model][time]") {
  CHECK(DecimalText(1.5, kJapanese) == "1.5");
  CHECK(DecimalText(1234.25, MakeLanguage("pt-BR", false)) == "1234,25");
  CHECK(DecimalText(-2, MakeLanguage("pt-BR", false)) == "-2");
}

TEST_CASE("DateText: a month or a year alone", "[model][time]") {
  CHECK(DateText({2026, 12, 0}, MakeLanguage("ko", false)) == "2026년 12월");
  CHECK(DateText({2026, 12, 0}, MakeLanguage("pt-BR", false)) == "dezembro de 2026");
  CHECK(DateText({2026, 0, 0}, MakeLanguage("ko", false)) == "2026년");
  CHECK(DateText({2026, 4, 1}, MakeLanguage("ja-x-easy", false)) == "2026年（令和8年）4月1日");
}

}  // namespace
}  // namespace kyodo
