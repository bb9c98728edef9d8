#include "core/time_zone.h"

#include <unicode/vtzone.h>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr double kMillisecond = 1000;

/// Only names of the database: not "JST", not "GMT+9".
bool IsName(std::string_view name) { return name == "UTC" || name.find('/') != std::string_view::npos; }

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

Instant TimeZone::ToInstant(const Date& day, int minute) const {
  const Instant local = DaysSince1970(day) * 86400 + minute * 60;
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone_->getOffsetFromLocal(static_cast<UDate>(local) * kMillisecond, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw,
                            daylight, status);
  return local - (raw + daylight) / 1000;
}

std::string TimeZone::ToVtimezone(Instant from) const {
  const std::unique_ptr<icu::VTimeZone> zone(
      icu::VTimeZone::createVTimeZoneByID(icu::UnicodeString::fromUTF8(name_)));
  if (!zone) return {};
  icu::UnicodeString written;
  UErrorCode status = U_ZERO_ERROR;
  // ICU leaves out what holds when its text begins, until the clocks are changed for the first time.
  constexpr Instant kTwoYears = 731 * 86400;
  zone->write(static_cast<UDate>(from - kTwoYears) * kMillisecond, written, status);
  std::string all, out;
  written.toUTF8String(all);
  // Lines of ICU's own say which release of the database it has, which is nothing to the reader.
  for (const std::string_view line : Split(all, '\n')) {
    if (!line.empty() && !StartsWith(line, "X-")) out.append(line).push_back('\n');
  }
  return out;
}

}  // namespace kyodo
