// The files of this folder that are texts, as CMake puts them into the program.
#pragma once

#include <string_view>

namespace kyodo::setup {

extern const std::string_view kGithubText, kGithubWords, kGitlabText, kGitlabWords, kCronText, kCronWords;

}  // namespace kyodo::setup
