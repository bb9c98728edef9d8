// Content Security Policy Level 3: what pages may load. That is style sheets, scripts, images and data of the site
// itself and of the hosts that site.yaml allows; nothing inline.
#pragma once

#include <string>
#include <vector>

namespace kyodo {

/// Sources of other hosts, as the policy writes them: "https://tile.example.jp".
struct AllowedHosts {
  std::vector<std::string> images, scripts, frames, styles;

  bool empty() const { return images.empty() && scripts.empty() && frames.empty() && styles.empty(); }
};

/// For the `meta` element of a page: it also holds when the page is opened from a disk, where not every browser takes a
/// file to be of the page's own origin.
std::string PolicyOfPages(const AllowedHosts& allowed);
/// For the header of a web server, which alone can forbid that other sites frame a page.
std::string PolicyOfHeaders(const AllowedHosts& allowed);

}  // namespace kyodo
