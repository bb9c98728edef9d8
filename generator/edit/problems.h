// Which control of a form a message is about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "edit/form.h"

namespace kyodo::edit {

/// Messages by the names of controls; those that belong to none, or to another file, under "".
using Problems = std::map<std::string, std::vector<Diagnostic>>;

/// `text` is that of the file at `path` which the messages are of, with the form's values.
Problems SortProblems(const Form& form, const std::string& path, const std::string& text,
                      const std::vector<Diagnostic>& told);

}  // namespace kyodo::edit
