// A web server for one person on one machine: HTTP/1.1 (RFC 9112), and server-sent events (HTML Living Standard,
// section 9.2) for pages that wait for news. Runs in one loop, which also waits for other descriptors and for time.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "serve/multipart.h"

namespace kyodo::serve {

struct HttpRequest {
  enum Method : uint8_t { kGet, kPost };  // HEAD is GET whose answer is cut off by the server
  Method method = kGet;
  std::string path;                               // decoded, begins with '/'; without "//", ".." and NUL
  std::map<std::string, std::string> parameters;  // of the query, decoded
  /// What a form holds (application/x-www-form-urlencoded, URL Standard section 5.1), by the names of its fields.
  std::map<std::string, std::vector<std::string>> fields = {};
  std::vector<FormPart> parts = {};  // of a form with files

  /// Empty: not given.
  std::string Parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  }
  /// The first value of a field of the form; empty: not sent.
  std::string Field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() || found->second.empty() ? std::string() : found->second.front();
  }
};

inline constexpr const char* kPlain = "text/plain; charset=utf-8";

struct HttpAnswer {
  int status = 200;
  std::string type;  // media type
  std::string bytes;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

struct HttpOptions {
  std::string address = "127.0.0.1";  // to listen at
  uint16_t port = 8000;
  bool any_port = true;            // the next free one, when it is taken
  std::vector<std::string> hosts;  // names that may stand in Host besides this machine's own
  uint64_t largest_form_bytes = 8u << 20;
  uint64_t largest_body_bytes = 17u << 20;  // of a form with files
  std::string events_path;                  // who asks for it is told what Tell tells
};

class HttpServer {
 public:
  using Handler = std::function<HttpAnswer(const HttpRequest&)>;

  /// Error `serve.port`: another program listens there, or it may not be used.
  static Result<std::unique_ptr<HttpServer>> Open(const HttpOptions& options, Handler handler);
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;
  /// "http://127.0.0.1:8000"
  virtual std::string origin() const = 0;
  virtual void WhenReadable(int descriptor, std::function<void()> then) = 0;
  /// Once, unless it is called again before: then counted from there.
  virtual void After(std::chrono::milliseconds wait, std::function<void()> then) = 0;
  /// Once, when what has been told is on its way.
  virtual void Next(std::function<void()> then) = 0;
  /// To all who listen now; and the last of each event to those who come later.
  virtual void Tell(const std::string& event, const std::string& data) = 0;
  /// Until Stop, or SIGINT or SIGTERM.
  virtual void Run() = 0;
  virtual void Stop() = 0;
};

}  // namespace kyodo::serve
