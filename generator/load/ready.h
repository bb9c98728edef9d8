// Ready collections, vocabularies and holidays: what a theme brings in folders of these names, and what a file of the
// site makes of one with `from:`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "load/loader.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// Ready collections by name, and the site's collections made of them. One that the site has by the ready one's own
/// name counts before others.
using MadeFrom = std::map<std::string, std::string, std::less<>>;

/// The schema that `own` is or, with `from:`, changes: own keys take the place of the ready ones, own `fields` that of
/// single fields or stand after them, and `without: [price]` leaves fields out. Fields of a vocabulary or collection
/// that the site does not have are left out, too, and so is all that the ready schema says of what was left out or is
/// of another type now. Nodes keep their places, which messages show: in the file of the site, or in the ready one.
/// Errors `schema.from`: no such ready collection; `schema.without`: no such field. Then, and for `own` null, null.
const yaml::Node* WithReadySchema(Loader& loader, const yaml::Node* own, const MadeFrom& made_from);

/// The same for a vocabulary, with its terms by their ids. Errors `vocabulary.from`, `vocabulary.without`.
const yaml::Node* WithReadyVocabulary(Loader& loader, const yaml::Node* own);

/// The same for holidays.yaml, with its days. Errors `holidays.from`, `holidays.without`.
const yaml::Node* WithReadyHolidays(Loader& loader, const yaml::Node* own);

/// The name after `from:`, or nothing.
std::string_view ReadyName(const yaml::Node* own);

}  // namespace kyodo::load
