// kyodo as a library: open a site, check it, build it into any sink, make one page, take in what changed, ask the
// search. The command line is its first user; examples/embed is the shortest.
//
//   files ──▶ Snapshot ──▶ Portal ──Build──▶ Sink (a folder, memory, nowhere)
//                            │──Render(path)──▶ bytes
//                            │──Ask(query)──▶ hits
//                            └──Reload──▶ the same, of the files as they are now
//
// Each stage of a build takes the type that the one before returns, so that none can be left out or come too early:
// Snapshot (source/snapshot.h), Site (load/load.h), Theme (load/theme.h), Derived (model/derived.h), Renderer with its
// Plan (plan/renderer.h).
// A Portal holds one of each. Nothing here prints or exits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/sink.h"
#include "model/site.h"
#include "plan/plan.h"
#include "source/snapshot.h"
#include "system/file_system.h"
#include "system/worker_process.h"

namespace kyodo {

struct PortalOptions {
  std::string folder = "content";  // of the site
  /// Folders that hold themes, besides the folder `themes` of the site. Of a file of the theme that several have, that
  /// in the site counts, then that of the first. At least one.
  std::vector<std::string> theme_parents;
  Instant now = 0;
  bool drafts = false;  // drafts and what is not published yet are shown
  size_t workers = 2;   // processes for Markdown, and for images, at the most
  /// What they run: this program, whose main then calls RunAsWorker (kyodo/work.h) first, or the path of `kyodo`.
  std::string worker_program = kThisProgram;
  std::string image_folder;  // where copies of photographs are found; empty: nowhere
  bool keep_images = false;  // new copies are put there
  bool reloads = false;      // what was parsed and rendered is kept in memory, so that Reload is quick

  InputPlaces Places() const { return {folder, theme_parents, {}}; }
};

/// Told of long work, on the thread that does it; the second may come from several threads.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void Stage(const char* ja, const char* en) = 0;
  virtual void Progress(size_t done, size_t all) = 0;
};

/// What a build made.
struct Summary {
  size_t pages = 0;
  size_t files = 0;
  uint64_t bytes = 0;
  size_t missing = 0;  // translations
  size_t stale = 0;
  std::optional<Date> next_change;  // the day on which the site changes by itself
};

struct SearchAnswer {
  struct Hit {
    std::string path, title, section;  // no section: the page itself
  };
  size_t total = 0;
  std::vector<Hit> hits;          // the first of them
  std::vector<std::string> near;  // the terms taken for mistyped words
  bool most = false;              // only most of a Japanese run
};

/// An open site. Belongs to one thread.
class Portal {
 public:
  /// Reads everything, as `snapshot` (of options.Places() at least) has it. `files` must outlive the portal; `watcher`,
  /// too, if there is one.
  Portal(FileSystem& files, Snapshot snapshot, PortalOptions options, Watcher* watcher = nullptr);
  Portal(FileSystem& files, const PortalOptions& options) : Portal(files, {files, options.Places()}, options) {}
  ~Portal();

  /// What is wrong with the site, its theme and its templates. With an error among them nothing can be made.
  const Diagnostics& diagnostics() const;
  bool ok() const { return !diagnostics().HasErrors(); }
  /// As far as it could be read.
  const Site& site() const;
  /// All outputs but the derived files, sorted by path. Empty unless ok.
  const render::Plan& plan() const;

  /// Makes every output, each searched for private values before it reaches `sink`. Errors of rendering, of images,
  /// and `private.leak`: then what `sink` has is not to be published. Nothing unless ok.
  Summary Build(Sink& sink, Diagnostics& diagnostics);

  /// The bytes of one output. None: nothing is written there, or an error (then in `diagnostics`). Not searched for
  /// private values: for showing on this machine only.
  std::optional<std::string> Render(std::string_view path, Diagnostics& diagnostics);

  /// Takes in what has changed on the disk.
  void Reload();

  /// What a search finds, in the order of search/query.h: that of a reader with that language.
  SearchAnswer Ask(std::string_view query, LanguageId language, size_t limit = 10);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Where themes are looked for: beside the site, and with the program.
std::vector<std::string> ThemeParents(const std::string& site_folder, const std::string& program);

}  // namespace kyodo
