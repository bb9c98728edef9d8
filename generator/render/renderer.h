// Makes the bytes of every output of a site.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/site.h"
#include "model/theme.h"
#include "render/plan.h"

namespace kyodo::render {

class Renderer {
 public:
  /// Compiles and checks all templates against the site's schemas, and plans all
  /// outputs. The site and the theme must outlive the renderer. Errors `template.*`, `url.*`,
  /// `config.menu`: a menu entry that leads nowhere.
  Renderer(const Site& site, const Theme& theme, Diagnostics& diagnostics);
  ~Renderer();

  /// Sorted by path. Empty when there were errors.
  const std::vector<Output>& plan() const;

  /// Appends the bytes of one output to `out`; not for kFile, which is copied, and
  /// kImage, whose bytes formats/image_cache.h gives.
  /// Thread-safe; the arena belongs to the calling thread. False after an error.
  bool Render(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo::render
