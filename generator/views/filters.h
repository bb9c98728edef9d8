// The filters that kyodo adds to the template language: dates, assets, and what
// a record's page says about it. themes/README.md lists them.
#pragma once

#include "model/theme.h"
#include "template/engine.h"
#include "views/views.h"

namespace kyodo::render {

/// `views` may be set later, but before anything is rendered: RenderContext::host
/// is a const Views*.
void AddFilters(tmpl::Engine& engine, Types& types, const Theme& theme);

}  // namespace kyodo::render
