// A host over SFTP (publish/sftp_client.h). A file is written beside and renamed over the old one with
// posix-rename@openssh.com; where the server lacks that, the old one is renamed away first.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "core/text.h"
#include "publish/hosts.h"
#include "publish/sftp_client.h"
#include "publish/ssh.h"

namespace kyodo::publish {

namespace {

constexpr size_t kFilesAtOnce = 16;         // for each of HostOptions::jobs
constexpr uint64_t kBytesAtOnce = 4 << 20;  // of files that are under way
constexpr size_t kChunksAtOnce = 64;        // of one file

class SftpHost final : public Host {
 public:
  SftpHost(PublishTarget target, HostOptions options, FileSystem& files)
      : target_(std::move(target)), options_(std::move(options)), files_(files) {
    // "/~/folder" begins where the server does.
    root_ =
        StartsWith(target_.path, "/~") ? target_.path.substr(std::min<size_t>(3, target_.path.size())) : target_.path;
    if (root_.empty()) root_ = StartsWith(target_.path, "/~") ? "." : "/";
  }

  Outcome Open() override;
  void Put(std::span<const Upload> files, const PutDone& done) override;
  void Get(std::span<const std::string> paths, const GetDone& got) override;
  void Remove(std::span<const std::string> paths, const PutDone& done) override;
  Outcome RemoveFolder(const std::string& path) override;
  Answer<std::vector<Listed>> List(const std::string& folder) override;
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override;
  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  struct Transfer;
  using Then = std::function<void(const SftpReply&)>;

  std::string PathOf(const std::string& path) const { return root_ == "/" ? "/" + path : root_ + "/" + path; }
  Trouble TroubleOf(const SftpReply& reply, const std::string& path, bool writes = false) const;
  SftpReply Ask(SftpRequest kind, const SftpBody& body);

  /// Looks at the folders of all paths, and makes those that are missing if `make`. The trouble of a path, if any.
  std::vector<Outcome> CheckFolders(const std::vector<std::string>& paths, bool make);
  void LookAtFolder(const std::string& folder, bool make, std::map<std::string, Trouble>& bad);

  /// Starts what `start` starts for each place below `count`, so many at a time that neither files nor bytes are too
  /// many, until all are done. `start` calls what it is given when its place is done.
  void RunAll(size_t count, const std::function<uint64_t(size_t)>& size,
              const std::function<void(size_t, std::function<void()>)>& start);
  void StartPut(const Upload& file, const std::shared_ptr<Transfer>& transfer);
  void WriteMore(const std::shared_ptr<Transfer>& transfer);
  void ClosePut(const std::shared_ptr<Transfer>& transfer);
  void RenamePut(const std::shared_ptr<Transfer>& transfer);
  void StartGet(const std::string& path, const std::shared_ptr<Transfer>& transfer);
  void ReadMore(const std::shared_ptr<Transfer>& transfer);
  void CloseGet(const std::shared_ptr<Transfer>& transfer);

  const PublishTarget target_;
  const HostOptions options_;
  FileSystem& files_;
  std::string root_;
  SftpClient client_;
  std::set<std::string> sound_;  // folders that were looked at
  uint64_t beside_ = 0;
};

/// One file on its way, kept alive by the functions that wait for answers.
struct SftpHost::Transfer {
  std::string path, beside, handle;
  uint64_t number = 0;
  std::string bytes;
  uint64_t next = 0;   // where the next chunk begins
  size_t waiting = 0;  // chunks without an answer
  bool closing = false;
  std::optional<Trouble> trouble;
  std::function<void(Transfer&)> end;  // called once
};

Trouble SftpHost::TroubleOf(const SftpReply& reply, const std::string& path, bool writes) const {
  if (reply.lost) return TroubleOfSsh(target_, client_.words());
  if (reply.status == kSftpNoFile) return Missing(path);
  if (reply.status == kSftpDenied) return NotAllowed(path, reply.words);
  // Version 3 has one answer for every other failure; while bytes are written it nearly always is the disk or the
  // quota.
  if (writes && reply.status == kSftpFailure) return NoSpace(path, reply.words);
  return RefusedByServer(path, reply.words);
}

SftpReply SftpHost::Ask(SftpRequest kind, const SftpBody& body) {
  SftpReply answer;
  client_.Send(kind, body, [&](const SftpReply& reply) { answer = reply; });
  client_.Run();
  return answer;
}

Outcome SftpHost::Open() {
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

void SftpHost::LookAtFolder(const std::string& folder, bool make, std::map<std::string, Trouble>& bad) {
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

std::vector<Outcome> SftpHost::CheckFolders(const std::vector<std::string>& paths, bool make) {
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

void SftpHost::RunAll(size_t count, const std::function<uint64_t(size_t)>& size,
                      const std::function<void(size_t, std::function<void()>)>& start) {
  const size_t most = kFilesAtOnce * std::max<size_t>(1, options_.jobs);
  size_t next = 0, under_way = 0;
  uint64_t bytes = 0;
  bool starting = false;
  std::function<void()> more = [&] {
    if (starting) return;  // one that ends while it is started
    starting = true;
    while (next < count && under_way < most && (under_way == 0 || bytes < kBytesAtOnce)) {
      const size_t index = next++;
      const uint64_t own = size(index);
      ++under_way;
      bytes += own;
      start(index, [&, own] {
        --under_way;
        bytes -= own;
        more();
      });
    }
    starting = false;
  };
  do {
    more();
    client_.Run();
  } while (next < count || under_way != 0);
}

void SftpHost::Put(std::span<const Upload> files, const PutDone& done) {
  std::vector<std::string> paths;
  for (const Upload& file : files) paths.push_back(file.path);
  paths.push_back(BesidePath(0));
  const std::vector<Outcome> folders = CheckFolders(paths, true);
  RunAll(
      files.size(), [&](size_t i) { return files[i].size_bytes; },
      [&](size_t i, std::function<void()> ended) {
        const Outcome& folder = folders[i] ? folders.back() : folders[i];
        if (!folder) {
          done(i, folder);
          return ended();
        }
        const auto transfer = std::make_shared<Transfer>();
        transfer->end = [&done, i, ended = std::move(ended)](Transfer& one) {
          done(i, one.trouble ? Outcome(*one.trouble) : Outcome(Done{}));
          ended();
        };
        StartPut(files[i], transfer);
      });
}

void SftpHost::StartPut(const Upload& file, const std::shared_ptr<Transfer>& transfer) {
  transfer->path = file.path;
  transfer->number = beside_++;
  transfer->beside = BesidePath(transfer->number);
  Result<std::string> bytes = file.read();
  if (!bytes) {
    transfer->trouble = FromFileError(bytes.error());
    return transfer->end(*transfer);
  }
  transfer->bytes = std::move(*bytes);
  SftpBody body;
  body.Text(PathOf(transfer->beside)).Number(kSftpForWriting | kSftpCreates | kSftpTruncates).Number(0);
  client_.Send(kSftpOpen, body, [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) {
      transfer->trouble = TroubleOf(reply, transfer->path, true);
      return transfer->end(*transfer);
    }
    transfer->handle = reply.handle;
    WriteMore(transfer);
  });
}

void SftpHost::WriteMore(const std::shared_ptr<Transfer>& transfer) {
  while (!transfer->trouble && transfer->next < transfer->bytes.size() && transfer->waiting < kChunksAtOnce) {
    const std::string_view chunk = std::string_view(transfer->bytes).substr(transfer->next, kSftpChunk);
    SftpBody body;
    body.Text(transfer->handle).Long(transfer->next).Text(chunk);
    transfer->next += chunk.size();
    ++transfer->waiting;
    client_.Send(kSftpWrite, body, [this, transfer](const SftpReply& reply) {
      --transfer->waiting;
      if (!reply.ok() && !transfer->trouble) transfer->trouble = TroubleOf(reply, transfer->path, true);
      WriteMore(transfer);
    });
  }
  // The answers to what was written come before the one to this.
  const bool sent = transfer->next == transfer->bytes.size() || (transfer->trouble && transfer->waiting == 0);
  if (sent && !transfer->closing) ClosePut(transfer);
}

void SftpHost::ClosePut(const std::shared_ptr<Transfer>& transfer) {
  transfer->closing = true;
  SftpBody body;
  body.Text(transfer->handle);
  client_.Send(kSftpClose, body, [this, transfer](const SftpReply& reply) {
    if (!reply.ok() && !transfer->trouble) transfer->trouble = TroubleOf(reply, transfer->path, true);
    if (!transfer->trouble) return RenamePut(transfer);
    SftpBody beside;
    beside.Text(PathOf(transfer->beside));
    client_.Send(kSftpRemove, beside, [transfer](const SftpReply&) { transfer->end(*transfer); });
  });
}

void SftpHost::RenamePut(const std::shared_ptr<Transfer>& transfer) {
  const std::string from = PathOf(transfer->beside), to = PathOf(transfer->path);
  const auto finish = [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) transfer->trouble = TroubleOf(reply, transfer->path);
    transfer->end(*transfer);
  };
  SftpBody body;
  if (client_.renames_over()) {
    body.Text("posix-rename@openssh.com").Text(from).Text(to);
    return client_.Send(kSftpExtended, body, finish);
  }
  const std::string old = PathOf(BesidePath(transfer->number, "old"));
  SftpBody away;
  away.Text(to).Text(old);
  client_.Send(kSftpRename, away, [this, from, to, old, finish](const SftpReply& moved) {
    const bool was_there = moved.ok();
    if (!was_there && (moved.lost || moved.status != kSftpNoFile)) return finish(moved);
    SftpBody into;
    into.Text(from).Text(to);
    client_.Send(kSftpRename, into, [this, to, old, was_there, finish](const SftpReply& reply) {
      if (!was_there) return finish(reply);
      SftpBody last;
      if (reply.ok()) {
        last.Text(old);
        return client_.Send(kSftpRemove, last, [finish, reply](const SftpReply&) { finish(reply); });
      }
      last.Text(old).Text(to);  // put back
      client_.Send(kSftpRename, last, [finish, reply](const SftpReply&) { finish(reply); });
    });
  });
}

void SftpHost::Get(std::span<const std::string> paths, const GetDone& got) {
  RunAll(
      paths.size(), [](size_t) { return uint64_t{kSftpChunk}; },
      [&](size_t i, std::function<void()> ended) {
        const auto transfer = std::make_shared<Transfer>();
        transfer->end = [&got, i, ended = std::move(ended)](Transfer& one) {
          got(i, one.trouble ? Answer<std::string>(*one.trouble) : Answer<std::string>(std::move(one.bytes)));
          ended();
        };
        StartGet(paths[i], transfer);
      });
}

void SftpHost::StartGet(const std::string& path, const std::shared_ptr<Transfer>& transfer) {
  transfer->path = path;
  SftpBody body;
  body.Text(PathOf(path)).Number(kSftpForReading).Number(0);
  client_.Send(kSftpOpen, body, [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) {
      transfer->trouble = TroubleOf(reply, transfer->path);
      return transfer->end(*transfer);
    }
    transfer->handle = reply.handle;
    SftpBody which;
    which.Text(transfer->handle);
    client_.Send(kSftpFstat, which, [this, transfer](const SftpReply& known) {
      if (!known.ok())
        transfer->trouble = TroubleOf(known, transfer->path);
      else
        transfer->bytes.resize(std::min(known.attributes.size_bytes, kLargestFileBytes + 1));
      ReadMore(transfer);
    });
  });
}

void SftpHost::ReadMore(const std::shared_ptr<Transfer>& transfer) {
  const std::function<void(uint64_t, uint32_t)> ask = [this, transfer](uint64_t offset, uint32_t length) {
    SftpBody body;
    body.Text(transfer->handle).Long(offset).Number(length);
    ++transfer->waiting;
    client_.Send(kSftpRead, body, [this, transfer, offset, length](const SftpReply& reply) {
      --transfer->waiting;
      const size_t count = std::min<size_t>(reply.handle.size(), length);
      if (reply.ok() && count > 0) {
        transfer->bytes.replace(offset, count, reply.handle, 0, count);
      } else if (!transfer->trouble) {
        transfer->trouble = TroubleOf(reply, transfer->path);
      }
      // A server may give less than it was asked for: the rest is asked for again.
      if (!transfer->trouble && count < length) transfer->next = std::min(transfer->next, offset + count);
      ReadMore(transfer);
    });
  };
  while (!transfer->trouble && transfer->next < transfer->bytes.size() && transfer->waiting < kChunksAtOnce) {
    const auto length = static_cast<uint32_t>(std::min<uint64_t>(kSftpChunk, transfer->bytes.size() - transfer->next));
    const uint64_t offset = transfer->next;
    transfer->next += length;
    ask(offset, length);
  }
  if (transfer->waiting == 0 && !transfer->closing) CloseGet(transfer);
}

void SftpHost::CloseGet(const std::shared_ptr<Transfer>& transfer) {
  transfer->closing = true;
  SftpBody body;
  body.Text(transfer->handle);
  client_.Send(kSftpClose, body, [transfer](const SftpReply&) { transfer->end(*transfer); });
}

void SftpHost::Remove(std::span<const std::string> paths, const PutDone& done) {
  const std::vector<Outcome> folders = CheckFolders({paths.begin(), paths.end()}, false);
  RunAll(
      paths.size(), [](size_t) { return uint64_t{1}; },
      [&](size_t i, std::function<void()> ended) {
        if (!folders[i]) {
          done(i, IsMissing(folders[i]) ? Outcome(Done{}) : folders[i]);
          return ended();
        }
        SftpBody body;
        body.Text(PathOf(paths[i]));
        client_.Send(kSftpRemove, body, [this, &done, &paths, i, ended](const SftpReply& reply) {
          const bool gone = reply.ok() || (!reply.lost && reply.status == kSftpNoFile);
          done(i, gone ? Outcome(Done{}) : Outcome(TroubleOf(reply, paths[i])));
          ended();
        });
      });
}

Outcome SftpHost::RemoveFolder(const std::string& path) {
  const Outcome sound = CheckFolders({path}, false).front();
  if (!sound) return IsMissing(sound) ? Outcome(Done{}) : sound;
  sound_.erase(path);
  SftpBody body;
  body.Text(PathOf(path));
  const SftpReply reply = Ask(kSftpRemoveFolder, body);
  // "Failure" is what is said of one that is not empty.
  if (reply.ok() || (!reply.lost && (reply.status == kSftpNoFile || reply.status == kSftpFailure))) return Done{};
  return TroubleOf(reply, path);
}

Answer<std::vector<Listed>> SftpHost::List(const std::string& folder) {
  SftpBody body;
  body.Text(folder.empty() ? root_ : PathOf(folder));
  const SftpReply opened = Ask(kSftpOpenFolder, body);
  if (!opened.ok()) {
    if (!opened.lost && opened.status == kSftpNoFile) return std::vector<Listed>();
    return TroubleOf(opened, folder);
  }
  SftpBody which;
  which.Text(opened.handle);
  std::vector<Listed> listed;
  SftpReply part = Ask(kSftpReadFolder, which);
  for (; part.ok(); part = Ask(kSftpReadFolder, which)) {
    for (const SftpReply::Name& one : part.names) {
      if (one.name != "." && one.name != "..")
        listed.push_back({one.name, one.attributes.size_bytes, one.attributes.is_folder()});
    }
  }
  if (part.lost || part.status != kSftpEof) return TroubleOf(part, folder);
  Ask(kSftpClose, which);
  return listed;
}

Answer<bool> SftpHost::Claim(const std::string& path, std::string_view bytes) {
  if (const Outcome folder = CheckFolders({path}, true).front(); !folder) return folder.error();
  SftpBody body;
  body.Text(PathOf(path)).Number(kSftpForWriting | kSftpCreates | kSftpExclusive).Number(0);
  const SftpReply opened = Ask(kSftpOpen, body);
  if (!opened.ok()) {
    SftpBody which;
    which.Text(PathOf(path));
    if (!opened.lost && Ask(kSftpLstat, which).ok()) return false;
    return TroubleOf(opened, path);
  }
  SftpBody write, close;
  write.Text(opened.handle).Long(0).Text(bytes);
  const SftpReply written = Ask(kSftpWrite, write);
  const SftpReply closed = Ask(kSftpClose, close.Text(opened.handle));
  if (!written.ok()) return TroubleOf(written, path, true);
  if (!closed.ok()) return TroubleOf(closed, path, true);
  return true;
}

}  // namespace

std::unique_ptr<Host> MakeSftpHost(const PublishTarget& target, const HostOptions& options, FileSystem& files) {
  return std::make_unique<SftpHost>(target, options, files);
}

}  // namespace kyodo::publish
