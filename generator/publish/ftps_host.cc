// FTP over TLS (RFC 959, RFC 4217), explicit (ftpes) or implicit (ftps), always in binary mode. A file is stored beside
// and renamed over the old one by RNFR and RNTO; where the server refuses that, the old one is first renamed away.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "core/web_address.h"
#include "publish/ftp_list.h"
#include "publish/hosts.h"
#include "publish/web_host.h"

namespace kyodo::publish {

namespace {

class FtpsHost final : public Host {
 public:
  FtpsHost(const PublishTarget& target, const HostOptions& options)
      : target_(target), options_(OptionsOf(target, options)), transfers_(options_) {
    const std::string port = target.port ? fmt::format(":{}", target.port) : "";
    root_ = fmt::format("{}://{}{}/", options_.tls_over_ftp ? "ftp" : "ftps", target.host, port);
  }

  Outcome Open() override {
    if (Outcome ready = Ready(target_, options_); !ready) return ready;
    listed_.clear();
    if (target_.path.empty()) {
      const WebAnswer root = transfers_.Send(Commands({"NOOP"}));
      return root.answered() ? Outcome(Done{}) : Outcome(TroubleOf(root, ""));
    }
    const WebAnswer there = transfers_.Send(Commands({"CWD " + target_.path}));
    if (there.answered()) return Done{};
    if (there.status != 550) return TroubleOf(there, "");
    const WebAnswer made = transfers_.Send(Commands({"MKD " + target_.path}));
    return made.answered() ? Outcome(Done{}) : Outcome(TroubleOf(made, ""));
  }

  void Put(std::span<const Upload> files, const PutDone& done) override {
    std::set<std::string> folders = IncomingFolders();
    for (const Upload& file : files)
      for (std::string& folder : FoldersOf(file.path)) folders.insert(std::move(folder));
    const std::map<std::string, Trouble> bad = MakeFolders(folders);
    std::vector<Work> works(files.size());
    const auto begin = [&](size_t i) -> std::optional<WebRequest> {
      if (const Trouble* trouble = FindTrouble(bad, files[i].path)) {
        done(i, *trouble);
        return std::nullopt;
      }
      Result<std::string> bytes = files[i].read();
      if (!bytes) {
        done(i, FromFileError(bytes.error()));
        return std::nullopt;
      }
      works[i].number = ++number_;
      return WebRequest{"PUT", Url(BesidePath(works[i].number)), {}, std::move(*bytes)};
    };
    transfers_.Run(files.size(), begin, [&](size_t i, const WebAnswer& answer) {
      std::optional<WebRequest> next = GoOn(works[i], files[i].path, answer);
      if (!next) done(i, works[i].outcome);
      return next;
    });
  }

  void Get(std::span<const std::string> paths, const GetDone& got) override {
    const auto begin = [&](size_t i) { return std::optional(WebRequest{"GET", Url(paths[i]), {}, {}}); };
    transfers_.Run(paths.size(), begin, [&](size_t i, WebAnswer answer) {
      if (answer.answered()) {
        got(i, std::move(answer.body));
      } else {
        got(i, answer.status == 550 ? Missing(paths[i]) : TroubleOf(answer, paths[i]));
      }
      return std::optional<WebRequest>();
    });
  }

  void Remove(std::span<const std::string> paths, const PutDone& done) override {
    std::set<std::string> folders;
    for (const std::string& path : paths)
      for (std::string& folder : FoldersOf(path)) folders.insert(std::move(folder));
    const std::map<std::string, Trouble> bad = FindLinks(folders);
    std::vector<bool> refused(paths.size());
    const auto begin = [&](size_t i) -> std::optional<WebRequest> {
      if (const Trouble* trouble = FindTrouble(bad, paths[i])) {
        done(i, *trouble);
        return std::nullopt;
      }
      return Commands({"*RMD " + Whole(paths[i]) + kClaim, "DELE " + Whole(paths[i])});
    };
    std::vector<size_t> doubtful;
    transfers_.Run(paths.size(), begin, [&](size_t i, const WebAnswer& answer) {
      if (!answer.answered() && answer.status == 550) {
        doubtful.push_back(i);  // it may not have been there
      } else {
        done(i, answer.answered() ? Outcome(Done{}) : Outcome(TroubleOf(answer, paths[i])));
      }
      return std::optional<WebRequest>();
    });
    for (const size_t i : doubtful) {
      const Answer<bool> there = IsThere(paths[i]);
      if (!there) {
        done(i, there.error());
      } else {
        done(i, *there ? Outcome(NotAllowed(paths[i], "550 DELE")) : Outcome(Done{}));
      }
    }
  }

  Outcome RemoveFolder(const std::string& path) override {
    listed_.clear();
    const WebAnswer gone = transfers_.Send(Commands({"RMD " + Whole(path)}));
    if (gone.answered() || gone.status == 550 || gone.status == 553 || gone.status == 450) return Done{};
    return TroubleOf(gone, path);
  }

  Answer<std::vector<Listed>> List(const std::string& folder) override {
    Answer<std::vector<FtpEntry>> entries = ListEntries(folder);
    if (!entries) return entries.error();
    std::vector<Listed> found;
    for (FtpEntry& entry : *entries)
      if (!EndsWith(entry.name, kClaim)) found.push_back({std::move(entry.name), entry.size_bytes, entry.is_folder});
    return found;
  }

  /// Of several who make a folder one succeeds; then the file is renamed into its place.
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override {
    std::set<std::string> folders = IncomingFolders();
    for (std::string& folder : FoldersOf(path)) folders.insert(std::move(folder));
    for (const auto& [folder, trouble] : MakeFolders(folders)) return trouble;
    const Answer<bool> there = IsThere(path);
    if (!there || *there) return there ? Answer<bool>(false) : there;
    const std::string beside = BesidePath(++number_);
    const WebAnswer put = transfers_.Send({"PUT", Url(beside), {}, std::string(bytes)});
    if (!put.answered()) return TroubleOf(put, path);
    const WebAnswer made = transfers_.Send(Commands({"MKD " + Whole(path) + kClaim}));
    if (!made.answered()) {
      (void)transfers_.Send(Commands({"*DELE " + Whole(beside)}));
      if (made.status / 100 != 5) return TroubleOf(made, path);
      // Whoever made the folder and not the file was cut off between.
      constexpr int kCutOff = 12;
      if (++claims_ >= kCutOff) (void)transfers_.Send(Commands({"*RMD " + Whole(path) + kClaim}));
      return false;
    }
    claims_ = 0;
    const WebAnswer moved = transfers_.Send(Commands({"RNFR " + Whole(beside), "RNTO " + Whole(path)}));
    if (!moved.answered()) return TroubleOf(moved, path);
    return true;
  }

  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  static constexpr const char* kClaim = ".claim";

  /// How far a file is: stored beside, renamed over, or by way of the old one's other name.
  struct Work {
    enum Step : uint8_t { kStore, kRename, kAway, kInto, kTidy, kBack };
    Step step = kStore;
    uint64_t number = 0;
    Outcome outcome = Done{};
  };

  static TransferOptions OptionsOf(const PublishTarget& target, const HostOptions& options) {
    TransferOptions out = TransferOptionsOf(target, options);
    out.tls_over_ftp = target.scheme == "ftpes";
    return out;
  }

  static std::set<std::string> IncomingFolders() {
    return {std::string(kStateFolder), fmt::format("{}/incoming", kStateFolder)};
  }

  std::string Whole(std::string_view path) const { return fmt::format("{}/{}", target_.path, path); }
  std::string Url(std::string_view path) const { return root_ + PercentEncode(Whole(path)); }
  WebRequest Commands(std::vector<std::string> commands) const {
    WebRequest request{"HEAD", root_, {}, {}};
    request.before = std::move(commands);
    return request;
  }
  WebRequest Rename(const std::string& from, const std::string& to) const {
    return Commands({"RNFR " + Whole(from), "RNTO " + Whole(to)});
  }

  /// The next step of a file; none: it has ended.
  std::optional<WebRequest> GoOn(Work& work, const std::string& path, const WebAnswer& answer) {
    const std::string beside = BesidePath(work.number), old = BesidePath(work.number, "old");
    const bool fine = answer.answered();
    if (!fine && work.step != Work::kRename && work.step != Work::kTidy && work.outcome.ok())
      work.outcome = TroubleOf(answer, path);
    switch (work.step) {
      case Work::kStore:
        if (!fine) return std::nullopt;
        work.step = renames_over_ ? Work::kRename : Work::kAway;
        if (renames_over_) return Rename(beside, path);
        return Commands({"*DELE " + Whole(old), "*RNFR " + Whole(path), "*RNTO " + Whole(old)});
      case Work::kRename:
        if (fine) return std::nullopt;
        if (answer.status / 100 != 5) {
          work.outcome = TroubleOf(answer, path);
          return std::nullopt;
        }
        work.step = Work::kAway;
        return Commands({"*DELE " + Whole(old), "RNFR " + Whole(path), "RNTO " + Whole(old)});
      case Work::kAway:
        if (!fine) return std::nullopt;
        work.step = Work::kInto;
        return Rename(beside, path);
      case Work::kInto:
        work.step = fine ? Work::kTidy : Work::kBack;
        if (fine) renames_over_ = false;
        return fine ? Commands({"*DELE " + Whole(old)}) : Commands({"*RNFR " + Whole(old), "*RNTO " + Whole(path)});
      default: return std::nullopt;
    }
  }

  Trouble TroubleOf(const WebAnswer& answer, const std::string& path) const {
    const int status = answer.status;
    const bool of_server = status >= 400 && status < 600 && answer.why == NoAnswer::kOther;
    if (!of_server) return NotAnswered(answer, path, target_);
    const std::string words = answer.error.empty() ? std::to_string(status) : answer.error;
    const std::string folded = Fold(words);
    const bool full = folded.find("quota") != folded.npos || folded.find("space") != folded.npos;
    if (status == 452 || status == 552 || full) return NoSpace(path, words);
    if (status == 530 || status == 532) return NotWhoWeSay(target_.user, words);
    if (status < 500) return ServerBusy(path, words);
    return status == 550 || status == 553 ? NotAllowed(path, words) : RefusedByServer(path, words);
  }

  Answer<std::vector<FtpEntry>> ListEntries(const std::string& folder) {
    WebRequest request{"GET", root_ + PercentEncode(folder.empty() ? target_.path : Whole(folder)) + "/", {}, {}};
    request.list = true;
    const WebAnswer answer = transfers_.Send(std::move(request));
    if (answer.answered()) return ReadFtpList(answer.body);
    if (answer.status == 550) return std::vector<FtpEntry>();
    return TroubleOf(answer, folder);
  }

  Answer<bool> IsThere(const std::string& path) {
    const size_t slash = path.rfind('/');
    const Answer<std::vector<FtpEntry>> entries = ListEntries(slash == path.npos ? "" : path.substr(0, slash));
    if (!entries) return entries.error();
    const std::string name = path.substr(slash == path.npos ? 0 : slash + 1);
    return std::any_of(entries->begin(), entries->end(), [&](const FtpEntry& one) { return one.name == name; });
  }

  /// What is in the folder above, listed once.
  Answer<const FtpEntry*> Find(const std::string& folder) {
    const size_t slash = folder.rfind('/');
    const std::string above = slash == folder.npos ? "" : folder.substr(0, slash);
    auto list = listed_.find(above);
    if (list == listed_.end()) {
      Answer<std::vector<FtpEntry>> entries = ListEntries(above);
      if (!entries) return entries.error();
      list = listed_.emplace(above, std::move(*entries)).first;
    }
    const std::string name = folder.substr(slash == folder.npos ? 0 : slash + 1);
    const auto found =
        std::find_if(list->second.begin(), list->second.end(), [&](const FtpEntry& one) { return one.name == name; });
    return found == list->second.end() ? nullptr : &*found;
  }

  static const Trouble* FindTrouble(const std::map<std::string, Trouble>& bad, const std::string& path) {
    for (const std::string& folder : FoldersOf(path))
      if (const auto found = bad.find(folder); found != bad.end()) return &found->second;
    return nullptr;
  }

  std::map<std::string, Trouble> FindLinks(const std::set<std::string>& folders) {
    std::map<std::string, Trouble> bad;
    for (const std::string& folder : folders) {
      if (FindTrouble(bad, folder)) continue;
      const Answer<const FtpEntry*> found = Find(folder);
      if (!found) bad.emplace(folder, found.error());
      if (found && *found && (*found)->is_link) bad.emplace(folder, NotThroughLinks(folder));
    }
    return bad;
  }

  /// In the order of the set each folder comes after the one that it is in.
  std::map<std::string, Trouble> MakeFolders(const std::set<std::string>& folders) {
    std::map<std::string, Trouble> bad;
    for (const std::string& folder : folders) {
      if (FindTrouble(bad, folder)) continue;
      const Answer<const FtpEntry*> found = Find(folder);
      if (!found) {
        bad.emplace(folder, found.error());
      } else if (*found && (*found)->is_link) {
        bad.emplace(folder, NotThroughLinks(folder));
      } else if (!*found) {
        const WebAnswer made = transfers_.Send(Commands({"MKD " + Whole(folder)}));
        if (!made.answered() && made.status != 521 && made.status != 550) {
          bad.emplace(folder, TroubleOf(made, folder));
          continue;
        }
        const size_t slash = folder.rfind('/');
        listed_[slash == folder.npos ? "" : folder.substr(0, slash)].push_back(
            {folder.substr(slash == folder.npos ? 0 : slash + 1), 0, true, false});
        listed_[folder];
      }
    }
    return bad;
  }

  const PublishTarget target_;
  const TransferOptions options_;
  Transfers transfers_;
  std::string root_;
  std::map<std::string, std::vector<FtpEntry>> listed_;  // folders, as they were seen and made
  bool renames_over_ = true;
  int claims_ = 0;
  uint64_t number_ = 0;
};

}  // namespace

std::unique_ptr<Host> MakeFtpsHost(const PublishTarget& target, const HostOptions& options) {
  return std::make_unique<FtpsHost>(target, options);
}

}  // namespace kyodo::publish
