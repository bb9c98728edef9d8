#include "output/foreign.h"

#include "system/litter.h"

namespace kyodo {
namespace {

constexpr size_t kNamed = 5;

struct Search {
  FileSystem& files;
  const std::string& site;
  const Manifest& manifest;
  size_t limit;
  std::vector<std::string> found = {};

  /// Looks through `folder`: "" or a path with a '/' at the end.
  Status Run(const std::string& folder) {
    Result<std::vector<FolderEntry>> entries = files.List(site + "/" + folder);
    if (!entries) return entries.error();
    for (const FolderEntry& entry : *entries) {
      if (found.size() >= limit) break;
      if (entry.kind == FileInfo::kFile && IsDesktopLitter(entry.name)) continue;
      const std::string path = folder + entry.name;
      if (entry.kind != FileInfo::kFolder) {
        // A link is never ours: the file of that name would be read or replaced where it leads.
        const bool ours = entry.kind == FileInfo::kFile && (manifest.Find(path) != nullptr || path == kKeptFile);
        if (!ours) found.push_back(path);
      } else if (manifest.HasFolder(path)) {
        if (Status inside = Run(path + "/"); !inside) return inside;
      } else {
        found.push_back(path + "/");
      }
    }
    return Done{};
  }
};

std::string Join(const std::vector<std::string>& names, std::string_view separator) {
  std::string joined;
  for (const std::string& name : names) {
    if (!joined.empty()) joined += separator;
    joined += name;
  }
  return joined;
}

Diagnostic ForeignError(const std::string& site, std::vector<std::string> names) {
  const bool more = names.size() > kNamed;
  if (more) names.resize(kNamed);
  return OutputError(
      "output.foreign", site,
      {"このフォルダーには、kyodo が作ったものではないファイルがあります: " + Join(names, "、") + (more ? " ほか" : ""),
       "this folder holds files that kyodo did not make: " + Join(names, ", ") + (more ? " and more" : "")},
      {"大切なファイルを消さないように、何も書き込まずに止めました。これらのファイルを別の場所へ"
       "移すか、--out で別のフォルダーを指定してください。サイトに載せたいファイルは "
       "content/assets/ に置きます。",
       "Nothing was written, so that nothing of yours is lost. Move these files elsewhere, or "
       "choose another folder with --out. A file that belongs to the site goes into "
       "content/assets/."});
}

Diagnostic NotAFolderError(const std::string& site) {
  return OutputError("output.not-a-folder", site,
                     {"書き出し先が、フォルダーではありません（ファイルかシンボリックリンクです）。",
                      "the output is not a folder (it is a file or a symbolic link)"},
                     {"--out で、フォルダーそのものを指定してください。例: --out public",
                      "Name the folder itself with --out. Example: --out public"});
}

}  // namespace

Result<std::vector<std::string>> FindForeign(FileSystem& files, const std::string& site, const Manifest& manifest,
                                             size_t limit) {
  Search search{files, site, manifest, limit};
  Status done = search.Run("");
  if (!done && done.error().rule != "file.missing") return done.error();
  return std::move(search.found);
}

Status CheckIsFolder(FileSystem& files, const std::string& site) {
  Result<std::optional<FileInfo>> info = StatIfThere(files, site);
  if (!info) return info.error();
  if (info->has_value() && (*info)->kind != FileInfo::kFolder) return NotAFolderError(site);
  return Done{};
}

Status CheckOurs(FileSystem& files, const std::string& site, const std::optional<Manifest>& manifest) {
  if (Status folder = CheckIsFolder(files, site); !folder) return folder;
  const Manifest nothing;
  Result<std::vector<std::string>> foreign = FindForeign(files, site, manifest ? *manifest : nothing, kNamed + 1);
  if (!foreign) return foreign.error();
  if (!foreign->empty()) return ForeignError(site, std::move(*foreign));
  return Done{};
}

}  // namespace kyodo
