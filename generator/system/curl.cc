#include "system/curl.h"

#include <dlfcn.h>

namespace kyodo {

namespace {

template <class Function>
bool Find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

bool FindAll(void* library, Curl& curl) {
  return Find(library, "curl_easy_init", curl.easy_init) && Find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
         Find(library, "curl_easy_setopt", curl.easy_setopt) && Find(library, "curl_easy_perform", curl.easy_perform) &&
         Find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
         Find(library, "curl_easy_strerror", curl.easy_strerror) && Find(library, "curl_multi_init", curl.multi_init) &&
         Find(library, "curl_multi_cleanup", curl.multi_cleanup) &&
         Find(library, "curl_multi_perform", curl.multi_perform) &&
         Find(library, "curl_multi_info_read", curl.multi_info_read) &&
         Find(library, "curl_multi_poll", curl.multi_poll) &&
         Find(library, "curl_multi_add_handle", curl.multi_add_handle) &&
         Find(library, "curl_multi_remove_handle", curl.multi_remove_handle);
}

}  // namespace

const Curl* LoadCurl() {
  static const Curl* const kCurl = []() -> const Curl* {
    void* const library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    static Curl curl;
    return library && FindAll(library, curl) ? &curl : nullptr;
  }();
  return kCurl;
}

}  // namespace kyodo
