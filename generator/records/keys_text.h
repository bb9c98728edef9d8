// The keys of a record's file, changed while all else stays as it is written.
#pragma once

#include <functional>
#include <string>

#include "core/result.h"
#include "yaml/writer.h"

namespace kyodo {

/// `text` with what `change` does to its keys: only the lines of values that differ are written anew. Of a document the
/// keys are those between the --- lines. Errors of yaml::Write; a text that cannot be read stays as it is.
Result<std::string> WithChangedKeys(const std::string& text, bool is_document,
                                    const std::function<void(yaml::Value& keys)>& change);

}  // namespace kyodo
