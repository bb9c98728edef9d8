// A theme: templates, the strings they print, and the files they link to. Never changed after loading.
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
  };
  std::map<std::string, Asset> assets;  // by name in assets/
};

}  // namespace kyodo
