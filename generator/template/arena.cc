#include "template/arena.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace kyodo::tmpl {

namespace {

constexpr size_t kBlockBytes = 64 * 1024;
constexpr size_t kAlignment = alignof(std::max_align_t);

}  // namespace

Arena::Arena() = default;
Arena::~Arena() { Clear(); }

void* Arena::Bytes(size_t size) {
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  while (block_ < blocks_.size() && used_ + size > blocks_[block_].second) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const size_t block_size = std::max(size, kBlockBytes);
    blocks_.emplace_back(std::unique_ptr<char[]>(new char[block_size]), block_size);
    used_ = 0;
  }
  void* memory = blocks_[block_].first.get() + used_;
  used_ += size;
  return memory;
}

std::string_view Arena::Keep(std::string_view text) {
  if (text.empty()) return {"", 0};
  char* copy = static_cast<char*>(Bytes(text.size()));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

Value* Arena::NewValues(size_t count) {
  Value* values = static_cast<Value*>(Bytes(std::max<size_t>(count, 1) * sizeof(Value)));
  std::uninitialized_default_construct_n(values, count);
  return values;
}

const List* Arena::NewList(const Value* items, size_t size) {
  // Never destroyed: a transient list owns nothing.
  List* list = new (Bytes(sizeof(List))) List;
  list->items = items;
  list->size = static_cast<uint32_t>(size);
  list->transient = true;
  return list;
}

Html* Arena::NewHtml() {
  if (html_used_ == html_.size()) html_.emplace_back();
  Html* html = &html_[html_used_++];
  html->text.clear();
  html->holes.clear();
  return html;
}

std::string& Arena::Scratch() {
  scratch_.clear();
  return scratch_;
}

void Arena::Clear() {
  for (auto owned = owned_.rbegin(); owned != owned_.rend(); ++owned) owned->destroy(owned->object);
  owned_.clear();
  html_used_ = 0;
  block_ = 0;
  used_ = 0;
}

}  // namespace kyodo::tmpl
