// What was found on a host, by what is wrong: a thousand files without a header are one finding.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/diagnostic.h"

namespace kyodo::verify {

class Findings {
 public:
  /// `subject` tells findings of one rule apart, such as the name of a header. Of those that are the same, the first
  /// address and message stay. `message` and `hint` are whole sentences without an end.
  void Add(Severity severity, std::string_view rule, std::string_view subject, std::string address, Message message,
           Message hint);
  /// Adds them with how many addresses each is of.
  void Tell(Diagnostics& diagnostics) const;

 private:
  struct Finding {
    Severity severity;
    std::string address;
    Message message, hint;
    size_t count = 0;
  };
  std::map<std::pair<std::string, std::string>, Finding> found_;  // by rule and subject
};

}  // namespace kyodo::verify
