// SFTP version 3 (draft-ietf-secsh-filexfer-02) over the socket of a program, `ssh -s HOST sftp`: requests go out
// without waiting for the answers of others.
//
// Every request has a function that takes its answer. Requests may be made from within such functions. Not for use by
// two threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "system/running_program.h"

namespace kyodo::publish {

enum SftpRequest : uint8_t {
  kSftpOpen = 3,
  kSftpClose = 4,
  kSftpRead = 5,
  kSftpWrite = 6,
  kSftpLstat = 7,
  kSftpFstat = 8,
  kSftpOpenFolder = 11,
  kSftpReadFolder = 12,
  kSftpRemove = 13,
  kSftpMakeFolder = 14,
  kSftpRemoveFolder = 15,
  kSftpStat = 17,
  kSftpRename = 18,
  kSftpExtended = 200,
};
enum SftpStatus : uint32_t { kSftpOk = 0, kSftpEof = 1, kSftpNoFile = 2, kSftpDenied = 3, kSftpFailure = 4 };
inline constexpr uint32_t kSftpForReading = 1, kSftpForWriting = 2, kSftpCreates = 8, kSftpTruncates = 16,
                          kSftpExclusive = 32;
inline constexpr uint32_t kSftpChunk = 32 << 10;  // bytes that every server takes in one request

/// The body of a request, after its number.
class SftpBody {
 public:
  SftpBody& Number(uint32_t number);
  SftpBody& Long(uint64_t number);
  SftpBody& Text(std::string_view text);  // with its length
  std::string bytes;
};

struct SftpAttributes {
  uint64_t size_bytes = 0;
  uint32_t mode = 0;  // of POSIX, with the kind of file
  bool is_folder() const { return (mode & 0170000) == 0040000; }
  bool is_link() const { return (mode & 0170000) == 0120000; }
};

/// An answer. When the connection broke before there was one, `lost`.
struct SftpReply {
  bool lost = false;
  bool is_status = true;
  uint32_t status = kSftpFailure;
  std::string words;   // of the server, with a status
  std::string handle;  // a handle, or data
  SftpAttributes attributes;
  struct Name {
    std::string name;
    SftpAttributes attributes;
  };
  std::vector<Name> names;

  bool ok() const { return !lost && (!is_status || status == kSftpOk); }
};
using SftpTake = std::function<void(const SftpReply& reply)>;

class SftpClient {
 public:
  /// Starts the program and greets the server. False: what there is to say is in `words`.
  bool Start(const ProgramCommand& command);
  bool connected() const { return connected_; }
  /// There is no such program.
  bool no_program() const { return no_program_; }
  /// What the program printed as errors.
  const std::string& words() const { return words_; }
  /// The server renames over a file that is there (posix-rename@openssh.com).
  bool renames_over() const { return renames_over_; }

  void Send(SftpRequest kind, const SftpBody& body, SftpTake take);
  /// Goes on until every request has its answer, those made meanwhile as well. False: the connection broke, and those
  /// that were left got `lost`.
  bool Run();
  void End();

 private:
  bool Exchange();
  bool Greet();
  bool TakePackets();
  void TakePacket(std::string_view packet);
  void Break();

  RunningProgram program_;
  bool connected_ = false, no_program_ = false, renames_over_ = false;
  uint32_t next_ = 1;
  std::map<uint32_t, SftpTake> waiting_;
  std::string out_, in_, words_;
};

}  // namespace kyodo::publish
