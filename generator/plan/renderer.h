// Makes the bytes of every output of a site.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/site.h"
#include "model/theme.h"
#include "plan/plan.h"

namespace kyodo::render {

/// Made from a whole site; then never changed.
class Renderer {
 public:
  /// Compiles and checks all templates against the site's schemas, and plans all
  /// outputs. All three must outlive the renderer. Errors `template.*`, `url.*`,
  /// `config.menu`: a menu entry that leads nowhere.
  Renderer(const Site& site, const Theme& theme, const Derived& derived, Diagnostics& diagnostics);
  ~Renderer();

  /// All other outputs. Empty when there were errors.
  const Plan& plan() const;
  /// The derived files that a template asks for, which are made now if they were not before. They must outlive the
  /// plan. Error `url.duplicate`: the other plan has the same path.
  Plan DerivedPlan(Diagnostics& diagnostics) const;

  /// Appends the bytes of one output to `out`; not for FileCopy, which is copied, and
  /// ImageCopyFile, whose bytes images/cache.h gives.
  /// Thread-safe; the arena belongs to the calling thread. False after an error.
  bool Render(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics) const;
  /// The same for a page; adds to `shown` the records whose documents' texts it shows.
  bool RenderPage(const Output& output, tmpl::Arena& arena, std::string& out, Diagnostics& diagnostics,
                  std::vector<const Record*>& shown) const;
  /// The hash of the addresses of derived files that the page names.
  uint64_t NamedBy(const Page& page) const;
  /// The records whose texts went into what all pages share. To be called when none renders.
  std::vector<const Record*> Shared() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo::render
