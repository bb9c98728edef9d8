// A value that is made when it is first asked for.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace kyodo {

/// Threads that ask at once wait for the one that makes it.
template <class T>
class Lazy {
 public:
  explicit Lazy(std::function<T()> make) : make_(std::move(make)) {}

  const T& operator()() const {
    std::call_once(once_, [this] {
      value_ = make_();
      make_ = nullptr;  // what it holds may be large
    });
    return *value_;
  }

 private:
  mutable std::function<T()> make_;
  mutable std::once_flag once_;
  mutable std::optional<T> value_;
};

}  // namespace kyodo
