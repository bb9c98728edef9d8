#include "publish/s3_signature.h"

#include <fmt/format.h>

#include "core/sha256.h"
#include "core/text.h"
#include "core/web_address.h"

namespace kyodo::publish {

namespace {

std::string QueryOf(const S3Request& request) {
  std::string out;
  for (const auto& [name, value] : request.query)
    out += fmt::format("{}{}={}", out.empty() ? "" : "&", PercentEncode(name), PercentEncode(value));
  return out;
}

}  // namespace

std::string S3Time(Instant now) {
  const Date day = DayOf(now, 0);
  const int64_t seconds = now - DaysSince1970(day) * 86400;
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", day.year, day.month, day.day, seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

std::string S3Target(const S3Request& request) {
  const std::string query = QueryOf(request);
  return PercentEncode(request.path, "/") + (query.empty() ? "" : "?" + query);
}

void Sign(S3Request& request, const S3Key& key, std::string_view body_hash, Instant now) {
  const std::string time = S3Time(now), day = time.substr(0, 8);
  request.headers["host"] = request.host;
  request.headers["x-amz-date"] = time;
  request.headers["x-amz-content-sha256"] = body_hash;
  if (!key.token.empty()) request.headers["x-amz-security-token"] = key.token;
  std::string headers, names;
  for (const auto& [name, value] : request.headers) {
    headers += fmt::format("{}:{}\n", name, Trim(value));
    names += (names.empty() ? "" : ";") + name;
  }
  const std::string canonical = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, PercentEncode(request.path, "/"),
                                            QueryOf(request), headers, names, body_hash);
  const std::string scope = fmt::format("{}/{}/s3/aws4_request", day, key.region);
  const std::string to_sign = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope, ToHex(Sha256(canonical)));
  std::string signing = HmacSha256("AWS4" + key.secret, day);
  for (const std::string_view part :
       {std::string_view(key.region), std::string_view("s3"), std::string_view("aws4_request")})
    signing = HmacSha256(signing, part);
  request.headers["authorization"] = fmt::format("AWS4-HMAC-SHA256 Credential={}/{},SignedHeaders={},Signature={}",
                                                 key.id, scope, names, ToHex(HmacSha256(signing, to_sign)));
}

}  // namespace kyodo::publish
