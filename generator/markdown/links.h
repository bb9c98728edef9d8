// Which addresses an author may link to.
#pragma once

#include <cstdint>
#include <string_view>

namespace kyodo {

enum class AddressKind : uint8_t {
  kRelative,  // a file of this site, or a place on this page
  kWeb,       // http: or https:
  kOther,     // mailto: tel: term:
  kRefused,
};

/// Reads the scheme as a browser does, which ignores control characters and
/// takes `\` for `/`. An image may only be kRelative or kWeb.
AddressKind KindOfAddress(std::string_view address, bool image);

}  // namespace kyodo
