// What worker processes do: Markdown and images.
#pragma once

#include <span>

#include "system/worker_main.h"

namespace kyodo {

/// Of formats/markdown_pool.h and formats/image_pool.h.
std::string WorkOnMarkdown(std::string_view request);
std::string WorkOnImage(std::string_view request);

inline constexpr WorkerKind kMarkdownWork{"markdown", WorkOnMarkdown};
inline constexpr WorkerKind kImageWork{"images", WorkOnImage};

/// First in the main of every program that makes a pool, unless the pool is given the name of another that has it:
/// when the program was started as a worker, it works, and does not return.
inline void RunAsWorker(int argc, char** argv) {
  constexpr WorkerKind kKinds[] = {kMarkdownWork, kImageWork};
  ServeAsWorker(argc, argv, kKinds);
}

}  // namespace kyodo
