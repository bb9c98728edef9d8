#include "images/pool.h"

#include "system/workers.h"

namespace kyodo {

namespace {

/// One byte for the outcome, then the copies.
std::string Answer(ImageOutcome outcome, std::string_view packed) {
  std::string answer(1, static_cast<char>(outcome));
  return answer.append(packed);
}

}  // namespace

/// A request is the recipe's line, then the bytes of the original.
std::string WorkOnImage(std::string_view request) {
  const size_t end = std::min(request.find('\n'), request.size() - 1);
  const std::optional<ImageRecipe> recipe = DecodeRecipe(request.substr(0, end));
  std::string packed;
  const ImageOutcome outcome = recipe ? MakeCopies(*recipe, request.substr(end + 1), packed) : ImageOutcome::kDamaged;
  return Answer(outcome, packed);
}

struct ImagePool::State {
  WorkerPool workers;
};

ImagePool::ImagePool(size_t workers, ImageLimits limits, std::string program)
    : state_(new State{
          WorkerPool(workers, limits.time, {std::move(program), std::string(kImageWork.name), limits.memory_bytes})}) {}

ImagePool::~ImagePool() = default;

Status ImagePool::Run(size_t count, const Ask& ask, const Take& take) {
  const auto request = [&](size_t index) {
    const Original original = ask(index);
    return EncodeRecipe(original.recipe) + '\n' + original.bytes;
  };
  const auto answer = [&](size_t index, WorkerOutcome outcome, std::string_view response) {
    if (outcome == WorkerOutcome::kLimit || response.empty()) return take(index, ImageOutcome::kLimit, {});
    take(index, static_cast<ImageOutcome>(response[0]), response.substr(1));
  };
  return state_->workers.Run(count, request, answer);
}

}  // namespace kyodo
