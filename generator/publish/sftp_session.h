// The connection of a host over SFTP, and the folders there: what is asked one by one, and whether a path leads through
// a link.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "publish/host.h"
#include "publish/hosts.h"
#include "publish/sftp_client.h"

namespace kyodo::publish {

class SftpSession {
 public:
  SftpSession(PublishTarget target, HostOptions options, FileSystem& files);

  /// Connects, unless it is connected, and makes the root if it is missing.
  Outcome Open();
  SftpClient& client() { return client_; }
  const HostOptions& options() const { return options_; }

  /// As the server knows a path of the site; empty: the root.
  std::string PathOf(const std::string& path) const;
  Trouble TroubleOf(const SftpReply& reply, const std::string& path, bool writes = false) const;
  SftpReply Ask(SftpRequest kind, const SftpBody& body);

  /// Looks at the folders of all paths, and makes those that are missing if `make`. The trouble of a path, if any.
  std::vector<Outcome> CheckFolders(const std::vector<std::string>& paths, bool make);
  /// The folder is no more.
  void Forget(const std::string& folder) { sound_.erase(folder); }

 private:
  void LookAtFolder(const std::string& folder, bool make, std::map<std::string, Trouble>& bad);

  const PublishTarget target_;
  const HostOptions options_;
  FileSystem& files_;
  std::string root_;
  SftpClient client_;
  std::set<std::string> sound_;  // folders that were looked at
};

}  // namespace kyodo::publish
