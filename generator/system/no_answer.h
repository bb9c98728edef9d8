// Why a server gave no answer, in words that libcurl's numbers stand for.
#pragma once

#include <curl/curl.h>

#include <cstdint>

namespace kyodo {

enum class NoAnswer : uint8_t {
  kNone,         // there was one
  kPrivate,      // the address is not of the public internet (system/public_address.h)
  kName,         // no server has the name
  kConnection,   // nobody listens, or the connection broke
  kTime,         // nothing came in time
  kCertificate,  // TLS: expired, of another name, of nobody known; or there is no TLS
  kScheme,       // something else than what was allowed, such as http and https
  kRedirects,    // too many of them
  kDenied,       // FTP: who we say we are
  kOther,
};

NoAnswer WhyNot(CURLcode code);

}  // namespace kyodo
