// Files on their way to the one thread that writes them. ext4 does not create
// files faster with two, and one keeps the order of the calls.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace kyodo {

struct QueuedFile {
  std::string path;
  std::string bytes;
  uint64_t hash = 0;
  bool kept = false;  // as it is published; no bytes
};

class WriteQueue {
 public:
  /// `write` is called for one file after another, on the queue's own thread.
  WriteQueue(size_t limit_bytes, std::function<void(QueuedFile)> write);
  ~WriteQueue();

  /// Waits while the files that are not written yet are more than the limit.
  /// Thread-safe.
  void Push(QueuedFile file);
  /// Returns when all is written and the thread has ended. No Push may follow.
  void Close();

 private:
  void Run();

  const size_t limit_bytes_;
  const std::function<void(QueuedFile)> write_;
  std::mutex mutex_;
  std::condition_variable filled_, drained_;
  std::deque<QueuedFile> files_;
  size_t waiting_bytes_ = 0;
  bool closed_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace kyodo
