// Files that nobody made on purpose.
#pragma once

#include <string_view>

namespace kyodo {

/// What a desktop leaves where somebody looked: ".DS_Store", "._photo.jpg", "Thumbs.db", "desktop.ini"; and an office
/// program while a file is open: "~$form.docx". Nobody misses it.
bool IsDesktopLitter(std::string_view name);

/// That, what editors and office programs leave beside a file ("page.md~", "#page.md#", ".page.md.swp",
/// "photo.jpg.bak"), and what a name hides (".env", ".git"): never part of a site. But ".well-known" and ".htaccess"
/// are made for the web.
bool IsLitter(std::string_view name);

}  // namespace kyodo
