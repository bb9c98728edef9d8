// Makes the files of a plan.
#pragma once

#include <string>

#include "kyodo/kyodo.h"
#include "kyodo/page_memory.h"
#include "plan/renderer.h"
#include "template/arena.h"

namespace kyodo {

class OutputMaker {
 public:
  /// `folder`: of the site. All must outlive this; `watcher` may be null.
  OutputMaker(FileReader& files, const std::string& folder, const render::Renderer& renderer, Watcher* watcher)
      : files_(files), folder_(folder), renderer_(renderer), watcher_(watcher) {}

  /// Copies an asset of the site, or renders; false after an error.
  bool Make(const render::Output& output, tmpl::Arena& arena, FinishedFile& file, Diagnostics& diagnostics) const;
  /// All but copies of photographs (kyodo/images.h). What is published as it would be made again stays, by `memory`.
  void MakeAll(const render::Plan& plan, Sink& sink, Diagnostics& diagnostics, PageMemory* memory) const;

 private:
  void AddPage(const render::Output& output, const render::Page& page, tmpl::Arena& arena, Sink& sink,
               PageMemory& memory, Diagnostics& diagnostics) const;
  void AddPacked(const std::string& path, const DerivedFile& derived, Sink& sink, PageMemory& memory) const;

  FileReader& files_;
  const std::string& folder_;
  const render::Renderer& renderer_;
  Watcher* watcher_;
};

}  // namespace kyodo
