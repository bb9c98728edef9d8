// The values of a record that its pages may show, for all that reads through them.
#pragma once

#include <functional>
#include <optional>

#include "model/record.h"

namespace kyodo {

/// Of a text in languages: those that are taken.
struct TakenLanguages {
  std::optional<LanguageId> only;  // none: all of them
  bool fallback = false;           // where `only` has no text, the one that is shown in its place
};

/// Gives `visit` every value that is no list, object or choice of languages, with its type: the fields in
/// their order, then the body. What is private is left out wherever it stands, and so are times of day, names of
/// zones and rules for repeating, which no page shows as they are written.
void ForEachPublicValue(const Record& record, TakenLanguages taken,
                        const std::function<void(const Datum&, const FieldType&)>& visit);

/// Where a value stands: the field of the record, and of its parts the one nearest to the value (the same
/// where there are no parts). Both are null for the body. The language is that of a text that differs by it.
struct FieldPlace {
  const Field* outer = nullptr;
  const Field* inner = nullptr;
  std::optional<LanguageId> language{};
};

/// The same with the field of each value.
void ForEachPublicField(const Record& record, TakenLanguages taken,
                        const std::function<void(const Datum&, const FieldType&, const FieldPlace&)>& visit);

}  // namespace kyodo
