// What other services show when somebody shares a page: the Open Graph protocol (ogp.me).
#pragma once

#include "views/views.h"

namespace kyodo::render {

/// `card image`: of the first image field of the record that is public and a photograph, a copy of about 1200 pixels;
/// else the site's `social_image`, or a drawing of the name of its collection or of the site. `record` and `collection`
/// may be null. Addresses are whole.
tmpl::Value CardImage(const Views& views, const Record* record, const Collection* collection, LanguageId id,
                      tmpl::Arena& arena);

}  // namespace kyodo::render
