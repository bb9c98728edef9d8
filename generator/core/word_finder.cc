#include "core/word_finder.h"

#include <algorithm>
#include <numeric>

#include "core/text.h"

namespace kyodo {

WordFinder::WordFinder(std::vector<std::string_view> words) : words_(std::move(words)) {
  for (size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].size() >= kHead) {
      by_slot_.push_back(static_cast<uint32_t>(i));
      ++begins_[SlotOf(words_[i].data()) + 1];
    } else if (!words_[i].empty()) {
      short_.push_back(i);
    }
  }
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  std::stable_sort(by_slot_.begin(), by_slot_.end(), [&](uint32_t a, uint32_t b) {
    const size_t slot_a = SlotOf(words_[a].data()), slot_b = SlotOf(words_[b].data());
    return slot_a != slot_b ? slot_a < slot_b : words_[a].size() > words_[b].size();
  });
}

size_t WordFinder::SlotOf(const char* head) {
  const auto byte = [&](size_t i) { return uint32_t{static_cast<unsigned char>(head[i])}; };
  return (byte(0) << 16 | byte(1) << 8 | byte(2)) * 2654435761u >> 20;
}

void WordFinder::Find(std::string_view text, std::vector<Hit>& hits) const {
  hits.clear();
  for (size_t at = 0; at + kHead <= text.size(); ++at) {
    const size_t slot = SlotOf(text.data() + at);
    for (uint32_t i = begins_[slot]; i < begins_[slot + 1]; ++i) {
      if (StartsWith(text.substr(at), words_[by_slot_[i]])) hits.push_back({at, by_slot_[i]});
    }
  }
  for (const size_t word : short_) {
    for (size_t at = text.find(words_[word]); at != text.npos; at = text.find(words_[word], at + 1))
      hits.push_back({at, word});
  }
  const auto before = [&](const Hit& a, const Hit& b) {
    return a.offset != b.offset ? a.offset < b.offset : words_[a.word].size() > words_[b.word].size();
  };
  if (!short_.empty()) std::stable_sort(hits.begin(), hits.end(), before);
}

}  // namespace kyodo
