// Whether a record is public on a day, why not, and until when that stays so: the one answer for pages, counts, the
// preview and `kyodo status`.
#pragma once

#include <optional>
#include <string_view>

#include "model/record.h"

namespace kyodo {

struct Visibility {
  enum State : uint8_t {
    kPublic,
    kDraft,
    kScheduled,    // its `publish_from` is still to come
    kPast,         // its `publish_until` is over
    kUnpublished,  // it says nothing in a language that is published
  };
  State state = kPublic;
  std::optional<Date> changes;  // the day on which that changes by itself
};

Visibility VisibilityOf(const Record& record, const Date& today);

/// "", "draft", "scheduled", "past", "hidden".
std::string_view VisibilityName(Visibility::State state);

}  // namespace kyodo
