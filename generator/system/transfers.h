// Talks to web and FTP servers that a person has named: several requests at a time, on one thread, over connections
// that are kept (libcurl). Certificates are verified. No redirect is followed, no proxy used but that of the
// environment, nothing repeated.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"
#include "system/no_answer.h"

namespace kyodo {

struct WebRequest {
  std::string method = "GET";        // FTP: GET, PUT, or HEAD for commands alone
  std::string url;                   // http, https, ftp, ftps; without a name and a password
  std::vector<std::string> headers;  // "Name: value"
  std::string body;                  // of methods other than GET and HEAD
  bool unpack = false;               // asks for the body packed in any way that libcurl knows, and unpacks it
  // FTP alone.
  bool list = false;                                 // GET: the names in a folder, as the server writes them
  std::vector<std::string> before = {}, after = {};  // commands around the transfer; `after` when it went well
};

struct WebAnswer {
  int status = 0;  // of HTTP, 0: there is no whole answer; or the last one of FTP, 0: none
  NoAnswer why = NoAnswer::kNone;
  std::string error;  // libcurl's words, or the last line of an FTP server, when something went wrong
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower-case letters
  std::string body;
  uint64_t received_bytes = 0;  // of the body, as it came

  /// FTP: all went well. HTTP: there is a whole answer, of whatever status.
  bool answered() const { return why == NoAnswer::kNone; }
  bool fine() const { return answered() && status >= 200 && status < 300; }
  /// The value of the first header of that name; empty: there is none.
  std::string_view Header(std::string_view name) const;
  bool Has(std::string_view name) const;
};

struct TransferOptions {
  size_t jobs = 4;
  long connect_ms = 15000;
  long stall_s = 30;              // without a byte, before it is given up
  size_t most_bytes = 200 << 20;  // of an answer
  std::string ca_file;            // of certificates to believe, in place of the system's; empty: those
  std::string user, password;
  /// http, https and ftps only, or: explicit TLS over FTP, which must then come before the password.
  bool tls_over_ftp = false;
  std::string agent = "kyodo";
};

class Transfers {
 public:
  explicit Transfers(const TransferOptions& options);
  ~Transfers();
  Transfers(const Transfers&) = delete;

  /// False when libcurl is not installed: then every answer says so.
  static bool Available();

  /// The first request of a task; none: it has ended.
  using Begin = std::function<std::optional<WebRequest>(size_t task)>;
  /// What follows the answer of a task: the next request of it; none: it has ended.
  using Then = std::function<std::optional<WebRequest>(size_t task, WebAnswer answer)>;
  /// Runs tasks 0 to `count` - 1, `jobs` at a time, begun in their order.
  void Run(size_t count, const Begin& begin, const Then& then);
  WebAnswer Send(WebRequest request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT", as HTTP writes moments.
std::optional<Instant> ReadHttpDate(const std::string& text);

}  // namespace kyodo
