#include "cli/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace kyodo::cli {

CLI::Validator WholeNumber(uint64_t lowest, uint64_t highest, const std::string& example, const Words& words) {
  const auto check = [=](const std::string& given) -> std::string {
    uint64_t number = 0;
    const char* const end = given.data() + given.size();
    const auto read = std::from_chars(given.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end && number >= lowest && number <= highest) return {};
    return fmt::format(fmt::runtime(words("{} は使えません。{} から {} までの整数です。例: {}",
                                          "{} cannot be used. A whole number from {} to {}. Example: {}")),
                       given, lowest, highest, example);
  };
  return CLI::Validator(check, "");
}

CLI::Validator OneOf(const std::vector<std::string>& names, const Words& words) {
  const auto check = [=](const std::string& given) -> std::string {
    if (std::find(names.begin(), names.end(), given) != names.end()) return {};
    return fmt::format(fmt::runtime(words("{} は使えません。使えるもの: {}", "{} cannot be used. One of: {}")), given,
                       fmt::join(names, words("、", ", ")));
  };
  return CLI::Validator(check, "");
}

CLI::Validator FileThatIsThere(const Words& words) {
  const auto check = [=](const std::string& given) -> std::string {
    std::error_code error;
    if (std::filesystem::is_regular_file(given, error)) return {};
    return fmt::format(fmt::runtime(words("ファイルがありません: {}", "There is no file {}")), given);
  };
  return CLI::Validator(check, "");
}

}  // namespace kyodo::cli
