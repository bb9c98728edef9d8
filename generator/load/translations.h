// Which version of its original a translation is of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "model/record.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// By language: the one that its pages show the record in.
std::vector<LanguageId> ShownIn(const Record& record, const std::vector<Language>& languages);

/// What a translator translates in the front matter of a document: the values of the fields that are translated, in
/// the order of the schema.
std::vector<const yaml::Node*> TextsOfOriginal(const Schema& schema, const yaml::Node& front);
/// Of those and the body.
std::string HashOfOriginal(const std::vector<const yaml::Node*>& texts, std::string_view body);
/// The same as lines, for showing what has changed.
std::string LinesOfOriginal(const std::vector<const yaml::Node*>& texts, std::string_view body);

/// Whether it is up to date is not known; TellUnrecordedOnce makes one of many.
void NoteUnrecorded(const SourcePos& at, const std::string& hash, Diagnostics& diagnostics);
/// One note for all translations of which it is not known what they translate, at the first.
void TellUnrecordedOnce(Diagnostics& diagnostics);

}  // namespace kyodo::load
