// Files that texts and fields name: photographs get copies, all else is published as it is.
#include <fmt/format.h>

#include <algorithm>

#include "core/compose.h"
#include "core/hash.h"
#include "core/text.h"
#include "images/other_photographs.h"
#include "images/problems.h"
#include "load/loader.h"
#include "source/near_names.h"

namespace kyodo::load {

namespace {

/// A file of the site as it was read.
struct FoundFile {
  std::string source;
  std::string bytes;
  bool ok = false;

  std::string_view name() const { return std::string_view(source).substr(source.rfind('/') + 1); }
  std::string_view stem() const { return name().substr(0, name().rfind('.')); }
  std::string_view ending() const { return name().substr(stem().size()); }
};

/// What the author can write instead of a name that is no file's.
Message HintForMissing(const FileUse& use, const NearName& near) {
  if (near.kind == NearName::kNone)
    return {"このファイルから見た場所を書きます。例: photo.jpg",
            "Write the place as seen from this file. Example: photo.jpg"};
  const std::string name = NameFrom(use.from, near.path, use.in_text);
  if (near.kind == NearName::kGuess) return Suggest(name, {});
  return {fmt::format("大文字と小文字、全角と半角もそろえて書きます: {}", name),
          fmt::format("Capital letters and full-width characters count: {}", name)};
}

FoundFile FindFile(const FileUse& use) {
  const std::string& root = use.loader.options.folder;
  Result<std::string> path = ResolveName(root, use.from, use.path);
  Result<std::string> bytes = path ? ReadPlainFile(use.loader.files, root, *path) : path.error();
  NearName near;
  if (!bytes.ok() && bytes.error().rule == "file.missing") {
    near = use.loader.near_names.Find(root, *path);
    if (near.kind == NearName::kSame) {
      path = near.path;
      bytes = ReadPlainFile(use.loader.files, root, near.path);
    } else if (near.kind == NearName::kSlip) {
      use.loader.used.Add(near.path);
    }
  }
  if (bytes.ok()) {
    use.loader.used.Add(*path);
    return {std::move(*path), std::move(*bytes), true};
  }
  const Diagnostic& error = bytes.error();
  if (error.rule == "file.missing") {
    use.diagnostics.Error(
        "file.missing", use.at,
        {fmt::format("ファイルがありません: {}", use.path), fmt::format("No such file: {}", use.path)},
        HintForMissing(use, near));
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

/// A name is at most 255 bytes on most disks, and copies of images and the hash add to it.
std::string_view Shortened(std::string_view stem) {
  constexpr size_t kMost = 150;
  size_t end = std::min(stem.size(), kMost);
  while (end < stem.size() && end > 0 && IsContinuation(stem[end])) --end;
  return stem.substr(0, end);
}

std::string PathOf(const FoundFile& found, uint64_t hash) {
  return fmt::format("media/{}.{}", ComposeMarks(Shortened(found.stem())), HexHash(hash).substr(0, 10));
}

/// Opened by itself, a drawing runs what is in it.
void CheckScripts(const FileUse& use, const FoundFile& found) {
  if (Fold(found.ending()) != ".svg") return;
  for (const std::string_view script :
       {"<script", "javascript:", " onload=", " onclick=", " onmouseover=", " onerror="}) {
    if (found.bytes.find(script) == std::string::npos) continue;
    use.diagnostics.Warning(
        "image.script", use.at,
        {fmt::format("図のファイルに、動くプログラムが入っています（{}）: {}", Trim(script), found.name()),
         fmt::format("There is a program in this drawing ({}): {}", Trim(script), found.name())},
        {"図だけを書き出し直すか、作った人に確かめます。", "Export the drawing alone, or ask who made it."});
    return;
  }
}

void Publish(const FileUse& use, const FoundFile& found, const std::string& site_path) {
  CheckScripts(use, found);
  if (!use.is_private) use.storage.files.push_back({found.source, site_path, &use.record, found.bytes.size()});
}

/// Null after an error.
const Image* MakeImage(const FileUse& use, const FoundFile& found, bool linked) {
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
bool IsPhotograph(const FoundFile& found) {
  const auto is = [](std::optional<ImageKind> kind) {
    return kind && *kind != ImageKind::kSvg && *kind != ImageKind::kGif;
  };
  return is(KindByContent(found.bytes)) || is(KindByName(found.name()));
}

}  // namespace

const Image* PublishImage(const FileUse& use) {
  const FoundFile found = FindFile(use);
  return found.ok ? MakeImage(use, found, false) : nullptr;
}

PublishedFile PublishFile(const FileUse& use, std::string* bytes) {
  FoundFile found = FindFile(use);
  if (!found.ok) return {};
  if (IsPhotograph(found)) {
    const Image* image = MakeImage(use, found, true);
    return image ? PublishedFile{Keep(image->Address(), use.storage)} : PublishedFile{};
  }
  if (IsOtherPhotograph(found.name(), found.bytes)) {
    use.diagnostics.Error(
        "image.place", use.at,
        {fmt::format("撮った場所などが残る形の写真は、そのままでは公開しません: {}", found.name()),
         fmt::format("A photograph of this form may tell where it was taken, and is not published: {}", found.name())},
        {fmt::format("JPEG か PNG で保存し直してリンクします。場所などは kyodo が取り除きます。例: {}.jpg",
                     found.stem()),
         fmt::format("Save it as JPEG or PNG and link to that; kyodo takes such data out. Example: {}.jpg",
                     found.stem())});
    return {};
  }
  const std::string path = PathOf(found, Hash(found.bytes)) + std::string(found.ending());
  Publish(use, found, path);
  const size_t size = found.bytes.size();
  if (bytes) *bytes = std::move(found.bytes);
  return {Keep(path, use.storage), size};
}

}  // namespace kyodo::load
