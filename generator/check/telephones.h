// Telephone numbers that no telephone of Japan has.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Warnings of a field for telephone numbers, and of a number behind 電話, TEL or FAX in a text: `telephone.area` (no
/// area code, or none that there is), `telephone.length` (too few or too many digits) and `telephone.form` (+81 and a
/// 0). Numbers of other countries and short ones (188, #7119) are taken as they are, as are those of invented
/// examples, which should be nobody's.
void CheckTelephone(const Text& text, Diagnostics& diagnostics);
/// The same of one number with half-width digits, which stands at `at`.
void CheckNumber(std::string_view number, const SourcePos& at, Diagnostics& diagnostics);

}  // namespace kyodo::check
