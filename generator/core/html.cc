#include "core/html.h"

namespace kyodo {

namespace {

struct PathTable {
  bool allowed[256] = {};
};

/// RFC 3986 section 3.3: what a path may hold as it is.
constexpr PathTable MakePathTable() {
  PathTable table;
  for (int i = 0x21; i < 0x80; ++i)
    table.allowed[i] = std::string_view("\"<>\\^`{|}%?#[]").find(static_cast<char>(i)) == std::string_view::npos;
  return table;
}
constexpr PathTable kPath = MakePathTable();

struct EntityTable {
  std::string_view of[256] = {};
};
constexpr EntityTable kEntities = [] {
  EntityTable table;
  table.of[size_t{'&'}] = "&amp;";
  table.of[size_t{'<'}] = "&lt;";
  table.of[size_t{'>'}] = "&gt;";
  table.of[size_t{'"'}] = "&#34;";
  table.of[size_t{'\''}] = "&#39;";
  return table;
}();

void AppendPercentEncoded(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (kPath.allowed[byte]) continue;
    out.append(text, start, i - start);
    start = i + 1;
    out.push_back('%');
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  }
  out.append(text, start, text.size() - start);
}

}  // namespace

void AppendRelativeUrl(std::string& out, std::string_view target, std::string_view page) {
  const size_t hash = target.find('#');
  const std::string_view fragment = hash == std::string_view::npos ? std::string_view() : target.substr(hash);
  std::string_view path = target.substr(0, hash);
  if (path == page && !fragment.empty()) path = {};  // a place on this page
  if (!path.empty()) {
    size_t shared = 0;  // bytes of folders that both have
    for (size_t i = 0; i < path.size() && i < page.size() && path[i] == page[i]; ++i) {
      if (path[i] == '/') shared = i + 1;
    }
    bool climbs = false;
    for (size_t i = shared; i < page.size(); ++i) {
      if (page[i] == '/') {
        out += "../";
        climbs = true;
      }
    }
    const std::string_view rest = path.substr(shared);
    // A first segment with a colon would read as a scheme.
    if (!climbs && rest.substr(0, rest.find('/')).find(':') != std::string_view::npos) out += "./";
    AppendPercentEncoded(out, rest);
  }
  if (!fragment.empty()) {
    out.push_back('#');
    AppendPercentEncoded(out, fragment.substr(1));
  }
}

std::string RelativeUrl(std::string_view target, std::string_view page) {
  std::string out;
  AppendRelativeUrl(out, target, page);
  return out;
}

void AppendEscaped(std::string& out, std::string_view text) {
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view entity = kEntities.of[static_cast<unsigned char>(text[i])];
    if (entity.empty()) continue;
    out.append(text, start, i - start);
    out += entity;
    start = i + 1;
  }
  out.append(text, start, text.size() - start);
}

void Html::WriteTo(std::string& out, std::string_view page) const {
  size_t start = 0;
  for (const Hole& hole : holes) {
    out.append(text, start, hole.offset - start);
    const std::string url = RelativeUrl(hole.target, page);
    AppendEscaped(out, url);
    start = hole.offset;
  }
  out.append(text, start, text.size() - start);
}

}  // namespace kyodo
