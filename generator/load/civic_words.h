// What the search of every site knows of words, in the form of search.yaml.
#pragma once

#include <string_view>

namespace kyodo::load {

std::string_view CivicWords();

}  // namespace kyodo::load
