// Why a publication is refused, or stopped, whatever the host.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::publish {

/// `publish.foreign`: the host has files of these names that kyodo did not put there.
Diagnostic ForeignOnHost(const std::vector<std::string>& names);
/// `publish.other-site`: the host has the site `there`, and `ours` is to be published.
Diagnostic OtherSiteOnHost(const std::string& there, const std::string& ours);
/// `publish.gone`: these pages were published, and would not answer any more.
Diagnostic AddressesGone(const std::vector<std::string>& pages);
/// `publish.preview`: the site in `folder` was built with `options`.
Diagnostic BuildIsPreview(const std::string& folder, const std::string& options);
/// `publish.max-delete`
Diagnostic TooManyRemovals(uint64_t removals, uint64_t published, uint64_t limit, const std::string& example);
/// `publish.case`: the host takes two names for one.
Diagnostic CaseOnHost(const std::string& path);
/// `publish.changed-bytes`: what was read back is not what was sent.
Diagnostic BytesChanged(const std::string& path, size_t count);
/// `publish.names`: the host keeps the file under another name.
Diagnostic NameChanged(const std::string& path);
/// `publish.path`: a file of the site in the folder that is ours on the host.
Diagnostic InOurFolder(const std::string& path);
/// `publish.not-built`, `publish.empty`: there is nothing to publish in `folder`.
Diagnostic NotBuilt(const std::string& folder);
Diagnostic BuildIsEmpty(const std::string& folder);
/// `publish.building`: a build is running.
Diagnostic BuildIsRunning(const std::string& folder);
/// `publish.other-build`: `folder` has the site `there`, and site.yaml says `ours`.
Diagnostic BuiltFromOther(const std::string& folder, const std::string& there, const std::string& ours);
/// `publish.changed-source`: the file is not as the build wrote it.
Diagnostic SourceChanged(const std::string& path);
/// `publish.kept`: what was kept of it is damaged, and was thrown away.
Diagnostic KeptDamaged(const std::string& path);
/// `publish.busy`: another run of this machine publishes to the target.
Diagnostic PublishIsRunning(const std::string& target);
/// `publish.rollback`: there are only `kept` earlier versions to go back to.
Diagnostic NoSuchVersion(size_t wanted, size_t kept);

}  // namespace kyodo::publish
