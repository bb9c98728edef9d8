#include "system/public_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <cstdint>
#include <cstring>

namespace kyodo {

namespace {

/// In host order.
bool IsPrivate(uint32_t address) {
  struct Network {
    uint32_t base;
    int bits;
  };
  constexpr Network kNetworks[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
                                   {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
                                   {0xC0586300, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24},
                                   {0xCB007100, 24}, {0xE0000000, 3}};
  for (const Network& network : kNetworks) {
    if (address >> (32 - network.bits) == network.base >> (32 - network.bits)) return true;
  }
  return false;
}

uint32_t Ipv4In(const unsigned char* bytes) {
  uint32_t address = 0;
  std::memcpy(&address, bytes, sizeof address);
  return ntohl(address);
}

/// Of IPv6 only 2000::/3 is public, without 2001::/23 (protocols, Teredo), 2001:db8::/32 and 3fff::/20 (documentation)
/// and 2002::/16 (6to4).
bool IsPrivate(const in6_addr& address) {
  const unsigned char* b = address.s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return IsPrivate(Ipv4In(b + 12));
  const bool protocols = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02;
  const bool documentation = (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) ||
                             (b[0] == 0x3F && b[1] == 0xFF && (b[2] & 0xF0) == 0);
  const bool carries_ipv4 = b[0] == 0x20 && b[1] == 0x02;
  return (b[0] & 0xE0) != 0x20 || protocols || documentation || carries_ipv4;
}

bool IsTestServer(const sockaddr& address, const std::string& server) {
  if (server.empty() || address.sa_family != AF_INET) return false;
  const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address);
  char name[INET_ADDRSTRLEN] = "";
  inet_ntop(AF_INET, &ipv4.sin_addr, name, sizeof name);
  return ntohl(ipv4.sin_addr.s_addr) >> 24 == 127 && fmt::format("{}:{}", name, ntohs(ipv4.sin_port)) == server;
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET)
    return !IsPrivate(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
  return address.sa_family == AF_INET6 && !IsPrivate(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

curl_socket_t OpenGuardedSocket(void* guard, curlsocktype, curl_sockaddr* address) {
  auto& allowed = *static_cast<AddressGuard*>(guard);
  if (!allowed.private_too && !IsPublicAddress(address->addr) && !IsTestServer(address->addr, allowed.test_server)) {
    allowed.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace kyodo
