// What `publish` tells when it has ended.
#pragma once

#include <string>
#include <vector>

#include "cli/publish.h"
#include "core/diagnostic.h"
#include "model/publish_target.h"
#include "publish/publish.h"
#include "system/file_system.h"

namespace kyodo::cli {

/// The summary, as text or JSON.
void PrintPublished(const PublishVerbOptions& options, const PublishTarget& target,
                    const publish::PublishSummary& summary, double seconds);

/// Of those of `promised` (pages that were published) that the content as it is now has no page for: the files that
/// have probably taken their places, and the lines to write there. Nothing where the content has errors.
Diagnostics WhereGone(FileSystem& files, const PublishVerbOptions& options, const std::vector<std::string>& promised);

}  // namespace kyodo::cli
