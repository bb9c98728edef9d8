#include "formats/gzip.h"

#include <libdeflate.h>

#include <memory>

namespace kyodo {

namespace {

/// Of libdeflate; 12 is little less than 10.
constexpr int kLevel = 9, kHardLevel = 10;
/// A byte of Deflate (RFC 1951) gives at most four copies of 258 bytes: a member that says more is damaged, and need
/// not be given the memory.
constexpr size_t kMostPackedTimes = 1032;

struct Free {
  void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

}  // namespace

std::string Gzip(std::string_view bytes, bool hard) {
  thread_local std::unique_ptr<libdeflate_compressor, Free> compressors[2];
  std::unique_ptr<libdeflate_compressor, Free>& compressor = compressors[hard ? 1 : 0];
  if (!compressor) compressor.reset(libdeflate_alloc_compressor(hard ? kHardLevel : kLevel));
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

std::optional<std::string> Gunzip(std::string_view bytes, size_t limit) {
  if (bytes.size() < 18) return std::nullopt;
  size_t size = 0;  // the last four bytes, little-endian
  for (size_t i = 1; i <= 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[bytes.size() - i]);
  if (size > limit || size / kMostPackedTimes > bytes.size()) return std::nullopt;
  thread_local const std::unique_ptr<libdeflate_decompressor, Free> kDecompressor(libdeflate_alloc_decompressor());
  std::string out(size, '\0');
  size_t made = 0;
  const auto result =
      libdeflate_gzip_decompress(kDecompressor.get(), bytes.data(), bytes.size(), out.data(), out.size(), &made);
  if (result != LIBDEFLATE_SUCCESS || made != size) return std::nullopt;
  return out;
}

}  // namespace kyodo
