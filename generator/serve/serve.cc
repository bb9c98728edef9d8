#include "serve/serve.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <thread>

#include "serve/assets.h"
#include "serve/editor.h"
#include "serve/folder_watch.h"

namespace kyodo::serve {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds kQuiet{700};  // after the last save, before all is looked through for what makes no sense

class Session {
 public:
  Session(FileSystem& files, const ServeOptions& options, Watcher* watcher, Listener& listener)
      : options_(options),
        listener_(listener),
        preview_(files, options.portal, watcher),
        editor_(files, preview_, options.edit_token, [this] {
          TellVersion(preview_.version() + 1);
          Reread();
        }) {
    if (!options.edit_token.empty()) preview_.AllowEdits();
  }
  ~Session() {
    if (sense_.joinable()) sense_.join();
    close(sense_ended_);
  }

  Status Run();

 private:
  HttpAnswer Answer(const HttpRequest& request);
  HttpAnswer Own(const HttpRequest& request);
  HttpAnswer Show(const HttpRequest& request);
  void Reread();
  void BeginSense();
  void EndSense();
  void TellVersion(uint64_t version) { server_->Tell("version", std::to_string(version)); }
  /// The moment that is not chosen on a page.
  Instant Now() const { return options_.clock ? options_.clock() : options_.portal.now; }

  const ServeOptions& options_;
  Listener& listener_;
  Preview preview_;
  Editor editor_;
  std::optional<Instant> shown_;  // chosen on a page
  std::unique_ptr<FolderWatch> watch_;
  std::unique_ptr<HttpServer> server_;
  const int sense_ended_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::pair<uint64_t, Diagnostics> found_;  // of the thread: the version of the files, and what is in them
  std::thread sense_;
};

Status Session::Run() {
  const InputPlaces places = options_.portal.Places();
  std::vector<std::string> folders = places.theme_parents;
  folders.push_back(places.site);
  Result<std::unique_ptr<FolderWatch>> watch = FolderWatch::Open(std::move(folders));
  if (!watch.ok()) return watch.error();
  watch_ = std::move(*watch);
  HttpOptions http = options_.http;
  http.events_path = std::string(kOwnPath) + "events";
  Result<std::unique_ptr<HttpServer>> server =
      HttpServer::Open(http, [this](const HttpRequest& request) { return Answer(request); });
  if (!server.ok()) return server.error();
  server_ = std::move(*server);
  server_->WhenReadable(watch_->descriptor(), [this] {
    if (!watch_->Take()) return;
    // The pages hear of it before it is read, and ask while it is: what they ask for waits for the reading.
    TellVersion(preview_.version() + 1);
    server_->Next([this] { Reread(); });
  });
  server_->WhenReadable(sense_ended_, [this] { EndSense(); });
  TellVersion(preview_.version());
  server_->After(kQuiet, [this] { BeginSense(); });
  // What stands behind # is not sent, and so in no log; preview.js takes it up.
  const std::string token = options_.edit_token.empty() ? "" : "#kyodo-edit=" + options_.edit_token;
  listener_.Ready(server_->origin() + std::string(preview_.home()) + token, preview_);
  server_->Run();
  return Done{};
}

void Session::Reread() {
  const auto start = std::chrono::steady_clock::now();
  const bool changed = preview_.Reload(shown_ ? *shown_ : Now());
  server_->After(kQuiet, [this] { BeginSense(); });
  if (!changed) return;
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  listener_.Changed(preview_, took.count());
}

/// In a thread of its own, so that a save meanwhile does not wait for it.
void Session::BeginSense() {
  if (sense_.joinable()) return server_->After(kQuiet, [this] { BeginSense(); });  // the one before is still at it
  sense_ = std::thread([this, check = preview_.SenseCheck(), version = preview_.version()] {
    found_ = {version, check()};
    const uint64_t one = 1;
    (void)!write(sense_ended_, &one, sizeof one);
  });
}

void Session::EndSense() {
  uint64_t count = 0;
  (void)!read(sense_ended_, &count, sizeof count);
  sense_.join();
  if (preview_.AddSense(found_.first, std::move(found_.second)))
    server_->Tell("checked", std::to_string(preview_.version()));
}

HttpAnswer Session::Answer(const HttpRequest& request) {
  if (request.path.starts_with(kOwnPath)) return Own(request);
  if (request.method != HttpRequest::kGet) return {405, kPlain, "405\n"};
  Preview::Page page = preview_.Get(request.path);
  HttpAnswer answer{page.status, std::move(page.type), std::move(page.bytes)};
  if (!page.location.empty()) answer.headers.emplace_back("Location", page.location);
  answer.headers.emplace_back("Content-Security-Policy", preview_.SecurityPolicy());
  return answer;
}

HttpAnswer Session::Own(const HttpRequest& request) {
  if (!options_.edit_token.empty() && request.path.starts_with(kEditPath)) return editor_.Answer(request);
  const std::string_view name = std::string_view(request.path).substr(kOwnPath.size());
  if (request.method == HttpRequest::kPost) return name == "show" ? Show(request) : HttpAnswer{404, "", ""};
  if (name == "preview.js") return {200, "text/javascript; charset=utf-8", std::string(PreviewScript())};
  if (name == "preview.css") return {200, "text/css; charset=utf-8", std::string(PreviewStyle())};
  if (name == "edit.js") return {200, "text/javascript; charset=utf-8", std::string(EditScript())};
  if (name == "edit.css") return {200, "text/css; charset=utf-8", std::string(EditStyle())};
  if (name == "edit.svg") return {200, "image/svg+xml", std::string(EditIcon())};
  if (name == "state.json") return {200, "application/json", preview_.State(Now())};
  return {404, kPlain, "404\n"};
}

/// Another day, or that of the clock; with drafts or without.
HttpAnswer Session::Show(const HttpRequest& request) {
  constexpr Instant kNoon = 12 * 60 * 60;
  shown_.reset();
  const std::string day = request.Parameter("day");
  if (!day.empty()) {
    const Result<Date> date = ParseDate(day, {});
    if (!date.ok()) return {400, kPlain, "400: not a day\n"};
    shown_ = preview_.BeginOf(*date) + kNoon;
  }
  preview_.Show(shown_ ? *shown_ : Now(), request.Parameter("drafts") == "yes");
  TellVersion(preview_.version());
  server_->After(kQuiet, [this] { BeginSense(); });
  return {204, "", ""};
}

}  // namespace

Status Serve(FileSystem& files, ServeOptions options, Watcher* watcher, Listener& listener) {
  return Session(files, options, watcher, listener).Run();
}

}  // namespace kyodo::serve
