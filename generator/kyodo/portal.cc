#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "check/guarded_sink.h"
#include "check/sense.h"
#include "core/hash.h"
#include "core/text.h"
#include "kyodo/counting_sink.h"
#include "kyodo/derive.h"
#include "kyodo/images.h"
#include "kyodo/kyodo.h"
#include "kyodo/outputs.h"
#include "kyodo/page_memory.h"
#include "kyodo/untranslated.h"
#include "load/load.h"
#include "load/theme.h"
#include "load/trial.h"
#include "model/visibility.h"
#include "plan/renderer.h"
#include "search/query.h"
#include "system/worker_process.h"
#include "template/arena.h"

namespace kyodo {

namespace {

/// What one reading of the files gave. A stage is there only when those before it are; each is made of them.
struct Opened {
  Diagnostics diagnostics;
  size_t silenced = 0;  // of `diagnostics`
  std::unique_ptr<const Site> site;
  std::shared_ptr<const Theme> theme;
  std::unique_ptr<const Derived> derived;
  std::unique_ptr<const render::Renderer> renderer;
};

/// Without whole schemas there are no types to check templates against.
bool HasTypes(const Opened& opened, const PortalOptions& options) {
  for (const Diagnostic& one : opened.diagnostics.list()) {
    const bool of_schema = StartsWith(one.path, options.folder + "/schema") ||
                           EndsWith(ParentFolder(one.path), "/collections");  // a ready one of the theme
    if (one.severity == Severity::kError && of_schema) return false;
  }
  return opened.theme && !opened.theme->templates.empty();
}

/// A record's files in all languages have one name: content/cases/a.ja.md gives content/cases/a.
std::string RecordOf(std::string_view path) {
  const size_t name = path.rfind('/') + 1;
  return std::string(path.substr(0, path.find('.', name)));
}

/// What makes no sense is looked for in a build only where the site calls some of it an error, and then only that.
void AddRaised(const Site& site, Diagnostics& diagnostics) {
  const RuleLevels& levels = site.config.checks;
  if (std::none_of(levels.begin(), levels.end(), [](const auto& one) { return one.second.level == Level::kError; }))
    return;
  Diagnostics found;
  check::CheckSense(site, found);
  ApplyLevels(levels, found);
  found.Forget([](const Diagnostic& one) { return one.severity != Severity::kError; });
  diagnostics.Append(std::move(found));
}

/// Of all files that a theme is read from, and of the settings that choose it.
uint64_t StampOfTheme(const Snapshot& snapshot, const PortalOptions& options) {
  std::vector<std::string> starts;
  for (const char* part : {"/site.yaml", "/i18n/", "/themes/", "/assets/"}) starts.push_back(options.folder + part);
  for (const std::string& folder : options.theme_parents) starts.push_back(folder + "/");
  uint64_t stamp = 0;
  snapshot.ForEachFile([&](std::string_view path, std::string_view of_file) {
    const auto begins = [&](const std::string& start) { return StartsWith(path, start); };
    if (std::any_of(starts.begin(), starts.end(), begins)) stamp = Hash(of_file, Hash(path, stamp));
  });
  return stamp;
}

NotShown CountNotShown(const Site& site) {
  NotShown count;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (!record.hidden || !record.pos.file) continue;
      const Visibility::State state = VisibilityOf(record, site.today).state;
      count.drafts += state == Visibility::kDraft;
      count.waiting += state == Visibility::kScheduled;
      count.over += state == Visibility::kPast;
    }
  }
  return count;
}

}  // namespace

struct Portal::State {
  FileSystem& files;
  std::optional<Snapshot> snapshot;
  PortalOptions options;
  Watcher* watcher;
  const std::unique_ptr<MarkdownPool> own_markdown =
      options.markdown ? nullptr
                       : std::make_unique<MarkdownPool>(options.workers, MarkdownLimits{}, options.worker_program);
  MarkdownPool& markdown = options.markdown ? *options.markdown : *own_markdown;
  ImagePool images{options.workers, {}, options.worker_program};
  ParsedFiles parsed{};
  RenderedTexts rendered{options.reloads || options.keeps};
  const std::optional<uint64_t> renderer_stamp = RendererStamp();
  std::shared_ptr<const Opened> opened = nullptr;
  std::shared_ptr<const Theme> theme = nullptr;  // of the last reading, if nothing was told of it
  uint64_t theme_stamp = 0;
  const render::Plan nothing{};

  void Stage(const char* ja, const char* en) const {
    if (watcher) watcher->Stage(ja, en);
  }
  LoadOptions HowToLoad() {
    LoadOptions load{options.folder, options.now, options.drafts, options.theme_parents};
    if (options.reloads) load.parsed = &parsed;
    if (options.reloads || !options.text_folder.empty()) load.rendered = &rendered;
    return load;
  }
  std::optional<uint64_t> RendererStamp() const;
  void ReadTexts();
  /// For the next run; then they need not be in memory.
  void KeepTexts();
  std::unique_ptr<Opened> Open();
  std::shared_ptr<const Theme> ReadTheme(const SiteConfig& config, Diagnostics& diagnostics);
  void Take(std::unique_ptr<Opened> made) {
    made->silenced = ApplyLevels(made->site->config.checks, made->diagnostics);
    opened = std::move(made);
  }
  OutputMaker Maker() const { return {files, options.folder, *opened->renderer, watcher}; }
  std::optional<std::string> CopyOf(const Image& image, std::string_view path, Diagnostics& diagnostics);
};

std::shared_ptr<const Theme> Portal::State::ReadTheme(const SiteConfig& config, Diagnostics& diagnostics) {
  const uint64_t stamp = options.reloads ? StampOfTheme(*snapshot, options) : 0;
  if (theme && theme_stamp == stamp) return theme;
  std::vector<Language> languages = config.languages;
  languages.resize(CountPublished(languages));
  Diagnostics told;
  const ThemeFolders folders = FindTheme(*snapshot, options.folder, options.theme_parents, config.theme, told);
  std::shared_ptr<const Theme> read = LoadTheme(*snapshot, folders, languages, told, diagnostics.HasErrors());
  theme = options.reloads && told.empty() ? read : nullptr;
  theme_stamp = stamp;
  diagnostics.Append(std::move(told));
  return read;
}

/// Of the program that renders Markdown, which may do it in another way when it is another.
std::optional<uint64_t> Portal::State::RendererStamp() const {
  if (options.text_folder.empty()) return std::nullopt;
  const bool own = options.worker_program == kThisProgram;
  const Result<FileInfo> program = files.Stat(own ? ExecutablePath() : options.worker_program);
  if (!program.ok()) return std::nullopt;
  return Hash(
      fmt::format("{} {} {} {}", program->size_bytes, program->modified_ns, program->changed_ns, program->inode));
}

void Portal::State::ReadTexts() {
  if (renderer_stamp) rendered.Read(files, options.text_folder, *renderer_stamp);
}

void Portal::State::KeepTexts() {
  if (renderer_stamp && options.keeps) rendered.Write(files, options.text_folder, *renderer_stamp);
  if (!options.reloads) rendered = RenderedTexts(false);
}

std::unique_ptr<Opened> Portal::State::Open() {
  auto made = std::make_unique<Opened>();
  Stage("読み込み", "load");
  LoadOptions load = HowToLoad();
  const auto need_theme = [&](const SiteConfig& config) -> const Theme& {
    if (!made->theme) made->theme = ReadTheme(config, made->diagnostics);
    return *made->theme;
  };
  load.theme_word = [&](const SiteConfig& config, const std::string& key, LanguageId id) {
    const Theme::Word word = need_theme(config).Find(key, id, config.languages);
    return word.language.empty() ? std::string(word.text) : std::string();
  };
  made->site = Load(*snapshot, load, markdown, made->diagnostics);
  if (made->site->config.languages.empty()) return made;
  need_theme(made->site->config);
  Stage("準備", "plan");
  if (!HasTypes(*made, options)) return made;
  made->derived.reset(new Derived(Derive(*made->site, *made->theme, files, options.previews)));
  made->renderer = std::make_unique<render::Renderer>(*made->site, *made->theme, *made->derived, made->diagnostics);
  return made;
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
  state_->ReadTexts();
  state_->Take(state_->Open());
  if (state_->options.reloads) state_->KeepTexts();
}

Portal::~Portal() = default;

void Portal::Reload() {
  State& state = *state_;
  Reload({state.files, state.options.Places()}, state.options.now, state.options.drafts);
}

void Portal::Reload(Snapshot snapshot, Instant now, bool drafts) {
  State& state = *state_;
  state.snapshot.emplace(std::move(snapshot));
  state.options.now = now;
  state.options.drafts = drafts;
  state.Take(state.Open());
  state.parsed.Sweep();
  state.rendered.Sweep();
}

const Diagnostics& Portal::diagnostics() const { return state_->opened->diagnostics; }
const Site& Portal::site() const { return *state_->opened->site; }
const render::Plan& Portal::plan() const {
  return state_->opened->renderer ? state_->opened->renderer->plan() : state_->nothing;
}

std::string Portal::WriteMemory(PageMemory& memory) const {
  return state_->opened->renderer ? memory.Write(state_->opened->renderer->Shared()) : std::string();
}

Summary Portal::Build(Sink& sink, Diagnostics& diagnostics, PageMemory* memory) {
  Summary summary;
  if (state_->opened->theme) CountTranslations(site(), *state_->opened->theme, summary);
  summary.next_change = site().next_change;
  summary.silenced = state_->opened->silenced;
  summary.not_shown = CountNotShown(site());
  if (!ok()) return summary;
  state_->KeepTexts();
  const render::Plan derived = state_->opened->renderer->DerivedPlan(diagnostics);
  AddRaised(site(), diagnostics);
  if (diagnostics.HasErrors()) return summary;
  CountingSink counting(sink);
  const check::PrivateValues values(site());
  check::GuardedSink guarded(values, counting);
  const ImageCache cache(state_->files, state_->options.image_folder);
  const CacheUse use = state_->options.keeps ? CacheUse::kKeep : CacheUse::kFind;
  MakeImages(plan(), state_->files, cache, use, state_->images, guarded, state_->watcher, diagnostics);
  state_->Stage("ページ作り", "render");
  if (memory) memory->Begin(site(), *state_->snapshot);
  const OutputMaker maker = state_->Maker();
  maker.MakeAll(plan(), guarded, diagnostics, memory);
  maker.MakeAll(derived, guarded, diagnostics, memory);
  diagnostics.Append(guarded.Leaks());
  summary.pages = plan().PageCount();
  summary.files = plan().outputs().size() + derived.outputs().size();
  summary.bytes = counting.bytes();
  summary.silenced += ApplyLevels(site().config.checks, diagnostics);
  return summary;
}

std::function<Diagnostics()> Portal::SenseCheck() const {
  return [opened = state_->opened] {
    Diagnostics found;
    if (opened->site->config.languages.empty()) return found;
    std::set<std::string> broken;
    for (const Diagnostic& one : opened->diagnostics.list()) {
      if (one.severity == Severity::kError) broken.insert(RecordOf(one.path));
    }
    check::CheckSense(*opened->site, found);
    // A record with an error was not read whole.
    found.Forget([&](const Diagnostic& one) { return broken.contains(RecordOf(one.path)); });
    return found;
  };
}

Diagnostics Portal::Try(const std::map<std::string, std::string>& texts,
                        const std::function<void(const Site& site)>& look) {
  State& state = *state_;
  Diagnostics sense;
  std::unique_ptr<const Site> made;
  Diagnostics told = TryFiles(*state.snapshot, texts, state.HowToLoad(), state.markdown, {}, &made);
  if (!told.HasErrors() && !made->config.languages.empty()) check::CheckSense(*made, sense);
  if (look) look(*made);
  told.Append(std::move(sense));
  ApplyLevels(made->config.checks, told);
  made.reset();  // what it alone holds is not kept
  state.parsed.Sweep();
  state.rendered.Sweep();
  told.Sort();
  return told;
}

std::vector<Message> Portal::ChecksToCome() const {
  std::vector<Message> kinds;
  if (ok()) return kinds;
  if (!state_->opened->renderer) kinds.push_back({"テンプレート", "templates"});
  kinds.push_back({"ページ作り", "making the pages"});
  kinds.push_back({"写真", "photographs"});
  kinds.push_back({"できたページにある非公開の値", "private values in finished pages"});
  return kinds;
}

std::optional<std::string> Portal::Render(std::string_view path, Diagnostics& diagnostics) {
  if (!ok()) return std::nullopt;
  if (const DerivedFiles* late = state_->opened->derived->FindLate(path)) {
    const auto root = std::find_if(late->files.begin(), late->files.end(),
                                   [&](const DerivedFile& file) { return file.path == late->root; });
    return root == late->files.end() ? std::nullopt : std::optional(root->Bytes());
  }
  const render::Output* output = plan().Find(path);
  render::Plan derived;
  if (!output && (!state_->options.previews || ParentFolder(path) == ParentFolder(Derived::kLateSearch))) {
    derived = state_->opened->renderer->DerivedPlan(diagnostics);
    output = derived.Find(path);
  }
  if (!output) return std::nullopt;
  if (const auto* copy = output->As<render::ImageCopyFile>()) return state_->CopyOf(*copy->image, path, diagnostics);
  tmpl::Arena arena;
  FinishedFile file;
  if (!state_->Maker().Make(*output, arena, file, diagnostics)) return std::nullopt;
  return std::move(file.bytes);
}

SearchAnswer Portal::Ask(std::string_view query, LanguageId language, size_t limit) {
  SearchAnswer answer;
  if (!ok()) return answer;
  const DerivedFiles& index = state_->opened->derived->search();
  if (index.root.empty()) return answer;
  std::map<std::string_view, const DerivedFile*> by_path;
  for (const DerivedFile& file : index.files) by_path.emplace(file.path, &file);
  search::Index reader(index.root, [&](const std::string& path) -> std::optional<std::string> {
    const auto found = by_path.find(path);
    if (found == by_path.end()) return std::nullopt;
    return found->second->Bytes();
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

}  // namespace kyodo
