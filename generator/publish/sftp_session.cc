#include "publish/sftp_session.h"

#include <algorithm>

#include "core/text.h"
#include "publish/ssh.h"

namespace kyodo::publish {

SftpSession::SftpSession(PublishTarget target, HostOptions options, FileSystem& files)
    : target_(std::move(target)), options_(std::move(options)), files_(files) {
  // "/~/folder" begins where the server does.
  const bool from_home = StartsWith(target_.path, "/~");
  root_ = from_home ? target_.path.substr(std::min<size_t>(3, target_.path.size())) : target_.path;
  if (root_.empty()) root_ = from_home ? "." : "/";
}

std::string SftpSession::PathOf(const std::string& path) const {
  if (path.empty()) return root_;
  return root_ == "/" ? "/" + path : root_ + "/" + path;
}

Trouble SftpSession::TroubleOf(const SftpReply& reply, const std::string& path, bool writes) const {
  if (reply.lost) return TroubleOfSsh(target_, client_.words());
  if (reply.status == kSftpNoFile) return Missing(path);
  if (reply.status == kSftpDenied) return NotAllowed(path, reply.words);
  // Version 3 has one answer for every other failure; while bytes are written it nearly always is the disk or the
  // quota.
  if (writes && reply.status == kSftpFailure) return NoSpace(path, reply.words);
  return RefusedByServer(path, reply.words);
}

SftpReply SftpSession::Ask(SftpRequest kind, const SftpBody& body) {
  SftpReply answer;
  client_.Send(kind, body, [&](const SftpReply& reply) { answer = reply; });
  client_.Run();
  return answer;
}

Outcome SftpSession::Open() {
  if (client_.connected()) return Done{};
  sound_.clear();
  const Answer<ProgramCommand> command = SftpCommand(target_, options_, files_);
  if (!command) return command.error();
  if (!client_.Start(*command)) {
    if (client_.no_program()) return ProgramMissing("ssh", "openssh-client");
    return TroubleOfSsh(target_, client_.words());
  }
  SftpBody root;
  root.Text(root_);
  SftpReply there = Ask(kSftpStat, root);
  if (there.is_status && !there.lost && there.status == kSftpNoFile) {
    const SftpReply made = Ask(kSftpMakeFolder, root.Number(0));
    if (!made.ok()) return made.lost ? TroubleOf(made, root_) : NoFolder(root_);
    return Done{};
  }
  if (!there.ok()) return TroubleOf(there, root_);
  if (there.attributes.mode != 0 && !there.attributes.is_folder()) return NoFolder(root_);
  return Done{};
}

void SftpSession::LookAtFolder(const std::string& folder, bool make, std::map<std::string, Trouble>& bad) {
  SftpBody body;
  body.Text(PathOf(folder));
  client_.Send(kSftpLstat, body, [this, folder, make, &bad](const SftpReply& reply) {
    const bool missing = !reply.lost && reply.is_status && reply.status == kSftpNoFile;
    if (reply.ok() && reply.attributes.is_link()) {
      bad.emplace(folder, NotThroughLinks(folder));
    } else if (reply.ok()) {
      sound_.insert(folder);
    } else if (!missing || !make) {
      bad.emplace(folder, TroubleOf(reply, folder));
    } else {
      SftpBody made;
      made.Text(PathOf(folder)).Number(0);
      client_.Send(kSftpMakeFolder, made, [this, folder, &bad](const SftpReply& answer) {
        if (answer.ok())
          sound_.insert(folder);
        else
          bad.emplace(folder, TroubleOf(answer, folder));
      });
    }
  });
}

std::vector<Outcome> SftpSession::CheckFolders(const std::vector<std::string>& paths, bool make) {
  std::map<size_t, std::set<std::string>> by_depth;
  const auto each = [](const std::string& path, const auto& visit) {
    size_t depth = 0;
    for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1))
      visit(depth++, path.substr(0, slash));
  };
  for (const std::string& path : paths) {
    each(path, [&](size_t depth, const std::string& folder) {
      if (!sound_.contains(folder)) by_depth[depth].insert(folder);
    });
  }
  std::map<std::string, Trouble> bad;
  for (const auto& [depth, folders] : by_depth) {
    for (const std::string& folder : folders) {
      if (!bad.contains(ParentFolder(folder))) LookAtFolder(folder, make, bad);
    }
    client_.Run();
  }
  std::vector<Outcome> outcomes;
  for (const std::string& path : paths) {
    Outcome outcome = Done{};
    each(path, [&](size_t, const std::string& folder) {
      const auto found = bad.find(folder);
      if (outcome && found != bad.end()) outcome = found->second;
    });
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace kyodo::publish
