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

#include <functional>
#include <map>
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

class MarkdownPool;  // markdown/pool.h

struct PortalOptions {
  std::string folder = "content";  // of the site
  /// Folders that hold themes, besides the folder `themes` of the site: as FindTheme takes them (load/theme.h).
  std::vector<std::string> theme_parents;
  Instant now = 0;
  bool drafts = false;  // drafts and what is not published yet are shown
  size_t workers = 2;   // processes for Markdown, and for images, at the most
  /// What they run: this program, whose main then calls RunAsWorker (kyodo/work.h) first, or the path of `kyodo`.
  std::string worker_program = kThisProgram;
  /// Processes for Markdown that several portals use one after the other; must outlive them. Null: one's own.
  MarkdownPool* markdown = nullptr;
  std::string image_folder;  // where copies of photographs are found; empty: nowhere
  std::string text_folder;   // and Markdown as it was rendered
  bool keeps = false;        // new ones are put there: by Build, or as soon as they are read where it `reloads`
  bool reloads = false;      // what was parsed and rendered is kept in memory, so that Reload is quick
  bool previews = false;     // pages name the derived files before those are made: for Render, not for Build

  InputPlaces Places() const { return {folder, theme_parents, {}}; }
};

/// Told of long work, on the thread that does it; the second may come from several threads.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void Stage(const char* ja, const char* en) = 0;
  virtual void Progress(size_t done, size_t all) = 0;
};

/// What is shown on the pages of a language in another, because it is not translated.
struct Untranslated {
  std::string language;            // code
  size_t words = 0;                // of the theme
  size_t labels = 0;               // of site.yaml, menus, schemas, vocabularies and holidays
  size_t records = 0;              // that lack their body or summary too
  size_t texts = 0;                // of other records
  std::vector<std::string> files;  // of those records; not of a build in which nothing has changed
};

/// Records that are not published, not counting those in hidden languages alone.
struct NotShown {
  size_t drafts = 0;
  size_t waiting = 0;  // for the day of `publish_from`
  size_t over = 0;     // the day of `publish_until` has passed
};

/// What a build made.
struct Summary {
  size_t pages = 0;
  size_t files = 0;
  uint64_t bytes = 0;
  size_t missing = 0;  // translations of records
  size_t stale = 0;
  size_t silenced = 0;                     // warnings and notes that are off or meant so (core/levels.h)
  std::optional<Date> next_change;         // the day on which the site changes by itself
  std::vector<Untranslated> untranslated;  // the languages that lack something
  std::string security_policy;             // where it allows more than the site's own files; `check` alone tells it
  NotShown not_shown = {};                 // not of a build in which nothing has changed
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

class PageMemory;

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
  /// and `private.leak`: then what `sink` has is not to be published. Nothing unless ok. With a memory of the last
  /// build, pages that would be made of the same stay in the sink as they are; it learns of all others.
  Summary Build(Sink& sink, Diagnostics& diagnostics, PageMemory* memory = nullptr);

  /// Finds what does not make sense to people, though a page can be made of it (check/sense.h), of records that could
  /// be read; levels are still to be applied (core/levels.h). May be called on another thread, and is of the site as it
  /// is now, which lasts as long as the call.
  std::function<Diagnostics()> SenseCheck() const;

  /// The kinds of checks that errors keep from being made, in words for people. None when ok.
  std::vector<Message> ChecksToCome() const;

  /// The bytes of one output. None: nothing is written there, or an error (then in `diagnostics`). Not searched for
  /// private values: for showing on this machine only.
  std::optional<std::string> Render(std::string_view path, Diagnostics& diagnostics);

  /// All that is told of the files with `texts`, by their paths, in place of or besides those that were read last, and
  /// what makes no sense in them; `look` sees the site as it would be. Nothing of it is kept.
  Diagnostics Try(const std::map<std::string, std::string>& texts,
                  const std::function<void(const Site& site)>& look = nullptr);

  /// Takes in what has changed on the disk.
  void Reload();
  /// Reads everything as `snapshot` has it, as at another moment, with drafts or without.
  void Reload(Snapshot snapshot, Instant now, bool drafts);

  /// What the memory that was given to Build has for the next one.
  std::string WriteMemory(PageMemory& memory) const;

  /// What a search finds, in the order of search/query.h: that of a reader with that language.
  SearchAnswer Ask(std::string_view query, LanguageId language, size_t limit = 10);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo
