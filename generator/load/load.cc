#include "load/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/text.h"
#include "load/loader.h"

namespace kyodo {

namespace load {

namespace {

std::string_view Keep(std::string_view text, Storage& storage) {
  auto* copy = static_cast<char*>(storage.memory.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

}  // namespace

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

std::string_view PublishFile(const Loader& loader, const Record& record, std::string_view from, std::string_view path,
                             const SourcePos& at, Storage& storage, Diagnostics& diagnostics) {
  const std::string source =
      StartsWith(path, "/") ? loader.options.folder + std::string(path) : ResolvePath(from, path);
  bool inside = StartsWith(source, loader.options.folder + "/");
  // A symbolic link may lead out of the site folder.
  for (size_t slash = source.find('/', loader.options.folder.size() + 1); inside; slash = source.find('/', slash + 1)) {
    const Result<FileInfo> info = loader.files.Stat(source.substr(0, slash));
    inside = info.ok() && info->kind != FileInfo::kLink;
    if (slash == std::string::npos) break;
  }
  const Result<std::string> bytes = inside ? loader.files.Read(source) : Result<std::string>(Diagnostic{});
  if (!bytes.ok()) {
    diagnostics.Error("file.missing", at,
                      {fmt::format("ファイルがありません: {}", path), fmt::format("No such file: {}", path)},
                      {"このファイルから見た場所を書きます。例: photo.jpg",
                       "Write the place as seen from this file. Example: photo.jpg"});
    return {};
  }
  const std::string_view name = std::string_view(source).substr(source.rfind('/') + 1);
  const size_t dot = std::min(name.rfind('.'), name.size());
  const std::string_view site_path =
      Keep(fmt::format("media/{}.{}{}", name.substr(0, dot), HexHash(Hash(*bytes)).substr(0, 10), name.substr(dot)),
           storage);
  storage.files.push_back({source, std::string(site_path), &record});
  return site_path;
}

}  // namespace load

std::unique_ptr<Site> Load(FileSystem& files, const LoadOptions& options, MarkdownPool& markdown,
                           Diagnostics& diagnostics) {
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
  load::FindAssets(loader, "assets");
  load::Connect(loader);
  load::LoadMarkdown(loader, markdown);
  return site;
}

}  // namespace kyodo
