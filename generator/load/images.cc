// Files that texts and fields name: photographs get copies, all else is published as it is.
#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/text.h"
#include "images/problems.h"
#include "load/loader.h"

namespace kyodo::load {

namespace {

std::string_view Keep(std::string_view text, Storage& storage) {
  auto* copy = static_cast<char*>(storage.memory.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

/// A file of the site as it was read.
struct Found {
  std::string source;
  std::string bytes;
  bool ok = false;

  std::string_view name() const { return std::string_view(source).substr(source.rfind('/') + 1); }
  std::string_view stem() const { return name().substr(0, name().rfind('.')); }
  std::string_view ending() const { return name().substr(stem().size()); }
};

Found FindFile(const FileUse& use) {
  const std::string& root = use.loader.options.folder;
  Result<std::string> path = ResolveName(root, use.from, use.path);
  Result<std::string> bytes = path ? ReadPlainFile(use.loader.files, root, *path) : path.error();
  if (bytes.ok()) return {std::move(*path), std::move(*bytes), true};
  const Diagnostic& error = bytes.error();
  if (error.rule == "file.missing") {
    use.diagnostics.Error(
        "file.missing", use.at,
        {fmt::format("ファイルがありません: {}", use.path), fmt::format("No such file: {}", use.path)},
        {"このファイルから見た場所を書きます。例: photo.jpg",
         "Write the place as seen from this file. Example: photo.jpg"});
  } else if (!path.ok()) {
    use.diagnostics.Error(error.rule, use.at, error.message, error.hint);
  } else {
    use.diagnostics.Error(
        error.rule, use.at,
        {fmt::format("{}: {}", error.path, error.message.ja), fmt::format("{}: {}", error.path, error.message.en)},
        error.hint);
  }
  return {};
}

std::string PathOf(const Found& found, uint64_t hash) {
  return fmt::format("media/{}.{}", found.stem(), HexHash(hash).substr(0, 10));
}

void Publish(const FileUse& use, const Found& found, const std::string& site_path) {
  if (!use.is_private) use.storage.files.push_back({found.source, site_path, &use.record});
}

/// Null after an error.
const Image* MakeImage(const FileUse& use, const Found& found, bool linked) {
  const ImageProblem problem = CheckImage(found.name(), found.bytes);
  if (!problem.rule.empty()) {
    use.diagnostics.Error(problem.rule, use.at, problem.message, problem.hint);
    return nullptr;
  }
  const ImageHeader header = ReadImageHeader(found.bytes).value();
  Image image;
  image.source = found.source;
  image.hash = Hash(found.bytes);
  image.recipe = linked ? RecipeForLinks(header) : RecipeForPages(header);
  image.linked = linked;
  image.is_private = use.is_private;
  image.record = &use.record;
  image.pos = use.at;
  if (image.HasCopies()) {
    // Another way of making them gives another address.
    image.path = PathOf(found, Hash(EncodeRecipe(image.recipe), image.hash));
  } else {
    image.path = PathOf(found, image.hash) + std::string(found.ending());
    Publish(use, found, image.path);
  }
  return &use.storage.images.emplace_back(std::move(image));
}

/// JPEG, PNG and WebP may tell where and by whom they were taken.
bool IsPhotograph(const Found& found) {
  const auto is = [](std::optional<ImageKind> kind) {
    return kind && *kind != ImageKind::kSvg && *kind != ImageKind::kGif;
  };
  return is(KindByContent(found.bytes)) || is(KindByName(found.name()));
}

}  // namespace

const Image* PublishImage(const FileUse& use) {
  const Found found = FindFile(use);
  return found.ok ? MakeImage(use, found, false) : nullptr;
}

std::string_view PublishFile(const FileUse& use) {
  const Found found = FindFile(use);
  if (!found.ok) return {};
  if (IsPhotograph(found)) {
    const Image* image = MakeImage(use, found, true);
    return image ? Keep(image->Address(), use.storage) : std::string_view();
  }
  const std::string path = PathOf(found, Hash(found.bytes)) + std::string(found.ending());
  Publish(use, found, path);
  return Keep(path, use.storage);
}

}  // namespace kyodo::load
