// The program's memory comes from mimalloc, in pages of 2 MB where the system has them: a build of a large site touches
// half a gigabyte once, and to be given that in pages of 4 KB was a quarter of its time.
#include <mimalloc.h>

#include <new>
#include <string_view>

#include "system/worker_main.h"

namespace {

/// Workers hold one text at a time, in an address space that is limited: from its version 2.1 on mimalloc reserves a
/// gigabyte of it at once, which would leave no room for the libraries that they load.
void ChoosePages(int argc, char** argv, char** /*environment*/) {
  if (argc < 2 || std::string_view(argv[1]) != kyodo::kWorkerOption) {
    mi_option_enable(mi_option_large_os_pages);
    mi_option_set(mi_option_eager_commit_delay, 0);  // also the first memory of each thread
    return;
  }
#if MI_MALLOC_VERSION >= 210
  mi_option_set(mi_option_arena_reserve, 32 << 10);  // KiB
  mi_option_set(mi_option_purge_delay, -1);
#else
  mi_option_disable(mi_option_allow_decommit);
#endif
}

/// Before any library allocates: mimalloc reserves its first memory in the pages that it may use then.
[[gnu::section(".preinit_array"), gnu::used]] void (*const kFirst)(int, char**, char**) = ChoosePages;

void* OrThrow(void* memory) {
  if (!memory) throw std::bad_alloc();
  return memory;
}

}  // namespace

// Those of the library, which is compiled as C, abort where there is none.
void* operator new(size_t size) { return OrThrow(mi_malloc(size)); }
void* operator new[](size_t size) { return OrThrow(mi_malloc(size)); }
void* operator new(size_t size, std::align_val_t align) {
  return OrThrow(mi_malloc_aligned(size, static_cast<size_t>(align)));
}
void* operator new[](size_t size, std::align_val_t align) {
  return OrThrow(mi_malloc_aligned(size, static_cast<size_t>(align)));
}
void operator delete(void* memory) noexcept { mi_free(memory); }
void operator delete[](void* memory) noexcept { mi_free(memory); }
void operator delete(void* memory, size_t) noexcept { mi_free(memory); }
void operator delete[](void* memory, size_t) noexcept { mi_free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { mi_free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { mi_free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { mi_free(memory); }
void operator delete[](void* memory, size_t, std::align_val_t) noexcept { mi_free(memory); }
