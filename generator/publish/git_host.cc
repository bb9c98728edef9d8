// A branch of a git repository as a host: what GitHub and GitLab Pages serve. All changes are one commit, pushed on
// condition that the branch is as it was read, so that visitors see the old site or the new one and two publishers
// cannot mix. The commit is made in a bare repository of the transport's own; the site's repository only lends its
// settings, which know the remote and, in CI, how to log in.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>

#include "core/text.h"
#include "publish/hosts.h"
#include "publish/ssh.h"
#include "system/running_program.h"

namespace kyodo::publish {

namespace {

constexpr std::string_view kNoJekyll = ".nojekyll";  // else GitHub leaves out what begins with "_"
constexpr std::string_view kBase = "refs/kyodo/base", kNext = "refs/kyodo/next";

struct Blob {
  std::string id;
  uint64_t size_bytes = 0;
};

/// A path as fast-import reads it.
std::string Quoted(const std::string& path) {
  std::string out = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

Trouble PushedMeanwhile() {
  return MakeTrouble(
      Trouble::kStops, "publish.busy", "",
      {"公開している間に、ほかからこのブランチへの push がありました",
       "Somebody else pushed to the branch while it was published"},
      {"何も変えていません。もう一度 kyodo publish を実行します。", "Nothing was changed. Run kyodo publish again."});
}

class GitHost final : public Host {
 public:
  GitHost(PublishTarget target, HostOptions options, FileSystem& disk)
      : target_(std::move(target)), options_(std::move(options)), disk_(disk) {
    repository_ = std::filesystem::absolute(options_.folder + "/git").lexically_normal().string();
    branch_ = "refs/heads/" + target_.Option("branch", "pages");
  }

  Outcome Open() override;
  void Put(std::span<const Upload> files, const PutDone& done) override;
  void Get(std::span<const std::string> paths, const GetDone& got) override;
  void Remove(std::span<const std::string> paths, const PutDone& done) override;
  Outcome RemoveFolder(const std::string&) override { return Done{}; }
  Answer<std::vector<Listed>> List(const std::string& folder) override;
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override {
    changes_[path] = std::string(bytes);
    return true;
  }
  Outcome Finish(std::string_view message) override;
  bool shows_all_at_once() const override { return true; }

 private:
  Answer<std::string> Git(std::vector<std::string> words, std::string input = {});
  Outcome FindRemote();
  void ClearLocks();
  Outcome ReadBase();
  bool IsThere(const std::string& path) const {
    const auto changed = changes_.find(path);
    return changed == changes_.end() ? files_.contains(path) : changed->second.has_value();
  }

  const PublishTarget target_;
  const HostOptions options_;
  FileSystem& disk_;
  std::string repository_, branch_, remote_;
  std::vector<std::string> settings_;  // for the command line
  bool open_ = false;
  std::string base_;                                           // commit; empty: there is no branch
  std::map<std::string, Blob> files_;                          // of it
  std::map<std::string, std::optional<std::string>> changes_;  // none: removed
};

Answer<std::string> GitHost::Git(std::vector<std::string> words, std::string input) {
  ProgramCommand command;
  command.arguments = {"git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
                       // A line that is dead is not waited for.
                       "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"};
  command.arguments.insert(command.arguments.end(), settings_.begin(), settings_.end());
  command.arguments.insert(command.arguments.end(), words.begin(), words.end());
  command.variables = AskpassVariables(target_, options_);
  command.variables.insert(command.variables.end(), {{"GIT_DIR", repository_},
                                                     {"GIT_TERMINAL_PROMPT", "0"},
                                                     {"LC_ALL", "C"},
                                                     {"GIT_SSH_COMMAND",
                                                      "ssh -oStrictHostKeyChecking=yes -oConnectTimeout=20 "
                                                      "-oServerAliveInterval=10 -oServerAliveCountMax=3"}});
  if (command.variables.size() == 4) command.variables.back().second += " -oBatchMode=yes";
  std::optional<ProgramResult> result = RunProgram(command, std::move(input));
  if (!result) return ProgramMissing("git", "git");
  if (result->code == 0) return std::move(result->out);
  const std::string& said = result->err;
  const auto says = [&](std::string_view part) { return said.find(part) != said.npos; };
  if (says("stale info") || says("[rejected]") || says("[remote rejected]")) {
    return says("remote rejected") ? RefusedByServer("", LastLine(said)) : PushedMeanwhile();
  }
  Trouble trouble = TroubleOfSsh(target_, said);
  // What is left is a line that broke only where git says so, or nothing at all: it died as it wrote to the line.
  static constexpr std::string_view kLine[] = {
      "Could not resolve",          "unable to access", "Connection",     "early EOF",      "timed out",
      "Could not read from remote", "hung up",          "expected flush", "protocol error", "unexpected disconnect"};
  const bool line = Trim(said).empty() || std::any_of(std::begin(kLine), std::end(kLine), says);
  const bool no_remote = says("does not appear to be a git repository") || says("does not exist");
  if (trouble.kind == Trouble::kPasses && (!line || no_remote)) return RefusedByServer("", LastLine(said));
  return trouble;
}

/// The name of a remote of the site's repository becomes its address and settings.
Outcome GitHost::FindRemote() {
  remote_ = target_.path;
  if (remote_.find_first_of("/:") != remote_.npos) return Done{};
  const auto ask = [&](std::vector<std::string> words) -> Answer<std::string> {
    words.insert(words.begin(), {"git", "-C", options_.site});
    const std::optional<ProgramResult> result = RunProgram({std::move(words)});
    if (!result) return ProgramMissing("git", "git");
    if (result->code != 0) return RefusedByServer("", LastLine(result->err));
    return std::string(Trim(result->out));
  };
  Answer<std::string> url = ask({"remote", "get-url", "--push", remote_});
  if (!url) return url.error();
  const Answer<std::string> config = ask({"rev-parse", "--path-format=absolute", "--git-path", "config"});
  if (config) settings_ = {"-c", "include.path=" + *config};
  remote_ = std::move(*url);
  return Done{};
}

/// What a git that was killed left locked would stay so. The repository is of this run alone (publish/store.h).
void GitHost::ClearLocks() {
  for (const std::string& folder : {repository_, repository_ + "/refs/kyodo"}) {
    const auto entries = disk_.List(folder);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      if (EndsWith(entry.name, ".lock")) (void)disk_.RemoveFile(folder + "/" + entry.name);
    }
  }
}

Outcome GitHost::ReadBase() {
  const Answer<std::string> heads = Git({"ls-remote", "--", remote_, branch_});
  if (!heads) return heads.error();
  base_ = heads->substr(0, heads->find('\t'));
  files_.clear();
  if (heads->empty()) {
    base_.clear();
    return Done{};
  }
  const Answer<std::string> fetched = Git({"fetch", "--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head", "--",
                                           remote_, fmt::format("+{}:{}", branch_, kBase)});
  if (!fetched) return fetched.error();
  const Answer<std::string> commit = Git({"rev-parse", std::string(kBase)});
  if (!commit) return commit.error();
  base_ = Trim(*commit);
  const Answer<std::string> tree = Git({"ls-tree", "-r", "-z", "-l", "--full-tree", base_});
  if (!tree) return tree.error();
  // "MODE blob ID SIZE\tPATH\0"
  for (const std::string_view line : Split(*tree, '\0')) {
    const size_t tab = line.find('\t');
    if (tab == line.npos) continue;
    const std::vector<std::string_view> cells = Split(line.substr(0, tab), ' ');
    if (cells.size() < 4 || cells[1] != "blob") continue;
    files_[std::string(line.substr(tab + 1))] = {std::string(cells[2]),
                                                 std::strtoull(std::string(cells.back()).c_str(), nullptr, 10)};
  }
  return Done{};
}

Outcome GitHost::Open() {
  if (open_) return Done{};
  if (Outcome found = FindRemote(); !found) return found;
  ClearLocks();
  if (const Answer<std::string> made = Git({"init", "--quiet", "--bare", repository_}); !made) return made.error();
  if (Outcome read = ReadBase(); !read) return read;
  changes_.clear();
  open_ = true;
  return Done{};
}

void GitHost::Put(std::span<const Upload> files, const PutDone& done) {
  for (size_t i = 0; i < files.size(); ++i) {
    Result<std::string> bytes = files[i].read();
    if (bytes) changes_[files[i].path] = std::move(*bytes);
    done(i, bytes ? Outcome(Done{}) : Outcome(FromFileError(bytes.error())));
  }
}

void GitHost::Get(std::span<const std::string> paths, const GetDone& got) {
  std::string wanted;
  std::vector<size_t> places;
  for (size_t i = 0; i < paths.size(); ++i) {
    const auto changed = changes_.find(paths[i]);
    const auto found = files_.find(paths[i]);
    if (changed != changes_.end() && changed->second) {
      got(i, *changed->second);
    } else if (changed != changes_.end() || found == files_.end()) {
      got(i, Missing(paths[i]));
    } else {
      wanted += found->second.id + "\n";
      places.push_back(i);
    }
  }
  if (places.empty()) return;
  const Answer<std::string> blobs = Git({"cat-file", "--batch"}, wanted);
  // "ID blob SIZE\n", the bytes, "\n"
  std::string_view rest = blobs ? std::string_view(*blobs) : std::string_view();
  for (const size_t i : places) {
    const uint64_t size = files_.at(paths[i]).size_bytes;
    const size_t head = rest.find('\n');
    if (head == rest.npos || rest.size() < head + size + 2) {
      got(i, blobs ? RefusedByServer(paths[i], "git cat-file") : blobs.error());
      continue;
    }
    got(i, std::string(rest.substr(head + 1, size)));
    rest.remove_prefix(head + size + 2);
  }
}

void GitHost::Remove(std::span<const std::string> paths, const PutDone& done) {
  for (size_t i = 0; i < paths.size(); ++i) {
    if (files_.contains(paths[i]))
      changes_[paths[i]] = std::nullopt;
    else
      changes_.erase(paths[i]);
    done(i, Done{});
  }
}

Answer<std::vector<Listed>> GitHost::List(const std::string& folder) {
  const std::string prefix = folder.empty() ? "" : folder + "/";
  std::map<std::string, Listed> listed;
  const auto add = [&](const std::string& path, uint64_t size) {
    if (!StartsWith(path, prefix) || !IsThere(path)) return;
    const std::string rest = path.substr(prefix.size());
    const size_t slash = rest.find('/');
    const std::string name = rest.substr(0, slash);
    listed[name] = {name, slash == rest.npos ? size : 0, slash != rest.npos};
  };
  for (const auto& [path, blob] : files_) add(path, blob.size_bytes);
  for (const auto& [path, bytes] : changes_) add(path, bytes ? bytes->size() : 0);
  std::vector<Listed> entries;
  for (auto& [name, entry] : listed) entries.push_back(std::move(entry));
  return entries;
}

Outcome GitHost::Finish(std::string_view message) {
  if (!IsThere(std::string(kNoJekyll))) changes_[std::string(kNoJekyll)] = "";
  std::string stream = fmt::format("reset {}\n", kNext);
  if (!base_.empty()) stream += fmt::format("from {}\n\n", base_);
  stream +=
      fmt::format("commit {}\ncommitter kyodo <kyodo@localhost> now\ndata {}\n{}\n", kNext, message.size(), message);
  // What is removed first, so that a folder may become a file.
  for (const auto& [path, bytes] : changes_) {
    if (!bytes) stream += fmt::format("D {}\n", Quoted(path));
  }
  for (const auto& [path, bytes] : changes_) {
    if (bytes) stream += fmt::format("M 100644 inline {}\ndata {}\n{}\n", Quoted(path), bytes->size(), *bytes);
  }
  stream += "\ndone\n";
  const Answer<std::string> made =
      Git({"fast-import", "--quiet", "--force", "--done", "--date-format=now"}, std::move(stream));
  if (!made) return made.error();
  const Answer<std::string> pushed =
      Git({"push", "--quiet", "--no-verify", fmt::format("--force-with-lease={}:{}", branch_, base_), "--", remote_,
           fmt::format("{}:{}", kNext, branch_)});
  if (!pushed) return pushed.error();
  open_ = false;
  return Done{};
}

}  // namespace

std::unique_ptr<Host> MakeGitHost(const PublishTarget& target, const HostOptions& options, FileSystem& files) {
  return std::make_unique<GitHost>(target, options, files);
}

}  // namespace kyodo::publish
