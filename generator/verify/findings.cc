#include "verify/findings.h"

#include <fmt/format.h>

namespace kyodo::verify {

void Findings::Add(Severity severity, std::string_view rule, std::string_view subject, std::string address,
                   Message message, Message hint) {
  Finding& finding = found_[{std::string(rule), std::string(subject)}];
  if (finding.count++ > 0) return;
  finding.severity = severity;
  finding.address = std::move(address);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
}

void Findings::Tell(Diagnostics& diagnostics) const {
  for (const auto& [key, finding] : found_) {
    Message message = finding.message;
    if (finding.count > 1) {
      message.ja += fmt::format("（ほかに {} 件）", finding.count - 1);
      message.en += fmt::format(" (and of {} others)", finding.count - 1);
    }
    diagnostics.FileError(key.first, finding.address, std::move(message), finding.hint).severity = finding.severity;
  }
}

}  // namespace kyodo::verify
