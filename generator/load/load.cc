#include "load/load.h"

#include <fmt/format.h>

#include "core/text.h"
#include "load/loader.h"

namespace kyodo {

namespace load {

const SourceFile* ReadSource(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  Result<std::string> bytes = loader.files.Read(loader.PathOf(path));
  if (!bytes.ok()) {
    Diagnostic error = bytes.error();
    diagnostics.FileError(error.rule, loader.PathOf(path), error.message, error.hint);
    return nullptr;
  }
  SourceFile& file = storage.sources.emplace_back();
  file.path = loader.PathOf(path);
  file.text = std::move(*bytes);
  if (StartsWith(file.text, "\xEF\xBB\xBF")) file.text.erase(0, 3);
  const size_t bad = FindInvalidUtf8(file.text);
  if (bad == std::string::npos) return &file;
  const auto byte = static_cast<unsigned char>(file.text[bad]);
  // The line is shown without the bytes that are no text.
  SourcePos at = PosAt(file, bad);
  for (size_t i = bad; i != std::string::npos; i = FindInvalidUtf8(file.text)) file.text[i] = '?';
  diagnostics.Error("text.utf8", at, {fmt::format("UTF-8 の文字ではありません: 0x{:02X}", byte), fmt::format("Not UTF-8: byte 0x{:02X}", byte)},
                    {"エディターで文字コードを「UTF-8」にして保存し直します。", "Save the file again with the encoding UTF-8."});
  return nullptr;
}

const yaml::Node* ReadYaml(const Loader& loader, std::string_view path, Storage& storage, Diagnostics& diagnostics) {
  const SourceFile* file = ReadSource(loader, path, storage, diagnostics);
  return file ? yaml::Parse(*file, file->text, 1, storage.memory, diagnostics) : nullptr;
}

std::string ResolvePath(std::string_view from, std::string_view path) {
  std::vector<std::string_view> parts = Split(from, '/');
  parts.pop_back();
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (parts.empty()) return {};
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out;
}

}  // namespace load

std::unique_ptr<Site> Load(FileSystem& files, const LoadOptions& options, MarkdownPool& markdown, Diagnostics& diagnostics) {
  auto site = std::make_unique<Site>();
  site->now = options.now;
  site->folder = options.folder;
  load::Loader loader{files, options, *site, diagnostics};
  site->storage.push_back(std::make_unique<Storage>());
  if (!load::LoadConfig(loader)) return site;
  load::LoadSchemas(loader);
  const std::vector<load::RecordFiles> records = load::DiscoverRecords(loader);
  load::LoadVocabularies(loader);
  load::ReadRecords(loader, records);
  load::Connect(loader);
  load::LoadMarkdown(loader, markdown);
  return site;
}

}  // namespace kyodo
