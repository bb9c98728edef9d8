// What the previewer adds to pages (preview.js, preview.css), and what its own pages for editing use, as parts of the
// program.
#pragma once

#include <string_view>

namespace kyodo::serve {

std::string_view PreviewScript();
std::string_view PreviewStyle();
std::string_view EditScript();
std::string_view EditStyle();
std::string_view EditIcon();

}  // namespace kyodo::serve
