// SHA-256 (FIPS 180-4) and HMAC with it (RFC 2104), for what others verify: signatures of requests.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

std::string Sha256(std::string_view bytes);  // 32 bytes
std::string HmacSha256(std::string_view key, std::string_view bytes);
std::string ToHex(std::string_view bytes);  // lower-case digits

}  // namespace kyodo
