// Links that are known to lead nowhere and stay as they are: `known_dead` of site.yaml.
#pragma once

#include <string>
#include <vector>

#include "core/date.h"
#include "model/site.h"
#include "system/file_system.h"
#include "yaml/yaml.h"

namespace kyodo {

struct KnownDead {
  std::string url;
  Date since;
  uint32_t line = 0;  // of the address, in site.yaml
  uint16_t column = 0;
};

/// Errors `config.known-dead`, `date.*`, and those of a list and of mappings.
std::vector<KnownDead> ReadKnownDead(const yaml::Node& node, const std::vector<Language>& languages,
                                     Diagnostics& diagnostics);
/// The same of a site that has been loaded: only `check --external` asks for it.
std::vector<KnownDead> ReadKnownDead(FileReader& files, const Site& site);

}  // namespace kyodo
