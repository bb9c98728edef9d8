#include "system/curl.h"

#include "system/library.h"

namespace kyodo {

const Curl* LoadCurl() {
  static const Curl* const kCurl = []() -> const Curl* {
    static Curl curl;
    Library library("libcurl.so.4");
    library.Find("curl_easy_init", curl.easy_init)
        .Find("curl_easy_reset", curl.easy_reset)
        .Find("curl_share_init", curl.share_init)
        .Find("curl_share_setopt", curl.share_setopt)
        .Find("curl_share_cleanup", curl.share_cleanup)
        .Find("curl_getdate", curl.getdate)
        .Find("curl_slist_append", curl.slist_append)
        .Find("curl_slist_free_all", curl.slist_free_all)
        .Find("curl_multi_setopt", curl.multi_setopt)
        .Find("curl_easy_cleanup", curl.easy_cleanup)
        .Find("curl_easy_setopt", curl.easy_setopt)
        .Find("curl_easy_perform", curl.easy_perform)
        .Find("curl_easy_getinfo", curl.easy_getinfo)
        .Find("curl_easy_strerror", curl.easy_strerror)
        .Find("curl_multi_init", curl.multi_init)
        .Find("curl_multi_cleanup", curl.multi_cleanup)
        .Find("curl_multi_perform", curl.multi_perform)
        .Find("curl_multi_info_read", curl.multi_info_read)
        .Find("curl_multi_poll", curl.multi_poll)
        .Find("curl_multi_add_handle", curl.multi_add_handle)
        .Find("curl_multi_remove_handle", curl.multi_remove_handle);
    return library.ok() ? &curl : nullptr;
  }();
  return kCurl;
}

}  // namespace kyodo
