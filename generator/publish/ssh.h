// How ssh is run, and what its words mean.
//
// OpenSSH's own program is what is used: keys, agent, known_hosts, ~/.ssh/config with its ProxyJump work as they do for
// whoever runs it. Debian's libssh2 (1.10) and libssh (0.10.6) cannot rename over a file that is there.
#pragma once

#include <string>
#include <string_view>

#include "model/publish_target.h"
#include "publish/host.h"
#include "system/running_program.h"

namespace kyodo::publish {

/// The environment variable that says which other one holds the password; with it, the program answers and ends.
inline constexpr const char* kAskpassVariable = "KYODO_ASKPASS";
/// Where the password of a target is, unless it says so.
inline constexpr std::string_view kUsualPassword = "KYODO_PASSWORD";

/// When ssh or git started this program to ask for a secret: prints it. False: it was not.
bool AnswerAskpass(int argc, const char* const* argv);

/// `ssh -s HOST sftp`. Nobody is asked anything: an unknown host key is refused. With `host_key` of the target, which
/// is written into the transport's folder, that key alone counts.
Answer<ProgramCommand> SftpCommand(const PublishTarget& target, const HostOptions& options, FileSystem& files);

/// The variables with which git and ssh ask this program for the password; none when it is not set.
std::vector<std::pair<std::string, std::string>> AskpassVariables(const PublishTarget& target,
                                                                  const HostOptions& options);

/// What `words`, printed by ssh or by git over it before it ended, mean.
Trouble TroubleOfSsh(const PublishTarget& target, std::string_view words);

/// The last line that says something, without control characters.
std::string LastLine(std::string_view words);

}  // namespace kyodo::publish
