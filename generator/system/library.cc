#include "system/library.h"

#include <dlfcn.h>

namespace kyodo {

Library::Library(const char* name) : handle_(dlopen(name, RTLD_NOW | RTLD_LOCAL)), ok_(handle_) {}

void* Library::Address(const char* name) {
  void* const found = handle_ ? dlsym(handle_, name) : nullptr;
  ok_ = ok_ && found;
  return found;
}

}  // namespace kyodo
