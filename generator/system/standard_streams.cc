#include "system/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace kyodo {

void OpenStandardStreams() {
  for (int number = 0; number <= 2; ++number) {
    if (fcntl(number, F_GETFD) >= 0 || errno != EBADF) continue;
    // The lowest free number is the one that is closed. A root without /dev has
    // at least itself, which can be neither read nor written.
    if (open("/dev/null", O_RDWR) < 0) (void)!open("/", O_PATH);
  }
}

}  // namespace kyodo
