// The words for everything that can be wrong with an image.
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "images/vips.h"

namespace kyodo {

struct ImageProblem {
  std::string rule;
  Message message;
  Message hint;
};

/// What is wrong with a file named `name` that an image's place names, or a link
/// whose target is an image; an empty rule when nothing is.
/// `image.read`: no image, another kind than its name says, animated other than GIF.
/// `image.size`: more than 50 megapixels, or a side longer than 16,383.
ImageProblem CheckImage(std::string_view name, std::string_view bytes);

/// Why its copies could not be made. `image.read`: damaged, cut off, too much time or
/// memory; `image.worker`: nothing to make them with.
ImageProblem ProblemOf(ImageOutcome outcome, std::string_view name);

/// Note `image.card`: why the picture that kyodo draws for the site could not be made.
ImageProblem ProblemOfDrawing(ImageOutcome outcome);

}  // namespace kyodo
