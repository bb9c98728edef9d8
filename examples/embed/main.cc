// One page of a site, made by the library: embed SITE PATH, such as embed content en/index.html
#include <cstdlib>
#include <iostream>

#include "kyodo/kyodo.h"
#include "kyodo/work.h"
#include "load/theme_places.h"
#include "system/clock.h"

int main(int argc, char** argv) {
  kyodo::RunAsWorker(argc, argv);
  if (argc != 3) {
    std::cerr << "usage: embed SITE PATH\n";
    return 2;
  }
  const auto now = kyodo::Now(std::getenv("SOURCE_DATE_EPOCH"));
  if (!now.ok()) {
    std::cerr << FormatText(now.error(), kyodo::Tongue::kEn);
    return 2;
  }
  const auto files = kyodo::MakeRealFileSystem();
  kyodo::PortalOptions options;
  options.folder = argv[1];
  options.theme_parents = kyodo::ThemePlaces(options.folder, argv[0], std::getenv("KYODO_DATA"));
  options.now = *now;
  kyodo::Portal portal(*files, options);
  kyodo::Diagnostics diagnostics = portal.diagnostics();
  const auto page = portal.Render(argv[2], diagnostics);
  for (const kyodo::Diagnostic& one : diagnostics.list()) std::cerr << FormatText(one, kyodo::Tongue::kEn);
  if (!page) std::cerr << "no such page: " << argv[2] << '\n';
  std::cout << page.value_or("");
  return page ? 0 : 1;
}
