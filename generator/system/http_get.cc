#include "system/http_get.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <memory>

#include "system/curl.h"

namespace kyodo {

namespace {

struct EasyCloser {
  void operator()(CURL* easy) const { LoadCurl()->easy_cleanup(easy); }
};

/// IPv4 networks that are not of the public internet (RFC 6890), in host order.
bool IsPrivate(uint32_t address) {
  struct Network {
    uint32_t base;
    int bits;
  };
  constexpr Network kNetworks[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
                                   {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
                                   {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24},
                                   {0xE0000000, 3}};
  for (const Network& network : kNetworks) {
    if (address >> (32 - network.bits) == network.base >> (32 - network.bits)) return true;
  }
  return false;
}

/// Of IPv6 only 2000::/3 is public, without documentation and without those that carry an IPv4 address.
bool IsPrivate(const in6_addr& address) {
  const unsigned char* b = address.s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return IsPrivate(ntohl(*reinterpret_cast<const uint32_t*>(b + 12)));
  const bool carries_ipv4 = b[0] == 0x20 && (b[1] == 0x02 || (b[1] == 0x01 && b[2] == 0 && b[3] == 0));
  const bool documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8;
  return (b[0] & 0xE0) != 0x20 || carries_ipv4 || documentation;
}

bool IsPrivate(const sockaddr& address) {
  if (address.sa_family == AF_INET)
    return IsPrivate(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
  return address.sa_family != AF_INET6 || IsPrivate(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

struct Transfer {
  const GetLimits& limits;
  std::string body;
  bool too_long = false;
  bool refused = false;
};

size_t TakeBody(char* data, size_t size, size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  if (transfer.body.size() + size * count > transfer.limits.bytes) {
    transfer.too_long = true;
    return 0;
  }
  transfer.body.append(data, size * count);
  return size * count;
}

curl_socket_t OpenSocket(void* to, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(to);
  if (!transfer.limits.private_addresses && IsPrivate(address->addr)) {
    transfer.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype, address->protocol);
}

Diagnostic Failure(const char* rule, const std::string& url, Message message, Message hint) {
  Diagnostics one;
  return one.FileError(rule, url, std::move(message), std::move(hint));
}

}  // namespace

Result<std::string> HttpGet(const std::string& url, const GetLimits& limits) {
  const Curl* const curl = LoadCurl();
  if (!curl)
    return Failure(
        "http.failed", url,
        {fmt::format("受け取れませんでした: {}", kNoCurl), fmt::format("It could not be fetched: {}", kNoCurl)},
        {"scripts/setup を実行するか、libcurl4 を入れます。", "Run scripts/setup, or install libcurl4."});
  const std::unique_ptr<CURL, EasyCloser> easy(curl->easy_init());
  Transfer transfer{limits, {}};
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
  set(CURLOPT_WRITEFUNCTION, TakeBody);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_OPENSOCKETFUNCTION, OpenSocket);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  const CURLcode code = curl->easy_perform(easy.get());
  if (transfer.refused && code != CURLE_OK)
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
