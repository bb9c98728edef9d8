#include "model/security_policy.h"

#include <string_view>

namespace kyodo {

namespace {

std::string Policy(const AllowedHosts& allowed, std::string_view disk, std::string_view more) {
  std::string out = "default-src 'none'; base-uri 'self'; connect-src 'self'; form-action 'self'";
  out.append(disk).append(more);
  const auto add = [&](std::string_view directive, const std::vector<std::string>& hosts) {
    out.append("; ").append(directive);
    for (const std::string& host : hosts) out.append(" ").append(host);
  };
  const auto add_own = [&](std::string_view directive, const std::vector<std::string>& hosts) {
    add(std::string(directive).append(" 'self'").append(disk), hosts);
  };
  if (!allowed.frames.empty()) add("frame-src", allowed.frames);
  add_own("img-src", allowed.images);
  add("manifest-src 'self'", {});
  add_own("media-src", {});
  add_own("script-src", allowed.scripts);
  add_own("style-src", allowed.styles);
  return out;
}

}  // namespace

std::string PolicyOfPages(const AllowedHosts& allowed) { return Policy(allowed, " file:", ""); }

std::string PolicyOfHeaders(const AllowedHosts& allowed) { return Policy(allowed, "", "; frame-ancestors 'none'"); }

}  // namespace kyodo
