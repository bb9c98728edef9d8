#include "output/write_queue.h"

namespace kyodo {

WriteQueue::WriteQueue(size_t limit_bytes, std::function<void(QueuedFile)> write)
    : limit_bytes_(limit_bytes), write_(std::move(write)), thread_([this] { Run(); }) {}

WriteQueue::~WriteQueue() { Close(); }

void WriteQueue::Push(QueuedFile file) {
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [&] { return waiting_bytes_ <= limit_bytes_; });
  waiting_bytes_ += file.bytes.size();
  files_.push_back(std::move(file));
  if (files_.size() == 1) filled_.notify_one();
}

void WriteQueue::Close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  filled_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void WriteQueue::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    filled_.wait(lock, [&] { return closed_ || !files_.empty(); });
    if (files_.empty()) return;
    QueuedFile file = std::move(files_.front());
    files_.pop_front();
    const size_t size = file.bytes.size();
    lock.unlock();
    write_(std::move(file));
    lock.lock();
    waiting_bytes_ -= size;
    drained_.notify_all();
  }
}

}  // namespace kyodo
