#include "source_folder.h"

namespace kyodo::testing {

const std::filesystem::path& SourceFolder() {
  static const std::filesystem::path folder = KYODO_SOURCE_DIR;
  return folder;
}

}  // namespace kyodo::testing
