// Walks a published site as a visitor's browser would, and compares it with the site that was built: every file with
// its bytes, its type and its headers, packed bodies, the page for addresses that do not exist, those of old, each
// language.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "output/manifest.h"
#include "system/file_system.h"

namespace kyodo::verify {

struct VerifyOptions {
  std::string url;      // of the published site, with a slash at its end
  std::string folder;   // of the built one
  size_t jobs = 4;      // requests at a time
  std::string ca_file;  // of certificates to believe; empty: the system's
  std::string user, password;
};

struct VerifySummary {
  size_t files = 0, same = 0;
  size_t packed = 0;  // came packed, of those for which it is worth it
  size_t packable = 0;
  uint64_t bytes = 0, received_bytes = 0;  // of files; as they came
  size_t languages = 0, redirects = 0;     // as they should be
  bool reached = false;
};

/// `told` hears how many files are done. Every finding is one diagnostic, however many files have it; its path is the
/// address of the first. What the host should do is in its hint.
/// Errors `verify.unreachable` (then nothing else was looked at), `verify.certificate`, `verify.missing`,
/// `verify.differs`, `verify.not-found`, `verify.language`, `verify.script-type`; warnings `verify.type`,
/// `verify.header`, `verify.cache`, `verify.packing`, `verify.redirect`, `verify.address`; note `verify.https`.
VerifySummary Verify(FileSystem& files, const Manifest& manifest, const VerifyOptions& options,
                     const std::function<void(size_t)>& told, Diagnostics& diagnostics);

}  // namespace kyodo::verify
