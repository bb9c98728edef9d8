// WebDAV (RFC 4918) over HTTP and HTTPS. A file is PUT beside and MOVEd over the old one. Links of the host's disk do
// not show here: its server is to follow none out of the folder.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "core/web_address.h"
#include "publish/dav_list.h"
#include "publish/hosts.h"
#include "publish/web_host.h"

namespace kyodo::publish {

namespace {

class DavHost final : public Host {
 public:
  DavHost(const PublishTarget& target, const HostOptions& options)
      : target_(target), options_(TransferOptionsOf(target, options)), transfers_(options_) {
    const std::string port = target.port ? fmt::format(":{}", target.port) : "";
    root_ = fmt::format("{}://{}{}{}/", target.scheme == "dav" ? "http" : "https", target.host, port,
                        PercentEncode(target.path, "/"));
  }

  Outcome Open() override {
    if (Outcome ready = Ready(target_, options_); !ready) return ready;
    known_.clear();
    const WebAnswer found = transfers_.Send(Propfind("", "0"));
    if (found.status == 404) {
      const WebAnswer made = transfers_.Send({"MKCOL", root_, {}, {}});
      return made.fine() ? Outcome(Done{}) : Outcome(TroubleOf(made, ""));
    }
    if (found.status == 207) return Done{};
    if (found.status == 200 || found.status == 405 || found.status == 501)
      return RefusedByServer("", fmt::format("PROPFIND: HTTP {}", found.status));
    return TroubleOf(found, "");
  }

  void Put(std::span<const Upload> files, const PutDone& done) override {
    std::set<std::string> folders = {std::string(kStateFolder), fmt::format("{}/incoming", kStateFolder)};
    for (const Upload& file : files)
      for (std::string& folder : FoldersOf(file.path)) folders.insert(std::move(folder));
    if (const Outcome made = MakeFolders(folders); !made) {
      for (size_t i = 0; i < files.size(); ++i) done(i, made);
      return;
    }
    std::vector<std::string> beside(files.size());
    std::vector<bool> sent(files.size());
    const auto begin = [&](size_t i) -> std::optional<WebRequest> {
      Result<std::string> bytes = files[i].read();
      if (!bytes) {
        done(i, FromFileError(bytes.error()));
        return std::nullopt;
      }
      beside[i] = BesidePath(++number_);
      return WebRequest{"PUT", Url(beside[i]), {"Content-Type: " + files[i].content_type}, std::move(*bytes)};
    };
    transfers_.Run(files.size(), begin, [&](size_t i, const WebAnswer& answer) -> std::optional<WebRequest> {
      if (!answer.fine()) {
        done(i, NotPut(answer, files[i].path));
        return std::nullopt;
      }
      if (!sent[i]) {
        sent[i] = true;
        return Move(beside[i], files[i].path, true);
      }
      done(i, Done{});
      return std::nullopt;
    });
  }

  void Get(std::span<const std::string> paths, const GetDone& got) override {
    const auto begin = [&](size_t i) {
      return std::optional(WebRequest{"GET", Url(paths[i]), {"Cache-Control: no-cache", "Pragma: no-cache"}, {}});
    };
    transfers_.Run(paths.size(), begin, [&](size_t i, WebAnswer answer) {
      if (answer.status == 200) {
        got(i, std::move(answer.body));
      } else {
        got(i, TroubleOf(answer, paths[i]));
      }
      return std::optional<WebRequest>();
    });
  }

  /// DELETE of a folder takes all that is in it, so what is to go is looked at first.
  void Remove(std::span<const std::string> paths, const PutDone& done) override {
    std::vector<bool> looked(paths.size());
    const auto begin = [&](size_t i) { return std::optional(Propfind(paths[i], "0")); };
    transfers_.Run(paths.size(), begin, [&](size_t i, const WebAnswer& answer) -> std::optional<WebRequest> {
      const bool gone = answer.status == 404 || answer.status == 410;
      if (!looked[i] && answer.status == 207) {
        looked[i] = true;
        const auto entries = ReadMultistatus(answer.body);
        if (entries && entries->size() == 1 && !entries->front().is_folder)
          return WebRequest{"DELETE", Url(paths[i]), {}, {}};
        done(i, RefusedByServer(paths[i], "DELETE"));
        return std::nullopt;
      }
      done(i, gone || (looked[i] && answer.fine()) ? Outcome(Done{}) : Outcome(TroubleOf(answer, paths[i])));
      return std::nullopt;
    });
  }

  Outcome RemoveFolder(const std::string& path) override {
    const Answer<std::vector<Listed>> inside = List(path);
    if (!inside) return inside.error();
    if (!inside->empty()) return Done{};
    known_.erase(path);
    const WebAnswer gone = transfers_.Send({"DELETE", Url(path) + "/", {}, {}});
    if (gone.fine() || gone.status == 404 || gone.status == 409 || gone.status == 424) return Done{};
    return TroubleOf(gone, path);
  }

  Answer<std::vector<Listed>> List(const std::string& folder) override {
    const WebAnswer answer = transfers_.Send(Propfind(folder, "1"));
    std::vector<Listed> found;
    if (answer.status == 404) return found;
    if (answer.status != 207) return TroubleOf(answer, folder);
    const auto entries = ReadMultistatus(answer.body);
    if (!entries) return RefusedByServer(folder, "PROPFIND");
    const std::string own = target_.path + (folder.empty() ? "" : "/" + folder);
    for (const DavEntry& entry : *entries) {
      const size_t slash = entry.path.rfind('/');
      if (entry.path == own || slash == entry.path.npos || entry.path.substr(0, slash) != own) continue;
      found.push_back({entry.path.substr(slash + 1), entry.size_bytes, entry.is_folder});
    }
    return found;
  }

  /// MOVE that refuses to take the place of another; then a look whose it is, where a server looks and moves in two
  /// steps.
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override {
    std::set<std::string> folders = {std::string(kStateFolder), fmt::format("{}/incoming", kStateFolder)};
    for (std::string& folder : FoldersOf(path)) folders.insert(std::move(folder));
    if (const Outcome made = MakeFolders(folders); !made) return made.error();
    const std::string beside = BesidePath(++number_);
    const WebAnswer put = transfers_.Send({"PUT", Url(beside), {"Content-Type: text/plain"}, std::string(bytes)});
    if (!put.fine()) return TroubleOf(put, path);
    const WebAnswer moved = transfers_.Send(Move(beside, path, false));
    if (moved.status == 412) {
      (void)transfers_.Send({"DELETE", Url(beside), {}, {}});
      return false;
    }
    if (!moved.fine() && moved.status != 404) return TroubleOf(moved, path);
    const WebAnswer held = transfers_.Send({"GET", Url(path), {"Cache-Control: no-cache"}, {}});
    if (held.status == 404) return false;
    if (held.status != 200) return TroubleOf(held, path);
    return held.body == bytes;
  }

  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  std::string Url(std::string_view path) const { return root_ + PercentEncode(path, "/"); }

  WebRequest Propfind(std::string_view path, const char* depth) const {
    const bool is_folder = *depth == '1' && !path.empty();
    return {"PROPFIND",
            Url(path) + (is_folder ? "/" : ""),
            {fmt::format("Depth: {}", depth), "Content-Type: application/xml"},
            std::string(kPropfind)};
  }

  WebRequest Move(const std::string& from, const std::string& to, bool over) const {
    return {"MOVE", Url(from), {"Destination: " + Url(to), over ? "Overwrite: T" : "Overwrite: F"}, {}};
  }

  Trouble TroubleOf(const WebAnswer& answer, const std::string& path) const {
    return answer.answered() ? BadStatus(answer, path, target_) : NotAnswered(answer, path, target_);
  }

  /// Missing is the file beside, when the answer to its MOVE was lost and libcurl asked once more, or a folder that we
  /// had made: the whole of it passes the next time.
  Trouble NotPut(const WebAnswer& answer, const std::string& path) {
    if (answer.status == 404 || answer.status == 409) known_.clear();
    if (answer.status == 404) return ServerBusy(path, "HTTP 404");
    return TroubleOf(answer, path);
  }

  /// Each level after the one above it.
  Outcome MakeFolders(const std::set<std::string>& folders) {
    std::map<size_t, std::vector<std::string>> levels;
    for (const std::string& folder : folders)
      if (!known_.contains(folder))
        levels[static_cast<size_t>(std::count(folder.begin(), folder.end(), '/'))].push_back(folder);
    Outcome outcome = Done{};
    for (const auto& one : levels) {
      const std::vector<std::string>& level = one.second;
      const auto begin = [&](size_t i) { return std::optional(WebRequest{"MKCOL", Url(level[i]) + "/", {}, {}}); };
      transfers_.Run(level.size(), begin, [&](size_t i, const WebAnswer& answer) {
        // 405: something is there already. If it is a file, what goes below it is refused.
        if (answer.fine() || answer.status == 405 || answer.status == 301) {
          known_.insert(level[i]);
        } else if (outcome.ok()) {
          outcome = TroubleOf(answer, level[i]);
        }
        return std::optional<WebRequest>();
      });
      if (!outcome) return outcome;
    }
    return outcome;
  }

  const PublishTarget target_;
  const TransferOptions options_;
  Transfers transfers_;
  std::string root_;
  std::set<std::string> known_;  // folders that are there
  uint64_t number_ = 0;
};

}  // namespace

std::unique_ptr<Host> MakeDavHost(const PublishTarget& target, const HostOptions& options) {
  return std::make_unique<DavHost>(target, options);
}

}  // namespace kyodo::publish
