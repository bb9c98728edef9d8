#include "system/http_probe.h"

#include <algorithm>
#include <chrono>
#include <list>
#include <map>
#include <memory>

#include "core/text.h"
#include "core/web_address.h"
#include "system/curl.h"
#include "system/public_address.h"

namespace kyodo {

namespace {

using Clock = std::chrono::steady_clock;

/// The next request for one of the addresses.
struct Request {
  size_t index = 0;
  std::string url, host;
  bool head = true;
  int redirects = 0;          // that led to `url`
  bool all_permanent = true;  // they are
  long used_ms = 0;           // by the requests before
  size_t body_bytes = 0;
  AddressGuard guard;
  Easy easy;
};

/// A little of a body is enough to know that there is one.
size_t StopAtBody(char*, size_t size, size_t count, void* to) {
  constexpr size_t kEnough = 16384;
  size_t& bytes = static_cast<Request*>(to)->body_bytes;
  bytes += size * count;
  return bytes > kEnough ? 0 : size * count;
}

class Prober {
 public:
  Prober(const Curl& curl, std::span<const std::string> urls, const ProbeLimits& limits,
         const std::function<void(size_t)>& told)
      : curl_(curl), limits_(limits), told_(told), results_(urls.size()) {
    for (size_t i = 0; i < urls.size(); ++i) Ask(i, urls[i]);
  }

  std::vector<ProbeResult> Run() {
    while (!waiting_.empty() || !running_.empty()) {
      StartSome();
      int left = 0;
      curl_.multi_perform(multi_.get(), &left);
      int queued = 0;
      while (CURLMsg* message = curl_.multi_info_read(multi_.get(), &queued)) {
        if (message->msg == CURLMSG_DONE) Finish(message->easy_handle, message->data.result);
      }
      const int wait_ms = static_cast<int>(std::clamp<long>(limits_.pause_ms, 1, 50));
      curl_.multi_poll(multi_.get(), nullptr, 0, wait_ms, nullptr);
    }
    return std::move(results_);
  }

 private:
  struct Host {
    int running = 0;
    Clock::time_point next{};
  };

  Request& Ask(size_t index, const std::string& url) {
    Request& request = waiting_.emplace_back();
    request.index = index;
    request.url = WithoutCredentials(url);
    request.url.erase(std::min(request.url.find('#'), request.url.size()));
    request.host = Fold(HostOf(request.url));
    request.guard.test_server = limits_.test_server;
    return request;
  }

  void StartSome() {
    const Clock::time_point now = Clock::now();
    for (auto at = waiting_.begin(); at != waiting_.end() && running_.size() < static_cast<size_t>(limits_.at_once);) {
      Host& host = hosts_[at->host];
      const auto next = std::next(at);
      if (host.running < limits_.at_once_of_host && now >= host.next) {
        ++host.running;
        running_.splice(running_.end(), waiting_, at);
        Start(running_.back());
      }
      at = next;
    }
  }

  void Start(Request& request) {
    request.easy = Easy(curl_.easy_init());
    const auto set = [&](CURLoption option, auto value) { curl_.easy_setopt(request.easy.get(), option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_NOBODY, request.head ? 1L : 0L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOPROXY, "*");  // the address looked at is the one that is asked
    set(CURLOPT_TIMEOUT_MS, std::max(limits_.time_ms - request.used_ms, 1L));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "kyodo link check");
    set(CURLOPT_WRITEFUNCTION, StopAtBody);
    set(CURLOPT_WRITEDATA, &request);
    set(CURLOPT_OPENSOCKETFUNCTION, OpenGuardedSocket);
    set(CURLOPT_OPENSOCKETDATA, &request.guard);
    curl_.multi_add_handle(multi_.get(), request.easy.get());
  }

  void Finish(CURL* easy, CURLcode code) {
    const auto at = std::find_if(running_.begin(), running_.end(),
                                 [&](const Request& request) { return request.easy.get() == easy; });
    long status = 0;
    curl_off_t used_us = 0;
    const char* location = nullptr;
    curl_.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_.easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &used_us);
    curl_.easy_getinfo(easy, CURLINFO_REDIRECT_URL, &location);
    const std::string next = location ? WithoutCredentials(location) : "";
    curl_.multi_remove_handle(multi_.get(), easy);
    Host& host = hosts_[at->host];
    --host.running;
    host.next = Clock::now() + std::chrono::milliseconds(limits_.pause_ms);
    at->used_ms += static_cast<long>(used_us / 1000);
    const bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0);
    if (answered && status >= 300 && status < 400 && !next.empty()) {
      Follow(*at, static_cast<int>(status), next);
    } else if (at->head && (answered ? status >= 400 : code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR)) {
      Request& again = Repeat(*at, at->url);
      again.head = false;
    } else {
      ProbeResult& result = results_[at->index];
      if (answered) result.status = static_cast<int>(status);
      if (!answered) result.why = at->guard.refused ? NoAnswer::kPrivate : WhyNot(code);
      if (!answered) result.error = curl_.easy_strerror(code);
      Done();
    }
    running_.erase(at);
  }

  /// One more request for the same link. It comes first, so that links end one by one.
  Request& Repeat(const Request& before, const std::string& url) {
    Request& again = Ask(before.index, url);
    again.head = before.head;
    again.redirects = before.redirects;
    again.all_permanent = before.all_permanent;
    again.used_ms = before.used_ms;
    waiting_.splice(waiting_.begin(), waiting_, std::prev(waiting_.end()));
    return waiting_.front();
  }

  void Follow(const Request& request, int status, const std::string& next) {
    ProbeResult& result = results_[request.index];
    const bool permanent = request.all_permanent && (status == 301 || status == 308);
    result.target = next;
    if (permanent) result.moved_to = next;
    if (request.redirects >= limits_.redirects) {
      result.why = NoAnswer::kRedirects;
      result.error = "too many redirects";
      return Done();
    }
    Request& again = Repeat(request, next);
    ++again.redirects;
    again.all_permanent = permanent;
  }

  void Done() {
    ++done_;
    if (told_) told_(done_);
  }

  const Curl& curl_;
  const ProbeLimits& limits_;
  const std::function<void(size_t)>& told_;
  std::vector<ProbeResult> results_;
  size_t done_ = 0;
  std::map<std::string, Host> hosts_;
  Multi multi_{curl_.multi_init()};
  std::list<Request> waiting_, running_;  // where a request lies, its transfer keeps
};

}  // namespace

std::vector<ProbeResult> Probe(std::span<const std::string> urls, const ProbeLimits& limits,
                               const std::function<void(size_t)>& told) {
  const Curl* const curl = LoadCurl();
  if (!curl) return std::vector<ProbeResult>(urls.size(), {0, NoAnswer::kOther, kNoCurl, {}, {}});
  return Prober(*curl, urls, limits, told).Run();
}

}  // namespace kyodo
