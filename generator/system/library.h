// Libraries that are loaded when they are first needed. Linked to the program, each would bring others, and take
// milliseconds at every start of it and of its workers, which nearly no run needs.
#pragma once

namespace kyodo {

class Library {
 public:
  /// `name` as the loader knows it: "libcurl.so.4". It is never unloaded.
  explicit Library(const char* name);

  /// `function` is null afterwards when the library has none of that name.
  template <class Function>
  Library& Find(const char* name, Function& function) {
    function = reinterpret_cast<Function>(Address(name));
    return *this;
  }
  /// It is installed, and everything was found.
  bool ok() const { return ok_; }

 private:
  void* Address(const char* name);

  void* handle_;
  bool ok_;
};

}  // namespace kyodo
