// Where the source of kyodo is, for tests that read it.
#pragma once

#include <filesystem>

namespace kyodo::testing {

const std::filesystem::path& SourceFolder();

}  // namespace kyodo::testing
