// The transports by the kind of a target.
#pragma once

#include <memory>

#include "model/publish_target.h"
#include "publish/host.h"

namespace kyodo::publish {

/// Nothing is connected yet. `files` is this machine's disk, and must outlive the host.
Answer<std::unique_ptr<Host>> MakeHost(const PublishTarget& target, const HostOptions& options, FileSystem& files);

// One file each: folder_host.cc, sftp_host.cc, git_host.cc; dav_host.cc, s3_host.cc, ftps_host.cc.
std::unique_ptr<Host> MakeFolderHost(const PublishTarget& target, FileSystem& files);
std::unique_ptr<Host> MakeSftpHost(const PublishTarget& target, const HostOptions& options, FileSystem& files);
std::unique_ptr<Host> MakeGitHost(const PublishTarget& target, const HostOptions& options, FileSystem& files);
std::unique_ptr<Host> MakeDavHost(const PublishTarget& target, const HostOptions& options);
std::unique_ptr<Host> MakeS3Host(const PublishTarget& target, const HostOptions& options);
std::unique_ptr<Host> MakeFtpsHost(const PublishTarget& target, const HostOptions& options);

}  // namespace kyodo::publish
