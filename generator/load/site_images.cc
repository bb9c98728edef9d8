// The images of assets/ that site.yaml names: the one beside the site's name, and the one that stands for it elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "images/header.h"
#include "images/problems.h"
#include "load/loader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kKinds[] = {"png", "jpg", "jpeg", "webp"};

bool IsCard(std::string_view path) {
  const std::string_view ending = path.substr(std::min(path.rfind('.'), path.size() - 1) + 1);
  return std::find(std::begin(kKinds), std::end(kKinds), ending) != std::end(kKinds);
}

/// An image of the folder assets/ that `setting` names. Nothing after an error of it.
std::optional<SiteImage> ReadSiteImage(const Loader& loader, const StaticFile& file, const Named& setting) {
  const Result<std::string> bytes = ReadPlainFile(loader.files, loader.site.folder, file.source);
  if (!bytes.ok()) {
    loader.diagnostics.Error(bytes.error().rule, setting.pos, bytes.error().message, bytes.error().hint);
    return std::nullopt;
  }
  if (const ImageProblem problem = CheckImage(file.path, *bytes); !problem.rule.empty()) {
    loader.diagnostics.Error(problem.rule, setting.pos, problem.message, problem.hint);
    return std::nullopt;
  }
  const ImageHeader header = ReadImageHeader(*bytes).value();
  return SiteImage{file.path, header.width, header.height};
}

}  // namespace

void FindLogo(Loader& loader) {
  const Named& logo = loader.site.config.logo;
  if (logo.id.empty()) return;
  const auto found = std::find_if(loader.site.files.begin(), loader.site.files.end(),
                                  [&](const StaticFile& file) { return file.path == logo.id; });
  if (found == loader.site.files.end()) {
    std::vector<std::string_view> names;
    for (const StaticFile& file : loader.site.files) names.push_back(file.path);
    loader.diagnostics.Error(
        "config.logo", logo.pos,
        {fmt::format("assets フォルダーにない画像です: {}", logo.id),
         fmt::format("No such image in the folder assets: {}", logo.id)},
        Suggest(Nearest(logo.id, names),
                {"画像を assets フォルダーに置き、そこから見た名前を書きます。例: logo.svg",
                 "Put the image into the folder assets, and write its name there. Example: logo.svg"}));
    return;
  }
  loader.site.logo = ReadSiteImage(loader, *found, logo);
}

void FindSocialImage(Loader& loader) {
  const Named& wanted = loader.site.config.social_image;
  if (wanted.id.empty()) return;
  std::vector<std::string_view> names;
  const StaticFile* found = nullptr;
  for (const StaticFile& file : loader.site.files) {
    if (!IsCard(file.path)) continue;
    names.push_back(file.path);
    if (file.path == wanted.id) found = &file;
  }
  if (!found) {
    loader.diagnostics.Error(
        "config.social-image", wanted.pos,
        {fmt::format("assets フォルダーにない写真です: {}", wanted.id),
         fmt::format("No such picture in the folder assets: {}", wanted.id)},
        Suggest(Nearest(wanted.id, names),
                {"PNG、JPEG、WebP の画像（1200×630 ほど）を assets フォルダーに置き、そこから見た名前を書きます。例: "
                 "social_image: card.png",
                 "Put a PNG, JPEG or WebP of about 1200×630 into the folder assets, and write its name there. Example: "
                 "social_image: card.png"}));
    return;
  }
  loader.site.social_image = ReadSiteImage(loader, *found, wanted);
}

}  // namespace kyodo::load
