// The table of filters and tests that the documentation is made from.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text.h"
#include "template/builtins.h"

namespace kyodo::tmpl {

TEST_CASE("Builtins: each table is in the order of its names", "[template][builtins]") {
  const auto by_name = [](const Builtin& a, const Builtin& b) { return a.name < b.name; };
  CHECK(std::is_sorted(Filters().begin(), Filters().end(), by_name));
  CHECK(std::is_sorted(Tests().begin(), Tests().end(), by_name));
}

TEST_CASE("Builtins: each has a line in both languages", "[template][builtins]") {
  for (const auto& table : {Filters(), Tests()}) {
    for (const Builtin& builtin : table) {
      CAPTURE(builtin.name);
      CHECK(builtin.call != nullptr);
      CHECK(kyodo::CountCharacters(builtin.ja) >= 2);
      CHECK(builtin.en.size() >= 4);
    }
  }
}

TEST_CASE("ParametersOf: tells required, optional, rest and named ones apart", "[template][builtins]") {
  const ParameterList sort = ParametersOf("a b? * c?");
  CHECK(sort.names == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(sort.required == 1);
  CHECK(sort.positional == 2);
  CHECK(sort.rest);
  CHECK_FALSE(sort.named_rest);
  CHECK(ParametersOf("**").named_rest);
  CHECK(ParametersOf("").names.empty());
}

TEST_CASE("FindTest: knows Jinja2's other names", "[template][builtins]") {
  CHECK(FindTest("equalto") == FindTest("eq"));
  CHECK(FindTest("==") == FindTest("eq"));
  CHECK(FindTest("nope") == nullptr);
}

}  // namespace kyodo::tmpl
