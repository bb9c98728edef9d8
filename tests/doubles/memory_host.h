// A web host in memory, with a fault at any one operation. What it holds outlives connections and runs.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "publish/host.h"

namespace kyodo::testing {

/// What is on the host, and what it is like.
struct HostDisk {
  std::map<std::string, std::string> files;  // by path
  bool ignores_case = false;                 // "A.html" and "a.html" are one file
  bool renames_over = true;                  // false: the old file is renamed away first
  bool shows_all_at_once = false;
  uint64_t quota_bytes = UINT64_MAX;
  size_t claims_begin_bytes = 0;                       // that a claim leaves which is cut within
  std::function<std::string(std::string)> rewrites{};  // the bytes that are kept of those that come (text mode)
  std::function<std::string(std::string)> names{};     // the name that is kept of the one that comes (no UTF-8)
  std::map<std::string, std::string> links{};          // folders that are symbolic links

  /// Keeps a file under its name.
  void Set(const std::string& path, std::string bytes);
  const std::string* Find(const std::string& path) const;
};

/// An operation is one step that a cut can come before, within or after: a file is sent beside, renamed, read, removed,
/// a folder listed.
struct HostFault {
  enum When : uint8_t { kBefore, kDuring, kAfter };  // during: half of the bytes are there; for others as before
  size_t number = 0;                                 // the operation, from 1; 0: none
  When when = kBefore;
  publish::Trouble::Kind kind = publish::Trouble::kPasses;
  bool and_all_after = false;      // as if the publisher had been killed there
  std::function<void()> stalls{};  // called before each trouble: time may pass
};

class MemoryHost final : public publish::Host {
 public:
  /// `watch` is called after each operation that changed something.
  MemoryHost(HostDisk& disk, HostFault fault = {}, std::function<void()> watch = {});

  publish::Outcome Open() override;
  void Put(std::span<const publish::Upload> files, const publish::PutDone& done) override;
  void Get(std::span<const std::string> paths, const publish::GetDone& got) override;
  void Remove(std::span<const std::string> paths, const publish::PutDone& done) override;
  publish::Outcome RemoveFolder(const std::string& path) override;
  publish::Answer<std::vector<publish::Listed>> List(const std::string& folder) override;
  publish::Answer<bool> Claim(const std::string& path, std::string_view bytes) override;
  publish::Outcome Finish(std::string_view message) override;
  bool shows_all_at_once() const override { return disk_.shows_all_at_once; }

  size_t operations() const { return operations_; }
  bool reached() const { return fault_.number != 0 && operations_ >= fault_.number; }
  /// "put a.html", "rename a.html", "remove b.html", …, in order.
  const std::vector<std::string>& log() const { return log_; }

 private:
  /// Does one operation with the fault applied; `half` is what a cut within it leaves.
  publish::Outcome Do(std::string what, const std::function<publish::Outcome()>& whole,
                      const std::function<void()>& half = {});
  publish::Outcome PutOne(const publish::Upload& file);
  /// Trouble when a folder of the path is a link.
  std::optional<publish::Trouble> Linked(const std::string& path) const;
  HostDisk& Seen() { return disk_.shows_all_at_once ? next_ : disk_; }

  HostDisk& disk_;
  HostDisk next_;  // before Finish, where all changes come at once
  const HostFault fault_;
  const std::function<void()> watch_;
  size_t operations_ = 0;
  uint64_t beside_ = 0;
  std::vector<std::string> log_;
};

}  // namespace kyodo::testing
