#include "model/file_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "model/locale_text.h"

namespace kyodo {

namespace {

constexpr uint64_t kKilobyte = 1024, kMegabyte = 1024 * kKilobyte;

/// Kinds whose names are not their endings in capitals.
constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
    {"doc", "Word"},       {"docx", "Word"},        {"xls", "Excel"},        {"xlsx", "Excel"},
    {"ppt", "PowerPoint"}, {"pptx", "PowerPoint"},  {"jtd", "一太郎"},       {"jpg", "JPEG"},
    {"txt", "TXT"},        {"odt", "OpenDocument"}, {"ods", "OpenDocument"}, {"odp", "OpenDocument"}};

std::string KindOf(std::string_view path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return {};
  std::string ending(path.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const auto& [of, name] : kKinds) {
    if (ending == of) return std::string(name);
  }
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::toupper(c); });
  return ending;
}

std::string SizeOf(uint64_t bytes, const Language& language) {
  if (bytes == 0) return {};
  if (bytes < kMegabyte) return fmt::format("{} KB", (bytes + kKilobyte - 1) / kKilobyte);
  const double tenths = std::round(static_cast<double>(bytes) / kMegabyte * 10) / 10;
  return fmt::format("{} MB", language.locale ? language.locale->Number(tenths) : fmt::format("{}", tenths));
}

/// "約1.2MB", "10キロバイト": a digit before a unit of size.
bool SaysSize(std::string_view words) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const std::string_view unit : {"KB", "kB", "MB", "キロバイト", "メガバイト"}) {
    const size_t at = words.find(unit);
    if (at == std::string_view::npos) continue;
    const std::string_view before = Trim(words.substr(0, at));
    if (!before.empty() && is_digit(before.back())) return true;
  }
  return false;
}

}  // namespace

std::string FileNote(std::string_view path, uint64_t size_bytes, const Language& language, std::string_view words) {
  std::string kind = KindOf(path), size = SizeOf(size_bytes, language);
  if (words.find(kind) != std::string_view::npos) kind.clear();
  if (SaysSize(words)) size.clear();
  if (kind.empty() && size.empty()) return {};
  const bool chinese = StartsWith(language.code, "zh");
  const std::string_view comma = kind.empty() || size.empty() ? "" : language.japanese ? "、" : chinese ? "，" : ", ";
  return language.japanese || chinese ? fmt::format("（{}{}{}）", kind, comma, size)
                                      : fmt::format(" ({}{}{})", kind, comma, size);
}

}  // namespace kyodo
