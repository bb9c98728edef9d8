#include "system/http_probe.h"

#include <algorithm>
#include <memory>

#include "system/curl.h"

namespace kyodo {

namespace {

struct MultiCloser {
  void operator()(CURLM* multi) const { LoadCurl()->multi_cleanup(multi); }
};
struct EasyCloser {
  void operator()(CURL* easy) const { LoadCurl()->easy_cleanup(easy); }
};
using Multi = std::unique_ptr<CURLM, MultiCloser>;
using Easy = std::unique_ptr<CURL, EasyCloser>;

/// One byte of a body is enough to know that there is one.
size_t StopAtBody(char*, size_t, size_t, void*) { return 0; }

Easy MakeRequest(const Curl& curl, const std::string& url, bool head, const ProbeLimits& limits) {
  Easy easy(curl.easy_init());
  curl.easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl.easy_setopt(easy.get(), CURLOPT_NOBODY, head ? 1L : 0L);
  curl.easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl.easy_setopt(easy.get(), CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl.easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 1L);
  curl.easy_setopt(easy.get(), CURLOPT_MAXREDIRS, limits.redirects);
  curl.easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, limits.time_ms);
  curl.easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl.easy_setopt(easy.get(), CURLOPT_USERAGENT, "kyodo link check");
  curl.easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, StopAtBody);
  return easy;
}

class Prober {
 public:
  Prober(const Curl& curl, std::span<const std::string> urls, const ProbeLimits& limits)
      : curl_(curl), urls_(urls), limits_(limits), results_(urls.size()), running_(urls.size()) {}

  std::vector<ProbeResult> Run() {
    size_t next = 0, under_way = 0;
    for (; next < urls_.size() || under_way > 0;) {
      for (; next < urls_.size() && under_way < static_cast<size_t>(limits_.at_once); ++next, ++under_way)
        Start(next, true);
      int left = 0;
      curl_.multi_perform(multi_.get(), &left);
      int queued = 0;
      while (CURLMsg* message = curl_.multi_info_read(multi_.get(), &queued)) {
        if (message->msg == CURLMSG_DONE && Finish(message->easy_handle, message->data.result)) --under_way;
      }
      if (under_way > 0) curl_.multi_poll(multi_.get(), nullptr, 0, 200, nullptr);
    }
    return std::move(results_);
  }

 private:
  struct Running {
    Easy easy;
    bool head = true;
  };

  void Start(size_t index, bool head) {
    running_[index] = {MakeRequest(curl_, urls_[index], head, limits_), head};
    curl_.easy_setopt(running_[index].easy.get(), CURLOPT_PRIVATE, reinterpret_cast<char*>(index));
    curl_.multi_add_handle(multi_.get(), running_[index].easy.get());
  }

  /// False when the address is asked for once more, by GET.
  bool Finish(CURL* easy, CURLcode code) {
    char* data = nullptr;
    curl_.easy_getinfo(easy, CURLINFO_PRIVATE, &data);
    const auto index = reinterpret_cast<size_t>(data);
    long status = 0;
    curl_.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0);
    const bool head = running_[index].head;
    curl_.multi_remove_handle(multi_.get(), easy);
    if (head && answered && status >= 400 && status != 404 && status != 410) {
      Start(index, false);
      return false;
    }
    results_[index].status = answered ? static_cast<int>(status) : 0;
    if (!answered) results_[index].error = curl_.easy_strerror(code);
    running_[index].easy.reset();
    return true;
  }

  const Curl& curl_;
  std::span<const std::string> urls_;
  const ProbeLimits& limits_;
  std::vector<ProbeResult> results_;
  Multi multi_{curl_.multi_init()};
  std::vector<Running> running_;
};

}  // namespace

std::vector<ProbeResult> Probe(std::span<const std::string> urls, const ProbeLimits& limits) {
  const Curl* const curl = LoadCurl();
  if (!curl) return std::vector<ProbeResult>(urls.size(), {0, kNoCurl});
  return Prober(*curl, urls, limits).Run();
}

}  // namespace kyodo
