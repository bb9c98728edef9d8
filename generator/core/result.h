// A value, or what says why there is none: one diagnostic, unless another type is named.
#pragma once

#include <utility>
#include <variant>

#include "core/diagnostic.h"

namespace kyodo {

template <class T, class Error = Diagnostic>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  // what a call returns that only succeeds or fails
using Status = Result<Done>;

}  // namespace kyodo
