// Signature Version 4 of requests to S3 and what speaks like it:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/date.h"

namespace kyodo::publish {

struct S3Key {
  std::string id, secret, token;  // token: of a key for a while; else empty
  std::string region;
};

struct S3Request {
  std::string method = "GET";
  std::string host;                            // with the port, unless it is the usual one
  std::string path;                            // "/bucket/a b.html", not encoded
  std::map<std::string, std::string> query;    // not encoded
  std::map<std::string, std::string> headers;  // names in lower-case letters; all are signed
};

/// The path and the query as they stand in the address and in what is signed.
std::string S3Target(const S3Request& request);
/// Adds host, x-amz-date, x-amz-content-sha256, x-amz-security-token if there is a token, and authorization to the
/// headers. `body_hash` in hexadecimal digits.
void Sign(S3Request& request, const S3Key& key, std::string_view body_hash, Instant now);

/// "20130524T000000Z"
std::string S3Time(Instant now);

}  // namespace kyodo::publish
