// A host over SFTP (publish/sftp_session.h). A file is written beside and renamed over the old one with
// posix-rename@openssh.com; where the server lacks that, the old one is renamed away first.
#include <algorithm>
#include <functional>
#include <memory>

#include "publish/hosts.h"
#include "publish/sftp_session.h"

namespace kyodo::publish {

namespace {

constexpr size_t kFilesAtOnce = 16;         // for each of HostOptions::jobs
constexpr uint64_t kBytesAtOnce = 4 << 20;  // of files that are under way
constexpr size_t kChunksAtOnce = 64;        // of one file

class SftpHost final : public Host {
 public:
  SftpHost(PublishTarget target, HostOptions options, FileSystem& files)
      : session_(std::move(target), std::move(options), files) {}

  Outcome Open() override { return session_.Open(); }
  void Put(std::span<const Upload> files, const PutDone& done) override;
  void Get(std::span<const std::string> paths, const GetDone& got) override;
  void Remove(std::span<const std::string> paths, const PutDone& done) override;
  Outcome RemoveFolder(const std::string& path) override;
  Answer<std::vector<Listed>> List(const std::string& folder) override;
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override;
  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  struct Transfer;

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

  SftpSession session_;
  SftpClient& client_ = session_.client();
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

void SftpHost::RunAll(size_t count, const std::function<uint64_t(size_t)>& size,
                      const std::function<void(size_t, std::function<void()>)>& start) {
  const size_t most = kFilesAtOnce * std::max<size_t>(1, session_.options().jobs);
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
  const std::vector<Outcome> folders = session_.CheckFolders(paths, true);
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
  body.Text(session_.PathOf(transfer->beside)).Number(kSftpForWriting | kSftpCreates | kSftpTruncates).Number(0);
  client_.Send(kSftpOpen, body, [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) {
      transfer->trouble = session_.TroubleOf(reply, transfer->path, true);
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
      if (!reply.ok() && !transfer->trouble) transfer->trouble = session_.TroubleOf(reply, transfer->path, true);
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
    if (!reply.ok() && !transfer->trouble) transfer->trouble = session_.TroubleOf(reply, transfer->path, true);
    if (!transfer->trouble) return RenamePut(transfer);
    SftpBody beside;
    beside.Text(session_.PathOf(transfer->beside));
    client_.Send(kSftpRemove, beside, [transfer](const SftpReply&) { transfer->end(*transfer); });
  });
}

void SftpHost::RenamePut(const std::shared_ptr<Transfer>& transfer) {
  const std::string from = session_.PathOf(transfer->beside), to = session_.PathOf(transfer->path);
  const auto finish = [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) transfer->trouble = session_.TroubleOf(reply, transfer->path);
    transfer->end(*transfer);
  };
  SftpBody body;
  if (client_.renames_over()) {
    body.Text("posix-rename@openssh.com").Text(from).Text(to);
    return client_.Send(kSftpExtended, body, finish);
  }
  const std::string old = session_.PathOf(BesidePath(transfer->number, "old"));
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
  body.Text(session_.PathOf(path)).Number(kSftpForReading).Number(0);
  client_.Send(kSftpOpen, body, [this, transfer](const SftpReply& reply) {
    if (!reply.ok()) {
      transfer->trouble = session_.TroubleOf(reply, transfer->path);
      return transfer->end(*transfer);
    }
    transfer->handle = reply.handle;
    SftpBody which;
    which.Text(transfer->handle);
    client_.Send(kSftpFstat, which, [this, transfer](const SftpReply& known) {
      if (!known.ok())
        transfer->trouble = session_.TroubleOf(known, transfer->path);
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
        transfer->trouble = session_.TroubleOf(reply, transfer->path);
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
  const std::vector<Outcome> folders = session_.CheckFolders({paths.begin(), paths.end()}, false);
  RunAll(
      paths.size(), [](size_t) { return uint64_t{1}; },
      [&](size_t i, std::function<void()> ended) {
        if (!folders[i]) {
          done(i, IsMissing(folders[i]) ? Outcome(Done{}) : folders[i]);
          return ended();
        }
        SftpBody body;
        body.Text(session_.PathOf(paths[i]));
        client_.Send(kSftpRemove, body, [this, &done, &paths, i, ended](const SftpReply& reply) {
          const bool gone = reply.ok() || (!reply.lost && reply.status == kSftpNoFile);
          done(i, gone ? Outcome(Done{}) : Outcome(session_.TroubleOf(reply, paths[i])));
          ended();
        });
      });
}

Outcome SftpHost::RemoveFolder(const std::string& path) {
  const Outcome sound = session_.CheckFolders({path}, false).front();
  if (!sound) return IsMissing(sound) ? Outcome(Done{}) : sound;
  session_.Forget(path);
  SftpBody body;
  body.Text(session_.PathOf(path));
  SftpReply reply = session_.Ask(kSftpRemoveFolder, body);
  // "Failure" is what is said of one that is not empty; but servers that are busy say it as well.
  if (!reply.lost && reply.status == kSftpFailure) {
    const Answer<std::vector<Listed>> inside = List(path);
    if (inside && inside->empty()) reply = session_.Ask(kSftpRemoveFolder, body);
  }
  if (reply.ok() || (!reply.lost && (reply.status == kSftpNoFile || reply.status == kSftpFailure))) return Done{};
  return session_.TroubleOf(reply, path);
}

Answer<std::vector<Listed>> SftpHost::List(const std::string& folder) {
  SftpBody body;
  body.Text(session_.PathOf(folder));
  const SftpReply opened = session_.Ask(kSftpOpenFolder, body);
  if (!opened.ok()) {
    if (!opened.lost && opened.status == kSftpNoFile) return std::vector<Listed>();
    return session_.TroubleOf(opened, folder);
  }
  SftpBody which;
  which.Text(opened.handle);
  std::vector<Listed> listed;
  SftpReply part = session_.Ask(kSftpReadFolder, which);
  for (; part.ok(); part = session_.Ask(kSftpReadFolder, which)) {
    for (const SftpReply::Name& one : part.names) {
      if (one.name != "." && one.name != "..")
        listed.push_back({one.name, one.attributes.size_bytes, one.attributes.is_folder()});
    }
  }
  if (part.lost || part.status != kSftpEof) return session_.TroubleOf(part, folder);
  session_.Ask(kSftpClose, which);
  return listed;
}

Answer<bool> SftpHost::Claim(const std::string& path, std::string_view bytes) {
  if (const Outcome folder = session_.CheckFolders({path}, true).front(); !folder) return folder.error();
  SftpBody body;
  body.Text(session_.PathOf(path)).Number(kSftpForWriting | kSftpCreates | kSftpExclusive).Number(0);
  const SftpReply opened = session_.Ask(kSftpOpen, body);
  if (!opened.ok()) {
    SftpBody which;
    which.Text(session_.PathOf(path));
    if (!opened.lost && session_.Ask(kSftpLstat, which).ok()) return false;
    return session_.TroubleOf(opened, path);
  }
  SftpBody write, close;
  write.Text(opened.handle).Long(0).Text(bytes);
  const SftpReply written = session_.Ask(kSftpWrite, write);
  const SftpReply closed = session_.Ask(kSftpClose, close.Text(opened.handle));
  if (!written.ok()) return session_.TroubleOf(written, path, true);
  if (!closed.ok()) return session_.TroubleOf(closed, path, true);
  return true;
}

}  // namespace

std::unique_ptr<Host> MakeSftpHost(const PublishTarget& target, const HostOptions& options, FileSystem& files) {
  return std::make_unique<SftpHost>(target, options, files);
}

}  // namespace kyodo::publish
