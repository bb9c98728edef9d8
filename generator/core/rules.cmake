# Writes RuleNames() of core/levels.h: every literal of the SOURCES that has the shape of a rule's name.
#   cmake -D SOURCES=… -D OUT=rule_names.cc -P rules.cmake
set(NAMES "")
foreach(SOURCE IN LISTS SOURCES)
  file(READ ${SOURCE} TEXT)
  string(REGEX MATCHALL "\"[a-z]+(-[a-z]+)*\\.[a-z]+[0-9]*(-[a-z]+)*\"" FOUND "${TEXT}")
  list(APPEND NAMES ${FOUND})
  # The YAML reader's are put together (yaml/problem.cc).
  string(REGEX MATCHALL "MakeProblem\\([ \n]*\"[a-z-]+\"" FOUND "${TEXT}")
  list(TRANSFORM FOUND REPLACE ".*\"([a-z-]+)\"" "\"yaml.\\1\"")
  list(APPEND NAMES ${FOUND})
endforeach()
list(FILTER NAMES EXCLUDE REGEX "\\.(atom|com|conf|css|csv|db|html|ics|ini|jp|jpg|json|new|pdf|txt|xml|yaml)\"$")
list(REMOVE_DUPLICATES NAMES)
list(SORT NAMES)
list(JOIN NAMES ",\n      " NAMES)
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
// Made by rules.cmake.
#include "core/levels.h"

namespace kyodo {

const std::vector<std::string_view>& RuleNames() {
  static const std::vector<std::string_view> kNames = {
      @NAMES@};
  return kNames;
}

}  // namespace kyodo
]])
