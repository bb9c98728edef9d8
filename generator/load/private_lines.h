// What is told of the lines of private fields. Not for use outside load/.
#pragma once

#include "load/loader.h"

namespace kyodo::load {

/// Of what is told of lines that belong to private fields, or to none that is known in a collection that has such
/// fields, leaves the place and the rule alone: the log of a build is often public. Reads the files once more, to know
/// whose a line is where it could not be read as YAML.
void HidePrivateLines(Loader& loader);

}  // namespace kyodo::load
