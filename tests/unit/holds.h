// The matcher for a part of a text, which Catch2 2 and 3 call by other names.
#pragma once

#include <catch2/catch.hpp>
#include <string>

namespace kyodo::testing {

inline auto Holds(const std::string& part) {
#if CATCH_VERSION_MAJOR >= 3
  return Catch::Matchers::ContainsSubstring(part);
#else
  return Catch::Matchers::Contains(part);
#endif
}

}  // namespace kyodo::testing
