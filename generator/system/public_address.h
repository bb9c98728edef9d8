// Which addresses are of the public internet, looked at when a connection is made: after names are resolved, for every
// redirect anew, so that a name which resolves to a private network later leads nowhere.
#pragma once

#include <sys/socket.h>

#include <string>

#include "system/curl.h"

namespace kyodo {

/// Not this machine, a private or link-local network, documentation, or what else the IANA registries of
/// special-purpose addresses (RFC 6890) keep from the internet; nor an IPv6 address that carries an IPv4 one.
bool IsPublicAddress(const sockaddr& address);

/// What a transfer may connect to.
struct AddressGuard {
  bool private_too = false;
  /// "127.0.0.1:8080": this address of a loopback network as well, for tests.
  std::string test_server;
  bool refused = false;  // an address was
};

/// CURLOPT_OPENSOCKETFUNCTION, with an AddressGuard as its data. The transfer must go through no proxy.
curl_socket_t OpenGuardedSocket(void* guard, curlsocktype purpose, curl_sockaddr* address);

}  // namespace kyodo
