// Memory of one rendering, for what expressions and filters make.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "template/value.h"

namespace kyodo::tmpl {

/// Grows while a page is made and is forgotten all at once. After the first
/// pages it asks the system for no more memory. For one thread.
class Arena {
 public:
  Arena();
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// A copy of the text that lasts as long as the rendering.
  std::string_view Keep(std::string_view text);
  Value* NewValues(size_t count);
  /// A list of values that the arena holds.
  const List* NewList(const Value* items, size_t size);
  /// An empty one, to be filled.
  Html* NewHtml();
  template <class T, class... Args>
  T* New(Args&&... args);  // destroyed by Clear
  /// `size` bytes, aligned for any type.
  void* Bytes(size_t size);
  /// An empty string to build a text in, before Keep. One at a time.
  std::string& Scratch();
  void Clear();  // forgets everything, keeps the memory for the next page

 private:
  struct Owned {
    void* object;
    void (*destroy)(void*);
  };

  std::vector<std::pair<std::unique_ptr<char[]>, size_t>> blocks_;  // memory and its size
  size_t block_ = 0;                                                // the one in use
  size_t used_ = 0;                                                 // of that block
  std::deque<Html> html_;
  size_t html_used_ = 0;
  std::vector<Owned> owned_;
  std::string scratch_;
};

template <class T, class... Args>
T* Arena::New(Args&&... args) {
  T* made = new (Bytes(sizeof(T))) T(std::forward<Args>(args)...);
  owned_.push_back({made, [](void* object) { static_cast<T*>(object)->~T(); }});
  return made;
}

}  // namespace kyodo::tmpl
