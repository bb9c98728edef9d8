// The three streams that every program is given, and sometimes is not.
#pragma once

namespace kyodo {

/// Opens /dev/null for each of the numbers 0, 1 and 2 that is closed (`kyodo check <&-`):
/// the next file or socket would get that number, and what is printed would go
/// into it. Call it before anything is opened.
void OpenStandardStreams();

}  // namespace kyodo
