#include "system/http_get.h"

#include <fmt/format.h>

#include <memory>

#include "core/web_address.h"
#include "system/curl.h"
#include "system/public_address.h"

namespace kyodo {

namespace {

struct Transfer {
  const GetLimits& limits;
  std::string body;
  AddressGuard guard;
  bool too_long = false;
};

size_t TakeWithinLimits(char* data, size_t size, size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  if (transfer.body.size() + size * count > transfer.limits.bytes) {
    transfer.too_long = true;
    return 0;
  }
  transfer.body.append(data, size * count);
  return size * count;
}

Diagnostic Failure(const char* rule, const std::string& url, Message message, Message hint) {
  Diagnostics one;
  return one.FileError(rule, WithoutCredentials(url), std::move(message), std::move(hint));
}

}  // namespace

Result<std::string> HttpGet(const std::string& url, const GetLimits& limits) {
  const Curl* const curl = LoadCurl();
  if (!curl)
    return Failure(
        "http.failed", url,
        {fmt::format("受け取れませんでした: {}", kNoCurl), fmt::format("It could not be fetched: {}", kNoCurl)},
        {"scripts/setup を実行するか、libcurl4 を入れます。", "Run scripts/setup, or install libcurl4."});
  const Easy easy(curl->easy_init());
  Transfer transfer{limits, {}, {limits.private_addresses, {}}};
  const auto set = [&](CURLoption option, auto value) { curl->easy_setopt(easy.get(), option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, limits.redirects);
  set(CURLOPT_TIMEOUT_MS, limits.time_ms);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NOPROXY, limits.private_addresses ? "" : "*");  // the address looked at is the one that is asked
  set(CURLOPT_USERAGENT, "kyodo import");
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_WRITEFUNCTION, TakeWithinLimits);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_OPENSOCKETFUNCTION, OpenGuardedSocket);
  set(CURLOPT_OPENSOCKETDATA, &transfer.guard);
  const CURLcode code = curl->easy_perform(easy.get());
  if (transfer.guard.refused && code != CURLE_OK)
    return Failure("http.private", url,
                   {"公開されていないネットワークのアドレスです", "This address is not of the public internet"},
                   {"内部のサーバーから取り込むときは --allow-private を付けます。",
                    "To import from a server of your own network, add --allow-private."});
  if (transfer.too_long)
    return Failure(
        "http.size", url,
        {fmt::format("大きすぎます（{} MiB まで）", limits.bytes >> 20),
         fmt::format("It is too large (at most {} MiB)", limits.bytes >> 20)},
        {"期間を短くして書き出したファイルを使います。", "Use a file that was exported for a shorter period."});
  if (code == CURLE_UNSUPPORTED_PROTOCOL)
    return Failure("http.scheme", url, {"http か https のアドレスではありません", "Not an address of http or https"},
                   {"例: https://example.jp/calendar.ics", "Example: https://example.jp/calendar.ics"});
  if (code != CURLE_OK)
    return Failure("http.failed", url,
                   {fmt::format("受け取れませんでした: {}", curl->easy_strerror(code)),
                    fmt::format("It could not be fetched: {}", curl->easy_strerror(code))},
                   {"アドレスをブラウザーで確かめます。", "Try the address in a browser."});
  long status = 0;
  curl->easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status >= 300)
    return Failure(
        "http.status", url,
        {fmt::format("サーバーが断りました: HTTP {}", status), fmt::format("The server refused: HTTP {}", status)},
        {"アドレスをブラウザーで確かめます。", "Try the address in a browser."});
  return std::move(transfer.body);
}

}  // namespace kyodo
