// Sites written to a disk, for tests of output/.
#pragma once

#include <map>
#include <string>

#include "output/site_writer.h"

namespace kyodo::testing {

using OutputFiles = std::map<std::string, std::string>;  // bytes by path

inline Result<WriteSummary> BuildSite(FileSystem& files, const OutputFiles& site) {
  auto writer = SiteWriter::Open(files, "public");
  if (!writer) return writer.error();
  for (const auto& [path, bytes] : site) (*writer)->Add({path, bytes});
  return (*writer)->Publish();
}

inline OutputFiles FilesIn(FileSystem& files, const std::string& folder) {
  OutputFiles found;
  const auto entries = files.List(folder);
  if (!entries) return found;
  for (const FolderEntry& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder) {
      for (const auto& [below, bytes] : FilesIn(files, path)) found[entry.name + "/" + below] = bytes;
    } else {
      found[entry.name] = *files.Read(path);
    }
  }
  return found;
}

}  // namespace kyodo::testing
