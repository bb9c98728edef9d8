#include "import/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::array<std::string_view, 24> kTags = {"a",    "b",  "br", "blockquote", "div", "em", "font", "h1",
                                                    "h2",   "h3", "h4", "hr",         "i",   "li", "ol",   "p",
                                                    "span", "s",  "u",  "strong",     "ul",  "td", "tr",   "table"};

struct Tag {
  std::string name;  // in small letters
  bool closing = false;
  std::string_view whole;  // "<a href=…>"; empty: no tag
};

Tag TagAt(std::string_view text, size_t at) {
  Tag tag;
  const size_t end = text.find('>', at);
  if (at >= text.size() || text[at] != '<' || end == text.npos) return tag;
  size_t start = at + 1;
  tag.closing = start < end && text[start] == '/';
  if (tag.closing) ++start;
  while (start < end && ((text[start] >= 'a' && text[start] <= 'z') || (text[start] >= 'A' && text[start] <= 'Z') ||
                         (text[start] >= '0' && text[start] <= '9')))
    tag.name += static_cast<char>(text[start] >= 'A' && text[start] <= 'Z' ? text[start] - 'A' + 'a' : text[start]),
        ++start;
  const bool ends = text[start] == '>' || text[start] == ' ' || text[start] == '/' || text[start] == '\n';
  if (ends && std::find(kTags.begin(), kTags.end(), tag.name) != kTags.end()) tag.whole = text.substr(at, end + 1 - at);
  return tag;
}

std::string Decoded(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t end = text[at] == '&' ? text.find(';', at) : text.npos;
    if (end == text.npos || end - at > 9) {
      out += text[at];
      continue;
    }
    const std::string_view name = text.substr(at + 1, end - at - 1);
    const auto known = std::find_if(kNames.begin(), kNames.end(), [&](const auto& one) { return one.first == name; });
    uint32_t code = 0;
    if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x' || name[1] == 'X';
      const std::string_view digits = name.substr(hex ? 2 : 1);
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    }
    const bool character = code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (known == kNames.end() && !character) {
      out += text[at];
      continue;
    }
    if (known != kNames.end()) out += known->second;
    if (known == kNames.end()) AppendUtf8(out, code);
    at = end;
  }
  return out;
}

std::string AddressIn(std::string_view tag) {
  const size_t name = tag.find("href=");
  if (name == tag.npos || name + 6 >= tag.size()) return {};
  const char quote = tag[name + 5];
  const bool quoted = quote == '"' || quote == '\'';
  const size_t start = name + (quoted ? 6 : 5);
  const size_t end = quoted ? tag.find(quote, start) : tag.find_first_of(" >", start);
  return Decoded(tag.substr(start, end == tag.npos ? end : end - start));
}

/// No blanks at the ends of lines, no two empty lines.
std::string Tidied(std::string_view text) {
  std::string out;
  size_t empty = 0;
  for (const std::string_view line : Split(text, '\n')) {
    const std::string_view part = Trim(line);
    empty = part.empty() ? empty + 1 : 0;
    if (part.empty() && (empty > 1 || out.empty())) continue;
    out += part;
    out += '\n';
  }
  return std::string(Trim(out));
}

}  // namespace

bool IsHtml(std::string_view text) {
  for (size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    if (!TagAt(text, at).whole.empty()) return true;
  }
  return false;
}

std::string TextOfHtml(std::string_view html, bool markdown) {
  std::string out, address;
  size_t link = 0;
  for (size_t at = 0; at < html.size();) {
    const Tag tag = TagAt(html, at);
    if (tag.whole.empty()) {
      const size_t next = std::min(html.find('<', at + 1), html.size());
      out += Decoded(html.substr(at, next - at));
      at = next;
      continue;
    }
    at += tag.whole.size();
    if (tag.name == "br" || tag.name == "tr") {
      out += '\n';
    } else if (tag.name == "li") {
      if (!tag.closing) out += "\n- ";
    } else if (tag.name == "a" && !tag.closing) {
      address = AddressIn(tag.whole);
      link = out.size();
    } else if (tag.name == "a") {
      const std::string text = out.substr(std::min(link, out.size()));
      out.resize(std::min(link, out.size()));
      const bool plain = address.empty() || address == text || address.find_first_of(" ()<>") != address.npos;
      out += plain ? text : markdown ? fmt::format("[{}]({})", text, address) : fmt::format("{} ({})", text, address);
    } else if (tag.name == "p" || tag.name == "div" || tag.name == "ul" || tag.name == "ol" || tag.name == "table" ||
               tag.name == "hr" || tag.name == "blockquote" || tag.name[0] == 'h') {
      out += "\n\n";
    }
  }
  return Tidied(out);
}

}  // namespace kyodo
