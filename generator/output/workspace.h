// Where the things live that kyodo keeps beside a site. For the site
// "dir/public" they are in the folder "dir/.public.kyodo":
//   lock           held while a build runs; never removed
//   manifest       what the published site consists of (output/manifest.h)
//   note           what it was made from (ReadBuildNote)
//   pages          what its pages were made from (kyodo/page_memory.h)
//   images         copies of photographs, for the next build (images/cache.h)
//   texts          Markdown as it was rendered, for the next build (source/rendered_texts.h)
//   links          what servers of links said when they were asked (system/kept_answers.h)
//   published      what was published to other places, for going back (publish/store.h)
// and, while a publication is under way:
//   staging-…      the new site; after the exchange the old one
//   next-manifest  the manifest of the new site, without the stamps of new files
//   journal        how far the publication is (output/journal.h)
//   retired        the old site, where two folders cannot be exchanged at once
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "system/file_system.h"

namespace kyodo {

struct Workspace {
  std::string site;    // without a slash at the end
  std::string parent;  // the folder that the site is in
  std::string folder;
  std::string lock, manifest, note, pages, images, texts, links, staging, next_manifest, journal, retired;
  std::string incoming;  // inside the site; only where its files are replaced one by one
};

/// The name of the folder that `incoming` is.
inline constexpr std::string_view kIncomingName = ".kyodo-incoming";

/// What is before the number in the name of a staging folder.
inline constexpr std::string_view kStagingPrefix = "staging-";

/// Each call names another staging folder (see FileSystem::KeepApart).
/// Error `output.path`: `site` does not name a folder that could be replaced:
/// it is empty, "/", or ends in "." or "..".
Result<Workspace> WorkspaceOf(std::string_view site);

/// The folder beside the site and what is in it under a name of the list above are what kyodo makes: folders and files,
/// no links. So is the site. Nothing has been made when none of it is there, which is fine. What has other names in the
/// folder is left alone.
/// Error `output.workspace`: one of them is a link or of another kind, or the folder is somebody else's: it holds other
/// things and no lock. Error `output.not-a-folder`: the site is a file or a link.
Status CheckWorkspace(FileSystem& files, const Workspace& workspace);
/// Whether kyodo makes something of that name in a workspace.
bool IsOwnName(std::string_view name);

/// The text of `links` beside the site; empty: there is none that can be read.
std::string ReadLinkAnswers(FileSystem& files, const std::string& site);
/// Errors `output.*`, `file.*`: then it is not kept.
Status KeepLinkAnswers(FileSystem& files, const std::string& site, std::string_view text);

/// A path that a file of a site can have: relative, with '/', plain names and no control characters or backslashes, and
/// none that is kept for other purposes.
bool IsSitePath(std::string_view path);

/// The file's bytes; none when there is no such file.
Result<std::optional<std::string>> ReadIfThere(FileSystem& files, const std::string& path);
/// What is at the path; none when there is nothing.
Result<std::optional<FileInfo>> StatIfThere(FileSystem& files, const std::string& path);

/// A diagnostic about the file or folder `path`.
Diagnostic OutputError(std::string rule, std::string path, Message message, Message hint = {});

}  // namespace kyodo
