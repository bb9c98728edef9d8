#include "doubles/memory_host.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::testing {

namespace {

using publish::Answer;
using publish::Outcome;
using publish::Trouble;

publish::Trouble FaultTrouble(Trouble::Kind kind) {
  if (kind == Trouble::kPasses) return publish::ConnectionLost("", "a fault of the test");
  return publish::RefusedByServer("", "a fault of the test");
}

std::string KeyOf(const HostDisk& disk, const std::string& path) {
  const std::string named = disk.names ? disk.names(path) : path;
  if (!disk.ignores_case || disk.files.contains(named)) return named;
  for (const auto& [other, bytes] : disk.files) {
    if (Fold(other) == Fold(named)) return other;
  }
  return named;
}

}  // namespace

void HostDisk::Set(const std::string& path, std::string bytes) { files[KeyOf(*this, path)] = std::move(bytes); }

const std::string* HostDisk::Find(const std::string& path) const {
  const auto found = files.find(KeyOf(*this, path));
  return found == files.end() ? nullptr : &found->second;
}

MemoryHost::MemoryHost(HostDisk& disk, HostFault fault, std::function<void()> watch)
    : disk_(disk), next_(disk), fault_(fault), watch_(std::move(watch)) {}

Outcome MemoryHost::Do(std::string what, const std::function<Outcome()>& whole, const std::function<void()>& half) {
  ++operations_;
  const bool dead = fault_.number != 0 && fault_.and_all_after && operations_ > fault_.number;
  const auto stop = [&] {
    if (fault_.stalls) fault_.stalls();
    return FaultTrouble(fault_.kind);
  };
  if (dead) return stop();
  log_.push_back(std::move(what));
  if (operations_ != fault_.number) {
    Outcome outcome = whole();
    if (watch_) watch_();
    return outcome;
  }
  if (fault_.when == HostFault::kDuring && half) half();
  if (fault_.when == HostFault::kAfter) {
    if (Outcome outcome = whole(); !outcome) return outcome;
  }
  if (watch_) watch_();
  return stop();
}

std::optional<Trouble> MemoryHost::Linked(const std::string& path) const {
  for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    if (disk_.links.contains(path.substr(0, slash))) return publish::NotThroughLinks(path.substr(0, slash));
  }
  return std::nullopt;
}

Outcome MemoryHost::Open() {
  return Do("open", [] { return Done{}; });
}

Outcome MemoryHost::PutOne(const publish::Upload& file) {
  if (const auto linked = Linked(file.path)) return *linked;
  Result<std::string> read = file.read();
  if (!read) return publish::FromFileError(read.error());
  HostDisk& disk = Seen();
  std::string bytes = disk.rewrites ? disk.rewrites(*read) : *read;
  const std::string beside = publish::BesidePath(++beside_);
  const auto put = [&]() -> Outcome {
    uint64_t used = bytes.size();
    for (const auto& [path, kept] : disk.files) used += kept.size();
    if (used > disk.quota_bytes) {
      disk.Set(beside, bytes.substr(0, bytes.size() / 2));
      return publish::NoSpace(file.path, "552 quota exceeded");
    }
    disk.Set(beside, bytes);
    return Done{};
  };
  const auto half = [&] { disk.Set(beside, bytes.substr(0, bytes.size() / 2)); };
  if (Outcome outcome = Do("put " + file.path, put, half); !outcome) return outcome;
  const auto take = [&](const std::string& from, const std::string& to) -> Outcome {
    const std::string* moved = disk.Find(from);
    if (!moved) return publish::Missing(from);
    disk.Set(to, std::string(*moved));
    disk.files.erase(from);
    return Done{};
  };
  const std::string old = publish::BesidePath(beside_, "old");
  const bool in_the_way = !disk.renames_over && disk.Find(file.path);
  if (in_the_way) {
    const std::string key = KeyOf(disk, file.path);
    if (Outcome outcome = Do("aside " + file.path, [&] { return take(key, old); }); !outcome) return outcome;
  }
  if (Outcome outcome = Do("rename " + file.path, [&] { return take(beside, file.path); }); !outcome) return outcome;
  if (!in_the_way) return Done{};
  return Do("remove " + old, [&]() -> Outcome {
    disk.files.erase(old);
    return Done{};
  });
}

void MemoryHost::Put(std::span<const publish::Upload> files, const publish::PutDone& done) {
  for (size_t i = 0; i < files.size(); ++i) done(i, PutOne(files[i]));
}

void MemoryHost::Get(std::span<const std::string> paths, const publish::GetDone& got) {
  for (size_t i = 0; i < paths.size(); ++i) {
    std::string bytes;
    const Outcome outcome = Do("get " + paths[i], [&]() -> Outcome {
      const std::string* kept = Seen().Find(paths[i]);
      if (!kept) return publish::Missing(paths[i]);
      bytes = *kept;
      return Done{};
    });
    if (outcome.ok())
      got(i, std::move(bytes));
    else
      got(i, outcome.error());
  }
}

void MemoryHost::Remove(std::span<const std::string> paths, const publish::PutDone& done) {
  for (size_t i = 0; i < paths.size(); ++i) {
    if (const auto linked = Linked(paths[i])) {
      done(i, *linked);
      continue;
    }
    done(i, Do("remove " + paths[i], [&]() -> Outcome {
           Seen().files.erase(KeyOf(Seen(), paths[i]));
           return Done{};
         }));
  }
}

Outcome MemoryHost::RemoveFolder(const std::string& path) {
  return Do("remove-folder " + path, [] { return Done{}; });  // there are no folders without files
}

Answer<std::vector<publish::Listed>> MemoryHost::List(const std::string& folder) {
  std::vector<publish::Listed> entries;
  const Outcome outcome = Do("list " + folder, [&]() -> Outcome {
    const std::string prefix = folder.empty() ? "" : folder + "/";
    for (const auto& [path, bytes] : Seen().files) {
      if (!StartsWith(path, prefix)) continue;
      const std::string rest = path.substr(prefix.size());
      const size_t slash = rest.find('/');
      const std::string name = rest.substr(0, slash);
      if (!entries.empty() && entries.back().name == name) continue;
      entries.push_back({name, slash == rest.npos ? bytes.size() : 0, slash != rest.npos});
    }
    return Done{};
  });
  if (!outcome) return outcome.error();
  return entries;
}

Answer<bool> MemoryHost::Claim(const std::string& path, std::string_view bytes) {
  bool made = false;
  const auto claim = [&](std::string_view written) -> Outcome {
    made = !Seen().Find(path);
    if (made) Seen().Set(path, std::string(written));
    return Done{};
  };
  // As over SFTP, where the file is made and then written.
  const auto half = [&] { (void)claim(bytes.substr(0, disk_.claims_begin_bytes)); };
  const Outcome outcome = Do(
      "claim " + path, [&] { return claim(bytes); }, half);
  if (!outcome) return outcome.error();
  return made;
}

Outcome MemoryHost::Finish(std::string_view) {
  return Do("finish", [&]() -> Outcome {
    if (disk_.shows_all_at_once) disk_.files = next_.files;
    return Done{};
  });
}

}  // namespace kyodo::testing
