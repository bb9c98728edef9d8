// What our YAML reader tells an author about a text.
#pragma once

#include <catch2/catch.hpp>
#include <memory_resource>
#include <string>

#include "yaml/yaml.h"

struct Told {
  std::string ja;
  std::string en;
};

/// All diagnostics as they are printed. A text that is read gives empty strings.
inline Told Tell(const std::string& text) {
  const kyodo::SourceFile file{.path = "a.yaml", .text = text};
  std::pmr::monotonic_buffer_resource arena;
  kyodo::Diagnostics diagnostics;
  const auto* root = kyodo::yaml::Parse(file, file.text, 1, arena, diagnostics);
  CHECK((root == nullptr) == diagnostics.HasErrors());
  Told told;
  for (const kyodo::Diagnostic& diagnostic : diagnostics.list()) {
    told.ja += FormatText(diagnostic, kyodo::Tongue::kJa);
    told.en += FormatText(diagnostic, kyodo::Tongue::kEn);
  }
  return told;
}
