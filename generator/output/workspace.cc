#include "output/workspace.h"

#include <algorithm>

#include "core/text.h"
#include "output/foreign.h"
#include "system/clock.h"

namespace kyodo {
namespace {

/// The kind of what kyodo makes under that name in a workspace; none for other names.
std::optional<FileInfo::Kind> KindOfOwn(std::string_view name) {
  static constexpr std::string_view kFiles[] = {"lock",        "manifest",      "manifest.new", "note",
                                                "note.new",    "pages",         "pages.new",    "journal",
                                                "journal.new", "next-manifest", "links",        "links.new"};
  if (std::find(std::begin(kFiles), std::end(kFiles), name) != std::end(kFiles)) return FileInfo::kFile;
  const bool staging =
      StartsWith(name, kStagingPrefix) && name.find_first_not_of("0123456789", kStagingPrefix.size()) == name.npos;
  const bool folder = name == "images" || name == "texts" || name == "retired" || staging;
  return folder ? std::optional(FileInfo::kFolder) : std::nullopt;
}

Diagnostic StrangeError(const std::string& path, Message message) {
  return OutputError(
      "output.workspace", path, std::move(message),
      {"大切なファイルを消さないように、何も書き込まずに止めました。これを別の場所へ移すか消してから、"
       "もう一度実行してください。--out で別のフォルダーを指定することもできます。例: --out public",
       "Nothing was written, so that nothing of yours is lost. Move or delete it, and run again; or choose "
       "another folder with --out. Example: --out public"});
}

Diagnostic WrongKind(const std::string& path, FileInfo::Kind expected) {
  const bool folder = expected == FileInfo::kFolder;
  return StrangeError(
      path,
      {folder ? "kyodo が作るフォルダーの名前ですが、フォルダーではありません（シンボリックリンクなどです）。"
              : "kyodo が作るファイルの名前ですが、ふつうのファイルではありません（シンボリックリンクなどです）。",
       folder ? "this is the name of a folder that kyodo makes, and it is no folder (but a symbolic link, say)"
              : "this is the name of a file that kyodo makes, and it is no file (but a symbolic link, say)"});
}

Status CheckFolder(FileSystem& files, const std::string& path, bool& there) {
  Result<std::optional<FileInfo>> info = StatIfThere(files, path);
  if (!info) return info.error();
  there = info->has_value();
  if (there && (*info)->kind != FileInfo::kFolder) return WrongKind(path, FileInfo::kFolder);
  return Done{};
}

}  // namespace

bool IsOwnName(std::string_view name) { return KindOfOwn(name).has_value(); }

Status CheckWorkspace(FileSystem& files, const Workspace& workspace) {
  if (Status folder = CheckIsFolder(files, workspace.site); !folder) return folder;
  bool there = false;
  if (Status folder = CheckFolder(files, workspace.incoming, there); !folder) return folder;
  if (Status folder = CheckFolder(files, workspace.folder, there); !folder || !there) return folder;
  Result<std::vector<FolderEntry>> entries = files.List(workspace.folder);
  if (!entries) return entries.error();
  bool has_lock = false, has_others = false;
  for (const FolderEntry& entry : *entries) {
    const std::optional<FileInfo::Kind> kind = KindOfOwn(entry.name);
    if (kind && *kind != entry.kind) return WrongKind(workspace.folder + "/" + entry.name, *kind);
    has_lock = has_lock || entry.name == "lock";
    has_others = has_others || !kind;
  }
  if (!has_others || has_lock) return Done{};
  return StrangeError(workspace.folder,
                      {"kyodo がこの名前で使うフォルダーに、kyodo が作ったものではないファイルがあります。",
                       "the folder that kyodo uses by this name holds files that kyodo did not make"});
}

bool IsSitePath(std::string_view path) {
  const auto strange = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; };
  if (std::any_of(path.begin(), path.end(), strange)) return false;
  const std::vector<std::string_view> parts = Split(path, '/');
  for (const std::string_view part : parts) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return path != kKeptFile && parts.front() != kIncomingName;
}

Result<Workspace> WorkspaceOf(std::string_view site) {
  while (site.size() > 1 && site.back() == '/') site.remove_suffix(1);
  const std::string name(site.substr(site.rfind('/') + 1));
  if (name.empty() || name == "." || name == "..") {
    return OutputError("output.path", std::string(site),
                       {"書き出し先には、フォルダーの名前が必要です。", "the output must be a folder with a name"},
                       {"例: --out public", "Example: --out public"});
  }
  Workspace workspace;
  workspace.site = site;
  workspace.parent = ParentFolder(site);
  const std::string base(site.substr(0, site.size() - name.size()));
  workspace.folder = base + "." + name + ".kyodo";
  workspace.lock = workspace.folder + "/lock";
  workspace.manifest = workspace.folder + "/manifest";
  workspace.note = workspace.folder + "/note";
  workspace.pages = workspace.folder + "/pages";
  workspace.images = workspace.folder + "/images";
  workspace.texts = workspace.folder + "/texts";
  workspace.links = workspace.folder + "/links";
  workspace.staging = workspace.folder + "/" + std::string(kStagingPrefix) + std::to_string(MonotonicMs());
  workspace.next_manifest = workspace.folder + "/next-manifest";
  workspace.journal = workspace.folder + "/journal";
  workspace.retired = workspace.folder + "/retired";
  workspace.incoming = workspace.site + "/" + std::string(kIncomingName);
  return workspace;
}

std::string ReadLinkAnswers(FileSystem& files, const std::string& site) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace || !CheckWorkspace(files, *workspace)) return {};
  const Result<std::string> text = files.Read(workspace->links);
  return text ? *text : std::string();
}

Status KeepLinkAnswers(FileSystem& files, const std::string& site, std::string_view text) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace) return workspace.error();
  if (Status fine = CheckWorkspace(files, *workspace); !fine) return fine;
  if (Status made = files.MakeFolders(workspace->folder); !made) return made;
  return ReplaceFile(files, workspace->links, text);
}

Result<std::optional<std::string>> ReadIfThere(FileSystem& files, const std::string& path) {
  Result<std::string> bytes = files.Read(path);
  if (bytes) return std::optional<std::string>(std::move(*bytes));
  if (bytes.error().rule == "file.missing") return std::optional<std::string>();
  return bytes.error();
}

Result<std::optional<FileInfo>> StatIfThere(FileSystem& files, const std::string& path) {
  Result<FileInfo> info = files.Stat(path);
  if (info) return std::optional<FileInfo>(*info);
  if (info.error().rule == "file.missing") return std::optional<FileInfo>();
  return info.error();
}

Diagnostic OutputError(std::string rule, std::string path, Message message, Message hint) {
  Diagnostic error;
  error.rule = std::move(rule);
  error.path = std::move(path);
  error.message = std::move(message);
  error.hint = std::move(hint);
  return error;
}

}  // namespace kyodo
