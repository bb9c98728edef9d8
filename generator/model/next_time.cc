#include "model/next_time.h"

#include <algorithm>

namespace kyodo {

const Occurrence* NextTime(const Record& record, const Date& today) {
  const auto& all = record.occurrences;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Occurrence* one) {
    return !one->is_deadline && !one->cancelled && one->last_day >= today;
  });
  return found == all.end() ? nullptr : *found;
}

}  // namespace kyodo
