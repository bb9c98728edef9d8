#include "verify/promised.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::verify {

PromisedHeaders::PromisedHeaders(std::string_view text, std::string_view base) {
  for (const std::string_view whole : Split(text, '\n')) {
    const std::string_view line = Trim(whole);
    if (line.empty() || line.front() == '#') continue;
    if (whole.front() != ' ' && whole.front() != '\t') {
      const std::string_view path = StartsWith(line, base) ? line.substr(base.size()) : line;
      sections_.push_back({std::string(path), {}, {}});
    } else if (sections_.empty()) {
      continue;
    } else if (line.front() == '!') {
      sections_.back().taken_away.emplace_back(Trim(line.substr(1)));
    } else if (const size_t colon = line.find(':'); colon != line.npos) {
      sections_.back().headers.push_back(
          {std::string(Trim(line.substr(0, colon))), std::string(Trim(line.substr(colon + 1)))});
    }
  }
}

std::vector<PromisedHeader> PromisedHeaders::Of(std::string_view path) const {
  std::vector<PromisedHeader> found;
  for (const Section& section : sections_) {
    const std::string_view pattern = section.pattern;
    const bool open = EndsWith(pattern, "*");
    if (open ? !StartsWith(path, pattern.substr(0, pattern.size() - 1)) : pattern != path) continue;
    for (const std::string& name : section.taken_away)
      std::erase_if(found, [&](const PromisedHeader& one) { return one.name == name; });
    found.insert(found.end(), section.headers.begin(), section.headers.end());
  }
  return found;
}

std::vector<PromisedRedirect> ReadRedirects(std::string_view text) {
  std::vector<PromisedRedirect> found;
  for (const std::string_view line : Split(text, '\n')) {
    std::vector<std::string_view> parts;
    for (const std::string_view part : Split(Trim(line), ' '))
      if (!part.empty()) parts.push_back(part);
    if (parts.size() != 3 || parts[0].front() != '/' || (parts[2] != "301" && parts[2] != "308")) continue;
    found.push_back({std::string(parts[0]), std::string(parts[1])});
  }
  return found;
}

}  // namespace kyodo::verify
