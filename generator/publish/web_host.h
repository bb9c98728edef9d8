// What hosts that are reached by libcurl have in common: WebDAV, S3 and FTPS.
#pragma once

#include <set>
#include <string>

#include "model/publish_target.h"
#include "publish/host.h"
#include "system/transfers.h"

namespace kyodo::publish {

/// The value of `password`, else that of KYODO_PASSWORD: the name of an environment variable.
std::string PasswordVariable(const PublishTarget& target);
/// As the target and the environment say. What is missing is told by NotReady.
TransferOptions TransferOptionsOf(const PublishTarget& target, const HostOptions& options);
/// Trouble before anything is connected: no libcurl, no password.
Outcome Ready(const PublishTarget& target, const TransferOptions& options);

/// Why a request was not answered: of the connection, the certificate, the name and the password. `who` is shown.
Trouble NotAnswered(const WebAnswer& answer, std::string path, const PublishTarget& target);
/// An answer of HTTP that is no success, by its status; `detail` in place of "HTTP 403".
Trouble BadStatus(const WebAnswer& answer, std::string path, const PublishTarget& target, std::string detail = {});

/// The folders that a path is in, the outermost first: "a", "a/b" of "a/b/c.html".
std::vector<std::string> FoldersOf(const std::string& path);

}  // namespace kyodo::publish
