// The lock of a target against a second publisher: a file that only one can make, with the token of who made it.
//
// Whoever holds it gives signs of life in a second file. A lock whose holder gave none for kStaleAfterMs, by the clock
// of who watches, is taken over: no two machines' clocks are ever compared, nor is one asked for the time of day. A
// lock without a whole token is what a claim left whose line was cut between making and writing the file: nobody can
// hold it, so it is taken over when it stays so for kTornAfterMs, and at once when its beginning tells that it is ours.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "publish/patient.h"

namespace kyodo::publish {

inline constexpr int64_t kStaleAfterMs = 10 * 60 * 1000;
inline constexpr int64_t kTornAfterMs = 10 * 1000;
inline constexpr int64_t kSignEveryMs = 20 * 1000;

class HostLock {
 public:
  /// `token` is this run's own, of letters and digits.
  HostLock(Patient& host, std::string token) : host_(host), token_(std::move(token)) {}

  /// Waits for up to `wait_ms` while another publishes. `dead` are the tokens of runs that are surely over: a lock of
  /// theirs is taken over at once. `waits` is called once before the first pause.
  /// Trouble `publish.busy`: another still publishes.
  Outcome Take(int64_t wait_ms, const std::vector<std::string>& dead, const std::function<void()>& waits);
  /// It was taken over from somebody.
  bool took_over() const { return took_over_; }

  /// Trouble `publish.lock-lost`: another took it over. Nothing may be changed then.
  Outcome StillOurs();
  /// A sign of life, when the last one is old enough; looks as well whether it is still ours.
  Outcome Sign();
  /// Gives it back.
  Outcome Release();
  /// The same after an error, when the host may be gone: what cannot be done is left to be taken over.
  void TryRelease();
  /// Removes the lock of a run that is surely over.
  Outcome ClearDead(const std::vector<std::string>& dead);

 private:
  static std::string TextOf(const std::string& token);
  std::string Text() const { return TextOf(token_); }
  std::string SignPath(const std::string& token) const;
  /// Takes it away from `held`, the text of a lock that is dead.
  Outcome TakeAway(const std::string& held);
  Outcome RemoveWithSign(const std::string& token);
  /// What shows that the holder lives.
  struct Seen {
    std::optional<std::string> lock, sign;
    bool operator==(const Seen&) const = default;
  };
  /// One try; `seen` is of the lock that was there.
  Answer<bool> Try(const std::vector<std::string>& dead, Seen& seen);

  Patient& host_;
  const std::string token_;
  bool held_ = false, took_over_ = false;
  uint64_t signs_ = 0;
  int64_t last_sign_ms_ = 0;
};

}  // namespace kyodo::publish
