// Loops and sorting on all cores.
#pragma once

#include <cstddef>

#ifdef KYODO_SANITIZED_THREADS
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>
#else
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#endif

namespace kyodo {

/// Calls `body(i)` for every i below `count`, several at a time, and returns when
/// all are done.
template <class Body>
void ParallelFor(size_t count, const Body& body) {
#ifdef KYODO_SANITIZED_THREADS
  // Debian's TBB is not built for ThreadSanitizer, which would see races in the
  // library and none of ours; plain threads let it look at `body`.
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < count; i = next++) body(i);
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
#else
  tbb::parallel_for(size_t{0}, count, body);
#endif
}

/// What is alike comes in any order.
template <class List, class Less>
void ParallelSort(List& list, const Less& less) {
#ifdef KYODO_SANITIZED_THREADS
  std::sort(list.begin(), list.end(), less);
#else
  tbb::parallel_sort(list.begin(), list.end(), less);
#endif
}

}  // namespace kyodo
