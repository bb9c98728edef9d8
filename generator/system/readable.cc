#include "system/readable.h"

#include <sys/stat.h>

namespace kyodo {

void LetAllRead() { ::umask(::umask(022) & 022); }

}  // namespace kyodo
