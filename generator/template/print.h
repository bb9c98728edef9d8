// Values as text, and as text that is safe where it is printed.
#pragma once

#include <string>
#include <string_view>

#include "core/html.h"
#include "template/ast.h"
#include "template/value.h"

namespace kyodo::tmpl {

/// Appends the value as plain text: numbers as Python writes them, true and
/// false, dates as ISO 8601, none as nothing, HTML without its tags, pages as
/// their address seen from `page`. False for lists, dicts and structs.
bool AppendText(std::string& out, const Value& value, std::string_view page);

/// Appends the value, safe for the place that `escape` stands for. An address
/// with a scheme that is not allowed becomes "#blocked". Lists and dicts can be
/// printed as a JSON value only: else false.
bool AppendPrinted(std::string& out, const Value& value, Escape escape, std::string_view page);

/// The text of HTML: without tags and comments, entities decoded.
void AppendPlainText(std::string& out, const Html& html);

/// 1.0, 0.1, 1e+16: the shortest digits that give the number back, as in Python.
void AppendReal(std::string& out, double real);

}  // namespace kyodo::tmpl
