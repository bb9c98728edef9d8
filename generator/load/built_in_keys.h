// Not for use outside load/.
#pragma once

#include <array>
#include <string_view>

namespace kyodo::load {

/// Keys that every record may have besides the fields of its schema.
inline constexpr std::array<std::string_view, 10> kBuiltInKeys = {
    "draft",   "example",      "unlisted",      "layout",      "published",
    "updated", "publish_from", "publish_until", "translation", "aliases"};

}  // namespace kyodo::load
