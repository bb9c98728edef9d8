#include "kyodo/images.h"

#include <mutex>
#include <set>

#include "images/problems.h"

namespace kyodo {

namespace {

std::vector<const Image*> ImagesOf(const render::Plan& plan) {
  std::vector<const Image*> images;
  std::set<const Image*> known;
  for (const render::Output& output : plan.outputs()) {
    const auto* copy = output.As<render::ImageCopyFile>();
    if (copy && known.insert(copy->image).second) images.push_back(copy->image);
  }
  return images;
}

}  // namespace

void MakeImages(const render::Plan& plan, FileSystem& files, const ImageCache& cache, CacheUse use, ImagePool& pool,
                Sink& sink, Watcher* watcher, Diagnostics& diagnostics) {
  const std::vector<const Image*> images = ImagesOf(plan);
  std::set<std::string> keys;
  std::vector<ImageJob> jobs;
  for (const Image* image : images) {
    jobs.push_back({image->recipe, image->source, image->hash, image->drawing});
    keys.insert(ImageKey(image->recipe, image->hash));
  }
  if (watcher && !jobs.empty()) watcher->Stage("画像", "images");
  std::mutex mutex;  // of `diagnostics` and `done`
  size_t done = 0;
  const auto take = [&](size_t index, ImageOutcome outcome, std::string_view packed) {
    const Image& image = *images[index];
    // Without the metadata no text is left that could be a private value.
    for (const ImageCopy& copy : UnpackCopies(packed).value_or(std::vector<ImageCopy>()))
      sink.Add({image.PathOf(copy.width, copy.kind), std::string(copy.bytes), ""});
    const std::lock_guard lock(mutex);
    if (watcher) watcher->Progress(++done, jobs.size());
    if (outcome == ImageOutcome::kDone) return;
    if (!image.drawing.empty()) {
      const ImageProblem problem = ProblemOfDrawing(outcome);
      diagnostics.Add(Severity::kNote, problem.rule, image.pos, problem.message, problem.hint);
      return;
    }
    const ImageProblem problem = ProblemOf(outcome, image.source.substr(image.source.rfind('/') + 1));
    diagnostics.Error(problem.rule, image.pos, problem.message, problem.hint);
  };
  const Result<size_t> made = FindOrMakeCopies(jobs, files, cache, use, pool, take);
  if (!made.ok()) diagnostics.FileError(made.error().rule, "", made.error().message, made.error().hint);
  if (use == CacheUse::kKeep) cache.KeepOnly(keys);
}

}  // namespace kyodo
