// Links that leave the site.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"

namespace kyodo::check {

struct ExternalLink {
  std::string url;  // http or https, without a fragment and without a name and a password
  bool has_secret;  // it had some: its line is not to be shown
  SourcePos pos;
};

/// Those of all published records: fields of type url, and links in Markdown;
/// nothing of private fields.
/// By address, then by place.
std::vector<ExternalLink> ExternalLinks(const Site& site);

}  // namespace kyodo::check
