#include "system/frames.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace kyodo {

namespace {

using Length = uint32_t;
constexpr size_t kReadBytes = 64 << 10;

}  // namespace

void AppendFrame(std::string& out, std::string_view bytes) {
  const auto length = static_cast<Length>(bytes.size());
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  out += bytes;
}

bool NextFrame(std::string_view buffer, size_t& at, std::string_view& frame) {
  Length length = 0;
  if (buffer.size() - at < sizeof length) return false;
  std::memcpy(&length, buffer.data() + at, sizeof length);
  if (buffer.size() - at - sizeof length < length) return false;
  frame = buffer.substr(at + sizeof length, length);
  at += sizeof length + length;
  return true;
}

bool ReadSome(int socket, std::string& buffer) {
  const size_t old_size = buffer.size();
  buffer.resize(old_size + kReadBytes);
  ssize_t count;
  do {
    count = recv(socket, buffer.data() + old_size, kReadBytes, 0);
  } while (count < 0 && errno == EINTR);
  buffer.resize(old_size + static_cast<size_t>(std::max<ssize_t>(count, 0)));
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

bool SendSome(int socket, std::string& buffer) {
  while (!buffer.empty()) {
    const ssize_t count = send(socket, buffer.data(), buffer.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    buffer.erase(0, static_cast<size_t>(count));
  }
  return true;
}

}  // namespace kyodo
