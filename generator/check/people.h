// What should not be public about people.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "check/texts.h"

namespace kyodo::check {

/// A telephone number in a text: 090-1234-5678, ０３（１２３４）５６７８.
struct WrittenNumber {
  size_t begin = 0, end = 0;  // in bytes
  std::string digits;
};
/// Those of ten or eleven digits that begin with 0.
std::vector<WrittenNumber> FindNumbers(std::string_view text);
/// Mail addresses, in small letters.
std::vector<WrittenNumber> FindMail(std::string_view text);

class People {
 public:
  /// Remembers the telephone numbers and mail addresses that stand in private values; those that the site's contacts
  /// publish are nobody's own.
  explicit People(const Site& site);

  /// Warnings `people.private` (such a piece of a private value), `people.mobile` (070, 080, 090), `people.mail` (of a
  /// carrier or a provider for persons), `people.meeting` (the password of an online meeting) and `people.birthday` (a
  /// day of birth and a home address). The line is not shown with `people.private`.
  void Check(const Text& text, Diagnostics& diagnostics) const;

 private:
  void Collect(const Datum& datum, const FieldType& type, bool is_private);

  std::unordered_set<std::string> pieces_;
  std::unordered_set<std::string> told_in_outputs_;
};

}  // namespace kyodo::check
