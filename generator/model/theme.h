// A theme: templates, the strings they print, and the files they link to.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/source.h"
#include "model/language.h"

namespace kyodo {

struct Theme {
  std::string name;
  std::deque<SourceFile> sources;
  std::vector<std::pair<std::string, const SourceFile*>> templates;  // "layout.html", its file; by name
  std::map<std::string, LocalText> strings;                          // by key
  struct Asset {
    std::string path;  // site path, with a hash of its content: "assets/kyodo.1f2e….css"
    std::string bytes;
    std::string plain{};  // what packed bytes hide: the search for private values reads it in their place
  };
  std::map<std::string, Asset> assets;  // by name in assets/
  /// The readings of the site's Japanese texts (readings/site_readings.h), which pages of a
  /// Japanese text name in `page.readings`. Without a path: there are none.
  Asset readings;
  /// The files of the search index (search/files.h), and the path of its root. Without a path: there is none.
  std::vector<Asset> search_files;
  std::string search_root;
};

}  // namespace kyodo
