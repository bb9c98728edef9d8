// What FTP servers answer to LIST: lines as `ls -l` writes them, or as IIS does. There is no standard; RFC 959 leaves
// it to the server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::publish {

struct FtpEntry {
  std::string name;
  uint64_t size_bytes = 0;
  bool is_folder = false;
  bool is_link = false;
};

/// Lines that are none of a file are left out, and so are "." and "..".
std::vector<FtpEntry> ReadFtpList(std::string_view text);

}  // namespace kyodo::publish
