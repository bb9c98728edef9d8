// From the tokens of a template to its tree.
#pragma once

#include <memory>

#include "template/ast.h"
#include "template/expression_parser.h"

namespace kyodo::tmpl {

/// Parses `file` as template `name`. All errors are told, each tag being a
/// fresh start; with any, the template is `broken`.
/// Errors `template.unclosed`, `template.end`, `template.tag`, `template.syntax`,
/// `template.filter`, `template.test`, `template.argument`, `template.safe` …
std::unique_ptr<Template> ParseTemplate(std::string name, const SourceFile& file, ParseContext& context,
                                        Diagnostics& diagnostics);

}  // namespace kyodo::tmpl
