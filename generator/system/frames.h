// Messages on a stream socket: a length (4 bytes, native), then as many bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kyodo {

void AppendFrame(std::string& out, std::string_view bytes);

/// Takes the first whole frame off `buffer` from `at` on; false when there is none yet.
bool NextFrame(std::string_view buffer, size_t& at, std::string_view& frame);

/// Reads once; false at the end of the stream. A socket that would block is no end.
bool ReadSome(int socket, std::string& buffer);

/// Sends what the socket takes, from the front; false when the other end is gone.
bool SendSome(int socket, std::string& buffer);

}  // namespace kyodo
