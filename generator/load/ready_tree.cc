#include "load/ready_tree.h"

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "load/map_reader.h"

namespace kyodo::load {

template <class Item>
std::span<const Item> Trees::Keep(const std::vector<Item>& items) {
  if (items.empty()) return {};
  Item* kept = static_cast<Item*>(memory_.allocate(items.size() * sizeof(Item), alignof(Item)));
  std::uninitialized_copy(items.begin(), items.end(), kept);
  return {kept, items.size()};
}

yaml::Node* Trees::New(const yaml::Node& like) {
  void* const place = memory_.allocate(sizeof(yaml::Node), alignof(yaml::Node));
  return new (place) yaml::Node(like);
}

const yaml::Node* Trees::Text(const yaml::Node& like, std::string_view text) {
  yaml::Node* const node = New(like);
  node->text = text;
  return node;
}

const yaml::Node* Trees::Mapping(const yaml::Node& like, const std::vector<yaml::Entry>& entries) {
  yaml::Node* const node = New(like);
  node->entries = Keep(entries);
  return node;
}

const yaml::Node* Trees::Sequence(const yaml::Node& like, const std::vector<const yaml::Node*>& items) {
  yaml::Node* const node = New(like);
  node->items = Keep(items);
  return node;
}

bool SpeaksOf(std::string_view text, const LeftOut& names) {
  if (StartsWith(text, "-")) text.remove_prefix(1);
  if (names.contains(text) || names.contains(text.substr(0, text.find_first_of(".=")))) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return text.find("{" + name + "}") != text.npos; });
}

const yaml::Node* Without(const LeftOut& names, const yaml::Node& node, Trees& trees) {
  if (node.kind == yaml::Node::kScalar) return SpeaksOf(node.text, names) ? nullptr : &node;
  if (node.kind == yaml::Node::kSequence) {
    std::vector<const yaml::Node*> items;
    for (const yaml::Node* item : node.items)
      if (const yaml::Node* kept = Without(names, *item, trees)) items.push_back(kept);
    return items.empty() ? nullptr : trees.Sequence(node, items);
  }
  std::vector<yaml::Entry> entries;
  for (const yaml::Entry& entry : node.entries)
    if (const yaml::Node* kept = Without(names, *entry.value, trees))
      entries.push_back({entry.key, entry.key_pos, kept});
  return entries.empty() ? nullptr : trees.Mapping(node, entries);
}

std::vector<yaml::Entry> InLanguages(const std::vector<Language>& languages, const yaml::Node& text,
                                     const Translate& translate) {
  std::vector<yaml::Entry> entries;
  const yaml::Node* english = text.Find("en");
  for (const Language& language : languages) {
    const yaml::Node* own = text.Find(language.code);
    for (const std::string& wider : WiderLanguages(language.code))
      if (!own) own = text.Find(wider);
    if (!own && english) own = translate(english->text, language);
    if (own) entries.push_back({language.code, own->pos, own});
  }
  if (entries.empty() && english) entries.push_back({kLentKey, english->pos, english});
  return entries;
}

}  // namespace kyodo::load
