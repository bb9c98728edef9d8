// What a program does that makes a portal, and whose workers are itself run again.
#pragma once

#include "formats/xlsx_reader.h"
#include "images/pool.h"
#include "markdown/pool.h"

namespace kyodo {

/// First in the main of every such program: when it was started as a worker, it works, and does not return.
inline void RunAsWorker(int argc, char** argv) {
  constexpr WorkerKind kKinds[] = {kMarkdownWork, kImageWork, kXlsxWork};
  ServeAsWorker(argc, argv, kKinds);
}

}  // namespace kyodo
