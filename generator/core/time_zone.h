// Time zones by their name in the IANA database, with ICU's rules.
#pragma once

#include <unicode/basictz.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/date.h"

namespace kyodo {

struct LocalTime {
  Date day;
  int minute = 0;  // of the day

  bool operator==(const LocalTime&) const = default;
};

/// Cheap to copy; may be used by several threads at once.
class TimeZone {
 public:
  /// "Asia/Tokyo", "UTC"; nothing for other names, offsets and abbreviations.
  static std::optional<TimeZone> Find(std::string_view name);

  const std::string& name() const { return name_; }
  /// What clocks there are ahead of UTC, in minutes.
  int OffsetMinutes(Instant instant) const;
  /// What clocks there show then.
  LocalTime ToLocal(Instant instant) const;
  /// The moment when clocks there show that minute of the day. A time that clocks skip is taken as if they had not
  /// been put forward yet, one that they show twice as the first of the two (RFC 5545 section 3.3.5).
  Instant ToInstant(const Date& day, int minute) const;
  /// As ParseInstant; a text without an offset is what clocks there show.
  std::optional<Instant> Parse(std::string_view text) const;
  /// "JP": the country that it is of (ISO 3166-1), by ICU; empty: of none, or of several.
  std::string Country() const;
  /// In UTC, when clocks there show that minute of the day; in summer, where they are put forward then, they show a
  /// later one of the same day. For what runs each day and counts in UTC. `now`: a year from then on counts.
  int UtcMinuteOf(int minute, Instant now) const;
  /// Whether clocks are changed within a year.
  bool HasSummerTime(Instant now) const;
  /// VTIMEZONE (RFC 5545 section 3.6.5) that is right from then on; lines end with CR LF.
  std::string ToVtimezone(Instant from) const;

 private:
  TimeZone(std::string name, std::shared_ptr<const icu::BasicTimeZone> zone);
  /// `local`: seconds since 1970-01-01T00:00:00 on clocks there.
  Instant FromLocal(Instant local) const;
  /// The least and the most that clocks are ahead of UTC, in minutes, within a year.
  std::pair<int, int> Offsets(Instant now) const;

  std::string name_;
  std::shared_ptr<const icu::BasicTimeZone> zone_;
};

}  // namespace kyodo
