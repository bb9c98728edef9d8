// A 64-bit content hash (XXH3) for "did this change", never for trust.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

uint64_t Hash(std::string_view bytes, uint64_t seed = 0);
std::string HexHash(uint64_t hash);  // 16 lower-case digits

}  // namespace kyodo
