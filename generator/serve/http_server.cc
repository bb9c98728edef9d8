#include "serve/http_server.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <optional>

#include "core/text.h"

namespace kyodo::serve {

namespace {

constexpr int kPortsTried = 20;
constexpr ev_ssize_t kLargestHeaders = 32 << 10;
constexpr timeval kSignOfLife{15, 0};  // to listeners: a connection that is gone is found by it
constexpr int kIdleSeconds = 60;
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

template <class T, void (*kFree)(T*)>
struct Freed {
  void operator()(T* what) const { kFree(what); }
};
template <class T, void (*kFree)(T*)>
using Owned = std::unique_ptr<T, Freed<T, kFree>>;

/// Percent-decoded (RFC 3986 section 2.1). None: not a plain absolute path.
std::optional<std::string> PlainPath(const char* sent) {
  if (!sent || *sent != '/') return std::nullopt;
  size_t size = 0;
  const std::unique_ptr<char, decltype(&std::free)> decoded(evhttp_uridecode(sent, 0, &size), std::free);
  if (!decoded) return std::nullopt;
  std::string path(decoded.get(), size);
  const auto has = [](const std::string& whole, std::string_view part) { return whole.find(part) != whole.npos; };
  const bool leads_up = has(path + "/", "/../") || has(path + "/", "/./");
  if (leads_up || has(path, "//") || has(path, "\\") || has(path, {"\0", 1})) return std::nullopt;
  return path;
}

/// A plus is a blank there.
std::string DecodedField(std::string_view sent) {
  std::string text(sent);
  std::replace(text.begin(), text.end(), '+', ' ');
  size_t size = 0;
  const std::unique_ptr<char, decltype(&std::free)> decoded(evhttp_uridecode(text.c_str(), 0, &size), std::free);
  return decoded ? std::string(decoded.get(), size) : std::string();
}

std::map<std::string, std::vector<std::string>> FieldsOf(std::string_view body) {
  std::map<std::string, std::vector<std::string>> fields;
  for (const std::string_view part : Split(body, '&')) {
    if (part.empty()) continue;
    const size_t mark = std::min(part.find('='), part.size());
    const std::string_view value = part.substr(std::min(mark + 1, part.size()));
    fields[DecodedField(part.substr(0, mark))].push_back(DecodedField(value));
  }
  return fields;
}

std::string HeaderOf(evhttp_request* request, const char* name) {
  const char* value = evhttp_find_header(evhttp_request_get_input_headers(request), name);
  return value ? value : "";
}

/// Calls once, some time after the last start.
class Timer {
 public:
  explicit Timer(event_base* base)
      : event_(evtimer_new(
            base,
            [](evutil_socket_t, short, void* self) { std::exchange(static_cast<Timer*>(self)->then_, nullptr)(); },
            this)) {}

  void Start(std::chrono::milliseconds wait, std::function<void()> then) {
    then_ = std::move(then);
    const timeval time{static_cast<time_t>(wait.count() / 1000), static_cast<suseconds_t>(wait.count() % 1000 * 1000)};
    evtimer_add(event_.get(), &time);
  }

 private:
  std::function<void()> then_;
  Owned<event, event_free> event_;
};

class Server final : public HttpServer {
 public:
  Server(HttpOptions options, Handler handler) : options_(std::move(options)), handler_(std::move(handler)) {}
  ~Server() override { http_.reset(); }  // tells of each connection that ends

  Status Listen();
  uint16_t port() const override { return port_; }
  std::string origin() const override {
    const bool v6 = options_.address.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", options_.address, v6 ? "]" : "", port_);
  }
  void WhenReadable(int descriptor, std::function<void()> then) override;
  void After(std::chrono::milliseconds wait, std::function<void()> then) override {
    later_.Start(wait, std::move(then));
  }
  void Next(std::function<void()> then) override { next_.Start(std::chrono::milliseconds(0), std::move(then)); }
  void Tell(const std::string& event, const std::string& data) override;
  void Run() override;
  void Stop() override { event_base_loopbreak(base_.get()); }

 private:
  void Answer(evhttp_request* request);
  void Send(evhttp_request* request, const HttpAnswer& answer);
  void AddListener(evhttp_request* request);
  void RemoveListener(evhttp_connection* connection) {
    std::erase_if(listeners_, [&](evhttp_request* one) { return evhttp_request_get_connection(one) == connection; });
  }
  void SendEvent(evhttp_request* listener, const std::string& text);
  bool IsKnownHost(const std::string& host) const;

  const HttpOptions options_;
  const Handler handler_;
  uint16_t port_ = 0;
  Owned<event_base, event_base_free> base_{event_base_new()};
  Owned<evhttp, evhttp_free> http_{evhttp_new(base_.get())};
  std::deque<std::function<void()>> readers_;
  std::vector<Owned<event, event_free>> events_;
  Timer later_{base_.get()}, next_{base_.get()};
  std::vector<evhttp_request*> listeners_;
  std::map<std::string, std::string> last_;  // of each event, as it is sent
};

Status Server::Listen() {
  evhttp_set_allowed_methods(http_.get(), EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST);
  evhttp_set_max_headers_size(http_.get(), kLargestHeaders);
  evhttp_set_max_body_size(http_.get(), static_cast<ev_ssize_t>(options_.largest_body_bytes));
  evhttp_set_timeout(http_.get(), kIdleSeconds);
  evhttp_set_gencb(
      http_.get(), [](evhttp_request* request, void* self) { static_cast<Server*>(self)->Answer(request); }, this);
  evhttp_bound_socket* bound = nullptr;
  int failure = 0;
  for (int i = 0; i < (options_.any_port ? kPortsTried : 1) && !bound; ++i) {
    const int port = options_.port == 0 ? 0 : options_.port + i;
    if (port > 65535) break;
    bound = evhttp_bind_socket_with_handle(http_.get(), options_.address.c_str(), static_cast<uint16_t>(port));
    failure = errno;
  }
  if (!bound) {
    Diagnostics one;
    return one.FileError(
        "serve.port", "",
        {fmt::format("{} のポート {} で待ち受けられません: {}", options_.address, options_.port,
                     std::strerror(failure)),
         fmt::format("Cannot listen at {}, port {}: {}", options_.address, options_.port, std::strerror(failure))},
        {"空いている番号を選びます。例: --port 8123", "Choose one that is free. Example: --port 8123"});
  }
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  getsockname(evhttp_bound_socket_get_fd(bound), reinterpret_cast<sockaddr*>(&name), &size);
  port_ = ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(name).sin6_port
                                           : reinterpret_cast<const sockaddr_in&>(name).sin_port);
  return Done{};
}

/// A page of another site, whose name leads to this machine (DNS rebinding), asks with that name.
bool Server::IsKnownHost(const std::string& host) const {
  const std::string port = fmt::format(":{}", port_);
  const auto is = [&](const std::string& name) { return host == name + port || (port_ == 80 && host == name); };
  return is("localhost") || is("127.0.0.1") || is("[::1]") || is(options_.address) ||
         std::any_of(options_.hosts.begin(), options_.hosts.end(), is);
}

void Server::Answer(evhttp_request* request) {
  const auto refuse = [&](int status, const char* why) { Send(request, {status, kPlain, why}); };
  if (!IsKnownHost(HeaderOf(request, "Host"))) return refuse(403, "403: unknown Host\n");
  const evhttp_uri* uri = evhttp_request_get_evhttp_uri(request);
  std::optional<std::string> path = uri ? PlainPath(evhttp_uri_get_path(uri)) : std::nullopt;
  if (!path) return refuse(400, "400: not a path\n");
  HttpRequest asked;
  asked.method = evhttp_request_get_command(request) == EVHTTP_REQ_POST ? HttpRequest::kPost : HttpRequest::kGet;
  asked.path = std::move(*path);
  evkeyvalq parameters{};
  if (const char* query = evhttp_uri_get_query(uri); query && evhttp_parse_query_str(query, &parameters) == 0) {
    for (const evkeyval* one = parameters.tqh_first; one; one = one->next.tqe_next)
      asked.parameters[one->key] = one->value;
    evhttp_clear_headers(&parameters);
  }
  // What is sent from the pages of this server says so; a page of another site cannot (Fetch, section 3.2).
  if (asked.method == HttpRequest::kPost && HeaderOf(request, "Origin") != "http://" + HeaderOf(request, "Host"))
    return refuse(403, "403: foreign Origin\n");
  if (asked.method == HttpRequest::kPost) {
    const std::string type = HeaderOf(request, "Content-Type");
    const bool is_form = StartsWith(type, kFormType);
    evbuffer* body = evhttp_request_get_input_buffer(request);
    const size_t size = evbuffer_get_length(body);
    if (is_form && size > options_.largest_form_bytes) return refuse(413, "413: too large\n");
    const auto* bytes = reinterpret_cast<const char*>(evbuffer_pullup(body, -1));
    const std::string_view sent = bytes ? std::string_view(bytes, size) : std::string_view();
    if (is_form) asked.fields = FieldsOf(sent);
    if (!is_form) asked.parts = ReadMultipart(type, sent).value_or(std::vector<FormPart>());
  }
  if (asked.method == HttpRequest::kGet && asked.path == options_.events_path) return AddListener(request);
  Send(request, handler_(asked));
}

void Server::Send(evhttp_request* request, const HttpAnswer& answer) {
  evkeyvalq* headers = evhttp_request_get_output_headers(request);
  if (!answer.type.empty()) evhttp_add_header(headers, "Content-Type", answer.type.c_str());
  evhttp_add_header(headers, "X-Content-Type-Options", "nosniff");
  evhttp_add_header(headers, "Cache-Control", "no-store");
  for (const auto& [name, value] : answer.headers) evhttp_add_header(headers, name.c_str(), value.c_str());
  const Owned<evbuffer, evbuffer_free> bytes(evbuffer_new());
  evbuffer_add(bytes.get(), answer.bytes.data(), answer.bytes.size());
  if (evhttp_request_get_command(request) == EVHTTP_REQ_HEAD) {
    evhttp_add_header(headers, "Content-Length", std::to_string(answer.bytes.size()).c_str());
    evhttp_send_reply(request, answer.status, nullptr, nullptr);
  } else {
    evhttp_send_reply(request, answer.status, nullptr, bytes.get());
  }
}

void Server::AddListener(evhttp_request* request) {
  evkeyvalq* headers = evhttp_request_get_output_headers(request);
  evhttp_add_header(headers, "Content-Type", "text/event-stream");
  evhttp_add_header(headers, "Cache-Control", "no-store");
  evhttp_connection* connection = evhttp_request_get_connection(request);
  evhttp_connection_set_closecb(
      connection, [](evhttp_connection* gone, void* self) { static_cast<Server*>(self)->RemoveListener(gone); }, this);
  evhttp_send_reply_start(request, 200, nullptr);
  bufferevent_enable(evhttp_connection_get_bufferevent(connection), EV_READ);  // else nobody sees that it ends
  listeners_.push_back(request);
  SendEvent(request, "retry: 300\n\n");
  for (const auto& [event, text] : last_) SendEvent(request, text);
}

void Server::SendEvent(evhttp_request* listener, const std::string& text) {
  const Owned<evbuffer, evbuffer_free> bytes(evbuffer_new());
  evbuffer_add(bytes.get(), text.data(), text.size());
  evhttp_send_reply_chunk(listener, bytes.get());
}

void Server::Tell(const std::string& event, const std::string& data) {
  const std::string& text = last_[event] = fmt::format("event: {}\ndata: {}\n\n", event, data);
  const std::vector<evhttp_request*> now = listeners_;  // one that is gone leaves the list while it is told
  for (evhttp_request* listener : now) SendEvent(listener, text);
}

void Server::WhenReadable(int descriptor, std::function<void()> then) {
  readers_.push_back(std::move(then));
  events_.emplace_back(event_new(
      base_.get(), descriptor, EV_READ | EV_PERSIST,
      [](evutil_socket_t, short, void* call) { (*static_cast<std::function<void()>*>(call))(); }, &readers_.back()));
  event_add(events_.back().get(), nullptr);
}

void Server::Run() {
  for (const int number : {SIGINT, SIGTERM}) {
    events_.emplace_back(evsignal_new(
        base_.get(), number, [](evutil_socket_t, short, void* self) { static_cast<Server*>(self)->Stop(); }, this));
    event_add(events_.back().get(), nullptr);
  }
  events_.emplace_back(event_new(
      base_.get(), -1, EV_PERSIST,
      [](evutil_socket_t, short, void* self) {
        auto& server = *static_cast<Server*>(self);
        const std::vector<evhttp_request*> now = server.listeners_;
        for (evhttp_request* listener : now) server.SendEvent(listener, ":\n\n");
      },
      this));
  event_add(events_.back().get(), &kSignOfLife);
  std::signal(SIGPIPE, SIG_IGN);
  event_base_dispatch(base_.get());
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Open(const HttpOptions& options, Handler handler) {
  auto server = std::make_unique<Server>(options, std::move(handler));
  if (const Status listening = server->Listen(); !listening.ok()) return listening.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace kyodo::serve
