#include "model/visibility.h"

#include <array>

namespace kyodo {

Visibility VisibilityOf(const Record& record, const Date& today) {
  if (record.only_hidden) return {Visibility::kUnpublished, {}};
  if (record.draft) return {Visibility::kDraft, {}};
  if (record.publish_from && *record.publish_from > today) return {Visibility::kScheduled, record.publish_from};
  if (!record.publish_until) return {};
  if (*record.publish_until < today) return {Visibility::kPast, {}};
  return {Visibility::kPublic, DayAfter(*record.publish_until)};
}

std::string_view VisibilityName(Visibility::State state) {
  constexpr std::array<std::string_view, 5> kNames = {"", "draft", "scheduled", "past", "hidden"};
  return kNames[state];
}

}  // namespace kyodo
