// Reading back what a host has, to compare it with what it should have.
#pragma once

#include <string>
#include <vector>

#include "publish/patient.h"
#include "publish/publish.h"

namespace kyodo::publish {

/// The entries whose bytes are not on the host under their names, in their order. `looked` is called for each entry.
Answer<std::vector<ManifestEntry>> FindWrong(Patient& host, const std::vector<ManifestEntry>& entries,
                                             const std::function<void(uint64_t size_bytes)>& looked = {});

/// At most `count`, the last of them and others spread evenly.
std::vector<ManifestEntry> SampleOf(const std::vector<ManifestEntry>& entries, size_t count);

/// The first of the entries, of up to kFolders folders with names that are not ASCII, which the host lists under
/// another name than it was put; empty: none.
Answer<std::string> FindRenamed(Patient& host, const std::vector<ManifestEntry>& entries);

}  // namespace kyodo::publish
