// Changes to trees of YAML: new nodes that share what stays as it was.
#pragma once

#include <functional>
#include <memory_resource>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// Makes nodes in `memory`, which must last as long as they.
class Trees {
 public:
  explicit Trees(std::pmr::memory_resource& memory) : memory_(memory) {}

  const yaml::Node* Text(const yaml::Node& like, std::string_view text);
  const yaml::Node* Mapping(const yaml::Node& like, const std::vector<yaml::Entry>& entries);
  const yaml::Node* Sequence(const yaml::Node& like, const std::vector<const yaml::Node*>& items);

 private:
  template <class Item>
  std::span<const Item> Keep(const std::vector<Item>& items);
  yaml::Node* New(const yaml::Node& like);

  std::pmr::memory_resource& memory_;
};

/// Names that are no longer to be spoken of.
using LeftOut = std::set<std::string, std::less<>>;

/// `node` without what speaks of a name that is left out: `name`, `-name`, `name.part`, `name=value`, or `{name}` in a
/// longer text. Null when nothing stays.
const yaml::Node* Without(const LeftOut& names, const yaml::Node& node, Trees& trees);

/// Whether the text speaks of a name that is left out.
bool SpeaksOf(std::string_view text, const LeftOut& names);

/// What an English text is called in a language of the site; null: it is not known.
using Translate = std::function<const yaml::Node*(std::string_view english, const Language& language)>;

/// What a text by language (`{ja: …, en: …}`) says in the languages of the site: what it has, else its translation.
/// When that is nothing, the English text, as one that is lent (kLentKey).
std::vector<yaml::Entry> InLanguages(const std::vector<Language>& languages, const yaml::Node& text,
                                     const Translate& translate);

}  // namespace kyodo::load
