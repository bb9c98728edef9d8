// A web host, as publishing sees it: files under paths that can be put, read, listed and removed.
//
// Paths are those of the site, relative to the target's folder: UTF-8, '/' between parts, no part empty, "." or "..",
// no control character or backslash. One transport is one class (publish/hosts.h makes it); doubles/memory_host.h is
// the one in memory, with faults, which says by its code what is asked of the others.
//
// What a transport owes:
//  * Put never shows a visitor a torso. A file is sent beside (BesidePath) and renamed over the old one, or sent as a
//    whole where the host takes it whole (S3). Where a host cannot rename over a file, the old one is first renamed
//    to BesidePath(number, "old"): for that moment nothing is there, which the manual says. What is left beside after
//    a cut is removed at the next publication, which also puts such a file again: transports keep no journal.
//  * Folders are made as files need them, and each folder of a path is looked at before anything is written or
//    removed below it: a symbolic link there is Trouble (NotThroughLinks), for what is behind it is not the site's.
//  * It does several at once: `Put`, `Get` and `Remove` take lists so that it can. How many: HostOptions::jobs.
//  * After a connection broke, the next call connects again. It does not repeat anything by itself: the caller does,
//    with growing pauses, what came back as Trouble::kPasses.
//  * It reads no clock, and no environment but through HostOptions::secret. No secret is in any Trouble.
//
// Nothing here throws. A host is used by one thread at a time; `done` and `got` are called on that thread, once for
// each file of the list, in any order.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"
#include "system/file_system.h"

namespace kyodo::publish {

/// Why something was not done.
struct Trouble {
  enum Kind : uint8_t {
    kMissing,  // there is no such file or folder
    kPasses,   // it may go well the next time: a connection lost, a server that is busy (5xx), a timeout
    kStops,    // it will not: who we are, host key, certificate, quota, permission. Nothing more should be tried
  };
  Kind kind = kStops;
  Diagnostic what;  // a rule `publish.*`, with what to do; `path` names the file, if it is about one
};

/// A value, or the trouble that says why there is none.
template <class T>
using Answer = Result<T, Trouble>;
using Outcome = Answer<Done>;

/// There is none because there is no such file or folder.
template <class T>
bool IsMissing(const Answer<T>& answer) {
  return !answer && answer.error().kind == Trouble::kMissing;
}

/// A file to put.
struct Upload {
  std::string path;
  uint64_t size_bytes = 0;
  /// Its bytes, read when it is its turn; on any thread, several at a time. An error stops the publication.
  std::function<Result<std::string>()> read;
  // Headers, where the host keeps them with the file (S3); others ignore them.
  std::string content_type;      // "text/html; charset=utf-8"
  std::string cache_control;     // "no-cache"
  std::string content_encoding;  // "gzip", "br" for packed twins; else empty
};

struct Listed {
  std::string name;  // without the folder, just as the host has it
  uint64_t size_bytes = 0;
  bool is_folder = false;
};

using PutDone = std::function<void(size_t index, Outcome outcome)>;
using GetDone = std::function<void(size_t index, Answer<std::string> bytes)>;

class Host {
 public:
  virtual ~Host() = default;

  /// Connects, and finds out that we may: makes the target's folder if only that is missing. The only call that may
  /// come first; again after a trouble that passes.
  virtual Outcome Open() = 0;

  /// Puts each file, over what has its name, in any order. Fine for `done`: the whole file is there under its name.
  virtual void Put(std::span<const Upload> files, const PutDone& done) = 0;

  /// Reads each file. kMissing when it is not there. Never from a cache between us and the host.
  virtual void Get(std::span<const std::string> paths, const GetDone& got) = 0;

  /// Removes each file; fine when it is not there. Never follows a link, never removes a folder.
  virtual void Remove(std::span<const std::string> paths, const PutDone& done) = 0;

  /// Removes a folder if it is empty; fine when it is not, or not there, or the host knows no folders.
  virtual Outcome RemoveFolder(const std::string& path) = 0;

  /// What is directly in the folder ("" is the target's own), in any order; empty when it is not there. Names that
  /// begin with a dot need not be told.
  virtual Answer<std::vector<Listed>> List(const std::string& folder) = 0;

  /// Makes a file that was not there: false when it was, and it is as it was. Of several who try at once, one makes it
  /// (O_EXCL, MKD of a folder, If-None-Match). The file may be read, put over and removed like others.
  virtual Answer<bool> Claim(const std::string& path, std::string_view bytes) = 0;

  /// Everything was done. A host that shows all changes at once (git) does so now; others need do nothing.
  virtual Outcome Finish(std::string_view message) = 0;

  /// Changes are seen by nobody before Finish, so that neither a lock nor an order is needed.
  virtual bool shows_all_at_once() const { return false; }
};

struct HostOptions {
  size_t jobs = 4;  // files at a time
  /// A folder of this machine, just for this target, that may keep what the transport needs (system/file_system.h).
  std::string folder;
  /// The value of an environment variable, empty when it is not set.
  std::function<std::string(const std::string& name)> secret;
  std::string site;     // the site's folder
  std::string askpass;  // a program that prints a secret when ssh or git asks for it (publish/ssh.h): kyodo itself
};

/// The folder of the target that is ours and no part of the site. No dot before it: many servers hide or refuse such.
inline constexpr std::string_view kStateFolder = "_kyodo";
/// Where a file waits for its rename: "_kyodo/incoming/12" and "_kyodo/incoming/12.old". Numbers are the transport's.
std::string BesidePath(uint64_t number, std::string_view suffix = {});

// The troubles that transports have in common. `path` is a file of the site or empty, `detail` the system's or server's
// own words on one line, without secrets.

Trouble MakeTrouble(Trouble::Kind kind, std::string_view rule, std::string path, Message message, Message hint);
Trouble Missing(std::string path);                                     // publish.missing
Trouble ConnectionLost(std::string path, std::string_view detail);     // publish.connection, passes
Trouble ServerBusy(std::string path, std::string_view detail);         // publish.busy-server, passes: 429, 5xx, FTP 4xx
Trouble NotWhoWeSay(std::string_view who, std::string_view detail);    // publish.authentication
Trouble HostKeyWrong(std::string_view host, std::string_view detail);  // publish.host-key: unknown or changed
Trouble CertificateWrong(std::string_view host, std::string_view detail);  // publish.certificate
Trouble NoSpace(std::string path, std::string_view detail);                // publish.space: quota, full disk, 507
Trouble NotAllowed(std::string path, std::string_view detail);             // publish.denied: permission, 403
Trouble NoFolder(std::string folder);                                      // publish.no-folder: of the target
Trouble NotThroughLinks(std::string path);                                 // publish.link
Trouble RefusedByServer(std::string path, std::string_view detail);  // publish.refused: any other answer that is final
Trouble ProgramMissing(std::string_view program, std::string_view package);  // publish.program: ssh, git, libcurl
Trouble SecretMissing(std::string_view variable);  // publish.secret: an environment variable is not set
Trouble FromFileError(const Diagnostic& error);    // of this machine's disk: file.*

}  // namespace kyodo::publish
