#include "status/other_texts.h"

#include <algorithm>

#include "core/text.h"
#include "load/theme.h"
#include "source/plain_files.h"

namespace kyodo::status {

namespace {

bool IsText(std::string_view path) {
  constexpr std::string_view kEndings[] = {".html",        ".css", ".js",  ".svg", ".json",
                                           ".webmanifest", ".xml", ".txt", ".yaml"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view end) { return EndsWith(path, end); });
}

void ReadFolder(FileReader& files, const std::string& root, const std::string& folder,
                std::vector<std::string>& texts) {
  Diagnostics told_when_built;
  for (const FolderEntry& entry : ListPlain(files, root, folder, told_when_built)) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder) ReadFolder(files, root, path, texts);
    if (entry.kind != FileInfo::kFile || !IsText(path)) continue;
    Result<std::string> text = ReadPlainFile(files, root, root + "/" + path);
    if (text.ok()) texts.push_back(std::move(*text));
  }
}

}  // namespace

std::vector<std::string> ReadOtherTexts(FileReader& files, const Site& site,
                                        const std::vector<std::string>& theme_parents) {
  std::vector<std::string> texts;
  const bool has_assets =
      std::any_of(site.files.begin(), site.files.end(), [](const StaticFile& file) { return !file.record; });
  if (!has_assets) return texts;
  ReadFolder(files, site.folder, "assets", texts);
  Diagnostics told_when_built;
  for (const std::string& theme :
       FindTheme(files, site.folder, theme_parents, site.config.theme, told_when_built).theme) {
    ReadFolder(files, theme, "templates", texts);
    ReadFolder(files, theme, "assets", texts);
  }
  return texts;
}

}  // namespace kyodo::status
