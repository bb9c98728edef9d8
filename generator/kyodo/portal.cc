#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>

#include "check/guarded_sink.h"
#include "core/text.h"
#include "kyodo/derive.h"
#include "kyodo/images.h"
#include "kyodo/kyodo.h"
#include "load/load.h"
#include "load/theme.h"
#include "plan/renderer.h"
#include "search/query.h"
#include "source/plain_files.h"
#include "template/arena.h"

namespace kyodo {

namespace {

/// What one reading of the files gave. A stage is there only when those before it are; each is made of them.
struct Opened {
  Diagnostics diagnostics;
  std::unique_ptr<const Site> site;
  std::unique_ptr<const Theme> theme;
  std::unique_ptr<const Derived> derived;
  std::unique_ptr<const render::Renderer> renderer;
};

/// Every folder of that name is part of the theme, the site's own before the others. Only those elsewhere may be
/// symbolic links.
ThemeFolders FindTheme(FileReader& files, const PortalOptions& options, const std::string& name,
                       Diagnostics& diagnostics) {
  ThemeFolders found{{}, options.folder};
  if (FindPlainFolder(files, options.folder, "themes/" + name, diagnostics) == Presence::kThere)
    found.theme.push_back(options.folder + "/themes/" + name);
  for (const std::string& parent : options.theme_parents) {
    const std::string folder = parent + "/" + name;
    const Result<FileInfo> info = files.Stat(folder);
    if (info.ok()) {
      found.theme.push_back(folder);
    } else if (info.error().rule != "file.missing") {
      diagnostics.FileError(info.error().rule, folder, info.error().message, info.error().hint);
    }
  }
  if (found.theme.empty()) found.theme.push_back(options.theme_parents.front() + "/" + name);
  return found;
}

/// Without whole schemas there are no types to check templates against.
bool HasTypes(const Opened& opened, const PortalOptions& options) {
  for (const Diagnostic& one : opened.diagnostics.list()) {
    if (one.severity == Severity::kError && StartsWith(one.path, options.folder + "/schema")) return false;
  }
  return opened.theme && !opened.theme->templates.empty();
}

void CountTranslations(const Site& site, Summary& summary) {
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      for (const Translation one : record.translations) {
        summary.missing += one == Translation::kMissing ? 1 : 0;
        summary.stale += one == Translation::kStale ? 1 : 0;
      }
    }
  }
}

/// Counts what goes through.
class CountingSink final : public Sink {
 public:
  explicit CountingSink(Sink& next) : next_(next) {}
  void Add(FinishedFile file) override {
    bytes_ += file.bytes.size();
    next_.Add(std::move(file));
  }
  uint64_t bytes() const { return bytes_; }

 private:
  Sink& next_;
  std::atomic<uint64_t> bytes_ = 0;
};

}  // namespace

struct Portal::State {
  FileSystem& files;
  std::optional<Snapshot> snapshot;
  const PortalOptions options;
  Watcher* watcher;
  MarkdownPool markdown{options.workers, {}, options.worker_program};
  ImagePool images{options.workers, {}, options.worker_program};
  ParsedFiles parsed{};
  RenderedTexts rendered{};
  std::unique_ptr<Opened> opened = nullptr;
  const render::Plan nothing{};

  void Stage(const char* ja, const char* en) const {
    if (watcher) watcher->Stage(ja, en);
  }
  std::unique_ptr<Opened> Open();
  /// Copies an asset of the site, or renders; false after an error.
  bool Make(const render::Output& output, tmpl::Arena& arena, FinishedFile& file, Diagnostics& diagnostics) const;
  void RenderAll(const render::Plan& plan, Sink& sink, Diagnostics& diagnostics) const;
  std::optional<std::string> CopyOf(const Image& image, std::string_view path, Diagnostics& diagnostics);
};

std::unique_ptr<Opened> Portal::State::Open() {
  auto made = std::make_unique<Opened>();
  Stage("読み込み", "load");
  LoadOptions load{options.folder, options.now, options.drafts};
  if (options.reloads) {
    load.parsed = &parsed;
    load.rendered = &rendered;
  }
  made->site = Load(*snapshot, load, markdown, made->diagnostics);
  if (made->site->config.languages.empty()) return made;
  const SiteConfig& config = made->site->config;
  made->theme = LoadTheme(*snapshot, FindTheme(*snapshot, options, config.theme, made->diagnostics), config.languages,
                          made->diagnostics);
  Stage("準備", "plan");
  if (!HasTypes(*made, options)) return made;
  made->derived.reset(new Derived(Derive(*made->site, *made->theme, files)));
  made->renderer = std::make_unique<render::Renderer>(*made->site, *made->theme, *made->derived, made->diagnostics);
  return made;
}

bool Portal::State::Make(const render::Output& output, tmpl::Arena& arena, FinishedFile& file,
                         Diagnostics& diagnostics) const {
  file.path = output.path;
  if (const auto* copy = output.As<render::FileCopy>()) {
    Result<std::string> read = ReadPlainFile(files, options.folder, copy->file->source);
    if (read.ok()) {
      file.bytes = std::move(*read);
    } else {
      diagnostics.FileError(read.error().rule, copy->file->source, read.error().message, read.error().hint);
    }
    return read.ok();
  }
  if (const auto* ready = output.As<render::ReadyFile>(); ready && !ready->plain.empty()) file.text = ready->plain;
  arena.Clear();
  file.bytes.reserve(16 * 1024);
  return opened->renderer->Render(output, arena, file.bytes, diagnostics);
}

void Portal::State::RenderAll(const render::Plan& plan, Sink& sink, Diagnostics& diagnostics) const {
  struct Own {
    tmpl::Arena arena;
    Diagnostics diagnostics;
  };
  tbb::enumerable_thread_specific<Own> own;
  const std::span<const render::Output> outputs = plan.outputs();
  std::atomic<size_t> done = 0;
  std::atomic<bool> reporting = false;
  tbb::parallel_for(tbb::blocked_range<size_t>(0, outputs.size(), 16), [&](const tbb::blocked_range<size_t>& range) {
    Own& mine = own.local();
    for (size_t i = range.begin(); i < range.end(); ++i) {
      FinishedFile file;
      const bool is_image = outputs[i].As<render::ImageCopyFile>();  // MakeImages makes those
      if (!is_image && Make(outputs[i], mine.arena, file, mine.diagnostics)) sink.Add(std::move(file));
    }
    const size_t now_done = done += range.size();
    if (watcher && !reporting.exchange(true)) {
      watcher->Progress(now_done, outputs.size());
      reporting = false;
    }
  });
  for (Own& one : own) diagnostics.Append(std::move(one.diagnostics));
}

std::optional<std::string> Portal::State::CopyOf(const Image& image, std::string_view path, Diagnostics& diagnostics) {
  Diagnostics planned;
  const render::Plan alone({{std::string(path), render::ImageCopyFile{&image}}}, planned);
  MemorySink sink;
  MakeImages(alone, files, ImageCache(files, options.image_folder), CacheUse::kFind, images, sink, nullptr,
             diagnostics);
  const auto found = sink.files().find(std::string(path));
  return found == sink.files().end() ? std::nullopt : std::optional(found->second);
}

Portal::Portal(FileSystem& files, Snapshot snapshot, PortalOptions options, Watcher* watcher)
    : state_(new State{files, std::move(snapshot), std::move(options), watcher}) {
  state_->opened = state_->Open();
}

Portal::~Portal() = default;

void Portal::Reload() {
  State& state = *state_;
  state.snapshot.emplace(state.files, state.options.Places());
  state.opened = state.Open();
  state.parsed.Sweep();
  state.rendered.Sweep();
}

const Diagnostics& Portal::diagnostics() const { return state_->opened->diagnostics; }
const Site& Portal::site() const { return *state_->opened->site; }
const render::Plan& Portal::plan() const {
  return state_->opened->renderer ? state_->opened->renderer->plan() : state_->nothing;
}

Summary Portal::Build(Sink& sink, Diagnostics& diagnostics) {
  Summary summary;
  CountTranslations(site(), summary);
  summary.next_change = site().next_change;
  if (!ok()) return summary;
  const render::Plan derived = state_->opened->renderer->DerivedPlan(diagnostics);
  if (diagnostics.HasErrors()) return summary;
  CountingSink counting(sink);
  const check::PrivateValues values(site());
  check::GuardedSink guarded(values, counting);
  const ImageCache cache(state_->files, state_->options.image_folder);
  const CacheUse use = state_->options.keep_images ? CacheUse::kKeep : CacheUse::kFind;
  MakeImages(plan(), state_->files, cache, use, state_->images, guarded, state_->watcher, diagnostics);
  state_->Stage("ページ作り", "render");
  state_->RenderAll(plan(), guarded, diagnostics);
  state_->RenderAll(derived, guarded, diagnostics);
  diagnostics.Append(guarded.Leaks());
  summary.pages = plan().PageCount();
  summary.files = plan().outputs().size() + derived.outputs().size();
  summary.bytes = counting.bytes();
  return summary;
}

std::optional<std::string> Portal::Render(std::string_view path, Diagnostics& diagnostics) {
  if (!ok()) return std::nullopt;
  const render::Output* output = plan().Find(path);
  render::Plan derived;
  if (!output) {
    derived = state_->opened->renderer->DerivedPlan(diagnostics);
    output = derived.Find(path);
  }
  if (!output) return std::nullopt;
  if (const auto* copy = output->As<render::ImageCopyFile>()) return state_->CopyOf(*copy->image, path, diagnostics);
  tmpl::Arena arena;
  FinishedFile file;
  if (!state_->Make(*output, arena, file, diagnostics)) return std::nullopt;
  return std::move(file.bytes);
}

SearchAnswer Portal::Ask(std::string_view query, LanguageId language, size_t limit) {
  SearchAnswer answer;
  if (!ok()) return answer;
  const DerivedFiles& index = state_->opened->derived->search();
  if (index.root.empty()) return answer;
  std::map<std::string_view, const std::string*> by_path;
  for (const DerivedFile& file : index.files) by_path.emplace(file.path, &file.bytes);
  search::Index reader(index.root, [&](const std::string& path) -> std::optional<std::string> {
    const auto found = by_path.find(path);
    if (found == by_path.end()) return std::nullopt;
    return *found->second;
  });
  search::Answer found = search::Ask(reader, query, language);
  answer.total = found.hits.size();
  answer.near = std::move(found.near);
  answer.most = found.most;
  for (size_t i = 0; i < std::min(limit, answer.total); ++i) {
    search::EntryTitle title = reader.Title(found.hits[i].number);
    answer.hits.push_back({std::move(title.path), std::move(title.title), std::move(title.section)});
  }
  return answer;
}

std::vector<std::string> ThemeParents(const std::string& site_folder, const std::string& program) {
  namespace fs = std::filesystem;
  const std::string parent = fs::path(site_folder).parent_path().string();
  const std::string beside = (parent.empty() ? "" : parent + "/") + "themes";
  const std::string shipped = fs::path(program).parent_path().parent_path().parent_path().string() + "/themes";
  std::vector<std::string> folders = {beside};
  if (shipped != fs::absolute(beside).lexically_normal().string()) folders.push_back(shipped);
  return folders;
}

}  // namespace kyodo
