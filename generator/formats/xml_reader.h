// Reads XML 1.0 with expat, one element after the other. A document type is refused: nothing that we read has one.
#pragma once

#include <string_view>

namespace kyodo {

class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  /// Names come without their prefix. `attributes`: name, value, name, value … null.
  virtual void Start(std::string_view name, const char** attributes) = 0;
  virtual void End(std::string_view name) = 0;
  virtual void Text(std::string_view text) = 0;  // UTF-8; a text may come in several pieces

  /// The value of an attribute, with or without a prefix; empty: it is not there.
  static std::string_view Attribute(const char** attributes, std::string_view name);
};

/// False: not well formed, or with a document type.
bool ReadXml(std::string_view bytes, XmlVisitor& visitor);

}  // namespace kyodo
