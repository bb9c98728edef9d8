// What the program prints. fmt::print throws when the disk behind a stream is full;
// here the stream keeps the error, and the program goes on with its work.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string_view>
#include <utility>

namespace kyodo::cli {

inline void Print(std::FILE* stream, std::string_view text) { (void)std::fwrite(text.data(), 1, text.size(), stream); }

template <class... Args>
void Put(std::FILE* stream, fmt::format_string<Args...> format, Args&&... args) {
  Print(stream, fmt::format(format, std::forward<Args>(args)...));
}

/// To the standard output: what was asked for.
template <class... Args>
void Out(fmt::format_string<Args...> format, Args&&... args) {
  Put(stdout, format, std::forward<Args>(args)...);
}

/// To the standard error: what went wrong, and how far it is.
template <class... Args>
void Err(fmt::format_string<Args...> format, Args&&... args) {
  Put(stderr, format, std::forward<Args>(args)...);
}

}  // namespace kyodo::cli
