// Chains that lead upwards: a term to its wider term, a part to its whole.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace kyodo::load {

/// The chains that lead back to themselves, each once, with its members from the first that is reached when one goes
/// up from each of `all` in turn. `next(node)` is the node above, or null.
template <class Node, class Next>
std::vector<std::vector<Node*>> FindCircles(const std::vector<Node*>& all, Next next) {
  std::unordered_map<const Node*, size_t> walked;  // and in which walk
  std::vector<std::vector<Node*>> circles;
  for (size_t walk = 0; walk < all.size(); ++walk) {
    Node* node = all[walk];
    while (node && walked.emplace(node, walk).second) node = next(*node);
    if (!node || walked[node] != walk) continue;  // led out, or into an earlier walk
    std::vector<Node*>& circle = circles.emplace_back();
    do circle.push_back(node);
    while ((node = next(*node)) != circle.front());
  }
  return circles;
}

/// "a → b → a".
template <class Node, class Name>
std::string CircleText(const std::vector<Node*>& circle, Name name) {
  std::string out;
  for (const Node* node : circle) out += std::string(name(*node)) + " → ";
  return out + std::string(name(*circle.front()));
}

}  // namespace kyodo::load
