// What a field is, in words for people.
#pragma once

#include <string>

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::schema {

/// "日付（2026-04-01）", "地区の用語" and "a day (2026-04-01)", "a term of “District”".
Message KindInWords(const FieldType& type, const Site& site);
/// The field's label; its key where it has none.
Message LabelOf(const Field& field, const Site& site);
/// Label, help, type, whether it must be there, an example: for people who point at it in an editor. With `markdown`,
/// the two languages are paragraphs.
std::string Describe(const Field& field, const Site& site, bool markdown);
/// A value that may stand there: the schema's example, one by its type, or where the text has a form that nobody can
/// guess, that of a record; empty: there is none.
std::string ValidExample(const Field& field, const Collection& collection, bool by_language, const Site& site);
/// "協働とは / What kyodo is", or one of them where they are the same.
std::string Both(const Message& message);
/// All languages that files may hold: those that are published, then those that are hidden.
std::vector<Language> AllLanguages(const Site& site);

}  // namespace kyodo::schema
