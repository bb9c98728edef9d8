#include "source/plain_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "system/litter.h"

namespace kyodo {

namespace {

Diagnostic Problem(const char* rule, std::string path, Message message, Message hint) {
  Diagnostic problem;
  problem.rule = rule;
  problem.path = std::move(path);
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  return problem;
}

Diagnostic NotPlain(FileInfo::Kind found, FileInfo::Kind wanted, const std::string& path) {
  if (found == FileInfo::kLink) {
    return Problem("file.link", path, {"シンボリックリンクは使えません", "A symbolic link cannot be used"},
                   {"リンクの代わりに、ファイルやフォルダーそのものを置きます。",
                    "Put the file or folder itself there, not a link to it."});
  }
  if (wanted == FileInfo::kFolder) {
    return Problem("file.kind", path, {"フォルダーではありません", "Not a folder"},
                   {"同じ名前のフォルダーに置き換えます。", "Put a folder of that name there."});
  }
  return Problem("file.kind", path, {"ふつうのファイルではありません", "Not an ordinary file"},
                 {"ふつうのファイルに置き換えます。", "Put an ordinary file there."});
}

/// Whether a name has what no address and no list of files can have.
bool IsStrange(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; });
}

Diagnostic Strange(std::string path) {
  return Problem(
      "file.characters", std::move(path),
      {"ファイルの名前に、制御文字や \\ があります", "The file's name has a control character or a backslash"},
      {"名前を変えます。例: photo.jpg", "Rename it. Example: photo.jpg"});
}

/// What is at `path`, below `root`: of this kind, with nothing but folders above it.
Status CheckKind(FileReader& files, const std::string& root, const std::string& path, FileInfo::Kind wanted) {
  for (size_t slash = path.find('/', root.size() + 1);; slash = path.find('/', slash + 1)) {
    const bool last = slash == std::string::npos;
    const Result<FileInfo> info = files.Stat(path.substr(0, slash));
    if (!info) return info.error();
    const FileInfo::Kind expected = last ? wanted : FileInfo::kFolder;
    if (info->kind != expected) return NotPlain(info->kind, expected, path.substr(0, slash));
    if (last) return Done{};
  }
}

Presence Tell(const Status& status, Diagnostics& diagnostics) {
  if (status.ok()) return Presence::kThere;
  const Diagnostic& error = status.error();
  if (error.rule == "file.missing") return Presence::kNone;
  diagnostics.FileError(error.rule, error.path, error.message, error.hint);
  return Presence::kTold;
}

/// `..\photos\a.jpg` as it is written on the web. Markdown takes the \ before a dot for an escape, so `..\..\` comes
/// here as `....\`.
std::string WithSlashes(std::string_view name) {
  const size_t dots = std::min(name.find_first_not_of('.'), name.size());
  std::string out;
  for (size_t i = 2; i + 2 <= dots; i += 2) out += "../";
  out += name.substr(out.empty() ? 0 : dots - 2);
  std::replace(out.begin(), out.end(), '\\', '/');
  return out;
}

std::string PathBelow(const std::string& root, std::string_view name) { return root + "/" + std::string(name); }

}  // namespace

Result<std::string> ResolveName(std::string_view root, std::string_view from, std::string_view name) {
  if (name.find('\\') != name.npos) {
    const std::string meant = WithSlashes(name);
    return Problem("file.separator", {},
                   {fmt::format("フォルダーの区切りが \\ になっています: {}", name),
                    fmt::format("The folders are divided by \\: {}", name)},
                   {fmt::format("半角の / で区切ります。例: {}", meant),
                    fmt::format("Please divide them by a plain /. Example: {}", meant)});
  }
  if (IsStrange(name)) return Strange({});
  std::vector<std::string_view> parts;
  if (!StartsWith(name, "/")) {
    parts = Split(from.substr(root.size() + 1), '/');
    parts.pop_back();
  }
  for (const std::string_view part : Split(name, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    } else {
      return Problem(
          "file.outside", {},
          {fmt::format("サイトのフォルダーの外を指しています: {}", name),
           fmt::format("This leads out of the site's folder: {}", name)},
          {fmt::format("ファイルを {} の中に置き、このファイルから見た場所を書きます。例: photo.jpg", root),
           fmt::format("Put the file into {} and write its place as seen from this file. Example: photo.jpg", root)});
    }
  }
  std::string path(root);
  for (const std::string_view part : parts) {
    if (part.front() == '.') {
      return Problem("file.hidden", {},
                     {fmt::format("名前が . で始まるものは、サイトに載せられません: {}", name),
                      fmt::format("What has a name with a dot in front cannot be part of the site: {}", name)},
                     {"載せてよいファイルなら、名前を変えます。例: photo.jpg",
                      "If it may be published, rename it. Example: photo.jpg"});
    }
    path += '/';
    path += part;
  }
  return path;
}

Result<std::string> ReadPlainFile(FileReader& files, const std::string& root, const std::string& path) {
  if (Status plain = CheckKind(files, root, path, FileInfo::kFile); !plain) return plain.error();
  return files.Read(path);
}

Presence FindPlainFile(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics) {
  return Tell(CheckKind(files, root, PathBelow(root, name), FileInfo::kFile), diagnostics);
}

Presence FindPlainFolder(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics) {
  return Tell(CheckKind(files, root, PathBelow(root, name), FileInfo::kFolder), diagnostics);
}

std::vector<FolderEntry> ListPlain(FileReader& files, const std::string& root, std::string_view name,
                                   Diagnostics& diagnostics) {
  if (FindPlainFolder(files, root, name, diagnostics) != Presence::kThere) return {};
  const std::string folder = PathBelow(root, name);
  Result<std::vector<FolderEntry>> entries = files.List(folder);
  if (!entries.ok()) {
    const Diagnostic& error = entries.error();
    diagnostics.FileError(error.rule, folder, error.message, error.hint);
    return {};
  }
  std::vector<FolderEntry> plain;
  for (FolderEntry& entry : *entries) {
    if (IsLitter(entry.name)) continue;
    if (IsStrange(entry.name)) {
      Tell(Strange(folder + "/" + entry.name), diagnostics);
    } else if (entry.kind == FileInfo::kFile || entry.kind == FileInfo::kFolder) {
      plain.push_back(std::move(entry));
    } else {
      Tell(NotPlain(entry.kind, FileInfo::kFile, folder + "/" + entry.name), diagnostics);
    }
  }
  return plain;
}

}  // namespace kyodo
