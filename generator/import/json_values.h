// JSON (RFC 8259) and the trees that YAML files are written from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/schema.h"
#include "yaml/writer.h"

namespace kyodo {

/// Numbers, true and false as they are written, null as an empty text. Nothing: not JSON, or deeper than 32.
std::optional<yaml::Value> ReadJsonValue(std::string_view json);

/// On one line. With a type, numbers, true and false are no texts; else all is. White space around texts goes.
std::string JsonOf(const yaml::Value& value, const FieldType* type = nullptr);

}  // namespace kyodo
