// The program's memory comes from mimalloc, in pages of 2 MB where the system has them: a build of a large site touches
// half a gigabyte once, and to be given that in pages of 4 KB was a quarter of its time.
#include <mimalloc.h>

namespace {

void UseLargePages() { mi_option_enable(mi_option_large_os_pages); }

/// Before any library allocates: mimalloc reserves its first gigabyte in the pages that it may use then.
[[gnu::section(".preinit_array"), gnu::used]] void (*const kFirst)() = UseLargePages;

}  // namespace
