// In which order the files of a site go out, and what a host should say with them.
#pragma once

#include <string>
#include <string_view>

#include "output/manifest.h"
#include "publish/host.h"

namespace kyodo::publish {

/// Whatever a file names goes before it, so that no visitor meets a link to what is not there yet.
enum class FileOrder : uint8_t {
  kAssets,   // named by their content, pictures, documents
  kPages,    // *.html
  kIndexes,  // what lists pages: index.html, feeds, calendars, open data, the site map, files for servers
};
FileOrder OrderOf(std::string_view path);

/// A file of a smaller number must be there before one of a larger: the order, and of indexes the inner ones first.
/// Files of one number may go in any order.
size_t WaveOf(std::string_view path);

/// The entry as a file to put, without `read`. `manifest` lists the site: "a.css.gz" is a packed twin where there is
/// "a.css", and then has the type of that.
Upload UploadOf(const ManifestEntry& entry, const Manifest& manifest);

}  // namespace kyodo::publish
