// libcurl, loaded when the first address is asked for. Linked to the program, the
// thirty libraries that it brings would take 6 ms at every start of it and of each
// of its workers, and nearly no run needs them.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace kyodo {

/// The functions used, under their names without "curl_".
struct Curl {
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_share_init) share_init;
  decltype(&::curl_share_setopt) share_setopt;
  decltype(&::curl_share_cleanup) share_cleanup;
  decltype(&::curl_getdate) getdate;
  decltype(&::curl_multi_init) multi_init;
  decltype(&::curl_multi_setopt) multi_setopt;
  decltype(&::curl_multi_cleanup) multi_cleanup;
  decltype(&::curl_multi_perform) multi_perform;
  decltype(&::curl_multi_info_read) multi_info_read;
  decltype(&::curl_multi_poll) multi_poll;
  decltype(&::curl_multi_add_handle) multi_add_handle;
  decltype(&::curl_multi_remove_handle) multi_remove_handle;
};

/// Loads it once; null when it is not installed. It is never unloaded.
const Curl* LoadCurl();

struct EasyCloser {
  void operator()(CURL* easy) const { LoadCurl()->easy_cleanup(easy); }
};
struct MultiCloser {
  void operator()(CURLM* multi) const { LoadCurl()->multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, EasyCloser>;
using Multi = std::unique_ptr<CURLM, MultiCloser>;

inline constexpr const char* kNoCurl = "libcurl.so.4 is not installed";

}  // namespace kyodo
