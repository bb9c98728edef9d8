// Short names for the types that templates see most. Internal to the files that define types.
#pragma once

#include "template/value.h"

namespace kyodo::render {

inline tmpl::Type Of(tmpl::Type::Kind kind, bool optional = false) {
  tmpl::Type type;
  type.kind = kind;
  type.optional = optional;
  return type;
}

inline const tmpl::Type kText = Of(tmpl::Type::kString);
inline const tmpl::Type kTextOrNone = Of(tmpl::Type::kString, true);
inline const tmpl::Type kFlag = Of(tmpl::Type::kBool);
inline const tmpl::Type kCount = Of(tmpl::Type::kNumber);
inline const tmpl::Type kCountOrNone = Of(tmpl::Type::kNumber, true);
inline const tmpl::Type kAddress = Of(tmpl::Type::kUrl);
inline const tmpl::Type kAddressOrNone = Of(tmpl::Type::kUrl, true);
inline const tmpl::Type kDayOrNone = Of(tmpl::Type::kDate, true);
inline const tmpl::Type kMarkup = Of(tmpl::Type::kHtml, true);

}  // namespace kyodo::render
