#include <catch2/catch.hpp>

#include "model/recurrence_words.h"

namespace kyodo {
namespace {

constexpr Date kFirstDay{2026, 4, 11};  // the second of its month

using Patterns = std::map<std::string, std::string, std::less<>>;

const Patterns kKorean = {
    {"daily", "{n, plural, =1 {매일} other {#일마다}}"},
    {"weekly", "{n, plural, =1 {매주} other {#주마다}} {days}"},
    {"monthly", "{n, plural, =1 {매월} other {#개월마다}} {days}"},
    {"yearly", "{n, plural, =1 {매년} other {#년마다}} {days}"},
    {"nth", "{n, select, 1 {첫째} 2 {둘째} 3 {셋째} 4 {넷째} 5 {다섯째} other {마지막}} {weekday}"},
    {"day", "{n}일"},
    {"last_day", "말일"},
    {"of_month", "{month} {days}"},
    {"only", "{rule}({months}만)"},
    {"except", "{rule}({months} 제외)"},
    {"times", "{rule}(총 {n}회)"},
    {"until", "{rule}({date}까지)"}};

/// Portuguese says first of a Sunday and of a Monday in two ways.
const Patterns kPortuguese = {
    {"monthly", "{n, plural, =1 {Todo mês} other {A cada # meses}}, {days}"},
    {"nth",
     "{day, select, 0 {no {n, select, 1 {primeiro} 2 {segundo} other {último}}} 6 {no {n, select, 1 {primeiro} 2 "
     "{segundo} other {último}}} other {na {n, select, 1 {primeira} 2 {segunda} other {última}}}} {weekday}"}};

std::string InWords(std::string_view rule, const char* code, const Patterns& patterns) {
  const auto parsed = ParseRecurrence(rule);
  const auto find = [&](std::string_view name) {
    const auto found = patterns.find(name);
    return found == patterns.end() ? std::string() : found->second;
  };
  return parsed ? RecurrenceText(*parsed, kFirstDay, LocaleText(code), find) : "refused";
}

TEST_CASE("RecurrenceText: the theme's words, with weekdays, months and lists of CLDR", "[model][recurrence]") {
  struct {
    const char *rule, *text;
  } cases[] = {
      {"FREQ=DAILY", "매일"},
      {"FREQ=DAILY;INTERVAL=3", "3일마다"},
      {"FREQ=DAILY;BYDAY=MO,WE", "매주 월요일 및 수요일"},
      {"FREQ=WEEKLY", "매주 토요일"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU", "2주마다 화요일 및 목요일"},
      {"FREQ=MONTHLY;BYDAY=2SA", "매월 둘째 토요일"},
      {"FREQ=MONTHLY;BYDAY=1SA,3SA", "매월 첫째 토요일 및 셋째 토요일"},
      {"FREQ=MONTHLY;BYDAY=-1SU", "매월 마지막 일요일"},
      {"FREQ=MONTHLY;BYMONTHDAY=15,-1", "매월 15일 및 말일"},
      {"FREQ=MONTHLY;BYDAY=2SA;BYMONTH=1,2,3,4,5,6,7,9,10,11,12", "매월 둘째 토요일(8월 제외)"},
      {"FREQ=MONTHLY;BYDAY=2SA;BYMONTH=4,5", "매월 둘째 토요일(4월 및 5월만)"},
      {"FREQ=YEARLY", "매년 4월 11일"},
      {"FREQ=YEARLY;BYDAY=2SA;BYMONTH=5", "매년 5월 둘째 토요일"},
      {"FREQ=WEEKLY;COUNT=6", "매주 토요일(총 6회)"},
      {"FREQ=WEEKLY;UNTIL=20270331", "매주 토요일(2027년 3월 31일까지)"},
      {"FREQ=DAILY;INTERVAL=2;BYDAY=MO", ""},
      {"FREQ=YEARLY;BYYEARDAY=100", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.rule);
    CHECK(InWords(one.rule, "ko", kKorean) == one.text);
  }
}

TEST_CASE("RecurrenceText: a pattern chooses words by the weekday", "[model][recurrence]") {
  CHECK(InWords("FREQ=MONTHLY;BYDAY=1SU", "pt-BR", kPortuguese) == "Todo mês, no primeiro domingo");
  CHECK(InWords("FREQ=MONTHLY;BYDAY=-1MO", "pt-BR", kPortuguese) == "Todo mês, na última segunda-feira");
}

TEST_CASE("RecurrenceText: nothing where a word is missing", "[model][recurrence]") {
  CHECK(InWords("FREQ=MONTHLY;BYMONTHDAY=15", "pt-BR", kPortuguese) == "");
  CHECK(InWords("FREQ=DAILY", "pt-BR", kPortuguese) == "");
}

}  // namespace
}  // namespace kyodo
