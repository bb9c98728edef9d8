// One page of a site, made by the library: embed content en/index.html
#include <unistd.h>

#include <ctime>
#include <iostream>

#include "kyodo/kyodo.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed SITE PATH\n";
    return 2;
  }
  const auto files = kyodo::MakeRealFileSystem();
  kyodo::PortalOptions options;
  options.folder = argv[1];
  options.theme_parents = kyodo::ThemeParents(options.folder, argv[0]);
  options.now = std::time(nullptr);
  kyodo::Portal portal(*files, options);
  kyodo::Diagnostics diagnostics = portal.diagnostics();
  const auto page = portal.Render(argv[2], diagnostics);
  for (const kyodo::Diagnostic& one : diagnostics.list()) std::cerr << FormatText(one, kyodo::Tongue::kEn);
  if (!page) std::cerr << "no such page: " << argv[2] << '\n';
  std::cout << page.value_or("");
  return page ? 0 : 1;
}
