#include "publish/ssh.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "core/text.h"

namespace kyodo::publish {

namespace {

bool Has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

bool AnswerAskpass(int argc, const char* const* argv) {
  const char* const variable = std::getenv(kAskpassVariable);
  if (!variable || argc != 2) return false;
  const std::string_view question = argv[1];
  // git asks for a name first; any will do where the password is a token.
  const bool asks_name = StartsWith(question, "Username");
  const char* const secret = std::getenv(variable);
  std::puts(asks_name ? "kyodo" : secret ? secret : "");
  return true;
}

std::vector<std::pair<std::string, std::string>> AskpassVariables(const PublishTarget& target,
                                                                  const HostOptions& options) {
  const std::string variable = target.Option("password", kUsualPassword);
  if (options.askpass.empty() || options.secret(variable).empty()) return {};
  return {{kAskpassVariable, variable},
          {"SSH_ASKPASS", options.askpass},
          {"SSH_ASKPASS_REQUIRE", "force"},
          {"GIT_ASKPASS", options.askpass}};
}

Answer<ProgramCommand> SftpCommand(const PublishTarget& target, const HostOptions& options, FileSystem& files) {
  ProgramCommand command;
  command.variables = AskpassVariables(target, options);
  if (command.variables.empty() && target.options.contains("password")) return SecretMissing(target.Option("password"));
  std::vector<std::string>& arguments = command.arguments;
  arguments = {"ssh"};
  if (const std::string config = target.Option("config"); !config.empty())
    arguments.insert(arguments.end(), {"-F", config});
  const auto set = [&](std::string setting) { arguments.insert(arguments.end(), {"-o", std::move(setting)}); };
  set(command.variables.empty() ? "BatchMode=yes" : "NumberOfPasswordPrompts=1");
  set("StrictHostKeyChecking=yes");
  set("ConnectTimeout=20");
  set("ServerAliveInterval=10");
  set("ServerAliveCountMax=3");
  set("ClearAllForwardings=yes");
  set("ForwardAgent=no");
  set("PermitLocalCommand=no");
  if (const std::string key = target.Option("host_key"); !key.empty()) {
    const std::string known = options.folder + "/known_hosts";
    if (const Status written = ReplaceFile(files, known, "kyodo " + key + "\n"); !written)
      return FromFileError(written.error());
    set("UserKnownHostsFile=\"" + known + "\"");
    set("GlobalKnownHostsFile=/dev/null");
    set("HostKeyAlias=kyodo");
    set("CheckHostIP=no");
    set("UpdateHostKeys=no");
  }
  if (const std::string key = target.Option("key"); !key.empty()) {
    arguments.insert(arguments.end(), {"-i", key});
    set("IdentitiesOnly=yes");
  }
  if (target.port != 0) arguments.insert(arguments.end(), {"-p", std::to_string(target.port)});
  if (!target.user.empty()) arguments.insert(arguments.end(), {"-l", target.user});
  arguments.insert(arguments.end(), {"-T", "-s", "--", target.host, "sftp"});
  return command;
}

std::string LastLine(std::string_view words) {
  std::string last;
  for (const std::string_view line : Split(words, '\n')) {
    std::string clean;
    for (const char c : Trim(line)) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean += c;
    }
    if (!clean.empty()) last = std::move(clean);
  }
  return FindInvalidUtf8(last) == std::string::npos ? last : std::string();
}

Trouble TroubleOfSsh(const PublishTarget& target, std::string_view words) {
  const std::string host = target.host.empty() ? target.Address() : target.host;
  if (Has(words, "IDENTIFICATION HAS CHANGED")) return HostKeyWrong(host, "REMOTE HOST IDENTIFICATION HAS CHANGED");
  if (Has(words, "Host key verification failed") || Has(words, "host key is known for"))
    return HostKeyWrong(host, "Host key verification failed");
  const std::string who = target.user.empty() ? host : target.user + "@" + host;
  if (Has(words, "Permission denied") || Has(words, "Too many authentication failures") ||
      Has(words, "Authentication failed") || Has(words, "could not read Username") ||
      Has(words, "could not read Password"))
    return NotWhoWeSay(who, LastLine(words));
  if (Has(words, "subsystem request failed")) return RefusedByServer("", LastLine(words));
  return ConnectionLost("", LastLine(words));
}

}  // namespace kyodo::publish
