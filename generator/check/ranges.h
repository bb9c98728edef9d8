// Numbers from more to less: 18歳〜15歳, age_min: 18 with age_max: 15.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Warning `text.range`: a range in a text whose second number is smaller, of the same unit (people, ages, money). What
/// comes round again (10月〜3月, 22時〜5時) is none.
void CheckWrittenRanges(const Text& text, Diagnostics& diagnostics);

/// Warning `value.from-to`: of two number fields that are called alike but for min and max, from and to and the like,
/// the lower is higher.
void CheckRangeFields(const Record& record, Diagnostics& diagnostics);

}  // namespace kyodo::check
