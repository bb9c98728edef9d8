#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {

namespace {
MarkdownPool* pool = nullptr;
}

MarkdownPool& SharedPool() { return *pool; }

}  // namespace kyodo::testing

int main(int argc, char** argv) {
  // Worker processes have to be forked before the first test makes a thread.
  kyodo::MarkdownPool pool(1);
  kyodo::testing::pool = &pool;
  return Catch::Session().run(argc, argv);
}
