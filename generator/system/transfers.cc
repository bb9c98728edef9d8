#include "system/transfers.h"

#include <algorithm>
#include <cstring>

#include "core/text.h"
#include "system/curl.h"

namespace kyodo {

namespace {

struct ShareCloser {
  void operator()(CURLSH* share) const { LoadCurl()->share_cleanup(share); }
};
struct ListCloser {
  void operator()(curl_slist* list) const { LoadCurl()->slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCloser>;

List ListOf(const std::vector<std::string>& lines) {
  curl_slist* list = nullptr;
  for (const std::string& line : lines) list = LoadCurl()->slist_append(list, line.c_str());
  return List(list);
}

/// One request under way. Where it lies, its transfer keeps.
struct Slot {
  std::unique_ptr<CURLSH, ShareCloser> share;  // closed after what uses it
  Easy easy;
  bool busy = false;
  size_t task = 0, sent = 0, most_bytes = 0;
  WebRequest request;
  WebAnswer answer;
  std::string last_line;  // of an FTP server
  List headers, before, after;
  char words[CURL_ERROR_SIZE] = "";
};

size_t TakeBody(char* data, size_t size, size_t count, void* to) {
  auto& slot = *static_cast<Slot*>(to);
  if (slot.answer.body.size() + size * count > slot.most_bytes) return 0;
  slot.answer.body.append(data, size * count);
  return size * count;
}

size_t GiveBody(char* data, size_t size, size_t count, void* from) {
  auto& slot = *static_cast<Slot*>(from);
  const size_t bytes = std::min(size * count, slot.request.body.size() - slot.sent);
  std::memcpy(data, slot.request.body.data() + slot.sent, bytes);
  slot.sent += bytes;
  return bytes;
}

/// Of an answer that follows another (100, 401 and then 200), the headers of the last count.
size_t TakeHeader(char* data, size_t size, size_t count, void* to) {
  auto& slot = *static_cast<Slot*>(to);
  const std::string_view line = Trim({data, size * count});
  const size_t colon = line.find(':');
  if (StartsWith(line, "HTTP/")) {
    slot.answer.headers.clear();
  } else if (colon != line.npos && colon > 0) {
    slot.answer.headers.emplace_back(SmallLetters(line.substr(0, colon)), Trim(line.substr(colon + 1)));
  }
  if (!line.empty()) slot.last_line = line;
  return size * count;
}

}  // namespace

std::string_view WebAnswer::Header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& one) { return one.first == name; });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

bool WebAnswer::Has(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& one) { return one.first == name; });
}

struct Transfers::State {
  explicit State(const TransferOptions& given) : options(given), curl(LoadCurl()) {
    if (!curl) return;
    multi.reset(curl->multi_init());
    curl->multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options.jobs) + 2);
    slots.resize(std::max<size_t>(options.jobs, 1));
  }

  void Start(Slot& slot, size_t task, WebRequest request) {
    if (slot.easy) curl->easy_reset(slot.easy.get());
    if (!slot.easy) Open(slot);
    slot.busy = true;
    slot.task = task;
    slot.sent = 0;
    slot.most_bytes = options.most_bytes;
    slot.request = std::move(request);
    slot.answer = {};
    slot.last_line.clear();
    slot.words[0] = 0;
    SetUsual(slot);
    StartsWith(slot.request.url, "ftp") ? SetFtp(slot) : SetHttp(slot);
    curl->multi_add_handle(multi.get(), slot.easy.get());
  }

  /// Each slot has connections of its own, and TLS sessions: the second connection of FTP shows by the session that it
  /// is of the same client as the first.
  void Open(Slot& slot) const {
    slot.easy.reset(curl->easy_init());
    slot.share.reset(curl->share_init());
    curl->share_setopt(slot.share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    curl->share_setopt(slot.share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  }

  template <class Value>
  void Set(const Slot& slot, CURLoption option, Value value) const {
    curl->easy_setopt(slot.easy.get(), option, value);
  }

  void SetUsual(Slot& slot) const {
    Set(slot, CURLOPT_URL, slot.request.url.c_str());
    Set(slot, CURLOPT_SHARE, slot.share.get());
    Set(slot, CURLOPT_PROTOCOLS_STR, options.tls_over_ftp ? "ftp" : "http,https,ftps");
    Set(slot, CURLOPT_NOSIGNAL, 1L);
    Set(slot, CURLOPT_CONNECTTIMEOUT_MS, options.connect_ms);
    Set(slot, CURLOPT_LOW_SPEED_LIMIT, 1L);
    Set(slot, CURLOPT_LOW_SPEED_TIME, options.stall_s);
    Set(slot, CURLOPT_SERVER_RESPONSE_TIMEOUT, options.stall_s);
    Set(slot, CURLOPT_USERAGENT, options.agent.c_str());
    Set(slot, CURLOPT_WRITEFUNCTION, TakeBody);
    Set(slot, CURLOPT_WRITEDATA, &slot);
    Set(slot, CURLOPT_HEADERFUNCTION, TakeHeader);
    Set(slot, CURLOPT_HEADERDATA, &slot);
    Set(slot, CURLOPT_ERRORBUFFER, slot.words);
    if (!options.ca_file.empty()) Set(slot, CURLOPT_CAINFO, options.ca_file.c_str());
    if (!options.user.empty()) Set(slot, CURLOPT_USERNAME, options.user.c_str());
    if (!options.user.empty()) Set(slot, CURLOPT_PASSWORD, options.password.c_str());
  }

  void SetHttp(Slot& slot) const {
    const WebRequest& request = slot.request;
    const bool is_open =
        StartsWith(request.url, "http:");  // then no password is sent as it is, if the server can do better
    Set(slot, CURLOPT_HTTPAUTH, is_open ? CURLAUTH_ANY : CURLAUTH_BASIC);
    std::vector<std::string> headers = request.headers;
    headers.emplace_back("Expect:");
    if (request.method == "HEAD") {
      Set(slot, CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
      Set(slot, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      Set(slot, CURLOPT_POSTFIELDS, request.body.c_str());
      Set(slot, CURLOPT_CUSTOMREQUEST, request.method.c_str());
      const bool has_type = std::any_of(headers.begin(), headers.end(), [](const std::string& line) {
        return StartsWith(line, "Content-Type:") || StartsWith(line, "content-type:");
      });
      if (!has_type) headers.emplace_back("Content-Type:");
    }
    if (request.unpack) Set(slot, CURLOPT_ACCEPT_ENCODING, "");
    slot.headers = ListOf(headers);
    Set(slot, CURLOPT_HTTPHEADER, slot.headers.get());
  }

  void SetFtp(Slot& slot) const {
    const WebRequest& request = slot.request;
    Set(slot, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    Set(slot, CURLOPT_FTPSSLAUTH, static_cast<long>(CURLFTPAUTH_TLS));
    // Sessions of TLS 1.3 are for one use each, so few servers of FTP can tell by them whose the second connection is.
    Set(slot, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2) | CURL_SSLVERSION_MAX_TLSv1_2);
    Set(slot, CURLOPT_TRANSFERTEXT, 0L);
    Set(slot, CURLOPT_FTP_SKIP_PASV_IP, 1L);
    Set(slot, CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_NOCWD));
    slot.before = ListOf(request.before);
    slot.after = ListOf(request.after);
    if (slot.before) Set(slot, CURLOPT_QUOTE, slot.before.get());
    if (slot.after) Set(slot, CURLOPT_POSTQUOTE, slot.after.get());
    if (request.method == "HEAD") Set(slot, CURLOPT_NOBODY, 1L);
    if (request.list) Set(slot, CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_SINGLECWD));
    if (request.method != "PUT") return;
    Set(slot, CURLOPT_UPLOAD, 1L);
    Set(slot, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    Set(slot, CURLOPT_READFUNCTION, GiveBody);
    Set(slot, CURLOPT_READDATA, &slot);
  }

  Slot& Ended(CURL* easy, CURLcode code) {
    Slot& slot = *std::find_if(slots.begin(), slots.end(), [&](const Slot& one) { return one.easy.get() == easy; });
    long status = 0;
    curl_off_t bytes = 0;
    curl->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl->easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    // Half an answer of HTTP says nothing: its body may be what counts.
    const bool is_ftp = StartsWith(slot.request.url, "ftp");
    slot.answer.status = code == CURLE_OK || is_ftp ? static_cast<int>(status) : 0;
    slot.answer.received_bytes = static_cast<uint64_t>(bytes);
    slot.answer.why = WhyNot(code);
    if (code != CURLE_OK) slot.answer.error = slot.words[0] ? slot.words : curl->easy_strerror(code);
    if (code != CURLE_OK && is_ftp && slot.answer.why == NoAnswer::kOther) slot.answer.error = slot.last_line;
    curl->multi_remove_handle(multi.get(), easy);
    slot.busy = false;
    return slot;
  }

  const TransferOptions options;
  const Curl* const curl;
  Multi multi;
  std::vector<Slot> slots;
};

Transfers::Transfers(const TransferOptions& options) : state_(std::make_unique<State>(options)) {}
Transfers::~Transfers() = default;

bool Transfers::Available() { return LoadCurl() != nullptr; }

void Transfers::Run(size_t count, const Begin& begin, const Then& then) {
  State& state = *state_;
  size_t next = 0, under_way = 0;
  int pause_ms = 1;
  const auto start = [&](Slot& slot, size_t task, WebRequest request) {
    if (state.curl) {
      state.Start(slot, task, std::move(request));
      ++under_way;
      return;
    }
    WebAnswer none;
    none.why = NoAnswer::kOther;
    none.error = kNoCurl;
    (void)then(task, std::move(none));
  };
  const auto fill = [&] {
    for (Slot& slot : state.slots) {
      while (!slot.busy && next < count) {
        const size_t task = next++;
        if (std::optional<WebRequest> request = begin(task)) start(slot, task, std::move(*request));
      }
    }
  };
  for (fill(); under_way > 0; fill()) {
    int left = 0, queued = 0;
    state.curl->multi_perform(state.multi.get(), &left);
    bool ended = false;
    while (CURLMsg* message = state.curl->multi_info_read(state.multi.get(), &queued)) {
      if (message->msg != CURLMSG_DONE) continue;
      Slot& slot = state.Ended(message->easy_handle, message->data.result);
      --under_way;
      ended = true;
      const size_t task = slot.task;
      if (std::optional<WebRequest> more = then(task, std::move(slot.answer))) start(slot, task, std::move(*more));
    }
    if (ended || under_way == 0) continue;
    // Of FTP, libcurl does not always watch the connection that moves next (7.88, after EPSV and until 150): so it is
    // asked again soon, and less and less often while nothing comes.
    int ready = 0;
    state.curl->multi_poll(state.multi.get(), nullptr, 0, pause_ms, &ready);
    pause_ms = ready > 0 ? 1 : std::min(2 * pause_ms, 200);
  }
}

WebAnswer Transfers::Send(WebRequest request) {
  WebAnswer out;
  Run(
      1, [&](size_t) { return std::optional(std::move(request)); },
      [&](size_t, WebAnswer answer) {
        out = std::move(answer);
        return std::optional<WebRequest>();
      });
  return out;
}

std::optional<Instant> ReadHttpDate(const std::string& text) {
  const Curl* const curl = LoadCurl();
  const time_t moment = curl ? curl->getdate(text.c_str(), nullptr) : -1;
  return moment < 0 ? std::nullopt : std::optional<Instant>(moment);
}

}  // namespace kyodo
