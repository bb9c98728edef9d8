// Addresses of the web, RFC 3986.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// The scheme in small letters, without the colon, as a browser reads it (WHATWG URL, "scheme state"): control
/// characters and spaces before it and tabs and line breaks in it do not count. Empty: there is none, so that the
/// address is relative: 資料:1.pdf, 1st:x, a/b:c.
std::string SchemeOf(std::string_view url);

/// An address without what stands before the @ of its server, such as a name and a password.
std::string WithoutCredentials(std::string_view url);

/// The name of the server, without its port; an address of IPv6 in its brackets. Empty: there is no scheme://. Of an
/// address without credentials.
std::string_view HostOf(std::string_view url);

/// `text` with all but letters, digits, - . _ ~ and those of `others` as percent signs and upper-case digits.
std::string PercentEncode(std::string_view text, std::string_view others = {});

}  // namespace kyodo
