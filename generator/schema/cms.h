// The site as the configuration of an editor in the browser: Decap CMS (decapcms.org/docs/configuration-options) or
// Sveltia CMS, which reads the same file.
#pragma once

#include <string>

#include "core/result.h"
#include "model/site.h"

namespace kyodo::schema {

enum class Cms { kDecap, kSveltia };

/// config.yml. The repository is the reader's to fill in. Fields keep their types as far as there are widgets; texts in
/// each language are an object with a part for each, documents a file for each language. Error of yaml::Write.
Result<std::string> CmsConfig(const Site& site, const std::string& folder, Cms cms);

}  // namespace kyodo::schema
