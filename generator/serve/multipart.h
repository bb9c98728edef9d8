// What a form with files sends: multipart/form-data, RFC 7578 and, for its parts, RFC 2046 section 5.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::serve {

struct FormPart {
  std::string name;
  std::string file_name;  // as the browser has it; empty: no file, or none was chosen
  std::string bytes;
};

/// The parts of a body whose Content-Type is `type`. None: it is no such body, or it ends too early.
std::optional<std::vector<FormPart>> ReadMultipart(std::string_view type, std::string_view body);

}  // namespace kyodo::serve
