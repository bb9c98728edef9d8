#include "load/load.h"

#include <fmt/format.h>

#include "core/text.h"
#include "load/loader.h"

namespace kyodo {

namespace load {

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

std::shared_ptr<const ParsedFile> ReadParsed(const Loader& loader, std::string_view path, Storage& storage,
                                             Diagnostics& diagnostics) {
  const std::string full = loader.PathOf(path);
  ParsedFiles* kept = loader.options.parsed;
  const Result<FileInfo> info = kept ? loader.files.Stat(full) : Result<FileInfo>(FileInfo());
  std::shared_ptr<const ParsedFile> file = kept && info.ok() ? kept->Find(full, *info) : nullptr;
  if (!file) {
    Result<std::string> bytes = ReadPlainFile(loader.files, loader.options.folder, full);
    if (!bytes.ok()) {
      const Diagnostic& error = bytes.error();
      diagnostics.FileError(error.rule, full, error.message, error.hint);
      return nullptr;
    }
    const FileForm form = EndsWith(path, ".md") ? FileForm::kMarkdown : FileForm::kYaml;
    file = ParseFile(full, std::move(*bytes), form, kept ? nullptr : &storage.memory);
    if (kept && info.ok()) kept->Keep(full, *info, file);
  }
  storage.parsed.push_back(file);
  diagnostics.Append(Diagnostics(file->diagnostics));
  return file->is_text ? file : nullptr;
}

const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  const SourceFile* file = ReadSource(loader, path, storage, diagnostics);
  return file ? yaml::Parse(*file, file->text, 1, storage.memory, diagnostics) : nullptr;
}

}  // namespace load

std::unique_ptr<const Site> Load(FileReader& files, const LoadOptions& options, MarkdownPool& markdown,
                                 Diagnostics& diagnostics) {
  auto site = std::make_unique<Site>();
  site->now = options.now;
  site->folder = options.folder;
  load::Loader loader{files, options, *site, diagnostics};
  site->storage.push_back(std::make_unique<Storage>());
  if (!load::LoadConfig(loader)) return site;
  load::LoadSearchSettings(loader);
  load::LoadSchemas(loader);
  const std::vector<load::RecordFiles> records = load::DiscoverRecords(loader);
  load::FindRoles(loader);
  load::LoadVocabularies(loader);
  load::ReadRecords(loader, records);
  load::FindAssets(loader, "assets");
  load::Connect(loader);
  load::LoadHolidays(loader);
  load::FindOccurrences(loader);
  load::LoadMarkdown(loader, markdown);
  return site;
}

}  // namespace kyodo
