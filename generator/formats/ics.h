// Writes iCalendar (RFC 5545): content lines, folded and escaped.
#pragma once

#include <string>
#include <string_view>

#include "core/date.h"

namespace kyodo {

class IcsWriter {
 public:
  /// BEGIN:name … END:name.
  void Begin(std::string_view component);
  void End(std::string_view component);
  /// `name` with its parameters, "DTSTART;VALUE=DATE"; `value` as it is, such as a date or a rule.
  void Line(std::string_view name, std::string_view value);
  /// A value of the type TEXT: escaped, line ends as \n, other control characters left out. Nothing when it is empty.
  void Text(std::string_view name, std::string_view text);
  /// Lines that are content lines already, each with its CR LF.
  void Raw(std::string_view lines) { out_ += lines; }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

/// 20261212; 20261212T013000Z; 20261212T103000 for a minute of a day.
std::string IcsDate(const Date& date);
std::string IcsUtc(Instant instant);
std::string IcsLocal(const Date& date, int minute);

}  // namespace kyodo
