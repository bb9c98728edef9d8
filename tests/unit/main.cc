#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "kyodo/work.h"
#include "testing.h"

namespace kyodo::testing {

namespace {
MarkdownPool* pool = nullptr;
ImagePool* images = nullptr;
}  // namespace

MarkdownPool& SharedPool() { return *pool; }
ImagePool& SharedImagePool() { return *images; }

}  // namespace kyodo::testing

int main(int argc, char** argv) {
  constexpr kyodo::WorkerKind kKinds[] = {
      kyodo::kMarkdownWork, kyodo::kImageWork, kyodo::kXlsxWork, {"test", kyodo::testing::WorkOnTest}};
  kyodo::ServeAsWorker(argc, argv, kKinds);
  kyodo::MarkdownPool pool(1);
  kyodo::ImagePool images(2);
  kyodo::testing::pool = &pool;
  kyodo::testing::images = &images;
  return Catch::Session().run(argc, argv);
}
