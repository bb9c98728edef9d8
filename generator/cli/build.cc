#include "cli/build.h"

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>

#include "check/external_links.h"
#include "check/plain_words.h"
#include "check/private_values.h"
#include "cli/inputs.h"
#include "cli/report.h"
#include "core/hash.h"
#include "core/text.h"
#include "formats/image_cache.h"
#include "formats/image_problems.h"
#include "load/load.h"
#include "load/source_files.h"
#include "load/theme.h"
#include "readings/site_readings.h"
#include "render/renderer.h"
#include "search/write.h"
#include "system/http_probe.h"
#include "template/arena.h"

namespace kyodo::cli {

namespace {

std::string ExecutablePath() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

/// Where themes are looked for: in the site's own themes/, in the themes/ beside
/// the site, and in the one that came with the program.
std::vector<std::string> ThemeParents(const Options& options) {
  const std::string parent = std::filesystem::path(options.site).parent_path().string();
  const std::string beside = (parent.empty() ? "" : parent + "/") + "themes";
  const std::string shipped =
      std::filesystem::path(ExecutablePath()).parent_path().parent_path().parent_path().string() + "/themes";
  std::vector<std::string> folders = {options.site + "/themes", beside};
  if (shipped != std::filesystem::absolute(beside).lexically_normal().string()) folders.push_back(shipped);
  return folders;
}

/// Every folder of that name is part of the theme, the site's own before the others.
/// Those beside the site and beside the program may be symbolic links.
ThemeFolders FindTheme(FileSystem& files, const Options& options, const std::string& name, Diagnostics& diagnostics) {
  const std::vector<std::string> parents = ThemeParents(options);
  ThemeFolders found{{}, options.site};
  for (const std::string& parent : parents) {
    const std::string folder = parent + "/" + name;
    if (&parent == &parents.front()) {
      const load::Presence own = load::FindPlainFolder(files, options.site, "themes/" + name, diagnostics);
      if (own == load::Presence::kThere) found.theme.push_back(folder);
      continue;
    }
    const Result<FileInfo> info = files.Stat(folder);
    if (info.ok()) {
      found.theme.push_back(folder);
    } else if (info.error().rule != "file.missing") {
      diagnostics.FileError(info.error().rule, folder, info.error().message, info.error().hint);
    }
  }
  if (found.theme.empty()) found.theme.push_back(parents[1] + "/" + name);
  return found;
}

struct Run {
  explicit Run(const Options& from) : options(from), report(from), files(MakeRealFileSystem()) {}

  /// True when the last build was made from just what is there now.
  bool IsUnchanged();
  std::string Stamp() const;
  bool LoadAll(MarkdownPool& pool);
  /// The readings that a theme can show above kanji.
  void AddReadings(const Mecab* mecab);
  /// The index that a page of the theme lets readers search.
  void AddSearch(const Mecab* mecab);
  bool ThemeAsksFor(std::string_view name) const;
  void AddWhatThemeAsksFor();
  /// The copies of all photographs, into `writer`; without one, only whether they can be made.
  void MakeImages(ImagePool& pool, SiteWriter* writer);
  /// Renders everything, into `writer` when there is one.
  void RenderAll(ImagePool& pool, SiteWriter* writer);
  void RenderOne(const render::Output& output, tmpl::Arena& arena, SiteWriter* writer,
                 const check::PrivateValues& secrets, Diagnostics& found);
  void CountTranslations();
  /// Warnings `link.external` for addresses outside that no longer answer.
  void CheckExternalLinks();
  int Publish(ImagePool& pool);
  int Finish(int code);

  const Options& options;
  Report report;
  std::unique_ptr<FileSystem> files;
  std::string stamp;
  Diagnostics diagnostics;
  std::unique_ptr<Site> site;
  std::unique_ptr<Theme> theme;
  std::unique_ptr<render::Renderer> renderer;
  Summary summary;
  std::atomic<uint64_t> bytes_made = 0;
};

std::string Run::Stamp() const {
  // Any of the places where the theme may be found counts as an input.
  std::vector<std::string> parents = ThemeParents(options);
  parents.erase(parents.begin());  // within the site
  return StampInputs(*files, {options.site, parents, {ExecutablePath(), kMecabDictionaryFile}},
                     options.drafts ? "drafts\n" : "");
}

bool Run::IsUnchanged() {
  stamp = Stamp();
  const auto note = ReadNote(ReadBuildNote(*files, options.out));
  if (stamp.empty() || !note || note->stamp != stamp || note->day != DayOf(options.now, note->utc_offset_minutes) ||
      !IsIntact(*files, options.out))
    return false;
  summary = note->summary;
  return true;
}

bool Run::LoadAll(MarkdownPool& pool) {
  report.Stage("読み込み", "load");
  site = Load(*files, {options.site, options.now, options.drafts}, pool, diagnostics);
  if (site->config.languages.empty()) return false;
  theme = LoadTheme(*files, FindTheme(*files, options, site->config.theme, diagnostics), site->config.languages,
                    diagnostics);
  report.Stage("準備", "plan");
  // Without whole schemas there are no types to check templates against.
  bool schema_errors = theme->templates.empty();
  for (const Diagnostic& one : diagnostics.list())
    schema_errors =
        schema_errors || (one.severity == Severity::kError && StartsWith(one.path, options.site + "/schema"));
  if (!schema_errors) AddWhatThemeAsksFor();
  if (!schema_errors) renderer = std::make_unique<render::Renderer>(*site, *theme, diagnostics);
  return !diagnostics.HasErrors();
}

bool Run::ThemeAsksFor(std::string_view name) const {
  const auto asks = [&](const auto& one) { return one.second->text.find(name) != std::string::npos; };
  return std::any_of(theme->templates.begin(), theme->templates.end(), asks);
}

void Run::AddReadings(const Mecab* mecab) {
  if (!mecab) {
    diagnostics.Add(Severity::kNote, "readings.dictionary", {},
                    {"MeCab の辞書がないので、ふりがなのボタンは付きません。",
                     "MeCab's dictionary is not there, so the pages have no button for readings."},
                    {"scripts/setup が入れます（パッケージ mecab-ipadic-utf8）。",
                     "scripts/setup installs it (package mecab-ipadic-utf8)."});
    return;
  }
  std::string script = readings::MakeReadings(*site, *theme, *mecab);
  if (script.empty()) return;
  theme->readings.path = fmt::format("assets/readings.{}.js", HexHash(Hash(script)).substr(0, 10));
  theme->readings.bytes = std::move(script);
}

void Run::AddSearch(const Mecab* mecab) {
  search::IndexFiles index = search::MakeIndex(*site, *theme, mecab);
  theme->search_root = std::move(index.root);
  for (search::IndexFile& file : index.files)
    theme->search_files.push_back({std::move(file.path), std::move(file.bytes), std::move(file.plain)});
}

void Run::AddWhatThemeAsksFor() {
  const bool asks_readings = ThemeAsksFor("page.readings"), asks_search = ThemeAsksFor("page.search_index");
  if (!asks_readings && !asks_search) return;
  const Result<std::unique_ptr<Mecab>> mecab = Mecab::Open(*files, kMecabDictionary);
  if (!mecab.ok()) {
    const Diagnostic& error = mecab.error();
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return;
  }
  if (asks_readings) AddReadings(mecab->get());
  if (asks_search && !diagnostics.HasErrors()) AddSearch(mecab->get());
}

void Run::CountTranslations() {
  for (const auto& [id, collection] : site->collections) {
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      for (LanguageId language = 0; language < record.translations.size(); ++language) {
        if (record.translations[language] == Translation::kMissing) ++summary.missing;
        if (record.translations[language] == Translation::kStale) ++summary.stale;
      }
    }
  }
  summary.next_change = site->next_change;
}

void Run::RenderOne(const render::Output& output, tmpl::Arena& arena, SiteWriter* writer,
                    const check::PrivateValues& secrets, Diagnostics& found) {
  if (output.kind == render::Output::kImage) return;  // made by MakeImages
  std::string bytes;
  if (output.kind == render::Output::kFile) {
    Result<std::string> read = load::ReadPlainFile(*files, site->folder, output.file->source);
    if (!read.ok()) {
      found.FileError(read.error().rule, output.file->source, read.error().message, read.error().hint);
      return;
    }
    bytes = std::move(*read);
  } else {
    arena.Clear();
    bytes.reserve(16 * 1024);
    if (!renderer->Render(output, arena, bytes, found)) return;
  }
  const bool packed = output.asset && !output.asset->plain.empty();
  secrets.Search(output.path, packed ? std::string_view(output.asset->plain) : bytes, found);
  bytes_made += bytes.size();
  if (writer) writer->Add(output.path, std::move(bytes));
}

void Run::MakeImages(ImagePool& pool, SiteWriter* writer) {
  std::vector<const Image*> images;
  std::set<const Image*> known;
  for (const render::Output& output : renderer->plan()) {
    if (output.image && known.insert(output.image).second) images.push_back(output.image);
  }
  const ImageCache cache(*files, ImageFolder(options.out));
  std::set<std::string> keys;
  std::vector<ImageJob> jobs;
  for (const Image* image : images) {
    jobs.push_back({image->recipe, image->source, image->hash});
    keys.insert(ImageKey(image->recipe, image->hash));
  }
  if (!jobs.empty()) report.Stage("画像", "images");
  std::mutex mutex;  // of `diagnostics`
  size_t done = 0;
  const auto take = [&](size_t index, ImageOutcome outcome, std::string_view packed) {
    const Image& image = *images[index];
    // Without the metadata no text is left that could be a private value.
    for (const ImageCopy& copy : UnpackCopies(packed).value_or(std::vector<ImageCopy>())) {
      bytes_made += copy.bytes.size();
      if (writer) writer->Add(image.PathOf(copy.width, copy.kind), std::string(copy.bytes));
    }
    const std::lock_guard lock(mutex);
    report.Progress(++done, jobs.size());
    if (outcome == ImageOutcome::kDone) return;
    const ImageProblem problem = ProblemOf(outcome, image.source.substr(image.source.rfind('/') + 1));
    diagnostics.Error(problem.rule, image.pos, problem.message, problem.hint);
  };
  FindOrMakeCopies(jobs, *files, cache, writer ? CacheUse::kKeep : CacheUse::kFind, pool, take);
  if (writer) cache.KeepOnly(keys);
}

void Run::RenderAll(ImagePool& pool, SiteWriter* writer) {
  MakeImages(pool, writer);
  report.Stage("ページ作り", "render");
  const check::PrivateValues secrets(*site);
  const std::vector<render::Output>& plan = renderer->plan();
  struct Own {
    tmpl::Arena arena;
    Diagnostics diagnostics;
  };
  tbb::enumerable_thread_specific<Own> own;
  std::atomic<size_t> done = 0;
  std::atomic<bool> reporting = false;
  tbb::parallel_for(tbb::blocked_range<size_t>(0, plan.size(), 16), [&](const tbb::blocked_range<size_t>& range) {
    Own& mine = own.local();
    for (size_t i = range.begin(); i < range.end(); ++i)
      RenderOne(plan[i], mine.arena, writer, secrets, mine.diagnostics);
    const size_t now_done = done += range.size();
    if (!reporting.exchange(true)) {
      report.Progress(now_done, plan.size());
      reporting = false;
    }
  });
  for (Own& one : own) diagnostics.Append(std::move(one.diagnostics));
  diagnostics = check::MergeLeaks(std::move(diagnostics));
  for (const render::Output& output : plan) summary.pages += output.collection ? 1 : 0;
  summary.files = plan.size();
  summary.bytes = bytes_made;
}

void Run::CheckExternalLinks() {
  report.Stage("外部リンク", "links");
  const std::vector<check::ExternalLink> links = check::ExternalLinks(*site);
  std::vector<std::string> urls;
  for (const check::ExternalLink& link : links) {
    if (urls.empty() || urls.back() != link.url) urls.push_back(link.url);
  }
  const std::vector<ProbeResult> results = Probe(urls);
  size_t at = 0;
  for (const check::ExternalLink& link : links) {
    while (urls[at] != link.url) ++at;
    if (results[at].ok()) continue;
    const std::string answer = results[at].status ? fmt::format("HTTP {}", results[at].status) : results[at].error;
    diagnostics.Warning("link.external", link.pos,
                        {fmt::format("リンクの先が開けません: {}（{}）", link.url, answer),
                         fmt::format("The link does not open: {} ({})", link.url, answer)},
                        {"住所が変わっていないか、ブラウザーで確かめます。", "See in a browser whether it has moved."});
  }
}

int Run::Finish(int code) {
  diagnostics.Sort();
  report.Print(diagnostics);
  return code;
}

int Run::Publish(ImagePool& pool) {
  Result<std::unique_ptr<SiteWriter>> writer =
      SiteWriter::Open(*files, options.out, {site->config.base_url, options.replace});
  const auto fail = [&](const Diagnostic& error) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return Finish(kEnvironment);
  };
  if (!writer.ok()) return fail(writer.error());
  RenderAll(pool, writer->get());
  if (diagnostics.HasErrors()) return Finish(kContentErrors);
  report.Stage("公開", "write");
  const Result<WriteSummary> written = (*writer)->Publish();
  if (!written.ok()) return fail(written.error());
  const BuildNote note{stamp, site->today, site->utc_offset_minutes, summary};
  const Status noted = WriteBuildNote(*files, options.out, WriteNote(note));
  if (!noted.ok()) return fail(noted.error());
  Finish(kFine);
  report.PrintSummary(summary, &*written, !written->touched);
  return kFine;
}

/// Pages among the records would be read as records.
bool IsInside(const std::string& folder, const std::string& other) {
  const auto whole = [](const std::string& path) {
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    return canonical.string() + "/";
  };
  return StartsWith(whole(folder), whole(other));
}

int ComplainInside(Run& run) {
  run.diagnostics.FileError(
      "output.inside", run.options.out,
      {"書き出し先が、サイトのフォルダーの中にあります", "The output is inside the site's folder"},
      {"--out でサイトの外のフォルダーを指定します。例: --out ../public",
       "Name a folder outside the site with --out. Example: --out ../public"});
  return run.Finish(kUsage);
}

}  // namespace

int Build(const Options& options) {
  Run run(options);
  const bool writes = options.verb == "build";
  if (writes && IsInside(options.out, options.site)) return ComplainInside(run);
  if (writes && run.IsUnchanged()) {
    run.report.PrintSummary(run.summary, nullptr, true);
    return kFine;
  }
  MarkdownPool pool(options.jobs);  // before any thread, as the next
  ImagePool images(options.jobs);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
  if (!run.LoadAll(pool)) return run.Finish(kContentErrors);
  run.CountTranslations();
  if (writes) return run.Publish(images);
  run.RenderAll(images, nullptr);
  check::SuggestPlainWords(*run.site, run.diagnostics);
  if (options.external) run.CheckExternalLinks();
  const int code = run.Finish(run.diagnostics.HasErrors() ? kContentErrors : kFine);
  if (code == kFine) run.report.PrintSummary(run.summary, nullptr, false);
  return code;
}

}  // namespace kyodo::cli
