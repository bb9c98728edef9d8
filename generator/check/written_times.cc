#include "check/written_times.h"

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kDigits = 2;  // of an hour, of a minute

struct ReadTime {
  int hour = 0, minute = 0;
  bool half = false;  // 午前 or 午後 stands before it
  bool afternoon = false;
  size_t end = 0;
  int Minutes() const { return (hour % (half ? 12 : 100) + (half && afternoon ? 12 : 0)) * 60 + minute; }
};

/// 午後1時30分, 13:30, １３：３０ at `at`; its end is 0 if there is none.
ReadTime TimeAt(std::string_view text, size_t at) {
  ReadTime time;
  if (const size_t word = Leading(text.substr(at), {"午前", "午後"})) {
    time.half = true;
    time.afternoon = text.substr(at, word) == "午後";
    at += word;
  }
  time.hour = NumberAt(text, at, kDigits);
  if (time.hour < 0) return {};
  if (const size_t sign = Leading(text.substr(at), {":", "："})) {
    size_t behind = at + sign;
    time.minute = NumberAt(text, behind, kDigits);
    if (time.minute < 0 || behind - at - sign < 2) return {};
    at = behind;
    if (Leading(text.substr(at), {":", "："})) return {};  // with seconds, or no time
  } else if (const size_t hour = Leading(text.substr(at), {"時間"}) ? 0 : Leading(text.substr(at), {"時"})) {
    at += hour;
    size_t behind = at;
    const int minute = Leading(text.substr(behind), {"半"}) ? 30 : NumberAt(text, behind, kDigits);
    const size_t word = Leading(text.substr(behind), {"半", "分"});
    if (minute >= 0 && word) {
      time.minute = minute;
      at = behind + word;
    }
  } else {
    return {};
  }
  time.end = at;
  return time;
}

bool IsNight(std::string_view between) { return between.find("翌") != between.npos; }

}  // namespace

std::vector<WrittenTime> FindOddTimes(std::string_view text) {
  constexpr int kEvening = 17 * 60, kLastMinute = 59, kNoon = 12, kLastHour = 24;
  std::vector<WrittenTime> odd;
  for (size_t at = 0; at < text.size();) {
    const bool word = Leading(text.substr(at), {"午前", "午後"}) > 0;
    const bool digit = IsDigit(text[at]) || (text[at] == '\xEF' && Leading(text.substr(at), {"０", "１", "２"}) > 0);
    const bool within =
        at > 0 && (IsDigit(text[at - 1]) || std::string_view(":.,-/").find(text[at - 1]) != std::string_view::npos);
    const ReadTime time = (word || digit) && !within ? TimeAt(text, at) : ReadTime();
    if (time.end == 0) {
      ++at;
      continue;
    }
    size_t next = time.end;
    while (const size_t space = Leading(text.substr(next), {" ", "　"})) next += space;
    const size_t range = Leading(text.substr(next), {"～", "〜", "~", "から", "－", "-", "―"});
    const ReadTime until = range ? TimeAt(text, next + range) : ReadTime();
    const bool sure = word || range > 0 || Leading(text.substr(next), {"まで", "に", "開", "集合"}) > 0;
    const bool none = (time.half && time.hour > kNoon) || (time.minute > kLastMinute && time.hour <= kLastHour && sure);
    if (none) {
      odd.push_back({at, time.end, false});
    } else if (until.end > 0 && time.half == until.half && time.hour <= kLastHour && until.hour <= kLastHour &&
               until.Minutes() < time.Minutes() && time.Minutes() < kEvening && until.minute <= kLastMinute &&
               !IsNight(text.substr(at, until.end - at + std::string_view("（翌日").size()))) {
      odd.push_back({at, until.end, true});
    }
    at = time.end;
  }
  return odd;
}

}  // namespace kyodo::check
