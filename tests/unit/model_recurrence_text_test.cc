#include <catch2/catch.hpp>

#include "model/recurrence_text.h"

namespace kyodo {
namespace {

struct RuleCase {
  const char *rule, *ja, *en;
};

constexpr Date kSaturday{2026, 4, 11};  // the second of its month

std::string InWords(std::string_view rule, bool japanese, const Date& start = kSaturday) {
  const auto parsed = ParseRecurrence(rule);
  return parsed ? RecurrenceText(*parsed, start, japanese) : "refused";
}

void CheckRules(std::initializer_list<RuleCase> cases) {
  for (const RuleCase& one : cases) {
    CAPTURE(one.rule);
    CHECK(InWords(one.rule, true) == one.ja);
    CHECK(InWords(one.rule, false) == one.en);
  }
}

TEST_CASE("RecurrenceText: weeks and days", "[model][recurrence]") {
  CheckRules({
      {"FREQ=DAILY", "毎日", "Every day"},
      {"FREQ=DAILY;INTERVAL=3", "3日ごとの", "Every 3 days"},
      {"FREQ=WEEKLY", "毎週土曜日", "Every week on Saturday"},
      {"FREQ=WEEKLY;BYDAY=SA", "毎週土曜日", "Every week on Saturday"},
      {"FREQ=WEEKLY;BYDAY=SU,TU,TH", "毎週火・木・日曜日", "Every week on Tuesday, Thursday and Sunday"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2週間ごとの土曜日", "Every second week on Saturday"},
      {"FREQ=WEEKLY;INTERVAL=3", "3週間ごとの土曜日", "Every 3 weeks on Saturday"},
  });
}

TEST_CASE("RecurrenceText: weekdays of a month", "[model][recurrence]") {
  CheckRules({
      {"FREQ=MONTHLY;BYDAY=2SA", "毎月第2土曜日", "Every month on the second Saturday"},
      {"FREQ=MONTHLY;BYDAY=2SA;BYMONTH=1,2,3,4,5,6,7,9,10,11,12", "毎月第2土曜日（8月を除く）",
       "Every month on the second Saturday, except in August"},
      {"FREQ=MONTHLY;BYDAY=2SA;BYMONTH=4,10", "毎月第2土曜日（4月、10月だけ）",
       "Every month on the second Saturday, in April and October only"},
      {"FREQ=MONTHLY;BYDAY=1WE,3WE", "毎月第1・第3水曜日", "Every month on the first and third Wednesday"},
      {"FREQ=MONTHLY;BYDAY=-1FR", "毎月最終金曜日", "Every month on the last Friday"},
      {"FREQ=MONTHLY;BYDAY=1MO,3SA", "毎月第1月曜日と第3土曜日",
       "Every month on the first Monday and the third Saturday"},
      {"FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA", "2か月ごとの第2土曜日", "Every second month on the second Saturday"},
  });
}

TEST_CASE("RecurrenceText: days of a month and of a year", "[model][recurrence]") {
  CheckRules({
      {"FREQ=MONTHLY", "毎月11日", "Every month on the 11th"},
      {"FREQ=MONTHLY;BYMONTHDAY=1", "毎月1日", "Every month on the 1st"},
      {"FREQ=MONTHLY;BYMONTHDAY=22,3", "毎月3日と22日", "Every month on the 3rd and the 22nd"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1", "毎月末日", "Every month on the last day"},
      {"FREQ=MONTHLY;BYMONTHDAY=15,-1", "毎月15日と末日", "Every month on the 15th and the last day"},
      {"FREQ=YEARLY", "毎年4月11日", "Every year on 11 April"},
      {"FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1", "毎年9月1日", "Every year on 1 September"},
      {"FREQ=YEARLY;BYMONTH=9;BYDAY=3MO", "毎年9月の第3月曜日", "Every year on the third Monday of September"},
      {"FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=11", "2年ごとの4月11日", "Every second year on 11 April"},
  });
}

TEST_CASE("RecurrenceText: how a rule ends", "[model][recurrence]") {
  CheckRules({
      {"FREQ=WEEKLY;COUNT=6", "毎週土曜日（全6回）", "Every week on Saturday, 6 times"},
      {"FREQ=WEEKLY;UNTIL=20270327", "毎週土曜日（2027年（令和9年）3月27日まで）",
       "Every week on Saturday, until 27 March 2027"},
      {"FREQ=MONTHLY;BYDAY=2SA;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;COUNT=11", "毎月第2土曜日（8月を除く）（全11回）",
       "Every month on the second Saturday, except in August, 11 times"},
  });
}

TEST_CASE("RecurrenceText: says nothing of rules that few words cannot tell", "[model][recurrence]") {
  for (const char* rule :
       {"FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=SA", "FREQ=YEARLY;BYDAY=SA", "FREQ=YEARLY;BYDAY=20MO", "FREQ=MONTHLY;BYDAY=-2SA",
        "FREQ=MONTHLY;BYDAY=2SA,SU", "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=4,9;BYDAY=1MO", "FREQ=YEARLY;BYMONTHDAY=1"}) {
    CAPTURE(rule);
    CHECK(InWords(rule, true) == "");
    CHECK(InWords(rule, false) == "");
  }
}

}  // namespace
}  // namespace kyodo
