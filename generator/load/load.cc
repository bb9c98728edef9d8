#include "load/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/private_lines.h"

namespace kyodo {

namespace load {

std::string_view Keep(std::string_view text, Storage& storage) {
  auto* copy = static_cast<char*>(storage.memory.allocate(std::max<size_t>(text.size(), 1), 1));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

const SourceFile* ReadSource(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  Result<std::string> bytes = ReadPlainFile(loader.files, loader.options.folder, loader.PathOf(path));
  if (!bytes.ok()) {
    Diagnostic error = bytes.error();
    diagnostics.FileError(error.rule, loader.PathOf(path), error.message, error.hint);
    return nullptr;
  }
  SourceFile& file = storage.sources.emplace_back();
  file.path = loader.PathOf(path);
  file.text = std::move(*bytes);
  return CleanSource(file, diagnostics) ? &file : nullptr;
}

namespace {

/// A file of the site's folder, as it was parsed before, or as `parse` makes it of its bytes and memory for its tree.
template <class Parse>
std::shared_ptr<const ParsedFile> ReadKept(const Loader& loader, const std::string& path, Storage& storage,
                                           Diagnostics& diagnostics, const Parse& parse) {
  ParsedFiles* kept = loader.options.parsed;
  const Result<FileInfo> info = kept ? loader.files.Stat(path) : Result<FileInfo>(FileInfo());
  std::shared_ptr<const ParsedFile> file = kept && info.ok() ? kept->Find(path, *info) : nullptr;
  if (!file) {
    Result<std::string> bytes = ReadPlainFile(loader.files, loader.options.folder, path);
    if (!bytes.ok()) {
      const Diagnostic& error = bytes.error();
      diagnostics.FileError(error.rule, path, error.message, error.hint);
      return nullptr;
    }
    file = parse(std::move(*bytes), kept ? nullptr : &storage.memory);
    if (kept && info.ok()) kept->Keep(path, *info, file);
  }
  storage.parsed.push_back(file);
  diagnostics.Append(Diagnostics(file->diagnostics));
  return file->is_text ? file : nullptr;
}

}  // namespace

std::shared_ptr<const ParsedFile> ReadParsed(const Loader& loader, std::string_view path, FileForm form,
                                             Storage& storage, Diagnostics& diagnostics) {
  const std::string full = loader.PathOf(path);
  return ReadKept(loader, full, storage, diagnostics, [&](std::string bytes, std::pmr::memory_resource* memory) {
    return ParseFile(full, std::move(bytes), form, memory);
  });
}

const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  if (!loader.options.parsed) {
    const SourceFile* file = ReadSource(loader, path, storage, diagnostics);
    return file ? yaml::Parse(*file, file->text, 1, storage.memory, diagnostics) : nullptr;
  }
  const std::string full = loader.PathOf(path);
  const auto file =
      ReadKept(loader, full, storage, diagnostics, [&](std::string bytes, std::pmr::memory_resource* /*memory*/) {
        auto made = std::make_shared<ParsedFile>();
        made->source = {full, std::move(bytes)};
        made->is_text = CleanSource(made->source, made->diagnostics);
        if (made->is_text)
          made->root = yaml::Parse(made->source, made->source.text, 1, made->memory, made->diagnostics);
        return std::shared_ptr<const ParsedFile>(std::move(made));
      });
  return file ? file->root : nullptr;
}

namespace {

/// Before anything is read.
std::unique_ptr<Site> NewSite(const LoadOptions& options) {
  auto site = std::make_unique<Site>();
  site->now = options.now;
  site->folder = options.folder;
  site->storage.push_back(std::make_unique<Storage>());
  return site;
}

}  // namespace

}  // namespace load

std::unique_ptr<const Site> LoadSettings(FileReader& files, const LoadOptions& options, Diagnostics& diagnostics) {
  std::unique_ptr<Site> site = load::NewSite(options);
  load::UsedFiles used;
  load::Loader loader{files, options, *site, diagnostics, used};
  (void)load::LoadConfig(loader);
  return site;
}

std::unique_ptr<const Site> Load(FileReader& files, const LoadOptions& options, MarkdownPool& markdown,
                                 Diagnostics& diagnostics) {
  std::unique_ptr<Site> site = load::NewSite(options);
  load::UsedFiles used;
  load::Loader loader{files, options, *site, diagnostics, used};
  if (!load::LoadConfig(loader)) return site;
  load::LoadSearchSettings(loader);
  load::LoadSchemas(loader);
  const std::vector<load::RecordFiles> records = load::DiscoverRecords(loader);
  load::FindRoles(loader);
  load::LoadVocabularies(loader);
  load::ReadRecords(loader, records);
  load::LeaveOutHidden(loader);
  load::FindAssets(loader, "assets");
  load::FindSocialImage(loader);
  load::DrawCards(loader);
  load::FindLogo(loader);
  load::Connect(loader);
  load::LoadHolidays(loader);
  load::LoadRemoved(loader);
  load::FindOccurrences(loader);
  load::LoadMarkdown(loader, markdown);
  load::TellUnlistedOnce(loader);
  load::TellUnused(loader);
  load::TellCausesFirst(loader);
  load::HidePrivateLines(loader);
  std::vector<Language>& languages = site->config.languages;
  site->config.hidden_languages.assign(languages.begin() + static_cast<std::ptrdiff_t>(CountPublished(languages)),
                                       languages.end());
  languages.resize(CountPublished(languages));
  return site;
}

}  // namespace kyodo
