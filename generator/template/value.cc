#include "template/value.h"

namespace kyodo::tmpl {

Name Names::Intern(std::string_view text) {
  if (const auto found = ids_.find(text); found != ids_.end()) return found->second;
  const Name name = static_cast<Name>(texts_.size());
  texts_.emplace_back(text);
  ids_.emplace(texts_.back(), name);
  return name;
}

Name Names::Find(std::string_view text) const {
  const auto found = ids_.find(text);
  return found == ids_.end() ? kNone : found->second;
}

int StructType::Add(Name field, Type type) {
  if (field >= slot_of.size()) slot_of.resize(field + 1, -1);
  const int slot = static_cast<int>(list.size());
  slot_of[field] = static_cast<int16_t>(slot);
  list.push_back({field, type});
  return slot;
}

}  // namespace kyodo::tmpl
