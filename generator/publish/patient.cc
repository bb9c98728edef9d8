#include "publish/patient.h"

#include <fmt/format.h>

#include <numeric>

namespace kyodo::publish {

Outcome Patient::Pause(size_t& tries, const Trouble& trouble) {
  Trouble last = trouble;
  while (tries < std::size(kPausesMs) && clock_.now_ms() - stuck_since_ms_.value_or(0) < kGiveUpAfterMs) {
    const int64_t pause = kPausesMs[tries++];
    if (waits_) waits_(last, pause, tries);
    clock_.sleep_ms(pause);
    Outcome opened = host_.Open();
    if (opened || opened.error().kind != Trouble::kPasses) return opened;
    last = opened.error();
  }
  return GivenUp(std::move(last), tries);
}

Trouble Patient::GivenUp(Trouble trouble, size_t tries) const {
  const int64_t seconds = (clock_.now_ms() - stuck_since_ms_.value_or(0)) / 1000;
  trouble.what.message.ja += fmt::format("。{} 秒のあいだに {} 回つなぎ直しましたが、何も通りません", seconds, tries);
  trouble.what.message.en += fmt::format("; nothing got through in {} s, with {} tries more", seconds, tries);
  return trouble;
}

Outcome Patient::Again(size_t count,
                       const std::function<void(const std::vector<size_t>& which, const Each& each)>& run) {
  std::vector<size_t> left(count);
  std::iota(left.begin(), left.end(), size_t{0});
  size_t tries = 0;
  while (!left.empty()) {
    std::vector<size_t> failed;
    std::optional<Trouble> passing, stopping;
    run(left, [&](size_t index, Outcome outcome) {
      if (outcome) return;
      if (outcome.error().kind == Trouble::kPasses) {
        failed.push_back(index);
        if (!passing) passing = outcome.error();
      } else if (!stopping) {
        stopping = outcome.error();
      }
    });
    if (failed.size() < left.size()) {  // it is getting on
      tries = 0;
      stuck_since_ms_.reset();
    }
    if (stopping) return *stopping;
    if (failed.empty()) return Done{};
    if (!stuck_since_ms_) stuck_since_ms_ = clock_.now_ms();
    if (Outcome paused = Pause(tries, *passing); !paused) return paused;
    left = std::move(failed);
  }
  return Done{};
}

Outcome Patient::AgainOne(const std::function<Outcome()>& run) {
  return Again(1, [&](const std::vector<size_t>&, const Each& each) { each(0, run()); });
}

Outcome Patient::Open() {
  return AgainOne([&] { return host_.Open(); });
}

Outcome Patient::Put(std::span<const Upload> files, const std::function<void(size_t)>& done) {
  return Again(files.size(), [&](const std::vector<size_t>& which, const Each& each) {
    std::vector<Upload> some;
    if (which.size() < files.size()) {
      for (const size_t index : which) some.push_back(files[index]);
    }
    host_.Put(some.empty() ? files : std::span<const Upload>(some), [&](size_t i, Outcome outcome) {
      if (outcome && done) done(which[i]);
      each(which[i], std::move(outcome));
    });
  });
}

Outcome Patient::Put(std::string path, std::string bytes) {
  Upload upload;
  upload.path = std::move(path);
  upload.size_bytes = bytes.size();
  upload.content_type = "text/plain; charset=utf-8";
  upload.cache_control = "no-store";
  upload.read = [&bytes] { return Result<std::string>(bytes); };
  return Put({&upload, 1});
}

Outcome Patient::Remove(std::span<const std::string> paths) {
  return Again(paths.size(), [&](const std::vector<size_t>& which, const Each& each) {
    std::vector<std::string> some;
    for (const size_t index : which) some.push_back(paths[index]);
    host_.Remove(some, [&](size_t i, Outcome outcome) { each(which[i], std::move(outcome)); });
  });
}

Outcome Patient::RemoveFolder(const std::string& path) {
  return AgainOne([&] { return host_.RemoveFolder(path); });
}

Outcome Patient::Get(std::span<const std::string> paths,
                     const std::function<void(size_t, std::optional<std::string>)>& got) {
  return Again(paths.size(), [&](const std::vector<size_t>& which, const Each& each) {
    std::vector<std::string> some;
    for (const size_t index : which) some.push_back(paths[index]);
    host_.Get(some, [&](size_t i, Answer<std::string> bytes) {
      if (bytes) {
        got(which[i], std::move(*bytes));
      } else if (IsMissing(bytes)) {
        got(which[i], std::nullopt);
      } else {
        each(which[i], bytes.error());
      }
    });
  });
}

Answer<std::optional<std::string>> Patient::Read(const std::string& path) {
  std::optional<std::string> read;
  const Outcome done = Get({&path, 1}, [&](size_t, std::optional<std::string> bytes) { read = std::move(bytes); });
  if (!done) return done.error();
  return read;
}

Answer<std::vector<Listed>> Patient::List(const std::string& folder) {
  std::vector<Listed> entries;
  const Outcome done = AgainOne([&]() -> Outcome {
    Answer<std::vector<Listed>> listed = host_.List(folder);
    if (!listed) return listed.error();
    entries = std::move(*listed);
    return Done{};
  });
  if (!done) return done.error();
  return entries;
}

Answer<bool> Patient::Claim(const std::string& path, const std::string& bytes) {
  bool made = false;
  const Outcome done = AgainOne([&]() -> Outcome {
    const Answer<bool> claimed = host_.Claim(path, bytes);
    if (!claimed) return claimed.error();
    made = *claimed;
    return Done{};
  });
  if (!done) return done.error();
  if (made) return true;
  const Answer<std::optional<std::string>> there = Read(path);
  if (!there) return there.error();
  return *there == bytes;
}

Outcome Patient::Finish(std::string_view message) {
  return AgainOne([&] { return host_.Finish(message); });
}

Message TryingAgain(const Trouble& why, int64_t pause_ms, size_t number) {
  const auto seconds = (pause_ms + 999) / 1000, most = Patient::kGiveUpAfterMs / 60000;
  const Message& message = why.what.message;
  const size_t all = std::size(Patient::kPausesMs);
  return {fmt::format("{}。{} 秒後につなぎ直します（{} / {} 回。{} 分のあいだ何も通らなければ、やめます）", message.ja,
                      seconds, number, all, most),
          fmt::format("{}. Trying again in {} s ({} of {}; it gives up when nothing gets through for {} minutes)",
                      message.en, seconds, number, all, most)};
}

}  // namespace kyodo::publish
