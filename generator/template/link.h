// Brings the templates of an engine together: extends, include, import, calls.
#pragma once

#include "template/engine_state.h"

namespace kyodo::tmpl {

/// Links all templates of `state`. Errors as of Engine::Link, and
/// `template.function`: a macro that does not exist;
/// `template.block`: a block that the extended template does not have.
/// A template with an error, or that needs one with an error, becomes `broken`.
void LinkTemplates(Engine::State& state, Diagnostics& diagnostics);

/// The parts of it that need no other template's context; for a template parsed
/// for one place.
void LinkOne(Engine::State& state, Template& one, Diagnostics& diagnostics);

/// Finds the escape of every print in `one`, whose parents have theirs.
/// `start`: where the HTML stands when the template begins.
void FindContexts(Engine::State& state, Template& one, const Context& start, Diagnostics& diagnostics);

}  // namespace kyodo::tmpl
