// The copies of a site's photographs, as outputs.
#pragma once

#include "core/sink.h"
#include "images/cache.h"
#include "kyodo/kyodo.h"

namespace kyodo {

/// Adds the copies of all images in `plan` to `sink`, from the cache or made by workers, and removes from a cache that
/// is kept what no image needs any more. Errors `image.*`.
void MakeImages(const render::Plan& plan, FileSystem& files, const ImageCache& cache, CacheUse use, ImagePool& pool,
                Sink& sink, Watcher* watcher, Diagnostics& diagnostics);

}  // namespace kyodo
