// What a browser sends back of a form, and what that changes in the file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "edit/form.h"

namespace kyodo::edit {

/// Values by the names of controls. A control that is not sent was not shown; one that is empty has an empty value.
using Sent = std::map<std::string, std::vector<std::string>>;

/// The name under which an item of a list is marked to go: "remove:changes.0".
std::string RemovalOf(const Path& item);

/// The file with what was sent, and how it came to be.
struct Draft {
  std::string text;                // as read (core/edits.h); without errors or with, as it was typed
  std::vector<std::string> names;  // of controls whose value was changed
  bool changed = false;
};

/// `text` is that of the file the form was made of. Errors of yaml::Write: a control character.
Result<Draft> DraftOf(const FormMaker& maker, const Form& form, const std::string& text, const Sent& sent);

/// The form with what was typed in place of what the file says.
void Fill(Form& form, const Sent& sent);

}  // namespace kyodo::edit
