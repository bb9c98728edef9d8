#include "source/rendered_texts.h"

#include <iterator>
#include <utility>

#include "core/hash.h"

namespace kyodo {

namespace {

uint64_t KeyOf(const MarkdownRequest& request) {
  uint64_t key = Hash(request.text, uint64_t{request.top_heading} * 2 + (request.check_structure ? 1 : 0));
  for (const std::string_view part :
       {request.language, request.figure_label, request.table_label, request.number_prefix, request.note_label,
        request.back_label, request.words, request.taken_ids})
    key = Hash(part, key);
  return key;
}

}  // namespace

const MarkdownResult* RenderedTexts::Find(const MarkdownRequest& request) {
  const auto found = results_.find(KeyOf(request));
  if (found == results_.end()) return nullptr;
  found->second.used = true;
  return &found->second.result;
}

void RenderedTexts::Keep(const MarkdownRequest& request, const MarkdownResult& result) {
  results_.insert_or_assign(KeyOf(request), Kept{result, true});
}

void RenderedTexts::Sweep() {
  for (auto one = results_.begin(); one != results_.end();)
    one = std::exchange(one->second.used, false) ? std::next(one) : results_.erase(one);
}

}  // namespace kyodo
