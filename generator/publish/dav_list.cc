#include "publish/dav_list.h"

#include <charconv>

#include "core/text.h"
#include "formats/xml_reader.h"

namespace kyodo::publish {

namespace {

/// "http://host:80/a%20b/" gives "/a b".
std::string PathOf(std::string_view href) {
  if (const size_t scheme = href.find("://"); scheme != href.npos) {
    const size_t slash = href.find('/', scheme + 3);
    href = slash == href.npos ? std::string_view() : href.substr(slash);
  }
  std::string path;
  for (size_t i = 0; i < href.size(); ++i) {
    unsigned value = 0;
    const char* digits = href.data() + i + 1;
    if (href[i] == '%' && i + 2 < href.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      path += static_cast<char>(value);
      i += 2;
    } else {
      path += href[i];
    }
  }
  while (!path.empty() && path.back() == '/') path.pop_back();
  return path;
}

class DavReader final : public XmlVisitor {
 public:
  void Start(std::string_view name, const char**) override {
    text_.clear();
    if (name == "multistatus") is_one_ = true;
    if (name == "response") entries_.emplace_back();
    if (name == "collection" && !entries_.empty()) entries_.back().is_folder = true;
  }
  void End(std::string_view name) override {
    if (entries_.empty()) return;
    const std::string_view text = Trim(text_);
    if (name == "href" && entries_.back().path.empty()) entries_.back().path = PathOf(text);
    if (name == "getcontentlength") std::from_chars(text.data(), text.data() + text.size(), entries_.back().size_bytes);
    text_.clear();
  }
  void Text(std::string_view text) override { text_ += text; }

  std::optional<std::vector<DavEntry>> Take() { return is_one_ ? std::optional(std::move(entries_)) : std::nullopt; }

 private:
  bool is_one_ = false;
  std::string text_;
  std::vector<DavEntry> entries_;
};

}  // namespace

std::optional<std::vector<DavEntry>> ReadMultistatus(std::string_view xml) {
  DavReader reader;
  if (!ReadXml(xml, reader)) return std::nullopt;
  return reader.Take();
}

}  // namespace kyodo::publish
