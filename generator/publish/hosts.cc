#include "publish/hosts.h"

namespace kyodo::publish {

Answer<std::unique_ptr<Host>> MakeHost(const PublishTarget& target, const HostOptions& options, FileSystem& files) {
  switch (target.kind) {
    case PublishTarget::kFolder: return MakeFolderHost(target, files);
    case PublishTarget::kSftp: return MakeSftpHost(target, options, files);
    case PublishTarget::kGit: return MakeGitHost(target, options, files);
    case PublishTarget::kDav: return MakeDavHost(target, options);
    case PublishTarget::kS3: return MakeS3Host(target, options);
    case PublishTarget::kFtps: return MakeFtpsHost(target, options);
  }
  return RefusedByServer("", target.Address());
}

}  // namespace kyodo::publish
