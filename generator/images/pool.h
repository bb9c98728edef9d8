// Copies of images, made in worker processes: decoders are large programs in C that
// meet files from strangers, and one that crashes, hangs or eats memory costs a
// worker and gives a diagnostic. libvips never enters the program itself.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "images/copies.h"
#include "images/vips.h"
#include "system/worker_main.h"
#include "system/worker_process.h"

namespace kyodo {

/// What a worker does with one request.
std::string WorkOnImage(std::string_view request);
inline constexpr WorkerKind kImageWork{"images", WorkOnImage};

struct ImageLimits {
  std::chrono::milliseconds time{120'000};  // for one image
  size_t memory_bytes = size_t{2} << 30;    // address space of one worker
};

/// Its workers are `program`, run again: see kyodo/work.h.
class ImagePool {
 public:
  /// Gives the recipe and the bytes of image `index`; may be called again for the same.
  struct Original {
    ImageRecipe recipe;
    std::string bytes;
  };
  using Ask = std::function<Original(size_t index)>;
  /// Takes the copies of image `index`, packed; empty unless the outcome is kDone. In any order.
  using Take = std::function<void(size_t index, ImageOutcome outcome, std::string_view packed)>;

  explicit ImagePool(size_t workers, ImageLimits limits = {}, std::string program = kThisProgram);
  ~ImagePool();
  ImagePool(const ImagePool&) = delete;

  /// Makes the copies of images 0 … count-1, one image to a worker at a time. Calls
  /// `ask` and `take` on this thread. No worker starts for a count of 0.
  /// Error `system.worker`: no worker could be started; not all images were taken.
  Status Run(size_t count, const Ask& ask, const Take& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo
