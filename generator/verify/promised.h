// What `_headers` of a built site promises for each of its files (the format of Netlify and Cloudflare Pages), and what
// `_redirects` says of addresses of old. They are the same promises as in .htaccess and nginx-headers.conf.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kyodo::verify {

struct PromisedHeader {
  std::string name, value;
  bool operator==(const PromisedHeader&) const = default;
};

class PromisedHeaders {
 public:
  /// `base` is the path part of the site's address, which the patterns begin with: "/" or "/city/".
  PromisedHeaders(std::string_view text, std::string_view base);

  /// Of a site path, in the order in which they are promised first.
  std::vector<PromisedHeader> Of(std::string_view path) const;

 private:
  struct Section {
    std::string pattern;                  // a path of the site; a star at its end stands for anything
    std::vector<std::string> taken_away;  // names
    std::vector<PromisedHeader> headers;
  };
  std::vector<Section> sections_;
};

struct PromisedRedirect {
  std::string from, to;  // from the root of the host
};
/// Those for ever (301, 308).
std::vector<PromisedRedirect> ReadRedirects(std::string_view text);

}  // namespace kyodo::verify
