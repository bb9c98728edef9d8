// What nothing else catches: the machine has no memory, no thread, or a library threw.
#pragma once

#include <exception>
#include <string>

#include "core/diagnostic.h"

namespace kyodo::cli {

/// Names what the program does from now on, for failures. The texts must live for
/// ever. The one mutable global: a failure is found in whatever thread it
/// happens, which knows nothing of the stage that it works for.
void SetAtWork(const char* ja, const char* en);

/// Error `system.memory` for std::bad_alloc, else `system.failed` with the
/// exception's own words; both name what was at work.
Diagnostic FailureOf(const std::exception_ptr& exception);

/// Prints it to the standard error and returns kEnvironment.
int TellFailure(const std::exception_ptr& exception, Tongue tongue);

/// The user knows by now that the system fails: what else fails because of it, in other threads or at the end, ends
/// the program without another word.
void FailureIsTold();

/// From now on an exception that leaves a thread, or a noexcept function of a
/// library, ends the program as TellFailure does, without a core dump.
void TellFailuresOfThreads(Tongue tongue);

}  // namespace kyodo::cli
