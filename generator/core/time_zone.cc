#include "core/time_zone.h"

#include <fmt/format.h>
#include <unicode/vtzone.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr double kMillisecond = 1000;

/// Only names of the database: not "JST", not "GMT+9".
bool IsName(std::string_view name) { return name == "UTC" || name.find('/') != std::string_view::npos; }

int Number(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

/// An observance that ends does so at a time in UTC (section 3.3.10); ICU writes the local one.
std::string WithUtcEnd(std::string_view line, std::string_view offset) {
  const size_t until = line.find(";UNTIL=");
  std::string out(line);
  if (until == std::string_view::npos || EndsWith(line, "Z") || offset.size() < 5) return out;
  const std::string_view local = line.substr(until + 7, 15);
  const Date day{static_cast<int16_t>(Number(local.substr(0, 4))), static_cast<uint8_t>(Number(local.substr(4, 2))),
                 static_cast<uint8_t>(Number(local.substr(6, 2)))};
  const int ahead = (offset[0] == '-' ? -1 : 1) * (Number(offset.substr(1, 2)) * 60 + Number(offset.substr(3, 2)));
  const int64_t minutes =
      DaysSince1970(day) * 1440 + Number(local.substr(9, 2)) * 60 + Number(local.substr(11, 2)) - ahead;
  const Date utc = FromDaysSince1970(minutes / 1440);
  return out.replace(
      until + 7, 15,
      fmt::format("{:04}{:02}{:02}T{:02}{:02}00Z", utc.year, utc.month, utc.day, minutes % 1440 / 60, minutes % 60));
}

}  // namespace

TimeZone::TimeZone(std::string name, std::shared_ptr<const icu::BasicTimeZone> zone)
    : name_(std::move(name)), zone_(std::move(zone)) {}

std::optional<TimeZone> TimeZone::Find(std::string_view name) {
  if (!IsName(name)) return std::nullopt;
  std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), int(name.size())))));
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (!basic || *zone == icu::TimeZone::getUnknown()) return std::nullopt;
  zone.release();
  return TimeZone(std::string(name), std::shared_ptr<const icu::BasicTimeZone>(basic));
}

int TimeZone::OffsetMinutes(Instant instant) const {
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone_->getOffset(static_cast<UDate>(instant) * kMillisecond, false, raw, daylight, status);
  return (raw + daylight) / 60000;
}

std::string TimeZone::Country() const {
  constexpr int32_t kLongest = 8;
  char region[kLongest] = {};
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getRegion(icu::UnicodeString::fromUTF8(name_), region, kLongest, status);
  // "001" is the world.
  return U_SUCCESS(status) && region[0] >= 'A' && region[0] <= 'Z' ? region : std::string();
}

std::pair<int, int> TimeZone::Offsets(Instant now) const {
  std::pair<int, int> found(OffsetMinutes(now), OffsetMinutes(now));
  constexpr Instant kWeek = 7 * 86400;
  for (int week = 1; week <= 52; ++week) {
    const int offset = OffsetMinutes(now + week * kWeek);
    found = {std::min(found.first, offset), std::max(found.second, offset)};
  }
  return found;
}

int TimeZone::UtcMinuteOf(int minute, Instant now) const {
  constexpr int kDay = 1440;
  return ((minute - Offsets(now).first) % kDay + kDay) % kDay;
}

bool TimeZone::HasSummerTime(Instant now) const {
  const auto [least, most] = Offsets(now);
  return least < most;
}

LocalTime TimeZone::ToLocal(Instant instant) const {
  const int offset = OffsetMinutes(instant);
  const Date day = DayOf(instant, offset);
  return {day, static_cast<int>((instant + offset * 60 - DaysSince1970(day) * 86400) / 60)};
}

Instant TimeZone::ToInstant(const Date& day, int minute) const {
  return FromLocal(DaysSince1970(day) * 86400 + minute * 60);
}

Instant TimeZone::FromLocal(Instant local) const {
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone_->getOffsetFromLocal(static_cast<UDate>(local) * kMillisecond, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw,
                            daylight, status);
  return local - (raw + daylight) / 1000;
}

std::optional<Instant> TimeZone::Parse(std::string_view text) const {
  const auto read = ParseInstant(text, 0);
  const bool has_offset = read == ParseInstant(text, 60);
  return read && !has_offset ? FromLocal(*read) : read;
}

std::string TimeZone::ToVtimezone(Instant from) const {
  const std::unique_ptr<icu::VTimeZone> zone(icu::VTimeZone::createVTimeZoneByID(icu::UnicodeString::fromUTF8(name_)));
  if (!zone) return {};
  icu::UnicodeString written;
  UErrorCode status = U_ZERO_ERROR;
  // ICU leaves out what holds when its text begins, until the clocks are changed for the first time.
  constexpr Instant kTwoYears = 731 * 86400;
  zone->write(static_cast<UDate>(from - kTwoYears) * kMillisecond, written, status);
  std::string all, out;
  written.toUTF8String(all);
  std::string_view offset;  // from which the clocks are changed
  for (std::string_view line : Split(all, '\n')) {
    if (EndsWith(line, "\r")) line.remove_suffix(1);
    // What ICU adds of its own is nothing to the reader; its names are "America/New_York(DST)".
    if (line.empty() || StartsWith(line, "X-") || StartsWith(line, "TZNAME:")) continue;
    if (StartsWith(line, "TZOFFSETFROM:")) offset = line.substr(13);
    const bool whole_minutes = StartsWith(line, "TZOFFSET") && EndsWith(line, "00") && line.size() >= 18;
    if (whole_minutes) line.remove_suffix(2);
    out.append(WithUtcEnd(line, offset)).append("\r\n");
  }
  return out;
}

}  // namespace kyodo
