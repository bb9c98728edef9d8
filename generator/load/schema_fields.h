// The part of a schema that says which fields a record has.
#pragma once

#include <vector>

#include "load/loader.h"
#include "model/schema.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// Reads `fields:`, a mapping of names to types. Errors `schema.key`, `schema.reserved`,
/// `schema.type`, `schema.vocabulary`, `schema.collection`, `schema.pattern`.
void ReadFields(Loader& loader, const yaml::Node& node, std::vector<Field>& fields);

}  // namespace kyodo::load
