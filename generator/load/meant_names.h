// What the name of a file or folder was meant to be: park.yaml.txt (Notepad), park.yml, park-ja.md, park.JA.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/schema.h"

namespace kyodo::load {

/// The name as it should be for the file to be read: ending in .yaml; of a document in `.LANGUAGE.md`. Empty: nothing
/// like it, or a document whose name has no language. A name that is well is given back as it is.
std::string MeantName(std::string_view name, bool is_document, const std::vector<Language>& languages);

/// What the ending of a name says of the file, in any spelling of it: .yml, .YAML, .markdown.
enum class Form { kYaml, kMarkdown, kOther };
Form FormOf(std::string_view name);

/// Is this the beginning of a file of that collection: --- or a line `field: …`?
bool LooksLikeRecord(std::string_view text, const Schema& schema);

/// `Morning_Walk (2)` as a slug: morning-walk-2. Empty where no letter or digit is left, or where others are lost.
std::string MeantSlug(std::string_view stem);

/// The first of the names that can be a slug, cut after a word where it is long; empty: none can.
std::string FirstSlug(const std::vector<std::string>& names);

/// Is it called as desktops call a copy: `park - コピー`, `park のコピー`, `park copy`, `Copy of park`, `park (1)`?
bool IsCopyName(std::string_view stem);
/// Without that.
std::string_view WithoutCopy(std::string_view stem);

/// The site's language that a part of a name means: JA, jp, ja-JP, english; empty: none.
std::string MeantLanguage(std::string_view word, const std::vector<Language>& languages);

/// `name` without what Notepad adds to it (.txt), with its ending in small letters and in the usual spelling (.yaml).
std::string UsualYamlName(std::string_view name);

}  // namespace kyodo::load
