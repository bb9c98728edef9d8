#include "source/told_litter.h"

#include "core/text.h"
#include "system/litter.h"

namespace kyodo {

void TellLitter(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics) {
  const std::string folder = root + "/" + std::string(name);
  const Result<std::vector<FolderEntry>> entries = files.List(folder);
  if (!entries.ok()) {
    const Diagnostic& error = entries.error();
    if (error.rule != "file.missing") diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    return;
  }
  for (const FolderEntry& entry : *entries) {
    const bool meant = IsDesktopLitter(entry.name) || StartsWith(entry.name, ".git") || entry.name == "__MACOSX";
    if (meant || !IsLitter(entry.name)) continue;
    diagnostics
        .Add(Severity::kNote, "file.litter", {},
             {"隠しファイルか、編集の途中で残ったファイルなので、公開しません",
              "Not published: a hidden file, or one that an editor left"},
             {"要らなければ消します。公開するなら、名前を変えます。例: style.css",
              "Delete it if it is not needed; to publish it, rename it. Example: style.css"})
        .path = folder + "/" + entry.name;
  }
}

}  // namespace kyodo
