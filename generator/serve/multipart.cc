#include "serve/multipart.h"

#include "core/text.h"

namespace kyodo::serve {

namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr size_t kMostParts = 200;

/// The value after `start`, in quotes or without. Browsers write a quotation mark as %22 (HTML, section 4.10.21.8).
std::string ParameterOf(std::string_view header, std::string_view start) {
  for (std::string_view part : Split(header, ';')) {
    part = Trim(part);
    if (!StartsWith(part, start)) continue;
    part.remove_prefix(start.size());
    if (part.size() >= 2 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
    return std::string(part);
  }
  return {};
}

FormPart ReadPart(std::string_view part) {
  FormPart out;
  const size_t end = part.find("\r\n\r\n");
  out.bytes = part.substr(end + 4);
  for (const std::string_view line : Split(part.substr(0, end), '\n')) {
    const size_t colon = line.find(':');
    if (colon == line.npos || Fold(Trim(line.substr(0, colon))) != "content-disposition") continue;
    out.name = ParameterOf(line.substr(colon + 1), "name=");
    out.file_name = ParameterOf(line.substr(colon + 1), "filename=");
  }
  return out;
}

}  // namespace

std::optional<std::vector<FormPart>> ReadMultipart(std::string_view type, std::string_view body) {
  const std::string boundary = ParameterOf(type, "boundary=");
  if (!StartsWith(type, kType) || boundary.empty() || boundary.size() > 70) return std::nullopt;
  const std::string first = "--" + boundary, next = "\r\n--" + boundary;
  if (!StartsWith(body, first)) return std::nullopt;
  body.remove_prefix(first.size());
  std::vector<FormPart> parts;
  while (StartsWith(body, "\r\n")) {
    body.remove_prefix(2);
    const size_t end = body.find(next);
    const std::string_view part = body.substr(0, end);
    if (end == body.npos || part.find("\r\n\r\n") == part.npos || parts.size() == kMostParts) return std::nullopt;
    parts.push_back(ReadPart(part));
    body.remove_prefix(end + next.size());
  }
  if (!StartsWith(body, "--")) return std::nullopt;
  return parts;
}

}  // namespace kyodo::serve
