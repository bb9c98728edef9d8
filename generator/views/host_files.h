// What a web server should say with the site's files: `_headers` (static hosts), `.htaccess` (Apache httpd 2.4) and
// `nginx-headers.conf` (to include in a server block); and `robots.txt` (RFC 9309).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"

namespace kyodo::render {

/// Site paths of the host files.
std::vector<std::string_view> HostFiles();
/// The text of one of them.
std::string MakeHostFile(std::string_view path, const Site& site);

}  // namespace kyodo::render
