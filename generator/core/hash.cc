#include "core/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace kyodo {

uint64_t Hash(std::string_view bytes, uint64_t seed) { return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed); }

std::string HexHash(uint64_t hash) { return fmt::format("{:016x}", hash); }

}  // namespace kyodo
