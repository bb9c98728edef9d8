#include "output/workspace.h"

#include "system/clock.h"

namespace kyodo {

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
  workspace.images = workspace.folder + "/images";
  workspace.staging = workspace.folder + "/staging-" + std::to_string(MonotonicMs());
  workspace.next_manifest = workspace.folder + "/next-manifest";
  workspace.journal = workspace.folder + "/journal";
  workspace.retired = workspace.folder + "/retired";
  workspace.incoming = workspace.site + "/" + std::string(kIncomingName);
  return workspace;
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
