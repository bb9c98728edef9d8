// Links and pictures of Markdown texts and fields that say or do too little.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Notes `link.words` (a link that says こちら, here, or nothing but the type of a file) and `link.own` (the site's own
/// address in full); warnings `link.two` (two addresses in one), `link.tel` (a link to no number), `link.mail` (to no
/// mail address), `image.name` (an alternative text that is the name of a file, or says only that it is a picture) and
/// `image.foreign` (a picture that readers load from another site).
void CheckLinks(const Site& site, const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
