#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <thread>

#include "system/transfers.h"

namespace kyodo {

namespace {

/// A web server on this machine that says one thing, once, and hangs up.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(listener_, any, size) == 0);
    REQUIRE(listen(listener_, 1) == 0);
    REQUIRE(getsockname(listener_, any, &size) == 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    server_ = std::thread([this, answer = std::move(answer)] {
      const int one = accept(listener_, nullptr, nullptr);
      char request[4096];
      if (read(one, request, sizeof request) > 0) (void)!write(one, answer.data(), answer.size());
      close(one);
    });
  }
  ~OneAnswer() {
    server_.join();
    close(listener_);
  }
  OneAnswer(const OneAnswer&) = delete;

  const std::string& url() const { return url_; }

 private:
  const int listener_;
  std::string url_;
  std::thread server_;
};

WebAnswer AskedFor(const char* method, const std::string& answer) {
  const OneAnswer server(answer);
  Transfers transfers({});
  return transfers.Send({method, server.url(), {}, {}});
}

}  // namespace

TEST_CASE("Transfers: half an answer has no status, whatever its first line says", "[system]") {
  for (const char* status : {"200 OK", "207 Multi-Status", "404 Not Found", "412 Precondition Failed"}) {
    for (const char* method : {"GET", "PUT", "MOVE"}) {
      INFO(method << ": " << status);
      const std::string head = std::string("HTTP/1.1 ") + status + "\r\nContent-Length: 8\r\n\r\n";
      const WebAnswer half = AskedFor(method, head + "half");
      CHECK_FALSE(half.answered());
      CHECK(half.status == 0);
      const WebAnswer whole = AskedFor(method, head + "all of i");
      CHECK(whole.answered());
      CHECK(whole.status == std::stoi(status));
    }
  }
}

}  // namespace kyodo
