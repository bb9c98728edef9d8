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

bool CleanSource(SourceFile& file, Diagnostics& diagnostics) {
  if (StartsWith(file.text, "\xEF\xBB\xBF")) file.text.erase(0, 3);
  const size_t bad = FindInvalidUtf8(file.text);
  if (bad == std::string::npos) return true;
  const auto byte = static_cast<unsigned char>(file.text[bad]);
  const SourcePos at = PosAt(file, bad);
  // The line is shown without the bytes that are no text.
  for (size_t i = bad, next = 0; next != std::string::npos; i += next + 1) {
    file.text[i] = '?';
    next = FindInvalidUtf8(std::string_view(file.text).substr(i + 1));
  }
  diagnostics.Error("text.utf8", at,
                    {fmt::format("文字コードが UTF-8 ではありません（バイト 0x{:02X}）", byte),
                     fmt::format("The text is not UTF-8 (byte 0x{:02X})", byte)},
                    {"エディターで文字コードを「UTF-8」にして、保存し直してください。",
                     "Please save the file again with the encoding UTF-8."});
  return false;
}

const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  const SourceFile* file = ReadSource(loader, path, storage, diagnostics);
  return file ? yaml::Parse(*file, file->text, 1, storage.memory, diagnostics) : nullptr;
}

}  // namespace load

std::unique_ptr<const Site> Load(FileSystem& files, const LoadOptions& options, MarkdownPool& markdown,
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
