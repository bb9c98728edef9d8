#include "edit/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace kyodo::edit {

namespace {

using yaml::Value;

/// Within `path`, from its key number `at` on.
void SetBelow(Value& node, const Path& path, size_t at, std::optional<Value> value, const KeyOrder& order) {
  const std::string& key = path[at];
  const bool last = at + 1 == path.size();
  const bool list = node.kind == Value::kList && IndexOf(key) != std::string::npos;
  if (!list && node.kind != Value::kMap) node = Value::Map();
  size_t found = list ? std::min(IndexOf(key), node.items.size())
                      : static_cast<size_t>(std::find(node.keys.begin(), node.keys.end(), key) - node.keys.begin());
  if (found == node.items.size()) {
    if (!value) return;
    if (!list) {
      found = PlaceOf(key, node.keys, order(Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(at))));
      node.keys.insert(node.keys.begin() + static_cast<std::ptrdiff_t>(found), key);
    }
    const bool of_items = !last && IndexOf(path[at + 1]) != std::string::npos;
    node.items.insert(node.items.begin() + static_cast<std::ptrdiff_t>(found), of_items ? Value::List() : Value::Map());
  }
  Value& here = node.items[found];
  bool gone = last && !value;
  if (last && value) here = std::move(*value);
  if (!last) {
    SetBelow(here, path, at + 1, std::move(value), order);
    gone = here.kind != Value::kText && here.kind != Value::kBlock && here.items.empty();
  }
  if (!gone) return;
  node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(found));
  if (!list) node.keys.erase(node.keys.begin() + static_cast<std::ptrdiff_t>(found));
}

bool IsText(const Value& value) { return value.kind == Value::kText || value.kind == Value::kBlock; }

}  // namespace

std::string NameOf(const Path& path) { return fmt::format("{}", fmt::join(path, ".")); }

size_t IndexOf(const std::string& key) {
  size_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool number = read.ec == std::errc() && read.ptr == key.data() + key.size() && key.size() < 6;
  return number ? index : std::string::npos;
}

size_t PlaceOf(const std::string& key, const std::vector<std::string>& there, const std::vector<std::string>& order) {
  const auto own = std::find(order.begin(), order.end(), key);
  for (size_t i = 0; own != order.end() && i < there.size(); ++i) {
    if (std::find(own, order.end(), there[i]) != order.end()) return i;
  }
  return there.size();
}

const yaml::Node* FindNode(const yaml::Node& root, const Path& path) {
  const yaml::Node* at = &root;
  for (const std::string& key : path) {
    if (at->kind == yaml::Node::kSequence) {
      const size_t index = IndexOf(key);
      at = index < at->items.size() ? at->items[index] : nullptr;
    } else {
      at = at->Find(key);
    }
    if (!at) return nullptr;
  }
  return at;
}

const Value* FindIn(const Value& root, const Path& path) {
  const Value* at = &root;
  for (const std::string& key : path) {
    const size_t found = at->kind == Value::kList
                             ? IndexOf(key)
                             : static_cast<size_t>(std::find(at->keys.begin(), at->keys.end(), key) - at->keys.begin());
    if (found >= at->items.size()) return nullptr;
    at = &at->items[found];
  }
  return at;
}

void SetIn(Value& root, const Path& path, std::optional<Value> value, const KeyOrder& order) {
  SetBelow(root, path, 0, std::move(value), order);
}

bool SaysTheSame(const Value& a, const Value& b) {
  if (IsText(a) || IsText(b)) return IsText(a) && IsText(b) && Trim(a.text) == Trim(b.text);
  if (a.kind != b.kind || a.items.size() != b.items.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    const Value* other = a.kind == Value::kList ? &b.items[i] : FindIn(b, {a.keys[i]});
    if (!other || !SaysTheSame(a.items[i], *other)) return false;
  }
  return true;
}

}  // namespace kyodo::edit
