#include "publish/host_lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace kyodo::publish {

namespace {

constexpr std::string_view kFirstLine = "kyodo-lock 1\n";
constexpr int64_t kLookEveryMs = 3000;

std::string LockPath() { return fmt::format("{}/lock", kStateFolder); }

/// Empty for a torso: of a claim that was cut while it was written.
std::string TokenOf(std::string_view text) {
  const bool whole = StartsWith(text, kFirstLine) && EndsWith(text, "\n");
  return whole ? std::string(Trim(text.substr(kFirstLine.size()))) : std::string();
}

/// The beginning of `whole` and of no other lock.
bool IsTorsoOf(std::string_view text, std::string_view whole) {
  return text.size() > kFirstLine.size() && text.size() < whole.size() && StartsWith(whole, text);
}

Trouble Held() {
  return MakeTrouble(
      Trouble::kStops, "publish.busy", "",
      {"ほかの kyodo publish が、この公開先に公開している途中です",
       "Another kyodo publish is publishing to this target"},
      {"それが終わってから、もう一度実行します。--wait 秒 で、待つ長さを変えられます。10 "
       "分の間しるしのないものは、止まったとみなして引き継ぎます。",
       "Run this again when it has ended; --wait SECONDS says how long to wait for it. One that gives no "
       "sign of life for 10 minutes is taken for dead, and its work is taken over."});
}

Trouble Lost() {
  return MakeTrouble(
      Trouble::kStops, "publish.lock-lost", "",
      {"ほかの kyodo publish が、この公開を引き継ぎました", "Another kyodo publish took this publication over"},
      {"この機械が 10 "
       "分より長く止まっていたのでしょう。もう一方が終わってから、もう一度実行すれば、足りないものだけを"
       "送ります。",
       "This machine may have stood still for over 10 minutes. Run this again when the other has ended: "
       "only what is missing is sent."});
}

}  // namespace

std::string HostLock::TextOf(const std::string& token) { return std::string(kFirstLine) + token + "\n"; }

std::string HostLock::SignPath(const std::string& token) const {
  return fmt::format("{}/alive-{}", kStateFolder, token);
}

Outcome HostLock::TakeAway(const std::string& held) {
  const Answer<std::optional<std::string>> now = host_.Read(LockPath());
  if (!now) return now.error();
  if (*now != held) return Done{};  // somebody was faster
  took_over_ = true;
  return RemoveWithSign(TokenOf(held));
}

/// The lock last: where it is, so may be the other.
Outcome HostLock::RemoveWithSign(const std::string& token) {
  const std::string paths[] = {SignPath(token), LockPath()};
  for (const std::string& path : paths) {
    if (path == paths[0] && token.empty()) continue;
    if (Outcome removed = host_.Remove({&path, 1}); !removed) return removed;
  }
  return Done{};
}

Answer<bool> HostLock::Try(const std::vector<std::string>& dead, Seen& seen) {
  const Answer<bool> claimed = host_.Claim(LockPath(), Text());
  if (!claimed || *claimed) return claimed;
  seen = {};
  const Answer<std::optional<std::string>> held = host_.Read(LockPath());
  if (!held) return held.error();
  if (!*held) return false;  // given back between
  seen.lock = *held;
  const std::string token = TokenOf(**held);
  const bool is_dead = std::any_of(
      dead.begin(), dead.end(), [&](const std::string& one) { return token == one || IsTorsoOf(**held, TextOf(one)); });
  // A try of this run whose line was cut may have left a torso as well.
  if (is_dead || IsTorsoOf(**held, Text())) {
    if (Outcome away = TakeAway(**held); !away) return away.error();
    seen = {};
    return false;
  }
  if (token.empty()) return false;
  const Answer<std::optional<std::string>> sign = host_.Read(SignPath(token));
  if (!sign) return sign.error();
  seen.sign = *sign;
  return false;
}

Outcome HostLock::Take(int64_t wait_ms, const std::vector<std::string>& dead, const std::function<void()>& waits) {
  const Clock& clock = host_.clock();
  const int64_t start = clock.now_ms();
  int64_t since = start, before = start;
  bool told = false;
  Seen last;
  for (size_t tries = 0;; ++tries) {
    Seen seen;
    const Answer<bool> made = Try(dead, seen);
    if (!made) return made.error();
    const int64_t now = clock.now_ms();
    if (*made) {
      held_ = true;
      last_sign_ms_ = now;
      const bool slow = now - before >= kTornAfterMs / 2;
      if (!took_over_ && !slow) return Done{};
      // Two that take over at once may both have made it, and what a slow one began may have been taken for a torso:
      // the later one's is there.
      clock.sleep_ms(kLookEveryMs);
      return StillOurs();
    }
    if (seen != last) {
      last = seen;
      since = now;
    }
    before = now;
    if (!seen.lock && tries < 8) continue;
    const bool torn = seen.lock && TokenOf(*seen.lock).empty();
    if (seen.lock && now - since >= (torn ? kTornAfterMs : kStaleAfterMs)) {
      if (Outcome away = TakeAway(*seen.lock); !away) return away;
      last = {};
      continue;
    }
    if (now - start >= (torn ? std::max(wait_ms, 2 * kTornAfterMs) : wait_ms)) return Held();
    if (!told && waits) waits();
    told = true;
    clock.sleep_ms(kLookEveryMs);
    before += kLookEveryMs;
  }
}

Outcome HostLock::StillOurs() {
  if (!held_) return Done{};
  const Answer<std::optional<std::string>> held = host_.Read(LockPath());
  if (!held) return held.error();
  if (*held && **held == Text()) return Done{};
  held_ = false;
  return Lost();
}

Outcome HostLock::Sign() {
  if (!held_) return Done{};
  const int64_t now = host_.clock().now_ms();
  if (now - last_sign_ms_ < kSignEveryMs) return Done{};
  last_sign_ms_ = now;
  if (Outcome ours = StillOurs(); !ours) return ours;
  return host_.Put(SignPath(token_), std::to_string(++signs_) + "\n");
}

Outcome HostLock::ClearDead(const std::vector<std::string>& dead) {
  const Answer<std::optional<std::string>> held = host_.Read(LockPath());
  if (!held) return held.error();
  if (!*held || std::find(dead.begin(), dead.end(), TokenOf(**held)) == dead.end()) return Done{};
  return TakeAway(**held);
}

Outcome HostLock::Release() {
  if (!held_) return Done{};
  if (Outcome ours = StillOurs(); !ours) return ours;
  held_ = false;
  return RemoveWithSign(token_);
}

void HostLock::TryRelease() {
  if (!held_) return;
  held_ = false;
  const std::string paths[] = {SignPath(token_), LockPath()};
  bool ours = false;
  host_.host().Get({&paths[1], 1}, [&](size_t, const Answer<std::string>& held) { ours = held && *held == Text(); });
  for (const std::string& path : paths) {
    if (ours) host_.host().Remove({&path, 1}, [](size_t, const Outcome&) {});
  }
}

}  // namespace kyodo::publish
