// Markdown that was rendered before, by all that its rendering depends on: in memory from one reading to the next, and
// in a folder from one run of the program to the next.
//
// The folder has up to 64 files, named by the first six bits of the keys in them, so that a text that changes rewrites
// one of them. Each, in native numbers:
//   "kyodo texts 1\n", 8 bytes: a hash of all that follows; 8 bytes: who rendered; then for each text 8 bytes of key,
//   4 of size, and the result as markdown/wire.h has it.
// Any other bytes are as if there was no file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "markdown/markdown.h"
#include "system/file_system.h"

namespace kyodo {

/// Belongs to one thread, but for Read and Write, which use several. A result is kept from one sweep to the next only
/// when it was used between them.
class RenderedTexts {
 public:
  /// Without `keeps`, for who only reads: what is kept is forgotten at once.
  explicit RenderedTexts(bool keeps = true) : keeps_(keeps) {}

  /// What lies in `folder`, rendered by `renderer`: a hash of the program. What cannot be read is not there.
  void Read(FileSystem& files, const std::string& folder, uint64_t renderer);
  /// Into that folder, what was used. A file stays as it is when nothing was added and at most half of it is not used.
  /// What cannot be written is left out.
  void Write(FileSystem& files, const std::string& folder, uint64_t renderer) const;

  /// As markdown/wire.h has it, valid until the next Keep or Sweep; none: not kept.
  std::optional<std::string_view> Find(const MarkdownRequest& request);
  void Keep(const MarkdownRequest& request, const MarkdownResult& result);
  void Sweep();

 private:
  struct Kept {
    std::string own;        // empty: it lies in `files_`
    std::string_view read;  // there
    bool used = true;

    std::string_view result() const { return own.empty() ? read : own; }
  };
  bool keeps_;
  std::unordered_map<uint64_t, Kept> results_;
  std::vector<std::string> files_;
};

}  // namespace kyodo
