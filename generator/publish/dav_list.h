// The answer to PROPFIND (RFC 4918): what is in a folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::publish {

struct DavEntry {
  std::string path;  // from the root of the host, not encoded, without a slash at its end
  bool is_folder = false;
  uint64_t size_bytes = 0;
};

inline constexpr std::string_view kPropfind =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    "<propfind xmlns=\"DAV:\"><prop><resourcetype/><getcontentlength/></prop></propfind>\n";

/// None: it is no such answer.
std::optional<std::vector<DavEntry>> ReadMultistatus(std::string_view xml);

}  // namespace kyodo::publish
